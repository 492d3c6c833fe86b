import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CHANGES } from '../../src/app-changes.ts';
import { collide, laneOf, leaseOf } from '../../src/core/lanes.ts';
import type { ChangeKind } from '../../src/core/operation.ts';

describe('which changes exclude each other', () => {
  test.each<[ChangeKind, ChangeKind, boolean]>([
    ['deploy', 'rollback', true],
    ['deploy', 'abort', false],
    ['abort', 'abort', true],
    ['db-resize', 'db-snapshot', true],
    ['db-restore', 'cache-resize', true],
    ['db-resize', 'deploy', true],
    ['env', 'cache-resize', true],
    ['db-resize', 'rollback', false],
    ['db-resize', 'scale', false],
    ['db-restore', 'deploy', false],
    ['db-snapshot', 'redeploy', false],
  ])('%s and %s: %s', (one, other, expected) => {
    expect([collide(one, other), collide(other, one)]).toEqual([expected, expected]);
  });

  test('a lane has a lease of its own', () => {
    const kinds: readonly ChangeKind[] = ['deploy', 'abort', 'db-resize', 'db-snapshot'];
    const leases = kinds.map((kind) => leaseOf('production', kind));
    expect(new Set(leases).size).toBe(3);
    expect(leases[2]).toBe(leases[3]);
  });

  test('the store holds the same lanes', () => {
    const sql = readFileSync(new URL('../../src/store/migrations/012_lanes.sql', import.meta.url), 'utf8');
    const listed = (after: string) =>
      [
        ...sql
          .slice(sql.indexOf(after))
          .split(')')[0]!
          .matchAll(/'([a-z-]+)'/g),
      ].map(([, kind]) => kind);
    const data = (Object.keys(CHANGES) as ChangeKind[]).filter((kind) => laneOf(kind) === 'data').sort();
    expect(listed('where kind in').sort()).toEqual(data);
    expect(listed('where kind not in').sort()).toEqual(['abort', ...data]);
  });
});

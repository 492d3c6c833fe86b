import pg from 'pg';
import { expect, it } from 'vitest';
import { breaker } from '../../src/store/breaker.ts';
import { meaningOf } from '../../src/store/postgres-failures.ts';

it('refuses after two failures, lets one caller try after a while, and closes when that works', () => {
  let now = 0;
  const gate = breaker({ failures: 2, openMs: 1_000, trialMs: 4_000 }, () => now);
  gate.failed();
  expect(gate.admits()).toBe(true);
  gate.failed();
  expect(gate.admits()).toBe(false);
  now = 1_000;
  expect([gate.admits(), gate.admits()]).toEqual([true, false]);
  gate.failed();
  now = 1_999;
  expect(gate.admits()).toBe(false);
  now = 2_000;
  expect(gate.admits()).toBe(true);
  gate.succeeded();
  expect([gate.admits(), gate.admits()]).toEqual([true, true]);
});

it('does not wait for ever for a caller that never came back', () => {
  let now = 0;
  const gate = breaker({ failures: 1, openMs: 1_000, trialMs: 4_000 }, () => now);
  gate.failed();
  now = 1_000;
  expect([gate.admits(), gate.admits()]).toEqual([true, false]);
  now = 5_000;
  expect(gate.admits()).toBe(true);
});

function serverError(code: string, severity: 'ERROR' | 'FATAL' = 'ERROR'): Error {
  return Object.assign(new pg.DatabaseError('words', 5, 'error'), { code, severity });
}

it.each<[string, unknown, { lost: boolean; retry: boolean; why: string }]>([
  ['a unique violation', serverError('23505'), { lost: false, retry: false, why: 'PostgreSQL error 23505' }],
  ['a deadlock', serverError('40P01'), { lost: false, retry: true, why: 'PostgreSQL error 40P01' }],
  [
    'a statement that took too long',
    serverError('57014'),
    { lost: false, retry: true, why: 'PostgreSQL error 57014' },
  ],
  ['a fail-over', serverError('25006'), { lost: false, retry: true, why: 'PostgreSQL error 25006' }],
  [
    'a wrong password',
    serverError('28P01', 'FATAL'),
    { lost: true, retry: false, why: 'PostgreSQL error 28P01' },
  ],
  ['a restart', serverError('57P01', 'FATAL'), { lost: true, retry: true, why: 'PostgreSQL error 57P01' }],
  [
    'a full server',
    serverError('53300', 'FATAL'),
    { lost: true, retry: true, why: 'PostgreSQL error 53300' },
  ],
  [
    'a refused port',
    Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
    { lost: true, retry: true, why: 'ECONNREFUSED' },
  ],
  ['no answer', new Error('Query read timeout'), { lost: true, retry: true, why: 'Query read timeout' }],
  ['something odd', 'x', { lost: true, retry: true, why: 'no answer' }],
])('knows what %s means', (_name, error, meaning) => {
  expect(meaningOf(error)).toEqual(meaning);
});

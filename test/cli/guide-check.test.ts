import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { checkGuide } from '../../src/cli/guide-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'hydrous-guide-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SEVEN = [
  'architecture-mismatch',
  'api-validation',
  'container-does-not-start',
  'database-connection',
  'memory-or-cpu',
  'load-balancer',
  'frontend-connection',
];

test('the guide that ships with the bot is whole and has the seven entries', () => {
  const check = checkGuide(join(folder, 'absent.yml'));
  expect(check.exitCode).toBe(0);
  expect(check.lines).toHaveLength(1);
  for (const id of SEVEN) expect(check.lines[0]).toContain(id);
});

test('the example configuration leads to the same guide', () => {
  const example = fileURLToPath(new URL('../../hydrous.yml', import.meta.url));
  expect(checkGuide(example)).toEqual(checkGuide(join(folder, 'absent.yml')));
});

test('a mistake in the configuration is told instead', () => {
  const path = join(folder, 'wrong.yml');
  writeFileSync(path, 'locale: fr\n');
  expect(checkGuide(path)).toMatchObject({ exitCode: 1 });
  expect(checkGuide(path).lines[0]).toContain(`${path}:1: `);
});

test('every mistake in the guide is told with its file', () => {
  mkdirSync(join(folder, 'guide'));
  for (const name of ['es.md', 'en.md', 'patterns.yml']) {
    const text = readFileSync(new URL(`../../guide/${name}`, import.meta.url), 'utf8');
    writeFileSync(join(folder, 'guide', name), name === 'en.md' ? '# Nothing here\n' : text);
  }
  const check = checkGuide(join(folder, 'hydrous.yml'));
  expect(check.exitCode).toBe(1);
  expect(check.lines.length).toBeGreaterThan(0);
  expect(
    check.lines.every(
      (line) => line.startsWith(folder) && /(?:es\.md|en\.md|patterns\.yml)(?::\d+)?: /.test(line),
    ),
  ).toBe(true);
});

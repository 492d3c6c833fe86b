import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadConfiguration } from '../../src/config/hydrous-file.ts';
import { VALID, withLine } from './builders.ts';

const folder = mkdtempSync(join(tmpdir(), 'hydrous-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function onlyMistakeOf(path: string): string {
  const read = loadConfiguration(path);
  if (read.ok) throw new Error('expected a mistake');
  expect(read.mistakes).toHaveLength(1);
  return read.mistakes[0]!;
}

/** Root may read every file, so the reading is done as another user where the tests run as root. */
function asNobody<T>(work: () => T): T {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

test('a valid file is loaded', () => {
  expect(loadConfiguration(file('valid.yml', VALID))).toMatchObject({
    ok: true,
    configuration: { locale: 'es', channels: { operations: 'C0OPS' } },
  });
});

describe('F1: a file that cannot be used is one clear mistake that names it', () => {
  test('missing', () => {
    const path = join(folder, 'absent.yml');
    expect(onlyMistakeOf(path)).toBe(`${path} does not exist; write it or set HYDROUS_CONFIG to its path`);
  });
  test('a folder', () => {
    mkdirSync(join(folder, 'sub'));
    expect(onlyMistakeOf(join(folder, 'sub'))).toContain('sub is not a file');
  });
  test('below a file', () => {
    expect(onlyMistakeOf(join(file('plain.txt', ''), 'hydrous.yml'))).toContain('cannot be read (ENOTDIR)');
  });
  test('empty', () => {
    const path = file('empty.yml', '');
    expect(onlyMistakeOf(path)).toBe(`${path}:1: the file is empty`);
  });
  test('ten megabytes', () => {
    expect(onlyMistakeOf(file('big.yml', '#'.repeat(10_000_000)))).toContain(
      'has 10000000 bytes; keep it under',
    );
  });
  test('not readable', () => {
    const path = file('locked.yml', VALID);
    chmodSync(path, 0o000);
    chmodSync(folder, 0o755);
    expect(asNobody(() => onlyMistakeOf(path))).toContain('cannot be read (EACCES)');
  });
});

test('the path given is the one in every mistake', () => {
  const path = file('wrong.yml', withLine('locale', 'locale: fr'));
  expect(onlyMistakeOf(path)).toBe(`${path}:1: locale is "fr"; write es or en`);
});

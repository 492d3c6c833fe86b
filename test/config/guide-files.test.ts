import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { loadGuideFiles } from '../../src/config/guide-files.ts';

const base = mkdtempSync(join(tmpdir(), 'hydrous-guide-'));
const configPath = join(base, 'hydrous.yml');
const guide = join(base, 'runbooks');
afterAll(() => rmSync(base, { recursive: true }));

beforeEach(() => {
  rmSync(guide, { recursive: true, force: true });
  mkdirSync(guide);
  writeFileSync(join(guide, 'es.md'), '# Guía\n');
  writeFileSync(join(guide, 'en.md'), '# Guide\n');
  writeFileSync(join(guide, 'patterns.yml'), 'entries:\n  - id: architecture-mismatch\n');
});

function mistakes(folder = 'runbooks'): readonly string[] {
  const loaded = loadGuideFiles(folder, configPath);
  return loaded.ok ? [] : loaded.mistakes;
}

test('a relative folder lies beside the configuration file', () => {
  expect(loadGuideFiles('runbooks/', configPath)).toEqual({
    ok: true,
    files: {
      folder: guide,
      es: '# Guía\n',
      en: '# Guide\n',
      patterns: { entries: [{ id: 'architecture-mismatch' }] },
    },
  });
});

test('an absolute folder is taken as it is', () => {
  expect(loadGuideFiles(guide, '/elsewhere/hydrous.yml').ok).toBe(true);
});

test('the default folder falls back to the guide that ships with the bot', () => {
  const loaded = loadGuideFiles('guide/', configPath);
  expect(loaded.ok && loaded.files.es).toContain('architecture-mismatch');
});

test('a byte order mark and CRLF are read', () => {
  writeFileSync(join(guide, 'es.md'), '\uFEFF# Guía\r\npaso\r\n');
  expect(loadGuideFiles(guide, configPath)).toMatchObject({ files: { es: '# Guía\npaso\n' } });
});

describe('what cannot be used is named', () => {
  test('no such folder', () => {
    expect(mistakes('nowhere')).toEqual([
      `the guide folder ${join(base, 'nowhere')} does not exist or is not a folder`,
    ]);
  });
  test('every missing file at once', () => {
    rmSync(join(guide, 'en.md'));
    rmSync(join(guide, 'patterns.yml'));
    expect(mistakes()).toEqual([
      `${join(guide, 'en.md')} is missing`,
      `${join(guide, 'patterns.yml')} is missing`,
    ]);
  });
  test('a link out of the folder', () => {
    rmSync(join(guide, 'es.md'));
    symlinkSync('/etc/passwd', join(guide, 'es.md'));
    expect(mistakes()).toEqual([`${join(guide, 'es.md')} is a link out of the guide folder`]);
  });
  test('a folder instead of a file', () => {
    rmSync(join(guide, 'es.md'));
    mkdirSync(join(guide, 'es.md'));
    expect(mistakes()).toEqual([`${join(guide, 'es.md')} is not a file`]);
  });
  test('five megabytes', () => {
    writeFileSync(join(guide, 'es.md'), 'x'.repeat(5_000_000));
    expect(mistakes()).toEqual([`${join(guide, 'es.md')} has 5000000 bytes; keep it under 1048576`]);
  });
  test.each([
    ['invalid UTF-8', Buffer.from([0x61, 0xff, 0xfe])],
    ['UTF-16', Buffer.from('\uFEFFguía', 'utf16le')],
    ['binary', Buffer.from([0x61, 0x00, 0x62])],
  ])('%s', (_, bytes) => {
    writeFileSync(join(guide, 'es.md'), bytes);
    expect(mistakes()).toEqual([`${join(guide, 'es.md')} is not UTF-8 text; save it as UTF-8`]);
  });
  test('patterns that are not YAML, with their line', () => {
    writeFileSync(join(guide, 'patterns.yml'), 'a: 1\na: 2\n');
    expect(mistakes()[0]).toContain(
      `${join(guide, 'patterns.yml')}:2: not valid here: Map keys must be unique`,
    );
  });
});

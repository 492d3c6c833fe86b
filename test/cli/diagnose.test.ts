import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { diagnoseCommand } from '../../src/cli/diagnose.ts';
import { answersOf } from '../corpus/corpus-answers.ts';
import { corpus } from '../corpus/corpus-case.ts';
import { placeOf } from '../corpus/corpus-place.ts';

const HYDROUS = fileURLToPath(new URL('../../bin/hydrous.js', import.meta.url));
const GUIDE = fileURLToPath(new URL('../../guide/', import.meta.url));
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folderOf(files: readonly { readonly name: string; readonly text: string }[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'hydrous-diagnose-'));
  folders.push(folder);
  for (const { name, text } of files) writeFileSync(join(folder, name), text);
  return folder;
}

function saved(id: string): string {
  const each = corpus().find((one) => one.id === id);
  if (each === undefined) throw new Error(`no case ${id}`);
  return folderOf(answersOf(each, placeOf('hydrous'), Date.UTC(2026, 2, 2, 10, 5)));
}

describe('hydrous diagnose', () => {
  it('prints one JSON object and nothing else', () => {
    const run = spawnSync(process.execPath, [HYDROUS, 'diagnose', saved('password-rotated')], {
      encoding: 'utf8',
      env: {},
      timeout: 60_000,
    });
    expect([run.status, run.stderr]).toEqual([0, '']);
    const printed = JSON.parse(run.stdout);
    expect(printed.verdicts[0]).toMatchObject({
      entry: 'database-connection',
      case: 'wrong-password',
      evidence: [{ source: 'log', count: 6 }, { source: 'database-event' }],
    });
    expect(printed.verdicts[0].confidence).toBeGreaterThan(0.9);
    expect(printed.ruledOut.map(({ entry }: { entry: string }) => entry)).toContain('load-balancer');
    expect(printed.advice).toHaveLength(1);
    expect(printed.offerRollback).toBe(false);
  }, 90_000);

  it('says what in the folder it could not use', async () => {
    const folder = folderOf([
      { name: 'describe-services.json', text: '{ "services": [' },
      { name: 'notes.json', text: '{"todo": "ask Ana"}' },
    ]);
    const { err, exitCode, out } = await diagnoseCommand([folder], {});
    expect(exitCode).toBe(0);
    expect(err.map((line) => line.split(':')[0])).toEqual(['describe-services.json', 'notes.json']);
    expect(JSON.parse(out)).toMatchObject({ verdicts: [], ruledOut: [], advice: [] });
  });

  it.each<[string, readonly string[], number, RegExp]>([
    ['no folder', ['/nowhere/at/all'], 1, /is not a folder/],
    ['a folder without answers', [], 1, /holds no \.json/],
    ['two folders', ['a', 'b'], 2, /one folder/],
    ['no incident', ['--save'], 2, /id of an incident/],
    ['an id that is a path', ['--save', '../../etc'], 2, /id of an incident/],
    ['no settings', ['--save', 'inc-7kq2m9xd4t'], 78, /SLACK_BOT_TOKEN/],
  ])('is told %s', async (_name, words, code, why) => {
    const given = words.length === 0 ? [folderOf([])] : words;
    const { exitCode, err, out } = await diagnoseCommand(given, {});
    expect([exitCode, out]).toEqual([code, '']);
    expect(err.join('\n')).toMatch(why);
  });
});

describe('a guide entry added by its files alone', () => {
  const ENTRY = {
    es: '\n## El proveedor de IA no responde {#ai-provider}\n\nLa API del modelo falla.\n\n1. Mira su página de estado: `/hydrous logs openai`\n',
    en: '\n## The AI provider does not answer {#ai-provider}\n\nThe API of the model fails.\n\n1. Look at its status page: `/hydrous logs openai`\n',
  };
  const PATTERNS = `
ai-provider:
  precedence: 35
  rollbackHelps: "no"
  patterns:
    - { id: connect-timeout, source: log, atLeast: 3, weight: 0.8, context: 'httpx', match: '^httpx\\.Connect(?:Timeout|Error)' }
`;

  it('convicts what the shipped guide does not know, and leaves the rest as it is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hydrous-guide-'));
    folders.push(folder);
    cpSync(GUIDE, join(folder, 'guide'), { recursive: true });
    for (const [language, text] of Object.entries(ENTRY)) {
      const path = join(folder, 'guide', `${language}.md`);
      writeFileSync(path, readFileSync(path, 'utf8') + text);
    }
    const patterns = join(folder, 'guide', 'patterns.yml');
    writeFileSync(patterns, readFileSync(patterns, 'utf8') + PATTERNS);
    const config = join(folder, 'hydrous.yml');
    const shipped = readFileSync(fileURLToPath(new URL('../../hydrous.yml', import.meta.url)), 'utf8');
    writeFileSync(config, shipped);

    const entries = async (id: string, variables: Readonly<Record<string, string>>) => {
      const { out, err } = await diagnoseCommand([saved(id)], variables);
      expect(err).toEqual([]);
      return JSON.parse(out).verdicts.map(({ entry }: { entry: string }) => entry);
    };
    const own = { HYDROUS_CONFIG: config };
    expect(await entries('third-party-api-down', {})).toEqual([]);
    expect(await entries('third-party-api-down', own)).toEqual(['ai-provider']);
    expect(await entries('password-rotated', own)).toEqual(['database-connection']);
  });
});

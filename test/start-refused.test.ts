/** What the bot does where it cannot start: one clear word, and an exit code that a supervisor understands. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VALID } from './config/builders.ts';
import { whatIsRead } from './what-is-read.ts';

const root = new URL('../', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'hydrous-refused-'));
const taken: Server = createServer();
let port = 0;

beforeAll(async () => {
  writeFileSync(join(folder, 'hydrous.yml'), VALID);
  await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening));
  const address = taken.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => {
  taken.close();
  rmSync(folder, { recursive: true, force: true });
});

test('F18: a port that is taken ends the process with 1, and the log says which', {
  timeout: 60_000,
}, async () => {
  const variables = {
    PATH: process.env['PATH'],
    SLACK_BOT_TOKEN: 'xoxb-refused-test',
    SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
    // Nobody listens there: what is refused is refused without Slack and AWS.
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    HYDROUS_CONFIG: join(folder, 'hydrous.yml'),
    HYDROUS_DATA: join(folder, 'data'),
    HOST: '127.0.0.1',
    PORT: String(port),
  };
  const child = spawn(process.execPath, [fileURLToPath(new URL('src/main.ts', root))], {
    cwd: folder,
    env: variables,
  });
  let said = '';
  child.stdout.on('data', (text) => (said += text));
  child.stderr.on('data', (text) => (said += text));
  const code = await new Promise((ended) => child.once('exit', ended));
  expect(said).toContain(`EADDRINUSE: address already in use 127.0.0.1:${port}`);
  expect(code).toBe(1);
});

test('F19: a Node that is too old is refused before anything is read', () => {
  const built = new URL('bin/built.js', root).href;
  const code = `
    Object.defineProperty(process.versions, 'node', { value: '20.19.0' });
    (await import(${JSON.stringify(built)})).refuseOldNode();
    console.log('it went on');`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  expect(run.stderr).toContain('hydrous needs Node 22.12 or newer and this is 20.19.0');
  expect([run.status, run.stdout]).toEqual([1, '']);
});

test('F17: on a machine in an odd zone that speaks Turkish, all that is read and said is the same', () => {
  const run = spawnSync(process.execPath, [fileURLToPath(new URL('test/what-is-read.ts', root))], {
    encoding: 'utf8',
    env: { TZ: 'Pacific/Apia', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(run.stderr).toBe('');
  const here = JSON.parse(JSON.stringify(whatIsRead()));
  const there = JSON.parse(run.stdout);
  expect(Object.keys(there)).toEqual(Object.keys(here));
  for (const [name, value] of Object.entries(here)) expect(there[name], name).toEqual(value);
  expect(here.configuration.ok).toBe(true);
  expect(here.commands[0]).toMatchObject({ ok: true });
});

/** The bot as the image runs it: compiled, production packages only, not root, nothing writable but its data. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VALID } from './config/builders.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'hydrous-built-'));
const app = join(base, 'app');
const data = join(app, 'data');
/** Only root may become somebody else; others run it as themselves on a tree without write permission. */
const nobody = process.geteuid?.() === 0 ? { uid: 65_532, gid: 65_532 } : {};
const running = new Set<ChildProcess>();

const ENV = {
  SLACK_BOT_TOKEN: 'xoxb-built-test',
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
  // Nobody listens there: starting must need neither Slack nor AWS.
  SLACK_API_URL: 'http://127.0.0.1:9/api/',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  PORT: '0',
};

beforeAll(() => {
  const built = spawnSync(process.execPath, [join(root, 'scripts/build.ts')], { encoding: 'utf8' });
  expect(`${built.stdout}${built.stderr}`).toBe('');
  mkdirSync(app);
  for (const name of ['package.json', 'package-lock.json', 'dist', 'guide', 'bin'])
    cpSync(join(root, name), join(app, name), { recursive: true });
  writeFileSync(join(app, 'hydrous.yml'), VALID);
  installProduction();
  mkdirSync(data, { mode: 0o700 });
  if (nobody.uid !== undefined) chownSync(data, nobody.uid, nobody.gid);
  else for (const folder of foldersIn(app)) chmodSync(folder, folder.startsWith(data) ? 0o700 : 0o555);
  chmodSync(base, 0o755);
}, 120_000);

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  if (nobody.uid === undefined) for (const folder of foldersIn(app)) chmodSync(folder, 0o755);
  rmSync(base, { recursive: true, force: true });
});

/** As the Dockerfile does it; without a filled npm cache, links to the packages that the lock file calls production. */
function installProduction(): void {
  const flags = ['--omit=dev', '--ignore-scripts', '--offline', '--no-audit', '--no-fund'];
  const installed = spawnSync('npm', ['ci', ...flags], { cwd: app, encoding: 'utf8', timeout: 90_000 });
  if (installed.status === 0) return;
  rmSync(join(app, 'node_modules'), { recursive: true, force: true });
  const lock = JSON.parse(readFileSync(join(app, 'package-lock.json'), 'utf8'));
  for (const [path, one] of Object.entries<{ dev?: boolean }>(lock.packages)) {
    const isTop = /^node_modules\/(?:@[^/]+\/)?[^/]+$/.test(path);
    if (!isTop || one.dev === true || !existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(app, path)), { recursive: true });
    symlinkSync(join(root, path), join(app, path));
  }
}

function foldersIn(folder: string): string[] {
  const inside = readdirSync(folder, { withFileTypes: true, recursive: true });
  return [
    folder,
    ...inside.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name)),
  ];
}

interface Run {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly ended: Promise<number | null>;
}

function run(entry: string[], env: Record<string, string>): Run {
  const child = spawn(process.execPath, entry, {
    cwd: app,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...nobody,
  });
  running.add(child);
  const lines: string[] = [];
  let rest = '';
  child.stdout!.on('data', (chunk) => {
    const parts = `${rest}${chunk}`.split('\n');
    rest = parts.pop()!;
    lines.push(...parts);
  });
  child.stderr!.on('data', (chunk) => lines.push(`stderr: ${chunk}`));
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      running.delete(child);
      resolve(code);
    });
  });
  return { child, lines, ended };
}

async function listening({ lines, child }: Run): Promise<string> {
  for (;;) {
    const line = lines.find((each) => each.includes('"msg":"listening"'));
    if (line !== undefined) return JSON.parse(line).url;
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}:\n${lines.join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('the built bot, not root, on a tree that it cannot write to', () => {
  test.each([
    ['dist/main.js', ['dist/main.js']],
    ['npm start', ['bin/start.js']],
    ['hydrous start', ['bin/hydrous.js', 'start']],
  ])('%s listens, answers, and stops in good order on SIGTERM', async (_, entry) => {
    const bot = run(entry, ENV);
    const url = await listening(bot);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/slack/events`, { method: 'POST', body: 'unsigned' })).status).toBe(401);

    const before = performance.now();
    bot.child.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
    expect(performance.now() - before).toBeLessThan(20_000);
    for (const line of bot.lines) expect(() => JSON.parse(line), line).not.toThrow();
  });

  test('it wrote into its data folder and nowhere else', () => {
    expect(readdirSync(data).length).toBeGreaterThan(0);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    const beside = readdirSync(app).sort();
    const given = [
      'bin',
      'data',
      'dist',
      'guide',
      'hydrous.yml',
      'node_modules',
      'package-lock.json',
      'package.json',
    ];
    expect(beside).toEqual(given);
  });

  test('wrong settings are told all at once, without a value, and the exit code is 78', async () => {
    const bot = run(['dist/main.js'], { SLACK_BOT_TOKEN: 'xoxp-hunter2', PORT: 'abc' });
    expect(await bot.ended).toBe(78);
    const told = bot.lines.join('\n');
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'PORT']) expect(told).toContain(name);
    expect(told).not.toContain('hunter2');
  });

  test('a wrong configuration is told with its line, and the exit code is 78', async () => {
    const bot = run(['dist/main.js'], { ...ENV, HYDROUS_CONFIG: 'package.json' });
    expect(await bot.ended).toBe(78);
    expect(bot.lines.join('\n')).toMatch(/package\.json:\d+: unknown key/);
  });

  test('hydrous guide check finds the guide whole', async () => {
    const check = run(['bin/hydrous.js', 'guide', 'check'], {});
    expect(await check.ended).toBe(0);
    expect(check.lines.join('\n')).toContain('architecture-mismatch');
  });
});

describe('what was built', () => {
  test('says of which release it is', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(JSON.parse(readFileSync(join(root, 'dist/build.json'), 'utf8')).version).toBe(version);
  });

  test('holds the migrations, and no TypeScript', () => {
    const names = readdirSync(join(root, 'dist'), { recursive: true }).map(String);
    const migrations = readdirSync(join(root, 'src/store/migrations'));
    expect(migrations.length).toBeGreaterThan(0);
    expect(names).toEqual(expect.arrayContaining(migrations.map((name) => join('store/migrations', name))));
    expect(names.filter((name) => name.endsWith('.ts'))).toEqual([]);
  });

  test('imports nothing that only development installs', () => {
    const modules = readdirSync(join(app, 'node_modules'));
    for (const name of ['typescript', 'vitest', 'node', 'playwright-core'])
      expect(modules).not.toContain(name);
  });
});

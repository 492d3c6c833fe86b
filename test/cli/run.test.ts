import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { auditCommand } from '../../src/cli/audit.ts';
import { runCommandLine } from '../../src/cli/run.ts';

const SECRET = 'signing-secret-of-the-test';
const CONFIGURATION = `locale: es
channels: { operations: C0OPS, incidents: C0INC }
people:
  operators: { users: [U0ANA] }
  approvers: { users: [U0ANA, U0BRUNO], groups: [S0OPS] }
  viewers: everyone
teams: [T0HYDROUS]
environments:
  production:
    region: us-east-1
    cluster: hydrous
    service: hydrous-production
    repository: hydrous
    logGroup: /ecs/hydrous-backend
    loadBalancer: hydrous-alb
    scale: { min: 1, max: 10 }
`;

let aws: SimulatedAws;
let folder: string;
let variables: Record<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hydrous-cli-'));
  writeFileSync(join(folder, 'hydrous.yml'), CONFIGURATION);
  aws = await startAws({ speed: 20 });
  const ofAws = awsEnvironment(aws.url);
  Object.assign(process.env, ofAws);
  variables = {
    ...ofAws,
    PATH: process.env['PATH'] ?? '',
    SLACK_BOT_TOKEN: 'xoxb-test',
    SLACK_SIGNING_SECRET: SECRET,
    // Nobody listens there: the day Slack is down.
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
    HYDROUS_CONFIG: join(folder, 'hydrous.yml'),
    HYDROUS_DATA: join(folder, 'data'),
  };
});
afterAll(async () => {
  await aws.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  readonly exit: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

async function run(words: readonly string[], signal = new AbortController().signal): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const output = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const exit = await runCommandLine(words, variables, output, signal);
  return { exit, out, err };
}
async function audit(...words: string[]): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const output = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  return { exit: await auditCommand(words, variables, output), out, err };
}
const desired = () => aws.world.ecs.clusters.get('hydrous')?.services.get('hydrous-production')?.desired;
const idIn = ({ out }: Ran) => /\bop-[a-z0-9]+/.exec(out.join('\n'))?.[0] ?? '';

describe('on the day Slack is down', () => {
  let id: string;

  test('who is named in hydrous.yml asks for a change and is told who goes on, and how', async () => {
    const asked = await run(['scale 3', '--as', 'U0ANA']);
    id = idIn(asked);
    expect(asked).toMatchObject({ exit: 3, err: [] });
    expect(asked.out.join('\n')).toContain(`run "approve ${id}" --as U…`);
    expect(desired()).toBe(2);
  });

  test.each([
    ['the one who asked', 'U0ANA', /propia|propio|tuya|otra persona/i],
    ['somebody who is only in a group', 'U0CARLA', /Slack/],
  ])('%s cannot approve it', async (_, user, why) => {
    const refused = await run([`approve ${id}`, '--as', user]);
    expect(refused.exit).toBe(1);
    expect(refused.out.join('\n')).toMatch(why);
    expect(desired()).toBe(2);
  });

  test('a second person approves; without a bot it is carried out here and told as JSON lines', async () => {
    const approved = await run([`approve ${id}`, '--as', 'U0BRUNO', '--json']);
    const events = approved.out.map((line) => JSON.parse(line));
    expect(approved.exit).toBe(0);
    expect(desired()).toBe(3);
    expect(aws.calls.count('UpdateService')).toBe(1);
    expect(events.at(0)).toMatchObject({ event: 'answer', operation: id, refused: false });
    expect(events.filter(({ event }) => event === 'state').map(({ state }) => state)).toEqual(
      expect.arrayContaining(['approved', 'executing', 'succeeded']),
    );
    expect(events.at(-1)).toEqual({ event: 'end', exit: 0 });
  });

  test('reads are answered, and refusals say what to type instead', async () => {
    expect(await run(['/hydrous history production', '--as', 'U0ANA'])).toMatchObject({ exit: 0 });
    const unknown = await run(['scael 3', '--as', 'U0ANA']);
    expect(unknown.exit).toBe(1);
    expect(unknown.out.join('\n')).toContain('/hydrous scale');
    const same = await run(['scale 3', '--as', 'U0ANA']);
    expect(same).toMatchObject({ exit: 1, out: [expect.stringContaining('ya tiene 3')] });
  });

  test('Ctrl-C leaves an approved change as it is, and --follow takes it to its end', async () => {
    const asked = await run(['scale 2', '--as', 'U0ANA']);
    const stopping = new AbortController();
    stopping.abort();
    const left = await run([`approve ${idIn(asked)}`, '--as', 'U0BRUNO'], stopping.signal);
    expect(left.exit).toBe(130);
    expect(left.out.at(-1)).toContain(`run --follow ${idIn(asked)}`);
    expect(desired()).toBe(3);
    expect(await run(['--follow', idIn(asked), '--as', 'U0BRUNO'])).toMatchObject({ exit: 0 });
    expect(desired()).toBe(2);
  });

  test('two processes that follow the same change send it once', async () => {
    const asked = await run(['scale 4', '--as', 'U0ANA']);
    const before = aws.calls.count('UpdateService');
    const other = shell(['--follow', idIn(asked), '--wait', '--as', 'U0ANA']);
    await other.begun;
    const approved = await run([`approve ${idIn(asked)}`, '--as', 'U0BRUNO']);
    const followed = await other.ended;
    expect([approved.exit, followed.exit]).toEqual([0, 0]);
    expect(followed.out.join('\n')).toMatch(/espera aprobación[\s\S]*terminó bien/);
    expect(aws.calls.count('UpdateService')).toBe(before + 1);
  }, 60_000);
});

/** The same in a process of its own. */
function shell(words: readonly string[]): { readonly begun: Promise<unknown>; readonly ended: Promise<Ran> } {
  const entry = fileURLToPath(new URL('../../src/cli/from-shell.ts', import.meta.url));
  const code = `import(${JSON.stringify(entry)}).then((m) => m.runFromShell(${JSON.stringify(words)}))`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { env: variables });
  let [out, err] = ['', ''];
  child.stdout.on('data', (part) => (out += part));
  child.stderr.on('data', (part) => (err += part));
  const ended = new Promise<Ran>((resolve) => {
    child.on('close', (exit) => resolve({ exit: exit ?? -1, out: out.split('\n'), err: err.split('\n') }));
  });
  return { begun: Promise.race([once(child.stdout, 'data'), ended]), ended };
}

test.each([
  ['nothing', []],
  ['nobody', ['status']],
  ['a name in place of an id', ['status', '--as', 'ana']],
  ['words without quotes', ['scale', '3', '--as', 'U0ANA']],
  ['an option that is none', ['status', '--as', 'U0ANA', '--force']],
  ['both a command and one to follow', ['status', '--follow', 'op-abcd2345', '--as', 'U0ANA']],
])('%s is no command line', async (_, words) => {
  const { exit, err } = await run(words);
  expect(exit).toBe(2);
  expect(err.at(-1)).toContain('usage: hydrous run');
});

describe('the audit trail', () => {
  test('says of each row that it came through the command line, and from whose shell', async () => {
    const { exit, out } = await audit('export', '--since', '1h', '--environment', 'production');
    expect(exit).toBe(0);
    const rows = out.map((line) => JSON.parse(line));
    expect(rows.find(({ event }) => event === 'requested')).toMatchObject({
      actor: 'U0ANA',
      data: { via: 'cli', osUser: userInfo().username, command: 'scale 3' },
    });
    expect(rows.find(({ event }) => event === 'approved')).toMatchObject({ actor: 'U0BRUNO' });
    expect(rows.every(({ data }) => data.via === 'cli')).toBe(true);
    expect(out.join('\n')).not.toContain(SECRET);
  });

  test('goes out as CSV with one line a row', async () => {
    const json = await audit('export');
    const csv = await audit('export', '--csv');
    expect(csv.out[0]).toBe('seq,at,actor,event,subject,environment,data,hash');
    expect(csv.out).toHaveLength(json.out.length + 1);
  });

  test.each([
    [['export', '--since', 'gestern']],
    [['export', '--environment', 'staging']],
    [['verify', 'all']],
    [[]],
  ])('%j is no command line', async (words) => {
    expect((await audit(...words)).exit).toBe(2);
  });

  test('is whole, until somebody changes a row: then the first such row is named', async () => {
    expect(await audit('verify')).toMatchObject({ exit: 0, out: [expect.stringMatching(/^\d+ rows/)] });
    const database = new DatabaseSync(join(folder, 'data', 'hydrous.db'));
    // Who can write the file can take the guard away too; the chain still tells.
    const guards = database.prepare(
      "select name from sqlite_master where type = 'trigger' and tbl_name = 'audit'",
    );
    for (const { name } of guards.all()) database.exec(`drop trigger "${String(name)}"`);
    database.exec("update audit set actor = 'U0MALLORY' where seq = 2");
    database.close();
    expect(await audit('verify')).toMatchObject({ exit: 1, out: [expect.stringMatching(/^row 2 /)] });
  });
});

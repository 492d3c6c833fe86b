/** A person with an empty folder, an account without the stack, and a workspace that has not seen the app. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { type Bot, createBot } from '../../sandbox/bot.ts';
import { type Slack, startSlack } from '../../sandbox/slack/server.ts';
import { APP } from '../../sandbox/slack/workspace.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Row {
  readonly check: string;
  readonly told: string;
  readonly remedy: string;
}

export interface NothingHouse {
  readonly aws: SimulatedAws;
  readonly slack: Slack;
  readonly folder: string;
  /** What is set in the shell; AWS is reached as with a person's own credentials. */
  readonly environment: Record<string, string>;
  /** A line as it stands on a page, in a shell in the folder. */
  shell(line: string): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
  /** `npx hydrous doctor` as a person reads it. */
  doctor(): Promise<{ readonly code: number | null; readonly ng: readonly Row[]; readonly out: string }>;
  /** Becomes what `npm start` becomes. */
  start(): Promise<Bot>;
  close(): Promise<void>;
}

/** `secrets` are what Slack gives to whoever installs the app. */
export async function nothingHouse(secrets: {
  readonly SLACK_BOT_TOKEN: string;
  readonly SLACK_SIGNING_SECRET: string;
}): Promise<NothingHouse> {
  const base = mkdtempSync(join(tmpdir(), 'hydrous-from-nothing-'));
  const [folder, tools] = [join(base, 'empty'), join(base, 'tools')];
  mkdirSync(folder);
  const aws = await startAws({ speed: 8 });
  const { sns, queues, elb } = aws.world;
  sns.removeTopic(aws.topicArn);
  queues.drop(queues.byArn(aws.queueArn)!);
  // Its name leads to the application, as DNS would.
  elb.loadBalancers[0] = { ...elb.loadBalancers[0]!, dnsName: new URL(aws.url).host };
  const slack = await startSlack({
    signingSecret: secrets.SLACK_SIGNING_SECRET,
    botToken: secrets.SLACK_BOT_TOKEN,
    rateLimits: false,
  });
  slack.state.scopes.clear();
  for (const [id, channel] of slack.state.channels) {
    const members = channel.members.filter((member) => member !== APP.botUser);
    slack.state.channels.set(id, { ...channel, members });
  }
  slack.state.groups.set('S0OPS', { ...slack.state.groups.get('S0OPS')!, users: [] });
  putNpx(tools);
  const environment: Record<string, string> = {
    ...awsEnvironment(aws.url),
    PATH: `${tools}:${process.env['PATH']}`,
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
    SLACK_API_URL: slack.url,
    HOST: '127.0.0.1',
    PORT: '0',
  };
  let bot: Bot | null = null;

  function shell(line: string): ReturnType<NothingHouse['shell']> {
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    const child = spawn('sh', ['-c', line], { cwd: folder, env: environment, stdio: [...stdio] });
    let [out, err] = ['', ''];
    child.stdout!.on('data', (chunk) => (out += chunk));
    child.stderr!.on('data', (chunk) => (err += chunk));
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
  }

  return {
    aws,
    slack,
    folder,
    environment,
    shell,
    async doctor() {
      const { code, out, err } = await shell('npx hydrous doctor');
      const rows = [...out.matchAll(/^NG {3}(\S+) +(.+)\n +→ (.+)$/gm)];
      const ng = rows.map(([, check = '', told = '', remedy = '']) => ({ check, told, remedy }));
      return { code, ng, out: out + err };
    },
    async start() {
      const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
      const [, entry = ''] = /^node (\S+)$/.exec(scripts.start) ?? [];
      bot = createBot({ environment, entry: join(root, entry), folder });
      slack.deliverTo(await bot.start());
      return bot;
    },
    async close() {
      await bot?.stop();
      await Promise.all([slack.close(), aws.close()]);
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/** What `npx` comes to in a clone, without the second that npm takes to find it. */
function putNpx(tools: string): void {
  const hydrous = `"${process.execPath}" "${join(root, 'bin/hydrous.js')}"`;
  mkdirSync(tools);
  writeFileSync(join(tools, 'npx'), `#!/bin/sh\n[ "$1" = hydrous ] && shift && exec ${hydrous} "$@"\n`, {
    mode: 0o755,
  });
}

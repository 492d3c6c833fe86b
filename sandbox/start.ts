/** Everything together: the simulated AWS, the Slack look-alike with its page, and the bot between them. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsEnvironment } from './aws/environment.ts';
import { addEnvironment } from './aws/more-environments.ts';
import { type AwsOptions, type SimulatedAws, startAws } from './aws/server.ts';
import { type Bot, createBot } from './bot.ts';
import { type Rules, writeConfiguration } from './configuration.ts';
import { createPage } from './page/page.ts';
import { createPanel } from './panel.ts';
import type { Shortcut } from './slack/manifest.ts';
import { type Slack, startSlack } from './slack/server.ts';

/** Known to nobody but the sandbox, and worth nothing outside it. */
const SIGNING_SECRET = 'sandbox-signing-secret';
const BOT_TOKEN = 'xoxb-sandbox-token';

export interface SandboxOptions {
  /** Where the page is; any free port when left out. */
  readonly port?: number;
  readonly aws?: AwsOptions;
  /** `false` switches Slack's rate limits off. */
  readonly rateLimits?: boolean;
  /** Language of the channels; with `en` everybody in the workspace reads English. Default `es`. */
  readonly locale?: 'es' | 'en';
  /** Names of more environments, each with a service, a load balancer, a database and a cache of its own. */
  readonly environments?: readonly string[];
  /** More rules of the bot's configuration. */
  readonly rules?: Rules;
  /** Shortcuts of the app; those of its manifest when left out. */
  readonly shortcuts?: readonly Shortcut[];
  /** More settings of the bot, for example `DATABASE_URL`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Another program in the bot's place. */
  readonly entry?: string;
  /** Told when the bot ended although nobody asked it to. */
  readonly onBotExit?: (detail: string) => void;
}

export interface Sandbox {
  /** Address of the page. */
  readonly url: string;
  readonly slack: Slack;
  readonly aws: SimulatedAws;
  readonly bot: Bot;
  /** Settings with which the bot runs, for a second replica or the command line. */
  readonly environment: Readonly<Record<string, string>>;
  /** SIGKILL, then a new start on the same data folder. */
  restartBot(): Promise<void>;
  close(): Promise<void>;
}

/** Throws when the bot does not start; nothing is left running then. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const slack = await startSlack({
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.rateLimits === undefined ? {} : { rateLimits: options.rateLimits }),
    ...(options.shortcuts === undefined ? {} : { shortcuts: options.shortcuts }),
  });
  if (options.locale === 'en') {
    for (const person of slack.state.people.values()) {
      slack.state.people.set(person.id, { ...person, locale: 'en-US' });
    }
  }
  const aws = await startAws(options.aws);
  for (const name of options.environments ?? []) addEnvironment(aws.world, name);
  const folder = await mkdtemp(join(tmpdir(), 'hydrous-sandbox-'));
  // SNS must know the bot's address before the bot starts, so its port is chosen here.
  const botPort = await freePort();
  const subscribe = `http://127.0.0.1:${botPort}/sns`;
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  const environment = {
    ...awsEnvironment(aws.url),
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.url,
    HYDROUS_CONFIG: await writeConfiguration({
      folder,
      locale: options.locale ?? 'es',
      topicArn: aws.topicArn,
      healthUrl: aws.healthUrl,
      subscribe,
      rules: options.rules ?? {},
      environments: options.environments ?? [],
    }),
    HYDROUS_DATA: data,
    HOST: '127.0.0.1',
    PORT: String(botPort),
    ...options.settings,
  };
  const bot = createBot({
    environment,
    ...(options.entry === undefined ? {} : { entry: options.entry }),
    ...(options.onBotExit === undefined ? {} : { onExit: options.onBotExit }),
  });
  slack.serveAlso(createPage(slack, createPanel({ aws, slack, bot })));

  async function close(): Promise<void> {
    await bot.stop();
    await Promise.all([slack.close(), aws.close()]);
    await rm(folder, { recursive: true, force: true });
  }

  try {
    slack.deliverTo(await bot.start());
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: `${slack.origin}/`,
    slack,
    aws,
    bot,
    environment,
    async restartBot() {
      slack.deliverTo(await bot.restart());
    },
    close,
  };
}

/** Below the range from which the kernel takes ports for outgoing connections, or a restart may find its own port taken. */
const LOWEST_PORT = 12_000;
const HIGHEST_PORT = 30_000;

async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = LOWEST_PORT + Math.floor(Math.random() * (HIGHEST_PORT - LOWEST_PORT));
    if (await isFree(port)) return port;
  }
  throw new Error('no free port was found');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

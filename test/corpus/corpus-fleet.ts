/** Several whole bots in this process, each with a part of the corpus, before one simulated AWS and one Slack. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { type Slack, startSlack } from '../../sandbox/slack/server.ts';
import type { Message } from '../../sandbox/slack/state.ts';
import type { App } from '../../src/app.ts';
import { answerTo } from '../../src/aws/replay/replay-answers.ts';
import { answersIn, type SavedAnswer, saysError } from '../../src/aws/replay/saved-answers.ts';
import type { Guide } from '../../src/core/guide.ts';
import { openApp } from '../app-in-process.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { answersOf } from './corpus-answers.ts';
import type { CorpusCase } from './corpus-case.ts';
import { alarmMessage, type Place, placeOf } from './corpus-place.ts';

export const TOPIC = 'arn:aws:sns:us-east-1:123456789012:hydrous-alarms';
/** A channel takes about one message a second, so each bot has its own. */
const BOTS = 10;
/** Two a bot: with all at once, a slow machine would be measured and not the judgement. */
const WAVE = BOTS * 2;
/** How long a wave may take before the next one comes all the same, ms. */
const WAVE_MS = 45_000;
const SNS_RETRIES = 10;
/** ms, far below what SNS waits. */
const SNS_GAP = 1_000;
const SECRET = 'corpus-signing-secret';
const TOKEN = 'xoxb-corpus-token';
/** The pace at which logs are read is one for each region. */
const REGIONS = ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'eu-central-1', 'sa-east-1'];

export interface OnTheWire {
  readonly each: CorpusCase;
  readonly place: Place;
  readonly answers: readonly SavedAnswer[];
  readonly message: string;
  readonly channel: string;
}

export interface Fleet {
  readonly all: readonly OnTheWire[];
  readonly slack: Slack;
  readonly folder: string;
  /** POSTs each notification, signed, to the bot that guards its service, wave after wave. Gives the statuses. */
  fire(): Promise<readonly number[]>;
  cardOf(one: OnTheWire): Message | undefined;
  /** Settings of the bot that has this case, for the command line. */
  settingsOf(one: OnTheWire): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

interface Member {
  readonly app: App;
  readonly url: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** `stubEnvironment` is given the address of the simulated AWS and leads the AWS calls of this process there. */
export async function openFleet(
  cases: readonly CorpusCase[],
  stubEnvironment: (url: string) => void,
): Promise<Fleet> {
  const folder = await mkdtemp(join(tmpdir(), 'hydrous-corpus-'));
  const slack = await startSlack({ signingSecret: SECRET, botToken: TOKEN, rateLimits: false });
  const aws = await startAws();
  const at = Date.now() - 5_000;
  const all = cases.map((each, index) => onTheWire(each, index, at, `C0CORPUS${index % BOTS}`));
  const health = await startHealth(all);
  stubEnvironment(aws.url);
  answerFrom(aws, all);
  const { guide } = shippedGuide();
  const members = new Map<string, Member>();
  for (const [channel, those] of Map.groupBy(all, (one) => one.channel)) {
    addChannel(slack, channel);
    members.set(
      channel,
      await openMember(join(folder, channel), those, { slack, guide, health: health.url }),
    );
  }
  const memberOf = ({ channel }: OnTheWire) => members.get(channel) as Member;
  const cardOf = ({ place, channel }: OnTheWire) =>
    slack.state
      .messages(channel)
      .find(
        ({ metadata, text }) =>
          metadata?.['event_type'] === 'hydrous_incident' && text.includes(place.cluster),
      );
  return {
    all,
    slack,
    folder,
    async fire() {
      const statuses: number[] = [];
      for (let from = 0; from < all.length; from += WAVE) {
        const wave = all.slice(from, from + WAVE);
        const taken = wave.map((one) => {
          const body = JSON.stringify(aws.world.sns.signed(TOPIC, { Message: one.message }));
          return postLikeSns(`${memberOf(one).url}/sns`, body);
        });
        statuses.push(...(await Promise.all(taken)));
        const isTold = () => wave.filter((one) => entryOn(cardOf(one)) === undefined).length <= BOTS / 2;
        // What a card lacks is found by the tests.
        await slack.state.until(isTold, WAVE_MS).catch(() => undefined);
      }
      return statuses;
    },
    cardOf,
    settingsOf: (one) => memberOf(one).settings,
    async close() {
      await Promise.all([...members.values()].map(({ app }) => app.stop()));
      await Promise.all([slack.close(), aws.close(), health.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Undefined until the card says what was found. */
export function entryOn(card: Message | undefined): string | null | undefined {
  return (card?.metadata?.['event_payload'] as { readonly entry?: string | null } | undefined)?.entry;
}

/** As SNS, again when it was not taken: a busy machine may be too slow for the first try. */
async function postLikeSns(url: string, body: string): Promise<number> {
  const headers = { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': 'Notification' };
  for (let attempt = 1; ; attempt += 1) {
    const { status } = await fetch(url, { method: 'POST', headers, body });
    if (status === 200 || attempt > SNS_RETRIES) return status;
    await sleep(SNS_GAP);
  }
}

/** `at` is when its alarm changed, ms. */
export function onTheWire(each: CorpusCase, index: number, at: number, channel: string): OnTheWire {
  const place = placeOf(`w${String(index).padStart(3, '0')}x`, REGIONS[index % REGIONS.length]);
  const answers = answersOf(each, place, at)
    .filter(({ name }) => name !== 'notification.json')
    .flatMap(answersIn);
  return { each, place, answers, message: alarmMessage(each, place, at), channel };
}

function addChannel(slack: Slack, id: string): void {
  const like = slack.state.channels.get('C0INC');
  if (like === undefined) throw new Error('the seeded channel is gone');
  slack.state.channels.set(id, { ...like, id, name: id.toLowerCase() });
}

async function openMember(
  folder: string,
  those: readonly OnTheWire[],
  around: { readonly slack: Slack; readonly guide: Guide; readonly health: string },
): Promise<Member> {
  const data = join(folder, 'data');
  await mkdir(folder);
  const file = join(folder, 'hydrous.yml');
  await writeFile(file, configurationOf(those, around.health));
  const settings = {
    SLACK_BOT_TOKEN: TOKEN,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: around.slack.url,
    HYDROUS_CONFIG: file,
    HYDROUS_DATA: data,
    HOST: '127.0.0.1',
    PORT: '0',
  };
  return { ...(await openApp(settings, around.guide)), settings };
}

/** The configuration of a bot that guards the services of these cases. */
export function configurationOf(those: readonly OnTheWire[], health = ''): string {
  const names = [
    'region',
    'cluster',
    'service',
    'container',
    'repository',
    'logGroup',
    'database',
    'cache',
  ] as const;
  const environments = those.map(({ each, place }) => {
    const lines = names.map((name) => `    ${name}: ${place[name]}`);
    const probe =
      each.probe === undefined
        ? ''
        : `\n    healthUrl: ${health}/${place.cluster}\n    frontendOrigin: https://app.example.com`;
    return `  ${place.cluster}:\n${lines.join('\n')}\n    loadBalancer: ${place.cluster}\n    approvals: 1${probe}`;
  });
  return `locale: en
channels: { operations: C0OPS, incidents: ${those[0]?.channel} }
people:
  operators: { users: [U0ANA], groups: [] }
  approvers: { users: [U0BRUNO], groups: [] }
  viewers: everyone
teams: [T0HYDROUS]
environments:
${environments.join('\n')}
sns: { topics: ['${TOPIC}'] }
incidents: { reminder: 30m, reopen: 30m, group: 0s }
`;
}

/** Each case is a service of its own in one simulated account, which answers what the case says. */
export function answerFrom(aws: SimulatedAws, all: readonly OnTheWire[]): void {
  aws.faults.set('*', {
    kind: 'answer',
    output({ service, operation, input }) {
      const key = /w\d{3}x/.exec(JSON.stringify(input))?.[0];
      const found = all.find(({ place }) => place.cluster === key);
      if (found === undefined) return undefined;
      if (found.answers.some((each) => each.operation === operation && saysError(each.output)))
        throw Object.assign(new Error('denied'), { name: 'AccessDeniedException' });
      const client = service === 'elasticache' ? 'caches' : service;
      return (answerTo(client, operation, input, found.answers)?.parsed as object | null) ?? undefined;
    },
  });
}

/** The APIs of the cases that are probed: their health, and what they say to a preflight. */
async function startHealth(
  all: readonly OnTheWire[],
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const cluster = request.url?.slice(1);
    const probe = all.find(({ place }) => place.cluster === cluster)?.each.probe;
    const allowed = probe?.allows === true ? { 'access-control-allow-origin': '*' } : {};
    response.writeHead((request.method === 'OPTIONS' ? probe?.preflight : probe?.health) ?? 404, allowed);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

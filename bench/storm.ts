/** A storm of signed notifications over several replicas on one PostgreSQL, while Slack answers 429 and drops replies. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { awsEnvironment } from '../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../sandbox/aws/server.ts';
import { type Slack, startSlack } from '../sandbox/slack/server.ts';
import type { Row } from './ack.ts';
import { residentMiB } from './load.ts';
import { startProgram } from './programs.ts';
import { postAll, type StormMessage, type StormSize, shuffled, stormMessages, TOPIC } from './storm-load.ts';

export interface StormFigures {
  readonly sent: number;
  readonly kept: number;
  /** ms from the first post to the last one, and until the last was folded in. */
  readonly takenMs: number;
  readonly foldedMs: number;
  /** ms until everything was in Slack. */
  readonly shownMs: number;
  /** Alarms whose newest state is not the one that is stored. */
  readonly wrong: number;
  readonly incidents: number;
  readonly cards: number;
  /** Incidents that have more or fewer than one card. */
  readonly oddCards: number;
  /** The largest of all replicas, MiB. */
  readonly residentMiB: number;
  /** Most messages posted in one channel within a minute. */
  readonly postsAMinute: number;
  /** Posts and edits that the bots asked for, and those that were answered with 429. */
  readonly calls: number;
  readonly limited: number;
  /** What took effect in Slack while its reply never arrived: a repeated post would be a second card. */
  readonly lostPosts: number;
  readonly lostEdits: number;
}

/** One bot of several on the database of its environment. */
export interface Replica {
  readonly url: string;
  /** Null where it is no process of its own. */
  readonly pid: number | null;
  stop(): Promise<void>;
}

const INCIDENTS = 'C0INC';
const SECRET = 'storm-signing-secret';
const TOKEN = 'xoxb-storm-token';
/** ms until a storm that is not over counts as one that never ends. */
const PATIENCE = 240_000;

export async function runStorm(options: {
  readonly size: StormSize;
  readonly replicas: number;
  readonly database: string;
  /** Every so manieth reply to a post, and to an edit, is lost. */
  readonly lossOf: number;
  readonly start: (environment: Readonly<Record<string, string>>) => Promise<Replica>;
}): Promise<StormFigures> {
  const { size, replicas, database, lossOf, start } = options;
  const folder = mkdtempSync(join(tmpdir(), 'hydrous-storm-'));
  const slack = await startSlack({ signingSecret: SECRET, botToken: TOKEN });
  const aws = await startAws();
  aws.world.sns.topics.get(TOPIC)?.attributes.set('SignatureVersion', '2');
  writeFileSync(join(folder, 'hydrous.yml'), configuration(size.environments));
  const bots: Replica[] = [];
  const pool = new pg.Pool({ connectionString: database, max: 2 });
  try {
    for (let number = 0; number < replicas; number += 1)
      bots.push(await start(environmentOf({ slack, aws, folder, database, number })));
    const resident = watchResident(bots);
    const troubles = trouble(slack, lossOf);
    const messages = stormMessages(size, Date.now());
    const bodies = messages.map(({ text }) => JSON.stringify(aws.world.sns.signed(TOPIC, { Message: text })));
    const again = bodies.filter((_, at) => at % Math.round(1 / size.twice) === 0);
    const started = performance.now();
    const since = () => performance.now() - started;
    const sent = await postAll(
      shuffled([...bodies, ...again]),
      bots.map(({ url }) => url),
    );
    const takenMs = since();
    await until(pool, "select count(*) as left from notifications where state = 'new'");
    const foldedMs = since();
    await until(pool, 'select count(*) as left from messages where ts is null and parked = 0');
    await untilShown(pool, slack);
    const shownMs = since();
    const kept = await stored(pool, messages);
    const { cards, doubled } = cardsIn(slack);
    return {
      sent,
      takenMs,
      foldedMs,
      shownMs,
      ...kept,
      cards,
      oddCards: doubled + Math.abs(kept.incidents - cards),
      residentMiB: resident.stop(),
      postsAMinute: postsAMinute(slack),
      ...troubles(),
    };
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()));
    await pool.end();
    await Promise.all([slack.close(), aws.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The rows for the table. `database` is the URL of a fresh one. */
export async function stormBenchmark(database: string): Promise<readonly Row[]> {
  const size: StormSize = { alarms: 1_000, changes: 10, environments: 20, twice: 0.2 };
  const entry = fileURLToPath(new URL('../dist/main.js', import.meta.url));
  const seen = await runStorm({
    size,
    replicas: 3,
    database,
    lossOf: 20,
    start: (environment) => startProgram(entry, environment),
  });
  const count = size.alarms * size.changes;
  return [
    { what: `storm: ${count} notifications, ${size.alarms} alarms`, value: seen.sent, unit: 'sent' },
    { what: 'storm: kept, each once', value: seen.kept, unit: '', aim: `${count}` },
    { what: 'storm: taken over HTTP', value: seen.sent / (seen.takenMs / 1_000), unit: '/s' },
    { what: 'storm: folded into incidents after', value: seen.foldedMs / 1_000, unit: 's' },
    { what: 'storm: all shown in Slack after', value: seen.shownMs / 1_000, unit: 's' },
    { what: 'storm: alarms in a wrong state', value: seen.wrong, unit: '', aim: '0' },
    { what: `storm: incidents of ${size.environments} environments`, value: seen.incidents, unit: '' },
    { what: 'storm: incidents without exactly one card', value: seen.oddCards, unit: '', aim: '0' },
    { what: 'storm: most posts a minute in the channel', value: seen.postsAMinute, unit: '', aim: '<= 60' },
    { what: 'storm: posts and edits asked of Slack', value: seen.calls, unit: '' },
    { what: 'storm: of these answered with 429', value: seen.limited, unit: '' },
    { what: 'storm: posts done whose reply was lost', value: seen.lostPosts, unit: '', aim: '> 0' },
    { what: 'storm: edits done whose reply was lost', value: seen.lostEdits, unit: '', aim: '> 0' },
    { what: 'storm: largest RSS of 3 replicas', value: seen.residentMiB, unit: 'MiB', aim: '< 300' },
  ];
}

function configuration(environments: number): string {
  const names = Array.from({ length: environments }, (_, number) => `env-${number}`);
  const blocks = names.map(
    (name) =>
      `  ${name}: { region: us-east-1, cluster: storm, service: service-${name}, repository: storm, logGroup: /storm }`,
  );
  return `channels: { operations: C0OPS, incidents: ${INCIDENTS} }
people:
  operators: { users: [U0ANA] }
  approvers: { users: [U0BRUNO] }
  viewers: everyone
teams: [T0HYDROUS]
environments:
${blocks.join('\n')}
sns: { topics: ['${TOPIC}'] }
`;
}

function environmentOf({
  slack,
  aws,
  folder,
  database,
  number,
}: {
  readonly slack: Slack;
  readonly aws: SimulatedAws;
  readonly folder: string;
  readonly database: string;
  readonly number: number;
}): Record<string, string> {
  return {
    ...awsEnvironment(aws.url),
    SLACK_BOT_TOKEN: TOKEN,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: slack.url,
    HYDROUS_CONFIG: join(folder, 'hydrous.yml'),
    HYDROUS_DATA: join(folder, `data-${number}`),
    DATABASE_URL: database,
    HOST: '127.0.0.1',
    PORT: '0',
  };
}

type Troubles = Pick<StormFigures, 'calls' | 'limited' | 'lostPosts' | 'lostEdits'>;

/** Replies are lost by count and not by chance, and some calls are told to wait beside what the limits refuse. */
function trouble(slack: Slack, lossOf: number): () => Troubles {
  const seen = { calls: 0, limited: 0, lostPosts: 0, lostEdits: 0 };
  for (const method of ['chat.postMessage', 'chat.update']) {
    let replies = 0;
    let asked = 0;
    const lost = new Set<unknown>();
    const isLost = (args: unknown) => {
      // The first loss comes early: a storm has many notifications and few messages.
      const hit = replies % lossOf === Math.min(1, lossOf - 1);
      if (hit) lost.add(args);
      return hit;
    };
    const isLimited = () => {
      asked += 1;
      // Early as well, for the same reason.
      return asked % 11 === 3;
    };
    slack.faults.set(method, { fault: 'rate-limited', retryAfter: '2' }, { where: isLimited });
    slack.faults.set(method, { fault: 'drop-reply' }, { where: isLost });
    // Where the limits refuse a call nothing has happened, and no reply to an effect was lost.
    slack.after(method, ({ args, status }) => {
      if (status !== 200) return;
      replies += 1;
      if (lost.has(args)) seen[method === 'chat.update' ? 'lostEdits' : 'lostPosts'] += 1;
    });
  }
  return () => {
    const asked = slack.calls.filter(({ method }) => /^chat\.(?:postMessage|update)$/.test(method));
    const limited = asked.filter(({ status }) => status === 429).length;
    return { ...seen, calls: asked.length, limited };
  };
}

function watchResident(bots: readonly Replica[]): { stop(): number } {
  let largest = 0;
  const look = () => {
    for (const { pid } of bots) if (pid !== null) largest = Math.max(largest, residentMiB(pid));
  };
  const timer = setInterval(look, 250);
  return {
    stop() {
      look();
      clearInterval(timer);
      return largest;
    },
  };
}

async function until(database: pg.Pool, query: string): Promise<void> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const { rows } = await database.query(query);
    if (Number(rows[0]?.left) === 0) return;
    if (performance.now() > end) throw new Error(`the storm does not end: ${rows[0]?.left} left of ${query}`);
    await sleep(200);
  }
}

/** Every card says what its incident is; what is looked into goes on being edited. */
async function untilShown(pool: pg.Pool, slack: Slack): Promise<void> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const { rows } = await pool.query('select id, state from incidents');
    const shown = cardStates(slack);
    if (rows.every(({ id, state }) => shown.get(id)?.at(-1) === state)) return;
    if (performance.now() > end) throw new Error('the cards do not show how the incidents stand');
    await sleep(200);
  }
}

async function stored(
  database: pg.Pool,
  messages: readonly StormMessage[],
): Promise<{ readonly kept: number; readonly wrong: number; readonly incidents: number }> {
  const newest = new Map<string, StormMessage>();
  for (const message of messages) {
    const known = newest.get(message.alarm);
    if (known === undefined || known.at < message.at) newest.set(message.alarm, message);
  }
  const { rows: signals } = await database.query(
    `select distinct on (s.fingerprint) s.fingerprint, s.state from incident_signals s
     join incidents i on i.id = s.incident order by s.fingerprint, i.inserted_at desc`,
  );
  const states = new Map(signals.map(({ fingerprint, state }) => [fingerprint.split(':').at(-1), state]));
  const wrong = [...newest].filter(([alarm, { state }]) => states.get(alarm) !== state).length;
  const count = async (query: string) => Number((await database.query(query)).rows[0]?.count);
  return {
    wrong,
    kept: await count("select count(*) from notifications where state = 'handled'"),
    incidents: await count('select count(*) from incidents'),
  };
}

/** The states of each card of an incident, by incident. */
function cardStates(slack: Slack): Map<string, string[]> {
  const cards = new Map<string, string[]>();
  for (const { metadata } of slack.state.messages(INCIDENTS)) {
    if (metadata?.['event_type'] !== 'hydrous_incident') continue;
    const { incident = '', state = '' } = metadata['event_payload'] as Readonly<Record<string, string>>;
    cards.set(incident, [...(cards.get(incident) ?? []), state]);
  }
  return cards;
}

function cardsIn(slack: Slack): { readonly cards: number; readonly doubled: number } {
  const cards = cardStates(slack);
  return { cards: cards.size, doubled: [...cards.values()].filter(({ length }) => length !== 1).length };
}

function postsAMinute(slack: Slack): number {
  const times = slack.calls
    .filter(
      ({ method, args, status }) =>
        method === 'chat.postMessage' && args['channel'] === INCIDENTS && status !== 429,
    )
    .map(({ at }) => at);
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));
}

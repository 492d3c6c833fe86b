import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { answerTo } from '../../src/aws/replay/replay-answers.ts';
import { answersIn, type SavedAnswer, saysError } from '../../src/aws/replay/saved-answers.ts';
import { diagnoseCommand } from '../../src/cli/diagnose.ts';
import { answersOf } from './corpus-answers.ts';
import { type CorpusCase, corpus } from './corpus-case.ts';
import { alarmMessage, type Place, placeOf } from './corpus-place.ts';

/** Some of every section; all cases would take minutes, since a channel takes about one message a second. */
const CHOSEN = [...Map.groupBy(corpus(), ({ expect: { entry } }) => entry).values()].flatMap((cases) =>
  cases.filter((each) => each.pure !== true).filter((_, index) => index % 4 === 1),
);
const HYDROUS = fileURLToPath(new URL('../../bin/hydrous.js', import.meta.url));
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:hydrous-alarms';
/** The pace at which logs are read is one for each region. */
const REGIONS = ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'eu-central-1', 'sa-east-1'];

interface OnTheWire {
  readonly each: CorpusCase;
  readonly place: Place;
  readonly answers: readonly SavedAnswer[];
  readonly message: string;
}

function onTheWire(each: CorpusCase, index: number, at: number): OnTheWire {
  const place = placeOf(`w${String(index).padStart(2, '0')}x`, REGIONS[index % REGIONS.length]);
  const answers = answersOf(each, place, at)
    .filter(({ name }) => name !== 'notification.json')
    .flatMap(answersIn);
  return { each, place, answers, message: alarmMessage(each, place, at) };
}

function configuration(all: readonly OnTheWire[], topic: string, bot: string): string {
  const environments = all.map(({ place }) => {
    const names = [
      'region',
      'cluster',
      'service',
      'container',
      'repository',
      'logGroup',
      'database',
      'cache',
    ];
    const lines = names.map((name) => `    ${name}: ${place[name as keyof Place]}`);
    return `  ${place.cluster}:\n${lines.join('\n')}\n    loadBalancer: ${place.cluster}\n    approvals: 1`;
  });
  return `channels: { operations: C0OPS, incidents: C0INC }
people:
  operators: { users: [U0ANA], groups: [] }
  approvers: { users: [U0BRUNO], groups: [] }
  viewers: everyone
teams: [T0HYDROUS]
environments:
${environments.join('\n')}
sns: { topics: ['${topic}'], subscribe: '${bot}' }
incidents: { reminder: 30m, reopen: 30m, group: 0s }
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port was found');
  return address.port;
}

/** Each case is a service of its own in one simulated account, and all of them break at the same time. */
describe('incidents over the wire, from SNS to the card', () => {
  let sandbox: Sandbox;
  let folder: string;
  const all = CHOSEN.map((each, index) => onTheWire(each, index, Date.now() - 5_000));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hydrous-corpus-'));
    const file = join(folder, 'hydrous.yml');
    const port = await freePort();
    await writeFile(file, configuration(all, TOPIC, `http://127.0.0.1:${port}/sns`));
    sandbox = await startSandbox({
      rateLimits: false,
      settings: { HYDROUS_CONFIG: file, PORT: String(port) },
    });
    sandbox.aws.faults.set('*', {
      kind: 'answer',
      output({ service, operation, input }) {
        const asked = JSON.stringify(input);
        const found = all.find(({ place }) => asked.includes(place.cluster));
        if (found === undefined) return undefined;
        if (found.answers.some((each) => each.operation === operation && saysError(each.output)))
          throw Object.assign(new Error('denied'), { name: 'AccessDeniedException' });
        const client = service === 'elasticache' ? 'caches' : service;
        return (answerTo(client, operation, input, found.answers)?.parsed as object | null) ?? undefined;
      },
    });
    const isListening = () =>
      [...(sandbox.aws.world.sns.topics.get(TOPIC)?.subscriptions.values() ?? [])].some(
        ({ confirmed }) => confirmed,
      );
    await vi.waitUntil(isListening, { timeout: 20_000 });
    for (const { message } of all) sandbox.aws.world.sns.publish(TOPIC, message);
  }, 60_000);
  afterAll(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  function payloadOf(cluster: string) {
    const card = sandbox.slack.state
      .messages('C0INC')
      .find(
        ({ metadata, text }) => metadata?.['event_type'] === 'hydrous_incident' && text.includes(cluster),
      );
    return card?.metadata?.['event_payload'] as
      | { readonly incident: string; readonly entry?: string | null }
      | undefined;
  }
  const entryOnCard = (cluster: string) => payloadOf(cluster)?.entry;

  it('are at least twenty-four, of every section and of none', () => {
    expect(all.length).toBeGreaterThanOrEqual(24);
    expect(new Set(all.map(({ each }) => each.expect.entry)).size).toBe(8);
  });

  it.each(all.map((one) => [one.each.id, one] as const))(
    '%s',
    async (_id, { each, place }) => {
      await expect
        .poll(() => entryOnCard(place.cluster), { timeout: 90_000, interval: 200 })
        .not.toBeUndefined();
      await expect.poll(() => entryOnCard(place.cluster), { timeout: 5_000 }).toBe(each.expect.entry);
    },
    100_000,
  );

  it('can be saved as a folder, which says the same without AWS', async () => {
    const [one] = all;
    const payload = payloadOf(one?.place.cluster ?? '');
    const incident = payload?.incident ?? '';
    const saved = join(folder, 'saved');
    const run = promisify(execFile)(process.execPath, [HYDROUS, 'diagnose', '--save', incident, saved], {
      env: { ...sandbox.environment },
    });
    expect((await run).stdout).toMatch(/^\d+ files in /);
    const { out } = await diagnoseCommand([saved], {});
    expect(JSON.parse(out).verdicts[0]?.entry ?? null).toBe(one?.each.expect.entry);
  }, 60_000);
});

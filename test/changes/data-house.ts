/** Changes of databases and caches against the simulated AWS, without store and Slack: plan, one write, then reading. */
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { sha256, systemClock } from '../../src/ambient.ts';
import { CHANGES } from '../../src/app-changes.ts';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import type { ChangeReaders, Planned, Settlement, StepSeen } from '../../src/core/change.ts';
import type { Check } from '../../src/core/check.ts';
import type { Environment } from '../../src/core/environment.ts';
import type { ChangeKind, Operation, Plan } from '../../src/core/operation.ts';
import { whatMoved } from '../../src/core/state-digest.ts';
import { operation } from '../commands/builders.ts';
import { PRODUCTION } from '../flows/house.ts';

export interface DataHouse {
  readonly aws: SimulatedAws;
  readonly adapters: Aws;
  readonly readers: ChangeReaders;
  readonly environment: Environment;
  plan(kind: ChangeKind, wish?: object): Promise<Planned>;
  /** The plan itself; throws the refusal. */
  planned(kind: ChangeKind, wish?: object): Promise<Plan>;
  /** The operation after its one write was sent; throws what the write throws. */
  send(kind: ChangeKind, plan: Plan): Promise<Operation>;
  seen(kind: ChangeKind, plan: Plan): Promise<StepSeen>;
  settle(operation: Operation): Promise<Settlement>;
  /** Names of the live fields that are no longer as they were planned. */
  moved(kind: ChangeKind, plan: Plan): Promise<readonly string[]>;
  close(): Promise<void>;
}

const quiet = { info() {}, warn() {}, error() {} };

export async function openDataHouse(over: Partial<Environment> = {}): Promise<DataHouse> {
  const aws = await startAws();
  Object.assign(process.env, awsEnvironment(aws.url));
  const adapters = createAws({ clock: systemClock, log: quiet });
  const readers: ChangeReaders = {
    ...adapters,
    alarmStandings: async () => [],
    // Close to the simulated time, which the tests move.
    clock: { ...systemClock, now: () => aws.world.timeline.now() },
    digest: sha256,
    finished: async () => [],
    topics: [],
    arrival: async () => null,
    fingerprint: () => '',
  } as unknown as ChangeReaders;
  const environment = { ...PRODUCTION, database: 'hydrous-db', cache: 'hydrous-redis', ...over };
  const plan = (kind: ChangeKind, wish: object = {}) => CHANGES[kind].plan(readers, environment, wish);
  const made = (kind: ChangeKind, of: Plan): Operation =>
    operation({ kind, plan: of, state: 'executing', createdAt: readers.clock.now(), startedAt: null });
  return {
    aws,
    adapters,
    readers,
    environment,
    plan,
    async planned(kind, wish) {
      const result = await plan(kind, wish);
      if (result.ok) return result.plan;
      throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
    },
    async send(kind, of) {
      const [step = ''] = CHANGES[kind].steps(of);
      const sentAt = readers.clock.now();
      const { writer } = adapters;
      const result = await CHANGES[kind].apply(writer, environment, made(kind, of), step, [], {});
      return { ...made(kind, of), steps: [{ step, sentAt, result }], startedAt: sentAt };
    },
    async seen(kind, of) {
      const record = { step: CHANGES[kind].steps(of)[0] ?? '', sentAt: readers.clock.now(), result: null };
      return (await CHANGES[kind].seen(readers, environment, made(kind, of), record)).seen;
    },
    settle: (done) => CHANGES[done.kind].settle(readers, environment, done),
    moved: async (kind, of) =>
      whatMoved(of.live, await CHANGES[kind].live(readers, environment, of)).map(({ field }) => field),
    async close() {
      adapters.close();
      await aws.close();
    },
  };
}

export function checkOf(plan: Plan, name: Check['name']): Check | undefined {
  return plan.checks.find((check) => check.name === name);
}

export function keyOf(value: object | undefined): string {
  return value !== undefined && 'say' in value ? String(value.say) : '(none)';
}

/** What the settlement says, first its outcome, then its details. */
export function said(settlement: Settlement): readonly string[] {
  if (settlement.state === 'running') return [];
  return [settlement.outcome.text, ...settlement.outcome.details].map(keyOf);
}

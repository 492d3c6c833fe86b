/** Every kind of change in the forms that it takes, with what must be there before it is asked for. */

import { systemClock } from '../../src/ambient.ts';
import { CHANGES } from '../../src/app-changes.ts';
import { loadAlarmRecipes } from '../../src/config/alarm-recipes.ts';
import type { Environment } from '../../src/core/environment.ts';
import type { ChangeKind, Operation } from '../../src/core/operation.ts';
import type { Clock } from '../../src/core/ports/ambient.ts';
import { type House, openHouse, ROLES } from '../flows/house.ts';

export const TOPIC = 'arn:aws:sns:us-east-1:123456789012:hydrous-alarms';
const CONFIG = new URL('../../hydrous.yml', import.meta.url).pathname;

export interface Form {
  readonly kind: ChangeKind;
  readonly form: string;
  /** Names of the writes in order. */
  readonly writes: readonly string[];
  readonly wish?: unknown;
  /** The wish, where it takes something that has happened before. */
  readonly prepare?: (house: TimedHouse) => unknown;
  readonly over?: Partial<Environment>;
  /** What is typed where a line asks for a value. */
  readonly variables?: Readonly<Record<string, string>>;
}

const REGISTERED = ['RegisterTaskDefinition', 'UpdateService'];
const VARIABLES = { LOG_LEVEL: 'de"bug', NEW: "ñ $x \\ '" };
const RESUMED = { DynamicScalingInSuspended: true, DynamicScalingOutSuspended: false };

export const FORMS: readonly Form[] = [
  { kind: 'deploy', form: 'a tag', wish: { image: { by: 'tag', tag: 'v1.11.0' } }, writes: REGISTERED },
  {
    kind: 'deploy',
    form: 'a revision',
    wish: { image: { by: 'revision', revision: 41 } },
    writes: ['UpdateService'],
  },
  { kind: 'redeploy', form: 'the same', wish: {}, writes: ['UpdateService'] },
  { kind: 'rollback', form: 'the revision itself', wish: { revision: null }, writes: ['UpdateService'] },
  {
    kind: 'rollback',
    form: 'a copy, since the tag has moved',
    writes: REGISTERED,
    prepare({ aws }) {
      aws.push({ tag: 'v1.9.1' });
      return { revision: 41 };
    },
  },
  { kind: 'scale', form: 'a count', wish: { count: 3 }, writes: ['UpdateService'] },
  { kind: 'scale-task', form: 'a size', wish: { cpu: 1024, memory: 2048 }, writes: REGISTERED },
  {
    kind: 'env',
    form: 'set',
    wish: { set: VARIABLES, unset: [] },
    variables: VARIABLES,
    writes: REGISTERED,
  },
  {
    kind: 'env',
    form: 'unset',
    wish: { set: {}, unset: ['FEATURE_FLAGS', 'LOG_LEVEL'] },
    writes: REGISTERED,
  },
  {
    kind: 'autoscale',
    form: 'bounds and three targets',
    wish: { min: 2, max: 6, cpu: 55, memory: 70, requests: 900 },
    writes: ['RegisterScalableTarget', 'PutScalingPolicy', 'PutScalingPolicy', 'PutScalingPolicy'],
  },
  {
    kind: 'autoscale-suspend',
    form: 'two hours',
    wish: { duration: 2 * 60 * 60_000 },
    writes: ['RegisterScalableTarget'],
  },
  {
    kind: 'autoscale-resume',
    form: 'what was suspended',
    writes: ['RegisterScalableTarget'],
    prepare({ aws }) {
      Object.assign(aws.world.autoscaling.targets[0]!, { SuspendedState: RESUMED });
      return {};
    },
  },
  {
    kind: 'abort',
    form: 'a rollout that hangs',
    writes: ['StopServiceDeployment'],
    prepare({ aws }) {
      aws.console.setBreaker(false);
      aws.push({ tag: 'v1.12.0', crash: 'import-error' });
      aws.console.deployPastChecks('v1.12.0');
      return {};
    },
  },
  { kind: 'db-snapshot', form: 'one', wish: {}, writes: ['CreateDBSnapshot'] },
  {
    kind: 'db-resize',
    form: 'a class',
    wish: { instanceClass: 'db.t3.small' },
    writes: ['ModifyDBInstance'],
  },
  {
    kind: 'db-restore',
    form: 'of a snapshot, with odd tags',
    writes: ['RestoreDBInstanceFromDBSnapshot'],
    prepare({ aws }) {
      const { rds } = aws.world;
      const instance = rds.instances.get('hydrous-db')!;
      const tags = [
        { Key: 'service', Value: 'hydrous' },
        { Key: 'note', Value: 'Ana\'s, "old" = 5 %' },
      ];
      Object.assign(instance, { settings: { ...instance.settings, tags } });
      return { snapshot: [...rds.snapshots.keys()][0] };
    },
  },
  {
    kind: 'cache-resize',
    form: 'a cluster',
    wish: { nodeType: 'cache.t3.small' },
    writes: ['ModifyCacheCluster'],
  },
  {
    kind: 'cache-resize',
    form: 'a group',
    over: { cache: 'hydrous-group' },
    writes: ['ModifyReplicationGroup'],
    prepare({ aws }) {
      aws.world.cache.addGroup('hydrous-group', Date.now());
      return { nodeType: 'cache.t3.small' };
    },
  },
  {
    kind: 'alarms-create',
    form: 'one that differs and two that are missing',
    wish: { recipes: ['ecs-cpu', 'alb-latency', 'rds-storage'] },
    writes: ['PutMetricAlarm', 'PutMetricAlarm', 'PutMetricAlarm'],
  },
  {
    kind: 'alarms-restore',
    form: 'two that were made and one that was changed',
    writes: ['PutMetricAlarm', 'DeleteAlarms', 'DeleteAlarms'],
    async prepare(house) {
      await house.ask('alarms-create', { recipes: ['ecs-cpu', 'alb-latency', 'rds-storage'] });
      return { operation: (await house.carriedOut()).id };
    },
  },
  {
    kind: 'test-alarm',
    form: 'the whole way',
    wish: {},
    writes: ['PutMetricAlarm', 'SetAlarmState', 'SetAlarmState'],
  },
];

/** Kinds that no form above is of. */
export function missingKinds(): readonly string[] {
  return Object.keys(CHANGES).filter((kind) => FORMS.every((form) => form.kind !== kind));
}

export interface TimedHouse extends House {
  /** Lets the newest operation be approved, and carries it out; the time that it waits is not waited. */
  carriedOut(): Promise<Operation>;
}

/** ms by which the clock is moved between two looks: the gap before a lost answer is looked up. */
const STEP = 2_000;
/** Looks until an operation must have ended. */
const LOOKS = 200;

export async function openTimedHouse({ over }: Pick<Form, 'over'> = {}): Promise<TimedHouse> {
  let ahead = 0;
  const clock: Clock = { ...systemClock, now: () => Date.now() + ahead };
  const loaded = loadAlarmRecipes('guide/', CONFIG);
  if (!loaded.ok) throw new Error('the recipes that ship cannot be read');
  const environment = { database: 'hydrous-db', cache: 'hydrous-redis', ...over };
  const house = await openHouse(environment, ROLES, {
    topics: [TOPIC],
    recipes: loaded.recipes,
    // Nothing takes notifications here: the test alarm's has arrived as soon as anybody asks.
    readers: { clock, arrival: async () => ({ incident: 'inc-1', at: clock.now(), posted: true }) },
  });
  return {
    ...house,
    async carriedOut() {
      const asked = await house.newest();
      if (asked.state === 'pending') await house.vote('approve', 'U0BRUNO');
      for (let looks = 0; looks < LOOKS; looks += 1) {
        const now = await house.until('approved', 'executing', 'unknown', ...ENDS);
        if (ENDS.some((end) => end === now.state) || now.state === 'unknown') return now;
        ahead += STEP;
        house.aws.advance(STEP);
      }
      throw new Error(`the ${asked.kind} did not end`);
    },
  };
}

const ENDS = ['succeeded', 'failed', 'superseded', 'stale'] as const;

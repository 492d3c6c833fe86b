import type { AlarmRecipe } from '../core/alarm-recipe.ts';
import { type Standing, standingsOf } from '../core/alarm-standing.ts';
import type { Change, ChangeReaders, Planned } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import { nearMisses } from '../core/near-miss.ts';
import type { Operation, PlanRow } from '../core/operation.ts';
import { Problem } from '../core/problem.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import { dataChecks, standingCheck } from './alarm-checks.ts';
import {
  ALARM_STEPS,
  type AlarmStep,
  alarmSteps,
  appliedSteps,
  plannedAlarms,
  settleAlarms,
} from './alarm-steps.ts';
import { putAlarmLine } from './manual-lines.ts';
import { planOf, refusedPlan } from './plan-of.ts';
import { topicFor } from './test-alarm.ts';

/** Ids of recipes; `all` is every one. */
interface CreateWish {
  readonly recipes: readonly string[];
}

const NAMES_SHOWN = 3;

/** Sets up the alarms of recipes: one PutMetricAlarm for each that is missing or differs. */
export const alarmsCreate: Change<CreateWish> = {
  kind: 'alarms-create',
  plan: planCreate,
  ...ALARM_STEPS,
  settle: (readers, environment, operation) =>
    settleAlarms(readers, environment, operation, say('outcome.alarms-created', countsOf(operation))),
  soFar(operation) {
    const applied = appliedSteps(operation);
    if (applied.length === 0) return [say('outcome.alarms-none-so-far')];
    const undo = code(`/hydrous alarms restore ${operation.id} ${operation.environment}`);
    return [say('outcome.alarms-so-far', { names: applied.map(({ name }) => code(name)), undo })];
  },
  undo: ({ id, environment }) => `alarms restore ${id} ${environment}`,
  describe: ({ plan, environment }) => say('change.alarms-create', { ...countsOf({ plan }), environment }),
};

function countsOf(operation: Pick<Operation, 'plan'>): {
  readonly created: number;
  readonly changed: number;
} {
  const steps = alarmSteps(operation);
  const created = steps.filter(({ before }) => before === null).length;
  return { created, changed: steps.length - created };
}

async function planCreate(
  readers: ChangeReaders,
  environment: Environment,
  wish: CreateWish,
): Promise<Planned> {
  const chosen = recipesFor(readers.recipes, wish.recipes);
  if ('refusal' in chosen) return refusedPlan(chosen.refusal);
  const topic = topicOf(readers, environment);
  const standings = await alarmStandings(readers, environment, chosen.recipes);
  const steps = standings.flatMap(stepOf);
  const checks = standings.map(standingCheck);
  if (steps.length === 0)
    return refusedPlan(say('plan.alarms-nothing', { environment: environment.name }), checks);
  const silent = await dataChecks(readers, environment, steps);
  return planOf(readers, {
    rows: [...rowOf('alarms-created', steps, true), ...rowOf('alarms-changed', steps, false)],
    checks: [
      ...checks,
      ...silent,
      { name: 'target', level: 'ok', text: say('check.alarms-topic', { topic: code(topic) }) },
    ],
    live: plannedAlarms(readers, steps),
    startsDeployment: false,
    manual: steps.flatMap(({ after }) => (after === null ? [] : [putAlarmLine(environment, after)])),
    target: { alarms: steps },
  });
}

/** An alarm that tells nobody is worth nothing. Throws Problem `refused`. */
function topicOf(readers: Pick<ChangeReaders, 'topics'>, environment: Environment): string {
  const topic = topicFor(readers, environment);
  if (topic !== null) return topic;
  const { region } = environment;
  const { topics } = readers;
  const why =
    topics.length === 0
      ? say('plan.no-topic', { region })
      : say('plan.topic-elsewhere', { region, topics: topics.map(code) });
  throw new Problem('refused', why, `alarms create: no topic in ${region}`);
}

/** How the recipes stand in the environment now. Throws a Problem. */
export async function alarmStandings(
  readers: Pick<ChangeReaders, 'topics' | 'recipes' | 'alarmDefinitions' | 'monitored'>,
  environment: Environment,
  recipes: readonly AlarmRecipe[] = readers.recipes,
): Promise<readonly Standing[]> {
  const topic = topicOf(readers, environment);
  const [known, balancers, cacheNodes] = await Promise.all([
    readers.alarmDefinitions.all(environment),
    readers.monitored.balancers(environment),
    readers.monitored.cacheNodes(environment),
  ]);
  return recipes.flatMap((recipe) =>
    standingsOf(recipe, environment, { balancers, cacheNodes }, known, topic),
  );
}

function recipesFor(
  all: readonly AlarmRecipe[],
  ids: readonly string[],
): { readonly recipes: readonly AlarmRecipe[] } | { readonly refusal: Sentence } {
  if (ids.includes('all')) return { recipes: all };
  const unknown = ids.find((id) => !all.some((recipe) => recipe.id === id));
  if (unknown === undefined) return { recipes: all.filter(({ id }) => ids.includes(id)) };
  const known = ['all', ...all.map(({ id }) => id)];
  const near = nearMisses(unknown, known).map((one) => code(`/hydrous alarms create ${one}`));
  return { refusal: say('plan.no-recipe', { word: unknown, near, known: known.map(code) }) };
}

function stepOf(standing: Standing): readonly AlarmStep[] {
  switch (standing.standing) {
    case 'missing':
      return [{ name: standing.after.name, before: null, after: standing.after }];
    case 'differs':
      return [{ name: standing.after.name, before: standing.before, after: standing.after }];
    case 'same':
    case 'several':
    case 'other-kind':
    case 'no-place':
      return [];
  }
}

/** Few are named; more are counted, since each has its own line among the checks. */
function rowOf(
  field: 'alarms-created' | 'alarms-changed',
  steps: readonly AlarmStep[],
  isNew: boolean,
): readonly PlanRow[] {
  const names = steps.filter(({ before }) => (before === null) === isNew).map(({ name }) => name);
  if (names.length === 0) return [];
  return [{ field, from: null, to: names.length > NAMES_SHOWN ? String(names.length) : names.join(', ') }];
}

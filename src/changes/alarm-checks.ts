/** What a plan for alarms says of each recipe, and of metrics that nobody writes. */
import { differenceSentence, recipeCondition } from '../core/alarm-recipes-document.ts';
import type { Standing } from '../core/alarm-standing.ts';
import type { ChangeReaders } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import { code, say } from '../core/sentence.ts';
import type { AlarmStep } from './alarm-steps.ts';
import { tryRead } from './read-live.ts';

/** How far back a metric is looked for, ms. */
const LOOK_BACK_MS = 3 * 3_600_000;
/** Seconds. */
const LOOK_PERIOD = 300;
export function standingCheck(standing: Standing): Check {
  const { recipe } = standing;
  const name = 'recipe';
  switch (standing.standing) {
    case 'missing': {
      const values = { name: code(standing.after.name), condition: recipeCondition(recipe) };
      return { name, level: 'ok', text: say('check.alarm.new', values) };
    }
    case 'differs': {
      const differences = standing.differences.map(differenceSentence);
      return {
        name,
        level: 'ok',
        text: say('check.alarm.differs', { name: code(standing.before.name), differences }),
      };
    }
    case 'same':
      return { name, level: 'ok', text: say('check.alarm.same', { name: code(standing.name) }) };
    case 'several': {
      const values = { recipe: code(recipe.id), names: standing.names.map(code) };
      return { name, level: 'warning', text: say('check.alarm.several', values) };
    }
    case 'other-kind': {
      const values = { recipe: code(recipe.id), names: standing.names.map(code) };
      return { name, level: 'warning', text: say('check.alarm.other-kind', values) };
    }
    case 'no-place': {
      const values = { recipe: code(recipe.id), watches: say(`recipes.watches.${recipe.watches}`) };
      return { name, level: 'ok', text: say('check.alarm.no-place', values) };
    }
  }
}

/** A metric that nobody writes makes an alarm that never fires, or one that fires at once. */
export async function dataChecks(
  readers: ChangeReaders,
  environment: Environment,
  steps: readonly AlarmStep[],
): Promise<readonly Check[]> {
  // Some metrics are only written when something is wrong; their alarms take silence for good.
  const asked = steps.flatMap(({ after }) =>
    after === null || after.missing === 'notBreaching' ? [] : [after],
  );
  if (asked.length === 0) return [];
  const until = readers.clock.now();
  const wishes = asked.map(({ namespace, metric, dimensions, statistic }) => ({
    namespace,
    name: metric,
    dimensions,
    statistic,
  }));
  const window = { from: until - LOOK_BACK_MS, until, period: LOOK_PERIOD };
  const read = await tryRead(readers.metrics.series(environment, wishes, window));
  if (!read.ok)
    return [
      {
        name: 'recipe',
        level: 'not-checked',
        text: say('check.alarm.data-not-checked', { why: read.why }),
      },
    ];
  return asked.flatMap((alarm, at): readonly Check[] => {
    if (read.value[at]?.values.some((value) => value !== null)) return [];
    const key = alarm.missing === 'breaching' ? 'check.alarm.fires-at-once' : 'check.alarm.no-data';
    const values = { name: code(alarm.name), metric: code(`${alarm.namespace}/${alarm.metric}`) };
    return [{ name: 'recipe', level: 'warning', text: say(key, values) }];
  });
}

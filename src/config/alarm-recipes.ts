/** `alarms.yml` of the guide folder: recipes of alarms, checked whole, each mistake with its line. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { AlarmRecipe } from '../core/alarm-recipe.ts';
import { block, oneOf, text, whole } from './fields.ts';
import { type Mistake, written } from './mistakes.ts';
import { schemaMistakes } from './schema-mistakes.ts';
import { LARGEST_YAML, readYaml } from './yaml-lines.ts';

export type ReadRecipes =
  | { readonly ok: true; readonly recipes: readonly AlarmRecipe[] }
  | { readonly ok: false; readonly mistakes: readonly string[] };

const COMPARISONS = {
  above: 'GreaterThanThreshold',
  'at-least': 'GreaterThanOrEqualToThreshold',
  below: 'LessThanThreshold',
  'at-most': 'LessThanOrEqualToThreshold',
} as const;
const UNITS: Readonly<Record<string, number>> = { '': 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };
const THRESHOLD = /^(-?\d{1,15}(?:\.\d{1,6})?)(KiB|MiB|GiB)?$/;
const THRESHOLD_WANTED = 'a whole number, or in quotes "1.5", "100MiB" or "2GiB"';
/** Seconds that one alarm may look back: a week. Source: PutMetricAlarm, EvaluationPeriods. */
const LONGEST_WINDOW = 7 * 86_400;

const Recipe = block('a recipe with watches, metric, statistic and so on', {
  watches: oneOf(['service', 'load-balancer', 'target-group', 'database', 'cache']),
  metric: text(
    'namespace/name such as AWS/ECS/CPUUtilization',
    /^(?!.*\/\/)[\w.\-/#:]{1,255}\/[\w.\-#:]{1,255}$/,
  ),
  statistic: text(
    'Average, Minimum, Maximum, Sum, SampleCount or a percentile such as p95',
    /^(?:Average|Minimum|Maximum|Sum|SampleCount|p(?:\d{1,2}(?:\.\d{1,2})?|100))$/,
  ),
  period: whole(10, 86_400).refine((period) => period === 10 || period === 30 || period % 60 === 0, {
    error: '10, 30, or a multiple of 60 (seconds)',
  }),
  evaluationPeriods: whole(1, 1_440),
  datapointsToAlarm: whole(1, 1_440),
  fires: oneOf(['above', 'at-least', 'below', 'at-most']),
  threshold: z.union([z.int(), z.string().regex(THRESHOLD, { error: THRESHOLD_WANTED })], {
    error: THRESHOLD_WANTED,
  }),
  missing: oneOf(['missing', 'breaching', 'notBreaching', 'ignore']),
  why: block('es and en, one sentence each', {
    es: text('one sentence in Spanish, at most 500 letters', /^[^\n]{1,500}$/),
    en: text('one sentence in English, at most 500 letters', /^[^\n]{1,500}$/),
  }),
});

/** `all` is the word for every recipe at once. */
const RecipeId = text(
  'an id in lower-case letters, digits and dashes such as ecs-cpu (not "all")',
  /^(?!all$)[a-z][a-z0-9-]{1,39}$/,
);
const RecipeFile = block('a block that begins with "alarms:"', {
  alarms: z.record(RecipeId, Recipe, { error: 'a block of recipes by id' }),
});

/** `fileName` starts every mistake: `guide/alarms.yml:12: …`. All of them come at once. */
export function readAlarmRecipes(content: string, fileName: string): ReadRecipes {
  const read = readYaml(content);
  if (!read.ok) return { ok: false, mistakes: written(fileName, read.mistakes) };
  const parsed = RecipeFile.safeParse(read.yaml.value);
  const mistakes: Mistake[] = schemaMistakes(RecipeFile, read.yaml);
  if (!parsed.success || mistakes.length > 0) return { ok: false, mistakes: written(fileName, mistakes) };
  const entries = Object.entries(parsed.data.alarms);
  for (const [id, { period, evaluationPeriods: periods, datapointsToAlarm: points }] of entries) {
    const at = (field: string) => read.yaml.lineOf(['alarms', id, field]);
    if (points > periods)
      mistakes.push({
        line: at('datapointsToAlarm'),
        text: `alarms.${id}.datapointsToAlarm is ${points}, more than the ${periods} of evaluationPeriods; write ${periods} or less`,
      });
    if (period * periods > LONGEST_WINDOW)
      mistakes.push({
        line: at('evaluationPeriods'),
        text: `alarms.${id} looks back more than 7 days; lower period or evaluationPeriods`,
      });
  }
  if (mistakes.length > 0) return { ok: false, mistakes: written(fileName, mistakes) };
  return { ok: true, recipes: entries.map(([id, fields]) => recipeOf(id, fields)) };
}

function recipeOf(id: string, { metric, fires, threshold, ...rest }: z.infer<typeof Recipe>): AlarmRecipe {
  const slash = metric.lastIndexOf('/');
  return {
    id,
    ...rest,
    namespace: metric.slice(0, slash),
    metric: metric.slice(slash + 1),
    comparison: COMPARISONS[fires],
    threshold: typeof threshold === 'number' ? threshold : numberIn(threshold),
  };
}

function numberIn(threshold: string): number {
  const [, digits = '', unit = ''] = THRESHOLD.exec(threshold) ?? [];
  return Number(digits) * (UNITS[unit] ?? 1);
}

/** What ships with the bot, beside `src/` and beside `dist/` alike. */
const OWN_FILE = fileURLToPath(new URL('../../guide/alarms.yml', import.meta.url));

/** A guide folder without `alarms.yml` gets the recipes that ship with the bot. Never throws. */
export function loadAlarmRecipes(folder: string, configPath: string): ReadRecipes {
  const root = isAbsolute(folder) ? folder : resolve(dirname(resolve(configPath)), folder);
  const own = join(root, 'alarms.yml');
  const path = existsSync(own) ? own : OWN_FILE;
  try {
    const { size } = statSync(path);
    if (size > LARGEST_YAML)
      return { ok: false, mistakes: [`${path} has ${size} bytes; keep it under ${LARGEST_YAML}`] };
    return readAlarmRecipes(readFileSync(path, 'utf8'), path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return { ok: false, mistakes: [`${path} cannot be read (${code}); check its permissions`] };
  }
}

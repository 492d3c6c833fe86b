/** How the alarms that recipes ask for stand: as they should be, different, missing, or not to be guessed. */
import { type Difference, differencesOf, pairsText } from './alarm-difference.ts';
import type { AlarmRecipe, Watched } from './alarm-recipe.ts';
import type { Environment } from './environment.ts';
import type { AlarmDefinition, KnownAlarm, MonitoredPlaces } from './ports/alarm-definitions.ts';

/** How one alarm that a recipe asks for stands. */
export type Standing =
  | { readonly standing: 'missing'; readonly recipe: AlarmRecipe; readonly after: AlarmDefinition }
  | { readonly standing: 'same'; readonly recipe: AlarmRecipe; readonly name: string }
  | {
      readonly standing: 'differs';
      readonly recipe: AlarmRecipe;
      readonly before: AlarmDefinition;
      readonly after: AlarmDefinition;
      readonly differences: readonly Difference[];
    }
  /** Several alarms watch it, or one by that name is of another kind: nothing is guessed. */
  | {
      readonly standing: 'several' | 'other-kind';
      readonly recipe: AlarmRecipe;
      readonly names: readonly string[];
    }
  /** The environment has nothing of what the recipe watches. */
  | { readonly standing: 'no-place'; readonly recipe: AlarmRecipe };

/** One or more a recipe: one for each node of a cache and each target group. `topic` is told of ALARM and of OK. */
export function standingsOf(
  recipe: AlarmRecipe,
  environment: Environment,
  places: MonitoredPlaces,
  known: readonly KnownAlarm[],
  topic: string,
): readonly Standing[] {
  const spots = spotsOf(recipe.watches, environment, places);
  if (spots.length === 0) return [{ standing: 'no-place', recipe }];
  return spots.map((spot) => {
    const wanted = wantedOf(recipe, environment, spot, topic);
    return standingOf(recipe, wanted, known, topic);
  });
}

interface Spot {
  /** Ends the alarm's name where there are several. */
  readonly suffix: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

function spotsOf(
  watches: Watched,
  { cluster, service, database }: Environment,
  { balancers, cacheNodes }: MonitoredPlaces,
): readonly Spot[] {
  const several = (spots: readonly Readonly<Record<string, string>>[], last: (at: number) => string) =>
    spots.map((dimensions, at) => ({ suffix: spots.length === 1 ? '' : `-${last(at)}`, dimensions }));
  switch (watches) {
    case 'service':
      return [{ suffix: '', dimensions: { ClusterName: cluster, ServiceName: service } }];
    case 'load-balancer': {
      const names = [...new Set(balancers.map(({ loadBalancer }) => loadBalancer))];
      return several(
        names.map((LoadBalancer) => ({ LoadBalancer })),
        (at) => names[at]?.split('/')[1] ?? String(at + 1),
      );
    }
    case 'target-group':
      return several(
        balancers.map(({ loadBalancer: LoadBalancer, targetGroup: TargetGroup }) => ({
          LoadBalancer,
          TargetGroup,
        })),
        (at) => balancers[at]?.targetGroup.split('/')[1] ?? String(at + 1),
      );
    case 'database':
      return database === null ? [] : [{ suffix: '', dimensions: { DBInstanceIdentifier: database } }];
    case 'cache':
      return several(
        cacheNodes.map((CacheClusterId) => ({ CacheClusterId })),
        (at) => cacheNodes[at]?.split('-').at(-1) ?? String(at + 1),
      );
  }
}

function wantedOf(
  recipe: AlarmRecipe,
  { name }: Environment,
  { suffix, dimensions }: Spot,
  topic: string,
): AlarmDefinition {
  const { namespace, metric, statistic, period, evaluationPeriods, datapointsToAlarm } = recipe;
  const { comparison, threshold, missing, why } = recipe;
  return {
    name: `hydrous-${name}-${recipe.id}${suffix}`,
    description: why.en,
    namespace,
    metric,
    dimensions,
    statistic,
    period,
    evaluationPeriods,
    datapointsToAlarm,
    comparison,
    threshold,
    missing,
    unit: null,
    lowSamples: null,
    actionsEnabled: true,
    alarmActions: [topic],
    okActions: [topic],
    noDataActions: [],
  };
}

function standingOf(
  recipe: AlarmRecipe,
  wanted: AlarmDefinition,
  known: readonly KnownAlarm[],
  topic: string,
): Standing {
  const named = known.find(({ name }) => name === wanted.name);
  if (named !== undefined && named.definition === null)
    return { standing: 'other-kind', recipe, names: [named.name] };
  const alike = known.flatMap(({ definition }) =>
    definition !== null && watchesTheSame(definition, wanted) ? [definition] : [],
  );
  if (named === undefined && alike.length > 1)
    return { standing: 'several', recipe, names: alike.map(({ name }) => name) };
  const before = named?.definition ?? alike[0];
  if (before === undefined) return { standing: 'missing', recipe, after: wanted };
  const after = changed(before, wanted, topic);
  const differences = differencesOf(before, after, topic);
  if (differences.length === 0) return { standing: 'same', recipe, name: before.name };
  return { standing: 'differs', recipe, before, after, differences };
}

/** Same metric in the same place, and firing on the same side. */
function watchesTheSame(one: AlarmDefinition, other: AlarmDefinition): boolean {
  return (
    one.namespace === other.namespace &&
    one.metric === other.metric &&
    pairsText(one.dimensions) === pairsText(other.dimensions) &&
    one.comparison.startsWith('Less') === other.comparison.startsWith('Less')
  );
}

/** The alarm keeps its name, its words and whom else it tells. */
function changed(before: AlarmDefinition, wanted: AlarmDefinition, topic: string): AlarmDefinition {
  const with_ = (actions: readonly string[]) => (actions.includes(topic) ? actions : [...actions, topic]);
  const atLeast = (one: string) => (one === 'GreaterThanOrEqualToThreshold' ? 'GreaterThanThreshold' : one);
  // Over whole numbers "at least 1" and "above 0" say the same; a choice of the team is not undone for that.
  const alike =
    atLeast(before.comparison) === atLeast(wanted.comparison) &&
    before.statistic === wanted.statistic &&
    firstBad(before) === firstBad(wanted);
  return {
    ...wanted,
    name: before.name,
    description: before.description ?? wanted.description,
    ...(alike ? { comparison: before.comparison, threshold: before.threshold } : {}),
    unit: before.unit,
    lowSamples: before.lowSamples,
    alarmActions: with_(before.alarmActions),
    okActions: with_(before.okActions),
    noDataActions: before.noDataActions,
  };
}

const COUNTS = /Count$|Evictions$|Connections$/;

/** The first whole number that fires an alarm over counts; for any other metric NaN, which equals nothing. */
function firstBad({ metric, comparison, threshold }: AlarmDefinition): number {
  if (!COUNTS.test(metric) || comparison.startsWith('Less')) return Number.NaN;
  return comparison === 'GreaterThanThreshold' ? Math.floor(threshold) + 1 : Math.ceil(threshold);
}

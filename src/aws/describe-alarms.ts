/** DescribeAlarms, and which of the alarms speak about an environment. */
import {
  type CompositeAlarm,
  DescribeAlarmsCommand,
  type Dimension,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import type { Environment } from '../core/environment.ts';
import type { AlarmView } from '../core/ports/aws.ts';
import { TEST_NAMESPACE } from '../core/test-alarm.ts';
import { list, listOrEmpty, text, textOrNull, timeOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { pages } from './pages.ts';

const MOST_PAGES = 20;
const BOTH = ['MetricAlarm' as const, 'CompositeAlarm' as const];

/** `metric` and `composite` is what AWS sent, for the questions that the view does not answer. */
export interface Found {
  readonly view: AlarmView;
  readonly metric: MetricAlarm | null;
  readonly composite: CompositeAlarm | null;
}

export interface DescribeWish {
  readonly StateValue?: 'ALARM';
  readonly AlarmNames?: string[];
}

export function describeAlarms(
  clients: Clients,
  caller: Caller,
  environment: Environment,
  wish: DescribeWish,
): Promise<readonly Found[]> {
  const { cloudwatch } = clients.of(environment.region);
  return pages(
    (NextToken) =>
      caller.read(
        'cloudwatch:DescribeAlarms',
        (options) =>
          cloudwatch.send(new DescribeAlarmsCommand({ ...wish, AlarmTypes: BOTH, NextToken }), options),
        (answer) => ({
          items: [
            ...list(answer.MetricAlarms, 'MetricAlarms').map((metric) => ({
              view: view(metric),
              metric,
              composite: null,
            })),
            // Endpoints without composite alarms leave the second list out.
            ...listOrEmpty(answer.CompositeAlarms).map((composite) => ({
              view: view(composite),
              metric: null,
              composite,
            })),
          ],
          next: answer.NextToken,
        }),
      ),
    MOST_PAGES,
  );
}

/** The environment's own alarms and the composite ones above them. The alarm that tests the way is none of them. */
export function ofEnvironment(all: readonly Found[], environment: Environment): readonly Found[] {
  const ours = all.filter(
    ({ metric }) => metric !== null && metric.Namespace !== TEST_NAMESPACE && concerns(metric, environment),
  );
  const names = new Set(ours.flatMap((each) => [each.view.name, each.view.arn]));
  const above = all.filter(
    ({ composite }) =>
      composite !== null && mentioned(composite.AlarmRule ?? '').some((name) => names.has(name)),
  );
  return [...ours, ...above];
}

function view(alarm: MetricAlarm | CompositeAlarm): AlarmView {
  return {
    name: text(alarm.AlarmName, 'AlarmName'),
    arn: text(alarm.AlarmArn, 'AlarmArn'),
    state: text(alarm.StateValue, 'StateValue'),
    reason: textOrNull(alarm.StateReason),
    updatedAt: timeOrNull(alarm.StateUpdatedTimestamp),
  };
}

/** A plain alarm has its dimensions beside it, one over an expression has them in each metric. */
function concerns(alarm: MetricAlarm, environment: Environment): boolean {
  return [
    listOrEmpty(alarm.Dimensions),
    ...listOrEmpty(alarm.Metrics).map((query) => listOrEmpty(query.MetricStat?.Metric?.Dimensions)),
  ].some((dimensions) => matches(dimensions, environment));
}

function matches(dimensions: readonly Dimension[], environment: Environment): boolean {
  const values = new Map(dimensions.map(({ Name, Value }) => [Name ?? '', Value ?? '']));
  const { database, cache, loadBalancer } = environment;
  const cacheCluster = values.get('CacheClusterId');
  return (
    (values.get('ClusterName') === environment.cluster &&
      values.get('ServiceName') === environment.service) ||
    (database !== null &&
      (values.get('DBInstanceIdentifier') === database || values.get('DBClusterIdentifier') === database)) ||
    (cache !== null &&
      (values.get('ReplicationGroupId') === cache ||
        cacheCluster === cache ||
        // Members of a replication group are called `<group>-001` and so on.
        (cacheCluster?.startsWith(`${cache}-`) === true &&
          /^\d{3,}$/.test(cacheCluster.slice(cache.length + 1))))) ||
    // The dimension holds the end of the ARN: `app/<name>/<id>`.
    (loadBalancer !== null && values.get('LoadBalancer')?.split('/')[1] === loadBalancer)
  );
}

/** Names or ARNs inside a composite alarm's rule, such as `ALARM("a") OR OK(b)`. */
function mentioned(rule: string): readonly string[] {
  return [...rule.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|([^")]*?))\s*\)/g)].map(
    (found) => found[1] ?? found[2] ?? '',
  );
}

/** Looks through a region for `init`, with the credentials of the person who runs it. Values never leave here. */
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  type ContainerDefinition,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ListClustersCommand,
  ListServicesCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeCacheClustersCommand, DescribeReplicationGroupsCommand } from '@aws-sdk/client-elasticache';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { readImageName } from '../../core/image-name.ts';
import { Problem } from '../../core/problem.ts';
import { code, say } from '../../core/sentence.ts';
import type { ServiceName, Survey, SurveyedService } from '../../core/survey.ts';
import { listOrEmpty, odd, text, textOrNull } from '../answer.ts';
import type { Caller } from '../call.ts';
import type { RegionClients } from '../clients.ts';
import { pages } from '../pages.ts';

const MOST_PAGES = 20;

export async function surveyAccount(clients: RegionClients, caller: Caller, region: string): Promise<Survey> {
  const [services, databases, groups, clusters] = await Promise.all([
    serviceNames(clients, caller),
    names(caller, 'rds:DescribeDBInstances', async (options, Marker) => {
      const answer = await clients.databases.send(new DescribeDBInstancesCommand({ Marker }), options);
      return [answer.DBInstances?.map((each) => each.DBInstanceIdentifier), answer.Marker];
    }),
    names(caller, 'elasticache:DescribeReplicationGroups', async (options, Marker) => {
      const answer = await clients.caches.send(new DescribeReplicationGroupsCommand({ Marker }), options);
      return [answer.ReplicationGroups?.map((each) => each.ReplicationGroupId), answer.Marker];
    }),
    names(caller, 'elasticache:DescribeCacheClusters', async (options, Marker) => {
      const answer = await clients.caches.send(new DescribeCacheClustersCommand({ Marker }), options);
      // The nodes of a group are not named by themselves.
      const alone = answer.CacheClusters?.filter(
        ({ ReplicationGroupId }) => ReplicationGroupId === undefined,
      );
      return [alone?.map((each) => each.CacheClusterId), answer.Marker];
    }),
  ]);
  return { region, services, databases, caches: [...groups, ...clusters] };
}

async function serviceNames({ ecs }: RegionClients, caller: Caller): Promise<readonly ServiceName[]> {
  const clusters = await names(caller, 'ecs:ListClusters', async (options, nextToken) => {
    const answer = await ecs.send(new ListClustersCommand({ nextToken }), options);
    return [answer.clusterArns, answer.nextToken];
  });
  const found = await Promise.all(
    clusters.map(async (cluster) => {
      const services = await names(caller, 'ecs:ListServices', async (options, nextToken) => {
        const answer = await ecs.send(new ListServicesCommand({ cluster, nextToken }), options);
        return [answer.serviceArns, answer.nextToken];
      });
      return services.map((service) => ({ cluster: last(cluster), service: last(service) }));
    }),
  );
  return found.flat();
}

/** What belongs to one service: by its image, its log configuration, its target group and the hosts it is given. */
export async function surveyService(
  clients: RegionClients,
  caller: Caller,
  survey: Survey,
  { cluster, service }: ServiceName,
): Promise<SurveyedService> {
  const { ecs } = clients;
  const found = await caller.read(
    'ecs:DescribeServices',
    (options) => ecs.send(new DescribeServicesCommand({ cluster, services: [service] }), options),
    ({ services }) => services?.[0] ?? odd('services[0]'),
  );
  const definition = await caller.read(
    'ecs:DescribeTaskDefinition',
    (options) =>
      ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: found.taskDefinition }), options),
    ({ taskDefinition }) => taskDefinition ?? odd('taskDefinition'),
  );
  const containers = listOrEmpty(definition.containerDefinitions);
  const container = containers.find(({ essential }) => essential !== false) ?? containers[0];
  if (container === undefined)
    throw new Problem(
      'refused',
      say('aws.container-not-found', { container: code('–'), revision: code(definition.family ?? '') }),
      'ecs:DescribeTaskDefinition: no containers',
    );
  const groups = listOrEmpty(found.loadBalancers).flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
  const hosts = hostsIn(container);
  return {
    cluster,
    service,
    desired: found.desiredCount ?? 0,
    container: text(container.name, 'containerDefinitions.name'),
    repository: textOrNull(readImageName(container.image ?? '').repository),
    logGroup: textOrNull(container.logConfiguration?.options?.['awslogs-group']),
    database: named(survey.databases, hosts),
    cache: named(survey.caches, hosts),
    ...(await balancerOf(clients, caller, groups)),
    topics: await topicsOf(clients, caller, service),
  };
}

/** Host names that a variable holds by itself, in an address, or before a port. */
function hostsIn(container: ContainerDefinition): readonly string[] {
  return listOrEmpty(container.environment).flatMap(({ value }) =>
    [...(value ?? '').matchAll(/[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g)].map(([host]) => host.toLowerCase()),
  );
}

/** A host begins with the name, or a label of it does, as endpoints of RDS and ElastiCache do. */
function named(all: readonly string[], hosts: readonly string[]): string | null {
  return all.find((name) => hosts.some((host) => host.split('.').includes(name.toLowerCase()))) ?? null;
}

async function balancerOf(
  { loadBalancers }: RegionClients,
  caller: Caller,
  TargetGroupArns: string[],
): Promise<Pick<SurveyedService, 'loadBalancer' | 'healthUrl'>> {
  const none = { loadBalancer: null, healthUrl: null };
  if (TargetGroupArns.length === 0) return none;
  const [group] = await caller.read(
    'elasticloadbalancing:DescribeTargetGroups',
    (options) => loadBalancers.send(new DescribeTargetGroupsCommand({ TargetGroupArns }), options),
    ({ TargetGroups }) => listOrEmpty(TargetGroups),
  );
  const LoadBalancerArns = listOrEmpty(group?.LoadBalancerArns).slice(0, 1);
  if (LoadBalancerArns.length === 0) return none;
  const [balancer] = await caller.read(
    'elasticloadbalancing:DescribeLoadBalancers',
    (options) => loadBalancers.send(new DescribeLoadBalancersCommand({ LoadBalancerArns }), options),
    ({ LoadBalancers }) => listOrEmpty(LoadBalancers),
  );
  const host = textOrNull(balancer?.DNSName);
  const path = textOrNull(group?.HealthCheckPath);
  return {
    loadBalancer: textOrNull(balancer?.LoadBalancerName),
    healthUrl: host === null || path === null ? null : `http://${host}${path}`,
  };
}

async function topicsOf(
  { cloudwatch }: RegionClients,
  caller: Caller,
  service: string,
): Promise<readonly string[]> {
  const alarms = await pages(
    (NextToken) =>
      caller.read(
        'cloudwatch:DescribeAlarms',
        (options) => cloudwatch.send(new DescribeAlarmsCommand({ NextToken }), options),
        (answer) => ({ items: listOrEmpty(answer.MetricAlarms), next: answer.NextToken }),
      ),
    MOST_PAGES,
  );
  const ours = alarms.filter(({ Dimensions }) =>
    listOrEmpty(Dimensions).some(({ Name, Value }) => Name === 'ServiceName' && Value === service),
  );
  const actions = ours.flatMap(({ AlarmActions }) => listOrEmpty(AlarmActions));
  return [...new Set(actions.filter((action) => action.startsWith('arn:aws:sns:')))];
}

/** Every page of a list of names. */
function names(
  caller: Caller,
  action: string,
  ask: (
    options: { readonly abortSignal: AbortSignal },
    token: string | undefined,
  ) => Promise<[readonly (string | undefined)[] | undefined, string | undefined]>,
): Promise<readonly string[]> {
  return pages(
    (token) =>
      caller.read(
        action,
        (options) => ask(options, token),
        ([found, next]) => ({ items: listOrEmpty(found).flatMap((name) => name ?? []), next }),
      ),
    MOST_PAGES,
  );
}

function last(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

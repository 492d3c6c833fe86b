/** One harmless request for each read of the bot, to see whether its role lets it through. */
import {
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
} from '@aws-sdk/client-application-auto-scaling';
import {
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  GetMetricWidgetImageCommand,
} from '@aws-sdk/client-cloudwatch';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  GetDownloadUrlForLayerCommand,
} from '@aws-sdk/client-ecr';
import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListServiceDeploymentsCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  DescribeCacheClustersCommand,
  DescribeEventsCommand as DescribeCacheEventsCommand,
  DescribeReplicationGroupsCommand,
  ListAllowedNodeTypeModificationsCommand,
} from '@aws-sdk/client-elasticache';
import {
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  DescribeEventsCommand,
  DescribeOrderableDBInstanceOptionsCommand,
} from '@aws-sdk/client-rds';
import type { IamPlace } from '../core/iam/place.ts';
import type { RegionClients } from './clients.ts';

interface SendOptions {
  readonly abortSignal: AbortSignal;
}

export interface ReadProbe {
  readonly action: string;
  send(options: SendOptions): Promise<unknown>;
}

/** A digest and an id that nothing has: AWS looks at the rights before it looks for the thing. */
const NOTHING = `sha256:${'0'.repeat(64)}`;

/** `at` is the time of the machine, ms. Costs of AWS's accounting are left out: each request of it is billed. */
export function readProbes(clients: RegionClients, place: IamPlace, at: number): readonly ReadProbe[] {
  return [
    ...serviceProbes(clients, place),
    ...watchingProbes(clients, place, at),
    ...dataProbes(clients, place),
  ];
}

function serviceProbes({ ecs, ecr }: RegionClients, place: IamPlace): readonly ReadProbe[] {
  const { environment, account, family } = place;
  const { cluster, service, region, repository: repositoryName } = environment;
  const arn = (kind: string) => `arn:aws:ecs:${region}:${account}:${kind}/${cluster}/${service}/doctor`;
  const task = `arn:aws:ecs:${region}:${account}:task/${cluster}/${'0'.repeat(32)}`;
  return [
    probe('ecs:DescribeServices', (options) =>
      ecs.send(new DescribeServicesCommand({ cluster, services: [service] }), options),
    ),
    probe('ecs:ListServiceDeployments', (options) =>
      ecs.send(new ListServiceDeploymentsCommand({ cluster, service, maxResults: 1 }), options),
    ),
    probe('ecs:DescribeServiceDeployments', (options) =>
      ecs.send(
        new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn('service-deployment')] }),
        options,
      ),
    ),
    probe('ecs:DescribeServiceRevisions', (options) =>
      ecs.send(
        new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn('service-revision')] }),
        options,
      ),
    ),
    probe('ecs:ListTasks', (options) =>
      ecs.send(new ListTasksCommand({ cluster, serviceName: service, maxResults: 1 }), options),
    ),
    probe('ecs:DescribeTasks', (options) =>
      ecs.send(new DescribeTasksCommand({ cluster, tasks: [task] }), options),
    ),
    probe('ecs:DescribeTaskDefinition', (options) =>
      ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: family }), options),
    ),
    probe('ecs:ListTaskDefinitions', (options) =>
      ecs.send(new ListTaskDefinitionsCommand({ familyPrefix: family, maxResults: 1 }), options),
    ),
    probe('ecr:DescribeImages', (options) =>
      ecr.send(new DescribeImagesCommand({ repositoryName, maxResults: 1 }), options),
    ),
    probe('ecr:BatchGetImage', (options) =>
      ecr.send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageDigest: NOTHING }] }), options),
    ),
    probe('ecr:GetDownloadUrlForLayer', (options) =>
      ecr.send(new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest: NOTHING }), options),
    ),
  ];
}

function watchingProbes(clients: RegionClients, place: IamPlace, at: number): readonly ReadProbe[] {
  const { cloudwatch, logs, loadBalancers, autoscaling } = clients;
  const { environment, account } = place;
  const { cluster, service, region, logGroup: logGroupName } = environment;
  const target = { ServiceNamespace: 'ecs', ResourceId: `service/${cluster}/${service}` } as const;
  const metric = { Namespace: 'AWS/ECS', MetricName: 'CPUUtilization' };
  const group = `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/doctor/${'0'.repeat(16)}`;
  const window = { StartTime: new Date(at - 60_000), EndTime: new Date(at) };
  return [
    probe('logs:FilterLogEvents', (options) =>
      logs.send(
        new FilterLogEventsCommand({ logGroupName, startTime: at - 1_000, endTime: at, limit: 1 }),
        options,
      ),
    ),
    probe('cloudwatch:DescribeAlarms', (options) =>
      cloudwatch.send(new DescribeAlarmsCommand({ MaxRecords: 1 }), options),
    ),
    probe('cloudwatch:DescribeAlarmHistory', (options) =>
      cloudwatch.send(new DescribeAlarmHistoryCommand({ MaxRecords: 1 }), options),
    ),
    probe('cloudwatch:GetMetricData', (options) =>
      cloudwatch.send(
        new GetMetricDataCommand({
          ...window,
          MetricDataQueries: [{ Id: 'm', MetricStat: { Metric: metric, Period: 60, Stat: 'Average' } }],
        }),
        options,
      ),
    ),
    probe('cloudwatch:GetMetricWidgetImage', (options) =>
      cloudwatch.send(
        new GetMetricWidgetImageCommand({
          MetricWidget: JSON.stringify({
            width: 100,
            height: 100,
            metrics: [[metric.Namespace, metric.MetricName, 'ClusterName', cluster, 'ServiceName', service]],
          }),
        }),
        options,
      ),
    ),
    probe('elasticloadbalancing:DescribeTargetGroups', (options) =>
      loadBalancers.send(new DescribeTargetGroupsCommand({ PageSize: 1 }), options),
    ),
    probe('elasticloadbalancing:DescribeTargetHealth', (options) =>
      loadBalancers.send(new DescribeTargetHealthCommand({ TargetGroupArn: group }), options),
    ),
    probe('application-autoscaling:DescribeScalableTargets', (options) =>
      autoscaling.send(
        new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', ResourceIds: [target.ResourceId] }),
        options,
      ),
    ),
    probe('application-autoscaling:DescribeScalingPolicies', (options) =>
      autoscaling.send(new DescribeScalingPoliciesCommand(target), options),
    ),
  ];
}

function dataProbes({ databases, caches }: RegionClients, { environment }: IamPlace): readonly ReadProbe[] {
  const { database, cache } = environment;
  const ofDatabase =
    database === null
      ? []
      : [
          probe('rds:DescribeDBInstances', (options) =>
            databases.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: database }), options),
          ),
          probe('rds:DescribeDBSnapshots', (options) =>
            databases.send(new DescribeDBSnapshotsCommand({ DBInstanceIdentifier: database }), options),
          ),
          probe('rds:DescribeEvents', (options) =>
            databases.send(new DescribeEventsCommand({ MaxRecords: 20 }), options),
          ),
          probe('rds:DescribeOrderableDBInstanceOptions', (options) =>
            databases.send(
              new DescribeOrderableDBInstanceOptionsCommand({ Engine: 'postgres', MaxRecords: 20 }),
              options,
            ),
          ),
        ];
  const ofCache =
    cache === null
      ? []
      : [
          probe('elasticache:DescribeReplicationGroups', (options) =>
            caches.send(new DescribeReplicationGroupsCommand({ ReplicationGroupId: cache }), options),
          ),
          probe('elasticache:DescribeCacheClusters', (options) =>
            caches.send(new DescribeCacheClustersCommand({ CacheClusterId: cache }), options),
          ),
          probe('elasticache:DescribeEvents', (options) =>
            caches.send(new DescribeCacheEventsCommand({ MaxRecords: 20 }), options),
          ),
          probe('elasticache:ListAllowedNodeTypeModifications', (options) =>
            caches.send(new ListAllowedNodeTypeModificationsCommand({ ReplicationGroupId: cache }), options),
          ),
        ];
  return [...ofDatabase, ...ofCache];
}

function probe(action: string, send: (options: SendOptions) => Promise<unknown>): ReadProbe {
  return { action, send };
}

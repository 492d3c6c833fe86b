/** Amazon ElastiCache: a replication group, or a cluster without one; `hydrous.yml` names either. */
import {
  type CacheCluster,
  CacheClusterNotFoundFault,
  DescribeCacheClustersCommand,
  DescribeEventsCommand,
  DescribeReplicationGroupsCommand,
  type Endpoint,
  type ReplicationGroup,
  ReplicationGroupNotFoundFault,
} from '@aws-sdk/client-elasticache';
import type { Environment } from '../core/environment.ts';
import type { DependencyEvent, DependencyReader, DependencyView } from '../core/ports/evidence.ts';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';
import { countOr, list, listOrEmpty, text, textOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { dependencyEvent, newestFirst } from './databases.ts';
import { lacksCall } from './problems.ts';

const EVENTS = 100;

export function createCacheReader(clients: Clients, caller: Caller): DependencyReader {
  async function group({ region }: Environment, cache: string): Promise<DependencyView | null> {
    const command = new DescribeReplicationGroupsCommand({ ReplicationGroupId: cache });
    const { caches } = clients.of(region);
    return caller.read(
      'elasticache:DescribeReplicationGroups',
      (options) =>
        caches.send(command, options).catch((error: unknown) => {
          // A cluster without a group, or an endpoint without the call: the cluster itself is asked next.
          if (error instanceof ReplicationGroupNotFoundFault || lacksCall(error)) return null;
          throw error;
        }),
      (answer) => {
        const found = listOrEmpty(answer?.ReplicationGroups)[0];
        return found === undefined ? null : groupView(found);
      },
    );
  }

  async function cluster({ region }: Environment, cache: string): Promise<DependencyView> {
    const command = new DescribeCacheClustersCommand({ CacheClusterId: cache, ShowCacheNodeInfo: true });
    const { caches } = clients.of(region);
    return caller.read(
      'elasticache:DescribeCacheClusters',
      (options) => caches.send(command, options),
      (answer) => {
        const [found] = list(answer.CacheClusters, 'CacheClusters');
        if (found === undefined) throw noCache(cache);
        return clusterView(found);
      },
      (error) => (error instanceof CacheClusterNotFoundFault ? noCache(cache) : undefined),
    );
  }

  async function eventsOf(
    { region }: Environment,
    cache: string,
    since: number,
    source: 'cache-cluster' | 'replication-group',
  ): Promise<readonly DependencyEvent[]> {
    const { caches } = clients.of(region);
    const command = new DescribeEventsCommand({
      SourceIdentifier: cache,
      SourceType: source,
      StartTime: new Date(since),
      MaxRecords: EVENTS,
    });
    return caller.read(
      'elasticache:DescribeEvents',
      (options) => caches.send(command, options),
      (answer) => list(answer.Events, 'Events').flatMap(dependencyEvent),
    );
  }

  return {
    async state(environment) {
      const { cache } = environment;
      if (cache === null) return null;
      return (await group(environment, cache)) ?? cluster(environment, cache);
    },
    async events(environment, since) {
      const { cache } = environment;
      if (cache === null) return [];
      const found = await Promise.all([
        eventsOf(environment, cache, since, 'replication-group').catch(() => []),
        eventsOf(environment, cache, since, 'cache-cluster'),
      ]);
      return found.flat().sort(newestFirst);
    },
  };
}

function groupView(group: ReplicationGroup): DependencyView {
  const [shard] = listOrEmpty(group.NodeGroups);
  return {
    id: text(group.ReplicationGroupId, 'ReplicationGroupId'),
    status: text(group.Status, 'Status'),
    engine: textOrNull(group.Engine) ?? 'redis',
    size: textOrNull(group.CacheNodeType),
    ...addressOf(group.ConfigurationEndpoint ?? shard?.PrimaryEndpoint),
    pending: pendingOf(group.PendingModifiedValues),
    storage: null,
  };
}

function clusterView(cluster: CacheCluster): DependencyView {
  const [node] = listOrEmpty(cluster.CacheNodes);
  return {
    id: text(cluster.CacheClusterId, 'CacheClusterId'),
    status: text(cluster.CacheClusterStatus, 'CacheClusterStatus'),
    engine: textOrNull(cluster.Engine),
    size: textOrNull(cluster.CacheNodeType),
    ...addressOf(cluster.ConfigurationEndpoint ?? node?.Endpoint),
    pending: pendingOf(cluster.PendingModifiedValues),
    storage: null,
  };
}

function addressOf(endpoint: Endpoint | undefined): Pick<DependencyView, 'host' | 'port'> {
  return { host: textOrNull(endpoint?.Address), port: countOr(endpoint?.Port, null) };
}

function pendingOf(values: object | undefined): readonly string[] {
  return Object.entries(values ?? {})
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name]) => name);
}

function noCache(cache: string): Problem {
  return new Problem(
    'not-found',
    say('evidence.no-cache', { name: code(cache) }),
    `elasticache: no cluster ${cache}`,
  );
}

/** Amazon ElastiCache: a replication group or a single cluster with its nodes, and the one change of their type. */
import {
  type CacheCluster,
  CacheClusterNotFoundFault,
  DescribeCacheClustersCommand,
  DescribeReplicationGroupsCommand,
  type Endpoint,
  ListAllowedNodeTypeModificationsCommand,
  ModifyCacheClusterCommand,
  ModifyReplicationGroupCommand,
  type ReplicationGroup,
  ReplicationGroupNotFoundFault,
} from '@aws-sdk/client-elasticache';
import type { Environment } from '../core/environment.ts';
import type { CacheView, ElastiCacheReader, ElastiCacheWriter } from '../core/ports/elasticache.ts';
import { countOr, list, listOrEmpty, odd, text, textOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { elastiCacheProblems } from './data-problems.ts';
import { lacksCall } from './problems.ts';

/** Null for a cluster without a group, or where the endpoint lacks the call. */
export function readReplicationGroup(
  clients: Clients,
  caller: Caller,
  region: string,
  id: string,
): Promise<ReplicationGroup | null> {
  const command = new DescribeReplicationGroupsCommand({ ReplicationGroupId: id });
  return caller.read(
    'elasticache:DescribeReplicationGroups',
    (options) =>
      clients
        .of(region)
        .caches.send(command, options)
        .catch((error: unknown) => {
          if (error instanceof ReplicationGroupNotFoundFault || lacksCall(error)) return null;
          throw error;
        }),
    (answer) => (answer === null ? null : (list(answer.ReplicationGroups, 'ReplicationGroups')[0] ?? null)),
  );
}

export function createElastiCacheReader(clients: Clients, caller: Caller): ElastiCacheReader {
  function cluster({ region }: Environment, id: string): Promise<CacheCluster | null> {
    const command = new DescribeCacheClustersCommand({ CacheClusterId: id, ShowCacheNodeInfo: true });
    return caller.read(
      'elasticache:DescribeCacheClusters',
      (options) =>
        clients
          .of(region)
          .caches.send(command, options)
          .catch((error: unknown) => {
            if (error instanceof CacheClusterNotFoundFault) return null;
            throw error;
          }),
      (answer) => (answer === null ? null : (list(answer.CacheClusters, 'CacheClusters')[0] ?? null)),
    );
  }

  return {
    async cache(environment, id) {
      const found = await readReplicationGroup(clients, caller, environment.region, id);
      // A cluster without a group is asked itself.
      if (found === null) {
        const alone = await cluster(environment, id);
        return alone === null ? null : clusterView(alone);
      }
      // What waits, the engine's version and the window are told by the members only.
      const members = await Promise.all(
        listOrEmpty(found.MemberClusters).map((member) => cluster(environment, member)),
      );
      return groupView(
        found,
        members.filter((member) => member !== null),
      );
    },

    nodeTypes({ region }, { id, kind }) {
      const command = new ListAllowedNodeTypeModificationsCommand(
        kind === 'group' ? { ReplicationGroupId: id } : { CacheClusterId: id },
      );
      return caller.read(
        'elasticache:ListAllowedNodeTypeModifications',
        (options) => clients.of(region).caches.send(command, options),
        (answer) => {
          const { ScaleUpModifications: up, ScaleDownModifications: down } = answer;
          // An empty body would else read as "nothing is allowed".
          if (up === undefined && down === undefined) return odd('ScaleUpModifications');
          return { up: [...listOrEmpty(up)], down: [...listOrEmpty(down)] };
        },
        elastiCacheProblems,
      );
    },
  };
}

export function createElastiCacheWriter(clients: Clients, caller: Caller): ElastiCacheWriter {
  return {
    async resizeCache({ region }, { id, kind, nodeType }) {
      const change = { CacheNodeType: nodeType, ApplyImmediately: true };
      if (kind === 'group') {
        const command = new ModifyReplicationGroupCommand({ ReplicationGroupId: id, ...change });
        await caller.write(
          'elasticache:ModifyReplicationGroup',
          (options) => clients.of(region).cachesOnce.send(command, options),
          (answer) =>
            text(answer.ReplicationGroup?.ReplicationGroupId, 'ReplicationGroup.ReplicationGroupId'),
          elastiCacheProblems,
        );
        return;
      }
      const command = new ModifyCacheClusterCommand({ CacheClusterId: id, ...change });
      await caller.write(
        'elasticache:ModifyCacheCluster',
        (options) => clients.of(region).cachesOnce.send(command, options),
        (answer) => text(answer.CacheCluster?.CacheClusterId, 'CacheCluster.CacheClusterId'),
        elastiCacheProblems,
      );
    },
  };
}

function groupView(group: ReplicationGroup, members: readonly CacheCluster[]): CacheView {
  const [first] = members;
  const shards = listOrEmpty(group.NodeGroups);
  const roles = new Map(
    shards
      .flatMap((shard) => listOrEmpty(shard.NodeGroupMembers))
      .map((node) => [node.CacheClusterId, textOrNull(node.CurrentRole)]),
  );
  return {
    id: text(group.ReplicationGroupId, 'ReplicationGroupId'),
    kind: 'group',
    status: text(group.Status, 'Status'),
    engine: textOrNull(group.Engine) ?? textOrNull(first?.Engine) ?? 'redis',
    engineVersion: textOrNull(first?.EngineVersion),
    nodeType: text(group.CacheNodeType, 'CacheNodeType'),
    pendingNodeType: pendingTypeOf(members),
    pending: [...new Set([group.PendingModifiedValues, ...members.map(pendingOf)].flatMap(namesIn))],
    nodes: members.map((member) => ({ ...nodeOf(member), role: roles.get(member.CacheClusterId) ?? null })),
    endpoints: [
      ...endpoint('configuration', group.ConfigurationEndpoint),
      ...shards
        .slice(0, 1)
        .flatMap((shard) => [
          ...endpoint('primary', shard.PrimaryEndpoint),
          ...endpoint('reader', shard.ReaderEndpoint),
        ]),
    ],
    failover: group.AutomaticFailover === 'enabled',
    maintenanceWindow: textOrNull(first?.PreferredMaintenanceWindow),
    snapshotWindow: textOrNull(group.SnapshotWindow),
    snapshotRetention: countOr(group.SnapshotRetentionLimit, 0),
  };
}

function clusterView(cluster: CacheCluster): CacheView {
  const nodes = listOrEmpty(cluster.CacheNodes);
  return {
    id: text(cluster.CacheClusterId, 'CacheClusterId'),
    kind: 'cluster',
    status: text(cluster.CacheClusterStatus, 'CacheClusterStatus'),
    engine: textOrNull(cluster.Engine) ?? 'redis',
    engineVersion: textOrNull(cluster.EngineVersion),
    nodeType: text(cluster.CacheNodeType, 'CacheNodeType'),
    pendingNodeType: pendingTypeOf([cluster]),
    pending: namesIn(cluster.PendingModifiedValues),
    nodes:
      nodes.length <= 1
        ? [nodeOf(cluster)]
        : nodes.map((node) => ({
            id: `${cluster.CacheClusterId}/${node.CacheNodeId}`,
            role: null,
            zone: textOrNull(node.CustomerAvailabilityZone),
            status: textOrNull(node.CacheNodeStatus),
          })),
    endpoints: [
      ...endpoint('configuration', cluster.ConfigurationEndpoint),
      ...nodes.slice(0, 1).flatMap((node) => endpoint('node', node.Endpoint)),
    ],
    failover: false,
    maintenanceWindow: textOrNull(cluster.PreferredMaintenanceWindow),
    snapshotWindow: textOrNull(cluster.SnapshotWindow),
    snapshotRetention: countOr(cluster.SnapshotRetentionLimit, 0),
  };
}

function nodeOf(cluster: CacheCluster): CacheView['nodes'][number] {
  return {
    id: text(cluster.CacheClusterId, 'CacheClusterId'),
    role: null,
    zone: textOrNull(cluster.PreferredAvailabilityZone),
    status: textOrNull(cluster.CacheClusterStatus),
  };
}

function endpoint(
  name: CacheView['endpoints'][number]['name'],
  given: Endpoint | undefined,
): CacheView['endpoints'] {
  const address = textOrNull(given?.Address);
  return address === null ? [] : [{ name, address, port: countOr(given?.Port, null) }];
}

function pendingOf(cluster: CacheCluster): object | undefined {
  return cluster.PendingModifiedValues;
}

function pendingTypeOf(clusters: readonly CacheCluster[]): string | null {
  return clusters.map((each) => textOrNull(each.PendingModifiedValues?.CacheNodeType)).find(Boolean) ?? null;
}

function namesIn(values: object | undefined): readonly string[] {
  return Object.entries(values ?? {})
    .filter(
      ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    )
    .map(([name]) => name);
}

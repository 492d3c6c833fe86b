import * as cache from '@aws-sdk/client-elasticache';
import { type Cache, type CacheCluster, REDIS_PORT, type ReplicationGroup } from './cache.ts';
import { offsetOf, pageOf } from './paging.ts';
import type { Handlers } from './wire/handlers.ts';

const MINUTE = 60_000;
const PAGE = 100;

const NODE_TYPE = /^cache\.(t3|t4g|m5|m6g|m7g|r5|r6g|r7g)\.(micro|small|medium|large|\d{0,2}xlarge)$/;

/** From small to large, as far as the simulated account goes. */
const NODE_TYPES = ['micro', 'small', 'medium']
  .flatMap((size) => [`cache.t3.${size}`, `cache.t4g.${size}`])
  .concat(['cache.m6g.large', 'cache.r6g.large', 'cache.m7g.large', 'cache.r7g.large']);

function invalidValue(message: string): never {
  throw new cache.InvalidParameterValueException({ message, $metadata: {} });
}

function invalidCombination(message: string): never {
  throw new cache.InvalidParameterCombinationException({ message, $metadata: {} });
}

function offset(marker: string | undefined): number {
  return offsetOf(marker) ?? invalidValue(`Invalid value for Marker: ${marker}`);
}

function nodeTypeOf(wanted: string | undefined): string | null {
  if (wanted === undefined) return null;
  return NODE_TYPE.test(wanted) ? wanted : invalidValue(`Invalid cache node type: ${wanted}`);
}

export function cacheHandlers(state: Cache, now: () => number) {
  function clusterOf(id: string | undefined): CacheCluster {
    const found = state.clusters.get((id ?? '').toLowerCase());
    if (found !== undefined) return found;
    throw new cache.CacheClusterNotFoundFault({ message: `CacheCluster not found: ${id}`, $metadata: {} });
  }

  function groupOf(id: string | undefined): ReplicationGroup {
    const found = state.groups.get((id ?? '').toLowerCase());
    if (found !== undefined) return found;
    const message = `ReplicationGroup ${id} not found.`;
    throw new cache.ReplicationGroupNotFoundFault({ message, $metadata: {} });
  }

  function available(cluster: CacheCluster): CacheCluster {
    if (cluster.status === 'available') return cluster;
    const message = `Cache cluster ${cluster.id} is not in available state.`;
    throw new cache.InvalidCacheClusterStateFault({ message, $metadata: {} });
  }

  return {
    DescribeCacheClusters(input) {
      const one = input.CacheClusterId;
      const all = one === undefined ? [...state.clusters.values()] : [clusterOf(one)];
      const alone = input.ShowCacheClustersNotInReplicationGroups === true;
      const found = all.filter((cluster) => !alone || cluster.group === null);
      const page = pageOf(found, offset(input.Marker), input.MaxRecords ?? PAGE);
      const withNodes = input.ShowCacheNodeInfo === true;
      return {
        CacheClusters: page.items.map((cluster) => describeCluster(cluster, withNodes)),
        Marker: page.next,
      };
    },

    DescribeReplicationGroups(input) {
      const one = input.ReplicationGroupId;
      const all = one === undefined ? [...state.groups.values()] : [groupOf(one)];
      const page = pageOf(all, offset(input.Marker), input.MaxRecords ?? PAGE);
      return { ReplicationGroups: page.items.map(describeGroup), Marker: page.next };
    },

    DescribeEvents(input) {
      if (input.SourceIdentifier !== undefined && input.SourceType === undefined) {
        invalidCombination('SourceType must be provided if SourceIdentifier is provided.');
      }
      const until = input.EndTime?.getTime() ?? Number.POSITIVE_INFINITY;
      const from = input.StartTime?.getTime() ?? now() - (input.Duration ?? 60) * MINUTE;
      const found = state.events
        .filter((event) => event.at >= from && event.at <= until)
        .filter((event) => input.SourceType === undefined || event.sourceType === input.SourceType)
        .filter((event) => input.SourceIdentifier === undefined || event.sourceId === input.SourceIdentifier);
      const page = pageOf(found, offset(input.Marker), input.MaxRecords ?? PAGE);
      return {
        Events: page.items.map((event) => ({
          SourceIdentifier: event.sourceId,
          SourceType: event.sourceType,
          Message: event.message,
          Date: new Date(event.at),
        })),
        Marker: page.next,
      };
    },

    ModifyCacheCluster(input) {
      const cluster = available(clusterOf(input.CacheClusterId));
      const nodeType = nodeTypeOf(input.CacheNodeType);
      if (cluster.group !== null && nodeType !== null) {
        const message = `Cluster ${cluster.id} is part of the replication group ${cluster.group}; modify the group instead.`;
        invalidCombination(message);
      }
      cluster.maintenanceWindow = input.PreferredMaintenanceWindow ?? cluster.maintenanceWindow;
      if (nodeType !== null && nodeType !== cluster.nodeType) {
        state.resize(cluster, nodeType, input.ApplyImmediately ?? false);
      }
      return { CacheCluster: describeCluster(cluster, false) };
    },

    ModifyReplicationGroup(input) {
      const group = groupOf(input.ReplicationGroupId);
      if (group.status !== 'available') {
        const message = `Replication group ${group.id} is not in available state.`;
        throw new cache.InvalidReplicationGroupStateFault({ message, $metadata: {} });
      }
      const nodeType = nodeTypeOf(input.CacheNodeType);
      if (nodeType !== null) state.resizeGroup(group, nodeType, input.ApplyImmediately ?? false);
      return { ReplicationGroup: describeGroup(group) };
    },

    ListAllowedNodeTypeModifications(input) {
      const { ReplicationGroupId, CacheClusterId } = input;
      const [primary] = ReplicationGroupId === undefined ? [] : groupOf(ReplicationGroupId).members;
      const { nodeType } = primary ?? clusterOf(CacheClusterId);
      const at = NODE_TYPES.indexOf(nodeType);
      return {
        ScaleUpModifications: NODE_TYPES.slice(at + 1),
        ScaleDownModifications: NODE_TYPES.slice(0, Math.max(0, at)),
      };
    },

    RebootCacheCluster(input) {
      const cluster = available(clusterOf(input.CacheClusterId));
      state.reboot(cluster);
      return { CacheCluster: describeCluster(cluster, false) };
    },
  } satisfies Handlers<typeof cache>;
}

function describeCluster(cluster: CacheCluster, withNodes: boolean): cache.CacheCluster {
  const endpoint = { Address: cluster.address, Port: REDIS_PORT };
  return {
    CacheClusterId: cluster.id,
    ARN: cluster.arn,
    CacheNodeType: cluster.nodeType,
    Engine: 'redis',
    EngineVersion: '7.1.0',
    CacheClusterStatus: cluster.status,
    NumCacheNodes: 1,
    PreferredAvailabilityZone: cluster.zone,
    CacheClusterCreateTime: new Date(cluster.createdAt),
    PreferredMaintenanceWindow: cluster.maintenanceWindow,
    PendingModifiedValues: cluster.pendingNodeType === null ? {} : { CacheNodeType: cluster.pendingNodeType },
    CacheSecurityGroups: [],
    CacheParameterGroup: {
      CacheParameterGroupName: 'default.redis7',
      ParameterApplyStatus: 'in-sync',
      CacheNodeIdsToReboot: [],
    },
    CacheSubnetGroupName: 'hydrous-private',
    AutoMinorVersionUpgrade: true,
    SecurityGroups: [{ SecurityGroupId: 'sg-0aabbccddeeff0011', Status: 'active' }],
    ...(cluster.group === null ? {} : { ReplicationGroupId: cluster.group }),
    SnapshotRetentionLimit: 1,
    SnapshotWindow: '04:00-05:00',
    TransitEncryptionEnabled: false,
    AtRestEncryptionEnabled: true,
    AuthTokenEnabled: false,
    ...(withNodes
      ? {
          CacheNodes: [
            {
              CacheNodeId: '0001',
              CacheNodeStatus: cluster.status === 'available' ? 'available' : 'rebooting',
              CacheNodeCreateTime: new Date(cluster.createdAt),
              Endpoint: endpoint,
              ParameterGroupStatus: 'in-sync',
              CustomerAvailabilityZone: cluster.zone,
            },
          ],
        }
      : {}),
  };
}

function describeGroup(group: ReplicationGroup): cache.ReplicationGroup {
  const [primary] = group.members;
  const address = `${group.id}.x1example.ng.0001.use1.cache.amazonaws.com`;
  return {
    ReplicationGroupId: group.id,
    ARN: group.arn,
    Description: group.description,
    Status: group.status,
    PendingModifiedValues: {},
    MemberClusters: group.members.map((member) => member.id),
    NodeGroups: [
      {
        NodeGroupId: '0001',
        Status: group.status,
        PrimaryEndpoint: { Address: address, Port: REDIS_PORT },
        ReaderEndpoint: { Address: address.replace('.ng.', '-ro.ng.'), Port: REDIS_PORT },
        NodeGroupMembers: group.members.map((member) => ({
          CacheClusterId: member.id,
          CacheNodeId: '0001',
          ReadEndpoint: { Address: member.address, Port: REDIS_PORT },
          PreferredAvailabilityZone: member.zone,
          CurrentRole: member === primary ? 'primary' : 'replica',
        })),
      },
    ],
    AutomaticFailover: 'enabled',
    MultiAZ: 'enabled',
    SnapshotRetentionLimit: 1,
    SnapshotWindow: '04:00-05:00',
    ClusterEnabled: false,
    CacheNodeType: primary?.nodeType,
    AuthTokenEnabled: false,
    TransitEncryptionEnabled: false,
    AtRestEncryptionEnabled: true,
    ReplicationGroupCreateTime: new Date(group.createdAt),
  };
}

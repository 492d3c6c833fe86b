/** ElastiCache: single clusters and replication groups of Redis. */
import { arn, type Place } from './ids.ts';
import type { Timeline } from './timeline.ts';

export interface CacheCluster {
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  /** Id of the replication group that it belongs to; null for a cluster on its own. */
  readonly group: string | null;
  readonly address: string;
  readonly zone: string;
  status: string;
  nodeType: string;
  /** Waits for the maintenance window, or is being applied. */
  pendingNodeType: string | null;
  maintenanceWindow: string;
}

export interface ReplicationGroup {
  readonly id: string;
  readonly arn: string;
  readonly description: string;
  readonly createdAt: number;
  /** The first one is the primary. */
  members: readonly CacheCluster[];
  status: string;
}

export interface CacheEvent {
  readonly at: number;
  readonly sourceId: string;
  readonly sourceType: 'cache-cluster' | 'replication-group';
  readonly message: string;
}

export interface Cache {
  readonly clusters: ReadonlyMap<string, CacheCluster>;
  readonly groups: ReadonlyMap<string, ReplicationGroup>;
  /** Oldest first, of the last 14 days. */
  readonly events: readonly CacheEvent[];
  addCluster(id: string, createdAt: number): CacheCluster;
  /** A group of a primary and a replica. */
  addGroup(id: string, createdAt: number): ReplicationGroup;
  note(sourceId: string, message: string, sourceType?: CacheEvent['sourceType']): void;
  resize(cluster: CacheCluster, nodeType: string, immediately: boolean): void;
  resizeGroup(group: ReplicationGroup, nodeType: string, immediately: boolean): void;
  reboot(cluster: CacheCluster): void;
  /** Lets the next change of a node type end without it. */
  breakResize(): void;
}

/** ms at speed 1. */
const SHORT = 1_000;
const MODIFYING = 20_000;
const REBOOTING = 8_000;

const KEPT = 14 * 86_400_000;

export const REDIS_PORT = 6379;

export function createCache(timeline: Timeline, place: Place): Cache {
  const clusters = new Map<string, CacheCluster>();
  const groups = new Map<string, ReplicationGroup>();
  let broken = false;
  let events: CacheEvent[] = [];

  function note(
    sourceId: string,
    message: string,
    sourceType: CacheEvent['sourceType'] = 'cache-cluster',
  ): void {
    const at = timeline.now();
    events = [...events.filter((event) => event.at > at - KEPT), { at, sourceId, sourceType, message }];
  }

  function add(id: string, createdAt: number, group: string | null, zone: string): CacheCluster {
    const cluster: CacheCluster = {
      id,
      arn: arn(place, 'elasticache', `cluster:${id}`),
      createdAt,
      group,
      address: `${id}.x1example.0001.use1.cache.amazonaws.com`,
      zone: `${place.region}${zone}`,
      status: 'available',
      nodeType: 'cache.t3.micro',
      pendingNodeType: null,
      maintenanceWindow: 'sun:06:00-sun:07:00',
    };
    clusters.set(id, cluster);
    return cluster;
  }

  function resize(cluster: CacheCluster, nodeType: string, immediately: boolean): void {
    cluster.pendingNodeType = nodeType;
    if (!immediately) return;
    cluster.status = 'modifying';
    note(cluster.id, `Applying modification to cache node type to ${nodeType}`);
    const fails = broken;
    timeline.after(MODIFYING, () => {
      if (fails) {
        cluster.pendingNodeType = null;
        cluster.status = 'available';
        note(cluster.id, `Unable to modify cache node type to ${nodeType}: not enough free memory`);
        return;
      }
      cluster.nodeType = nodeType;
      cluster.pendingNodeType = null;
      cluster.status = 'available';
      note(cluster.id, `Finished modification to cache node type to ${nodeType}`);
    });
  }

  return {
    clusters,
    groups,
    get events() {
      return events;
    },
    addCluster: (id, createdAt) => add(id, createdAt, null, 'a'),
    addGroup(id, createdAt) {
      const members = [add(`${id}-001`, createdAt, id, 'a'), add(`${id}-002`, createdAt, id, 'b')];
      const group: ReplicationGroup = {
        id,
        arn: arn(place, 'elasticache', `replicationgroup:${id}`),
        description: `Redis of ${id}`,
        createdAt,
        members,
        status: 'available',
      };
      groups.set(id, group);
      return group;
    },
    note,
    resize(cluster, nodeType, immediately) {
      resize(cluster, nodeType, immediately);
      broken = false;
    },
    breakResize() {
      broken = true;
    },
    resizeGroup(group, nodeType, immediately) {
      for (const member of group.members) resize(member, nodeType, immediately);
      broken = false;
      if (!immediately) return;
      group.status = 'modifying';
      timeline.after(MODIFYING + SHORT, () => {
        group.status = 'available';
      });
    },
    reboot(cluster) {
      cluster.status = 'rebooting cluster nodes';
      note(cluster.id, 'Cache node 0001 shutdown');
      timeline.after(REBOOTING, () => {
        cluster.status = 'available';
        note(cluster.id, 'Cache node 0001 restarted');
      });
    },
  };
}

/** Amazon ElastiCache as the changes of the cache need it. All methods throw a Problem. */
import type { Environment } from '../environment.ts';

export interface CacheNodeView {
  /** Id of its cluster. */
  readonly id: string;
  /** primary, replica; null for a cluster without a group, and where AWS does not tell. */
  readonly role: string | null;
  readonly zone: string | null;
  readonly status: string | null;
}

export interface CacheView {
  readonly id: string;
  /** `hydrous.yml` names either. */
  readonly kind: 'group' | 'cluster';
  /** AWS's own word, such as `available`, `modifying`. */
  readonly status: string;
  readonly engine: string;
  readonly engineVersion: string | null;
  readonly nodeType: string;
  /** Type that waits or is being applied. */
  readonly pendingNodeType: string | null;
  /** Names of all settings that wait. */
  readonly pending: readonly string[];
  readonly nodes: readonly CacheNodeView[];
  readonly endpoints: readonly {
    readonly name: 'primary' | 'reader' | 'configuration' | 'node';
    readonly address: string;
    readonly port: number | null;
  }[];
  readonly failover: boolean;
  /** UTC, such as `sun:06:00-sun:07:00` and `04:00-05:00`. */
  readonly maintenanceWindow: string | null;
  readonly snapshotWindow: string | null;
  /** Days; 0 = no backups. */
  readonly snapshotRetention: number;
}

/** The names of the node types that ElastiCache itself allows for this cache. */
export interface NodeTypes {
  readonly up: readonly string[];
  readonly down: readonly string[];
}

export interface ElastiCacheReader {
  /** Null when there is neither a replication group nor a cluster of that name. */
  cache(environment: Environment, id: string): Promise<CacheView | null>;
  nodeTypes(environment: Environment, cache: Pick<CacheView, 'id' | 'kind'>): Promise<NodeTypes>;
}

/** Sends exactly one request. A lost reply throws Problem `ambiguous`. */
export interface ElastiCacheWriter {
  /** ModifyReplicationGroup or ModifyCacheCluster with ApplyImmediately. */
  resizeCache(
    environment: Environment,
    change: { readonly id: string; readonly kind: CacheView['kind']; readonly nodeType: string },
  ): Promise<void>;
}

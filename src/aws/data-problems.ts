/** RDS's and ElastiCache's own refusals in plain words: what they mean and what to do next. By name, never by text. */
import { ServiceException } from '@smithy/core/client';
import { Problem, type ProblemKind } from '../core/problem.ts';
import { type Sentence, say } from '../core/sentence.ts';
import type { Known } from './problems.ts';

type Row = readonly [kind: ProblemKind, sentence: Sentence];

const RDS: Readonly<Record<string, Row>> = {
  DBSnapshotAlreadyExistsFault: ['refused', say('aws.snapshot-exists')],
  DBInstanceAlreadyExistsFault: ['refused', say('aws.instance-exists')],
  InvalidDBInstanceStateFault: ['refused', say('aws.database-state')],
  InvalidDBSnapshotStateFault: ['refused', say('aws.snapshot-state')],
  DBInstanceNotFoundFault: ['not-found', say('aws.database-gone')],
  DBSnapshotNotFoundFault: ['not-found', say('aws.snapshot-gone')],
  SnapshotQuotaExceededFault: ['refused', say('aws.snapshot-quota')],
  InstanceQuotaExceededFault: ['refused', say('aws.instance-quota')],
  StorageQuotaExceededFault: ['refused', say('aws.storage-quota')],
  InsufficientDBInstanceCapacityFault: ['refused', say('aws.capacity')],
  StorageTypeNotSupportedFault: ['refused', say('aws.storage-type')],
  ProvisionedIopsNotAvailableInAZFault: ['refused', say('aws.storage-type')],
  DBParameterGroupNotFoundFault: ['refused', say('aws.settings-gone')],
  OptionGroupNotFoundFault: ['refused', say('aws.settings-gone')],
  DBSubnetGroupNotFoundFault: ['refused', say('aws.network')],
  DBSubnetGroupDoesNotCoverEnoughAZs: ['refused', say('aws.network')],
  InvalidSubnet: ['refused', say('aws.network')],
  InvalidVPCNetworkStateFault: ['refused', say('aws.network')],
  KMSKeyNotAccessibleFault: ['not-permitted', say('aws.key')],
};

const ELASTICACHE: Readonly<Record<string, Row>> = {
  InvalidReplicationGroupStateFault: ['refused', say('aws.cache-state')],
  InvalidCacheClusterStateFault: ['refused', say('aws.cache-state')],
  ReplicationGroupNotFoundFault: ['not-found', say('aws.cache-gone')],
  CacheClusterNotFoundFault: ['not-found', say('aws.cache-gone')],
  InsufficientCacheClusterCapacityFault: ['refused', say('aws.capacity')],
  NodeQuotaForClusterExceededFault: ['refused', say('aws.node-quota')],
  NodeQuotaForCustomerExceededFault: ['refused', say('aws.node-quota')],
  InvalidVPCNetworkStateFault: ['refused', say('aws.network')],
  InvalidKMSKeyFault: ['not-permitted', say('aws.key')],
};

export const rdsProblems: Known = (error) => known('rds', RDS, error);
export const elastiCacheProblems: Known = (error) => known('elasticache', ELASTICACHE, error);

function known(service: string, rows: Readonly<Record<string, Row>>, error: unknown): Problem | undefined {
  if (!(error instanceof ServiceException)) return undefined;
  const row = new Map(Object.entries(rows)).get(error.name);
  return row === undefined ? undefined : new Problem(row[0], row[1], `${service}: ${error.name}`);
}

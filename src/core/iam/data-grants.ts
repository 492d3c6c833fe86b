/** RDS and ElastiCache, only for environments that name a database or a cache. Nothing is ever deleted. */
import { arnIn, type IamPlace } from './place.ts';
import { allow, type Statement } from './statement.ts';

export function dataGrants(places: readonly IamPlace[]): readonly Statement[] {
  return [...databaseGrants(places), ...cacheGrants(places)];
}

/** Reads that take no resource. */
export function readsOfData(places: readonly IamPlace[]): readonly string[] {
  const some = (what: 'database' | 'cache') => places.some(({ environment }) => environment[what] !== null);
  return [
    ...(some('database') ? ['rds:DescribeEvents', 'rds:DescribeOrderableDBInstanceOptions'] : []),
    ...(some('cache') ? ['elasticache:DescribeEvents'] : []),
  ];
}

/** A restored instance is named after the old one, cut where RDS would not take the name. */
const LONGEST_HEAD = 30;

function databaseGrants(places: readonly IamPlace[]): readonly Statement[] {
  const named = places.flatMap((place) => {
    const { database } = place.environment;
    return database === null ? [] : [{ place, database }];
  });
  if (named.length === 0) return [];
  const rds = (resource: (database: string) => string) =>
    named.map(({ place, database }) => arnIn(place, 'rds', resource(database)));
  const databases = rds((database) => `db:${database}`);
  const restored = rds((database) => `db:${database.toLowerCase().slice(0, LONGEST_HEAD)}*-restored-*`);
  const snapshots = rds(() => 'snapshot:*');
  return [
    allow(
      'ReadDatabase',
      ['rds:DescribeDBInstances', 'rds:DescribeDBSnapshots'],
      [...databases, ...restored, ...snapshots],
    ),
    allow('SnapshotDatabase', ['rds:CreateDBSnapshot'], [...databases, ...snapshots]),
    allow('ResizeDatabase', ['rds:ModifyDBInstance'], databases),
    // Into a new instance only, named after the old one, with the old one's groups and tags.
    allow(
      'RestoreDatabase',
      ['rds:RestoreDBInstanceFromDBSnapshot', 'rds:AddTagsToResource'],
      [...restored, ...snapshots, ...['subgrp:*', 'og:*', 'pg:*'].flatMap((group) => rds(() => group))],
    ),
  ];
}

function cacheGrants(places: readonly IamPlace[]): readonly Statement[] {
  const named = places.flatMap((place) => {
    const { cache } = place.environment;
    return cache === null ? [] : [{ place, cache }];
  });
  if (named.length === 0) return [];
  const arns = named.flatMap(({ place, cache }) => [
    arnIn(place, 'elasticache', `replicationgroup:${cache}`),
    arnIn(place, 'elasticache', `cluster:${cache}`),
    // Nodes of a group are called after it.
    arnIn(place, 'elasticache', `cluster:${cache}-*`),
  ]);
  return [
    allow(
      'ReadCache',
      [
        'elasticache:DescribeReplicationGroups',
        'elasticache:DescribeCacheClusters',
        'elasticache:ListAllowedNodeTypeModifications',
      ],
      arns,
    ),
    allow('ResizeCache', ['elasticache:ModifyReplicationGroup', 'elasticache:ModifyCacheCluster'], arns),
  ];
}

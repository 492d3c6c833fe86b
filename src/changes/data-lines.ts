/** The exact `aws` lines for databases and caches, for the day this bot or Slack is down. */
import type { Environment } from '../core/environment.ts';
import type { CacheView } from '../core/ports/elasticache.ts';
import type { RestoreSettings } from '../core/ports/rds.ts';
import { quoted, structure } from './manual-lines.ts';

type Flag = string | readonly string[] | true;

function flagsOf(flags: Readonly<Record<string, Flag>>): string {
  return Object.entries(flags)
    .map(([name, value]) => {
      if (value === true) return `--${name}`;
      return `--${name} ${(typeof value === 'string' ? [value] : value).map(quoted).join(' ')}`;
    })
    .join(' ');
}

export function databaseLine(
  { region }: Environment,
  command: string,
  instance: string,
  flags: Readonly<Record<string, Flag>>,
): string {
  return `aws rds ${command} ${flagsOf({ region, 'db-instance-identifier': instance, ...flags })}`;
}

/** Names of flags for settings that are either on or off. */
function either(name: string, on: boolean): string {
  return on ? name : `no-${name}`;
}

export function restoreLine(
  environment: Environment,
  snapshot: string,
  instance: string,
  settings: RestoreSettings,
): string {
  const given: readonly (readonly [string, Flag | null])[] = [
    ['db-instance-class', settings.instanceClass],
    ['storage-type', settings.storageType],
    ['iops', settings.iops === null ? null : String(settings.iops)],
    ['storage-throughput', settings.throughput === null ? null : String(settings.throughput)],
    [either('multi-az', settings.multiAz), true],
    ['port', settings.port === null ? null : String(settings.port)],
    ['db-subnet-group-name', settings.subnetGroup],
    ['vpc-security-group-ids', settings.securityGroups],
    ['db-parameter-group-name', settings.parameterGroup],
    ['option-group-name', settings.optionGroup],
    [either('deletion-protection', settings.deletionProtection), true],
    [either('publicly-accessible', settings.publiclyAccessible), true],
    [either('enable-iam-database-authentication', settings.iamAuthentication), true],
    [either('copy-tags-to-snapshot', settings.copyTagsToSnapshot), true],
    [either('auto-minor-version-upgrade', settings.autoMinorVersionUpgrade), true],
    ['ca-certificate-identifier', settings.certificate],
    ['enable-cloudwatch-logs-exports', settings.logExports],
    ['tags', settings.tags.map(({ key, value }) => structure({ Key: key, Value: value }))],
  ];
  const kept = given.filter(
    (pair): pair is readonly [string, Flag] =>
      pair[1] !== null && !(Array.isArray(pair[1]) && pair[1].length === 0),
  );
  return databaseLine(environment, 'restore-db-instance-from-db-snapshot', instance, {
    'db-snapshot-identifier': snapshot,
    ...Object.fromEntries(kept),
  });
}

export function resizeCacheLine(
  { region }: Environment,
  { id, kind }: Pick<CacheView, 'id' | 'kind'>,
  nodeType: string,
): string {
  const change = { 'cache-node-type': nodeType, 'apply-immediately': true } as const;
  return kind === 'group'
    ? `aws elasticache modify-replication-group ${flagsOf({ region, 'replication-group-id': id, ...change })}`
    : `aws elasticache modify-cache-cluster ${flagsOf({ region, 'cache-cluster-id': id, ...change })}`;
}

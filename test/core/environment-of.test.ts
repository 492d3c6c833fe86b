import { describe, expect, it } from 'vitest';
import { environmentOf } from '../../src/core/environment-of.ts';
import { metricAlarm, PRODUCTION } from './alarm-fixtures.ts';

const STAGING = {
  ...PRODUCTION,
  name: 'staging',
  service: 'hydrous-staging',
  database: 'staging-db',
  cache: null,
  loadBalancer: 'staging-alb',
};
const BOTH = [PRODUCTION, STAGING];

function about(
  dimensions: Readonly<Record<string, string>> | null,
  name = 'some-alarm',
  environments = BOTH,
  region = 'us-east-1',
) {
  const metric = dimensions === null ? null : { namespace: 'n', name: 'm', statistic: null, dimensions };
  return environmentOf(metricAlarm({ name, metric, region }), environments)?.name ?? null;
}

describe('environmentOf', () => {
  it.each<[string, Readonly<Record<string, string>>, string | null]>([
    ['cluster and service', { ClusterName: 'hydrous', ServiceName: 'hydrous-staging' }, 'staging'],
    ['database', { DBInstanceIdentifier: 'staging-db' }, 'staging'],
    ['a node of the cache', { CacheClusterId: 'hydrous-redis-001', CacheNodeId: '0001' }, 'production'],
    ['replication group', { ReplicationGroupId: 'hydrous-redis' }, 'production'],
    [
      'load balancer',
      { LoadBalancer: 'app/staging-alb/50dc6c49', TargetGroup: 'targetgroup/x/1' },
      'staging',
    ],
    ["somebody else's service", { ClusterName: 'hydrous', ServiceName: 'other' }, null],
    ["somebody else's database", { DBInstanceIdentifier: 'other' }, null],
  ])('by %s', (_name, dimensions, wanted) => {
    expect(about(dimensions)).toBe(wanted);
  });

  it('by the name when the dimensions do not tell', () => {
    expect(about({ Path: '/x' }, 'hydrous-staging-errors')).toBe('staging');
    expect(about({ ClusterName: 'hydrous' }, 'hydrous-staging-cpu')).toBe('staging');
    expect(about(null, 'hydrous-production-composite')).toBe('production');
    expect(about(null, 'something')).toBeNull();
  });

  it('takes the only environment of the region, and none of another region', () => {
    expect(about(null, 'something', [PRODUCTION])).toBe('production');
    expect(about(null, 'something', [PRODUCTION], 'eu-west-1')).toBeNull();
    expect(about({ DBInstanceIdentifier: 'other' }, 'something', [PRODUCTION])).toBeNull();
  });
});

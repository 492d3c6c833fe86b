/** Where an environment can be watched: its load balancer and target groups, and the nodes of its cache. */
import { DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { MonitoredReader } from '../core/ports/alarm-definitions.ts';
import type { EcsReader } from '../core/ports/ecs.ts';
import { list, listOrEmpty, text } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { readReplicationGroup } from './elasticache.ts';

export function createMonitoredReader(
  clients: Clients,
  caller: Caller,
  ecs: Pick<EcsReader, 'service'>,
): MonitoredReader {
  return {
    async balancers(environment) {
      const { targetGroups } = await ecs.service(environment);
      if (targetGroups.length === 0) return [];
      const { loadBalancers } = clients.of(environment.region);
      const TargetGroupArns = targetGroups.map(({ arn }) => arn);
      const groups = await caller.read(
        'elasticloadbalancing:DescribeTargetGroups',
        (options) => loadBalancers.send(new DescribeTargetGroupsCommand({ TargetGroupArns }), options),
        (answer) => list(answer.TargetGroups, 'TargetGroups'),
      );
      return groups
        .flatMap((group) =>
          listOrEmpty(group.LoadBalancerArns).map((arn) => ({
            loadBalancer: arn.slice(arn.indexOf(':loadbalancer/') + ':loadbalancer/'.length),
            targetGroup: afterAccount(text(group.TargetGroupArn, 'TargetGroupArn')),
          })),
        )
        .filter(({ loadBalancer }) => isOurs(loadBalancer, environment.loadBalancer));
    },
    async cacheNodes({ region, cache }) {
      if (cache === null) return [];
      const members = listOrEmpty(
        (await readReplicationGroup(clients, caller, region, cache))?.MemberClusters,
      );
      // A cluster without a group is its own node.
      return members.length === 0 ? [cache] : members;
    },
  };
}

/** `targetgroup/name/id`. */
function afterAccount(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

/** Only application load balancers have these metrics; without a name in the configuration each of them counts. */
function isOurs(loadBalancer: string, name: string | null): boolean {
  const [kind, own] = loadBalancer.split('/');
  return kind === 'app' && (name === null || own === name);
}

/** How a load balancer asks for the health of its targets. */
import { DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TargetGroupReader } from '../core/ports/evidence.ts';
import { countOr, list, listOrEmpty, text, textOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';

export function createTargetGroupReader(clients: Clients, caller: Caller): TargetGroupReader {
  return {
    async groups({ region }, arns) {
      if (arns.length === 0) return [];
      const { loadBalancers } = clients.of(region);
      const command = new DescribeTargetGroupsCommand({ TargetGroupArns: [...arns] });
      return caller.read(
        'elasticloadbalancing:DescribeTargetGroups',
        (options) => loadBalancers.send(command, options),
        (answer) =>
          list(answer.TargetGroups, 'TargetGroups').map((group) => ({
            arn: text(group.TargetGroupArn, 'TargetGroupArn'),
            port: countOr(group.Port, null),
            healthPath: textOrNull(group.HealthCheckPath),
            healthCodes: textOrNull(group.Matcher?.HttpCode),
            healthTimeout: countOr(group.HealthCheckTimeoutSeconds, null),
            healthInterval: countOr(group.HealthCheckIntervalSeconds, null),
            loadBalancers: listOrEmpty(group.LoadBalancerArns),
          })),
      );
    },
  };
}

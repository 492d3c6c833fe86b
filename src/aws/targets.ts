/** Health of the targets behind a load balancer. */
import {
  DescribeTargetHealthCommand,
  TargetGroupNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TargetReader } from '../core/ports/aws.ts';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';
import { list, text, textOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';

export function createTargetReader(clients: Clients, caller: Caller): TargetReader {
  return {
    health: (environment, targetGroupArn) =>
      caller.read(
        'elasticloadbalancing:DescribeTargetHealth',
        (options) =>
          clients
            .of(environment.region)
            .loadBalancers.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }), options),
        (answer) =>
          list(answer.TargetHealthDescriptions, 'TargetHealthDescriptions').map((each) => ({
            id: text(each.Target?.Id, 'Target.Id'),
            state: text(each.TargetHealth?.State, 'TargetHealth.State'),
            reason: textOrNull(each.TargetHealth?.Reason),
            description: textOrNull(each.TargetHealth?.Description),
          })),
        (error) =>
          error instanceof TargetGroupNotFoundException
            ? new Problem(
                'not-found',
                say('aws.target-group-not-found', { targetGroup: code(groupName(targetGroupArn)) }),
                `elasticloadbalancing: no target group ${targetGroupArn}`,
              )
            : undefined,
      ),
  };
}

/** `…:targetgroup/<name>/<id>` */
function groupName(arn: string): string {
  return arn.split('/')[1] ?? arn;
}

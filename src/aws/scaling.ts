/** The bounds that Application Auto Scaling keeps for the service. */
import {
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  type ScalableTarget,
} from '@aws-sdk/client-application-auto-scaling';
import type { ScalingReader, ScalingView } from '../core/ports/aws.ts';
import { count, list } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';

const ServiceNamespace = 'ecs';
const ScalableDimension = 'ecs:service:DesiredCount';

export function createScalingReader(clients: Clients, caller: Caller): ScalingReader {
  return {
    async bounds(environment) {
      const { autoscaling } = clients.of(environment.region);
      const ResourceId = `service/${environment.cluster}/${environment.service}`;
      const target = await caller.read(
        'application-autoscaling:DescribeScalableTargets',
        (options) =>
          autoscaling.send(
            new DescribeScalableTargetsCommand({
              ServiceNamespace,
              ScalableDimension,
              ResourceIds: [ResourceId],
            }),
            options,
          ),
        (answer) => {
          const found = list(answer.ScalableTargets, 'ScalableTargets').find(
            (each) => each.ResourceId === ResourceId,
          );
          return found === undefined ? null : view(found);
        },
      );
      if (target === null) return null;
      const policies = await caller.read(
        'application-autoscaling:DescribeScalingPolicies',
        (options) =>
          autoscaling.send(
            new DescribeScalingPoliciesCommand({ ServiceNamespace, ScalableDimension, ResourceId }),
            options,
          ),
        (answer) => list(answer.ScalingPolicies, 'ScalingPolicies').length,
      );
      return { ...target, policies };
    },
  };
}

function view(target: ScalableTarget): Omit<ScalingView, 'policies'> {
  const suspension = target.SuspendedState;
  return {
    min: count(target.MinCapacity, 'ScalableTargets[].MinCapacity'),
    max: count(target.MaxCapacity, 'ScalableTargets[].MaxCapacity'),
    // With only one direction suspended the policies would still change the count.
    suspended:
      suspension?.DynamicScalingInSuspended === true && suspension.DynamicScalingOutSuspended === true,
  };
}

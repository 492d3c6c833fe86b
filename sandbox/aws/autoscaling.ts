/** Application Auto Scaling: bounds and policies; it watches, but scales nothing by itself. */
import { randomUUID } from 'node:crypto';
import * as aas from '@aws-sdk/client-application-auto-scaling';
import { allServices } from './ecs-lookup.ts';
import type { EcsState } from './ecs-state.ts';
import { arn, hex, type Place } from './ids.ts';
import type { Handlers } from './wire/handlers.ts';

export interface AutoscalingState {
  readonly targets: aas.ScalableTarget[];
  readonly policies: aas.ScalingPolicy[];
  /** Newest first. */
  readonly activities: aas.ScalingActivity[];
}

function invalid(message: string): never {
  throw new aas.ValidationException({ message, $metadata: {} });
}

export function autoscalingHandlers(state: AutoscalingState, ecs: EcsState, place: Place, now: () => number) {
  return {
    DescribeScalableTargets(input) {
      return {
        ScalableTargets: state.targets.filter(
          (target) =>
            target.ServiceNamespace === input.ServiceNamespace &&
            (!input.ResourceIds?.length || input.ResourceIds.includes(target.ResourceId ?? '')) &&
            (input.ScalableDimension === undefined || target.ScalableDimension === input.ScalableDimension),
        ),
      };
    },

    DescribeScalingPolicies(input) {
      return {
        ScalingPolicies: state.policies.filter(
          (policy) =>
            policy.ServiceNamespace === input.ServiceNamespace &&
            (input.ResourceId === undefined || policy.ResourceId === input.ResourceId),
        ),
      };
    },

    DescribeScalingActivities(input) {
      return {
        ScalingActivities: state.activities.filter(
          (activity) => input.ResourceId === undefined || activity.ResourceId === input.ResourceId,
        ),
      };
    },

    RegisterScalableTarget(input) {
      const known = state.targets.find(
        (target) =>
          target.ResourceId === input.ResourceId && target.ScalableDimension === input.ScalableDimension,
      );
      const min = input.MinCapacity ?? known?.MinCapacity ?? invalid('MinCapacity is required.');
      const max = input.MaxCapacity ?? known?.MaxCapacity ?? invalid('MaxCapacity is required.');
      if (min > max) invalid('Maximum capacity cannot be less than minimum capacity');
      const target: aas.ScalableTarget = known ?? {
        ServiceNamespace: input.ServiceNamespace,
        ResourceId: input.ResourceId,
        ScalableDimension: input.ScalableDimension,
        MinCapacity: min,
        MaxCapacity: max,
        RoleARN: `arn:aws:iam::${place.account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
        CreationTime: new Date(now()),
        ScalableTargetARN: arn(place, 'application-autoscaling', `scalable-target/${hex(24)}`),
        SuspendedState: suspension(undefined),
      };
      if (known === undefined) state.targets.push(target);
      target.MinCapacity = min;
      target.MaxCapacity = max;
      target.SuspendedState = { ...suspension(target.SuspendedState), ...input.SuspendedState };
      moveIntoBounds(target);
      return { ScalableTargetARN: target.ScalableTargetARN };
    },
  } satisfies Handlers<typeof aas>;

  /** Any update of a target moves the present count into the bounds at once. */
  function moveIntoBounds(target: aas.ScalableTarget): void {
    const service = allServices(ecs).find((one) => target.ResourceId?.endsWith(`/${one.name}`));
    if (service === undefined) return;
    const wanted = Math.min(target.MaxCapacity ?? 0, Math.max(target.MinCapacity ?? 0, service.desired));
    if (wanted === service.desired) return;
    state.activities.unshift({
      ActivityId: randomUUID(),
      ServiceNamespace: 'ecs',
      ResourceId: target.ResourceId,
      ScalableDimension: target.ScalableDimension,
      Description: `Setting desired count to ${wanted}.`,
      Cause: 'minimum or maximum capacity was changed',
      StartTime: new Date(now()),
      EndTime: new Date(now()),
      StatusCode: 'Successful',
    });
    service.desired = wanted;
  }
}

function suspension(state: aas.SuspendedState | undefined): aas.SuspendedState {
  return {
    DynamicScalingInSuspended: false,
    DynamicScalingOutSuspended: false,
    ScheduledScalingSuspended: false,
    ...state,
  };
}

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

    PutScalingPolicy(input) {
      const isRegistered = state.targets.some(
        (target) =>
          target.ResourceId === input.ResourceId && target.ScalableDimension === input.ScalableDimension,
      );
      if (!isRegistered) {
        throw new aas.ObjectNotFoundException({
          message: `No scalable target registered for service namespace: ${input.ServiceNamespace}, resource ID: ${input.ResourceId}, scalable dimension: ${input.ScalableDimension}`,
          $metadata: {},
        });
      }
      const configuration = input.TargetTrackingScalingPolicyConfiguration;
      if (configuration?.TargetValue === undefined) invalid('TargetValue is required.');
      const tracked = configuration.PredefinedMetricSpecification;
      const label = /^app\/[^/]+\/[0-9a-f]+\/targetgroup\/[^/]+\/[0-9a-f]+$/;
      if (
        tracked?.PredefinedMetricType === 'ALBRequestCountPerTarget' &&
        !label.test(tracked.ResourceLabel ?? '')
      )
        invalid(
          'ResourceLabel must be app/<name>/<id>/targetgroup/<name>/<id> for ALBRequestCountPerTarget.',
        );
      const known = state.policies.findIndex(
        (policy) => policy.ResourceId === input.ResourceId && policy.PolicyName === input.PolicyName,
      );
      const before = state.policies[known];
      const policy: aas.ScalingPolicy = {
        PolicyARN:
          before?.PolicyARN ??
          arn(
            place,
            'autoscaling',
            `scalingPolicy:${randomUUID()}:resource/ecs/${input.ResourceId}:policyName/${input.PolicyName}`,
          ),
        PolicyName: input.PolicyName,
        ServiceNamespace: input.ServiceNamespace,
        ResourceId: input.ResourceId,
        ScalableDimension: input.ScalableDimension,
        PolicyType: input.PolicyType ?? 'TargetTrackingScaling',
        // Replaced whole, as AWS does.
        TargetTrackingScalingPolicyConfiguration: configuration,
        CreationTime: before?.CreationTime ?? new Date(now()),
      };
      if (known === -1) state.policies.push(policy);
      else state.policies[known] = policy;
      return { PolicyARN: policy.PolicyARN, Alarms: [] };
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

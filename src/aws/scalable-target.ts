/** The service's scalable target with its policies: what autoscaling does, and the two requests that change it. */
import {
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
  type ScalableTarget,
  type ScalingPolicy,
} from '@aws-sdk/client-application-auto-scaling';
import type { Environment } from '../core/environment.ts';
import type {
  PolicyRest,
  ScalableTargetReader,
  ScalableTargetView,
  ScalingPolicyView,
  ScalingWriter,
  Suspension,
  TrackedMetric,
} from '../core/ports/scaling.ts';
import { count, list, text, textOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';

const ServiceNamespace = 'ecs';
const ScalableDimension = 'ecs:service:DesiredCount';
const METRICS = {
  cpu: 'ECSServiceAverageCPUUtilization',
  memory: 'ECSServiceAverageMemoryUtilization',
  requests: 'ALBRequestCountPerTarget',
} as const satisfies Record<TrackedMetric, string>;

const TRACKED: readonly TrackedMetric[] = ['cpu', 'memory', 'requests'];

export function createScalableTargetReader(clients: Clients, caller: Caller): ScalableTargetReader {
  return {
    async read(environment) {
      const [target, policies] = await Promise.all([
        readTarget(clients, caller, environment),
        readPolicies(clients, caller, environment),
      ]);
      return target === null ? null : { ...target, policies: policies.map(policyView) };
    },
  };
}

export function createScalingWriter(clients: Clients, caller: Caller): ScalingWriter {
  return {
    async registerScalableTarget(environment, { min, max, suspension }) {
      const command = new RegisterScalableTargetCommand({
        ...resourceOf(environment),
        ...(min === undefined ? {} : { MinCapacity: min }),
        ...(max === undefined ? {} : { MaxCapacity: max }),
        ...(suspension === undefined ? {} : { SuspendedState: suspendedState(suspension) }),
      });
      await caller.write(
        'application-autoscaling:RegisterScalableTarget',
        (options) => clients.of(environment.region).autoscalingOnce.send(command, options),
        () => undefined,
      );
    },
    async trackMetric(environment, { name, metric, target, resourceLabel, rest }) {
      const command = new PutScalingPolicyCommand({
        ...resourceOf(environment),
        PolicyName: name,
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: {
          ...rest,
          PredefinedMetricSpecification: {
            PredefinedMetricType: METRICS[metric],
            ...(resourceLabel === undefined ? {} : { ResourceLabel: resourceLabel }),
          },
          TargetValue: target,
        },
      });
      await caller.write(
        'application-autoscaling:PutScalingPolicy',
        (options) => clients.of(environment.region).autoscalingOnce.send(command, options),
        () => undefined,
      );
    },
  };
}

function resourceOf({ cluster, service }: Environment) {
  return { ServiceNamespace, ScalableDimension, ResourceId: `service/${cluster}/${service}` } as const;
}

function readTarget(
  clients: Clients,
  caller: Caller,
  environment: Environment,
): Promise<Omit<ScalableTargetView, 'policies'> | null> {
  const { ResourceId } = resourceOf(environment);
  const command = new DescribeScalableTargetsCommand({
    ServiceNamespace,
    ScalableDimension,
    ResourceIds: [ResourceId],
  });
  return caller.read(
    'application-autoscaling:DescribeScalableTargets',
    (options) => clients.of(environment.region).autoscaling.send(command, options),
    (answer) => {
      const found = list(answer.ScalableTargets, 'ScalableTargets').find(
        (each) => each.ResourceId === ResourceId,
      );
      return found === undefined ? null : targetView(found);
    },
  );
}

function readPolicies(
  clients: Clients,
  caller: Caller,
  environment: Environment,
): Promise<readonly ScalingPolicy[]> {
  const command = new DescribeScalingPoliciesCommand(resourceOf(environment));
  return caller.read(
    'application-autoscaling:DescribeScalingPolicies',
    (options) => clients.of(environment.region).autoscaling.send(command, options),
    (answer) => list(answer.ScalingPolicies, 'ScalingPolicies'),
  );
}

function targetView(target: ScalableTarget): Omit<ScalableTargetView, 'policies'> {
  const state = target.SuspendedState;
  return {
    min: count(target.MinCapacity, 'ScalableTargets[].MinCapacity'),
    max: count(target.MaxCapacity, 'ScalableTargets[].MaxCapacity'),
    suspension: {
      in: state?.DynamicScalingInSuspended === true,
      out: state?.DynamicScalingOutSuspended === true,
      scheduled: state?.ScheduledScalingSuspended === true,
    },
  };
}

function policyView(policy: ScalingPolicy): ScalingPolicyView {
  const tracking = policy.TargetTrackingScalingPolicyConfiguration;
  const tracked = tracking?.PredefinedMetricSpecification?.PredefinedMetricType;
  return {
    name: text(policy.PolicyName, 'ScalingPolicies[].PolicyName'),
    type: textOrNull(policy.PolicyType) ?? 'StepScaling',
    metric: TRACKED.find((metric) => METRICS[metric] === tracked) ?? null,
    resourceLabel: textOrNull(tracking?.PredefinedMetricSpecification?.ResourceLabel),
    target: tracking?.TargetValue ?? null,
    rest: restOf(tracking),
  };
}

function restOf(tracking: ScalingPolicy['TargetTrackingScalingPolicyConfiguration']): PolicyRest {
  const { TargetValue: _target, PredefinedMetricSpecification: _metric, ...rest } = tracking ?? {};
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
}

function suspendedState(suspension: Suspension) {
  return {
    DynamicScalingInSuspended: suspension.in,
    DynamicScalingOutSuspended: suspension.out,
    ScheduledScalingSuspended: suspension.scheduled,
  };
}

/** The load balancer: targets follow from the running tasks. */
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { allServices } from './ecs-lookup.ts';
import type { EcsState, Service, Task } from './ecs-state.ts';
import type { Handlers } from './wire/handlers.ts';

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly dnsName: string;
  readonly createdAt: number;
}

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly port: number;
  readonly loadBalancerArn: string;
  healthCheckPath: string;
}

export interface ElbState {
  readonly loadBalancers: LoadBalancer[];
  readonly targetGroups: TargetGroup[];
}

export function elbHandlers(state: ElbState, ecs: EcsState) {
  return {
    DescribeLoadBalancers(input) {
      const { Names: names, LoadBalancerArns: arns } = input;
      const found = state.loadBalancers.filter(
        (one) =>
          (names === undefined || names.includes(one.name)) && (arns === undefined || arns.includes(one.arn)),
      );
      if (found.length === 0 && (names !== undefined || arns !== undefined)) {
        throw new elb.LoadBalancerNotFoundException({
          message: `Load balancers '[${[...(names ?? []), ...(arns ?? [])].join(', ')}]' not found`,
          $metadata: {},
        });
      }
      return {
        LoadBalancers: found.map((one) => ({
          LoadBalancerArn: one.arn,
          LoadBalancerName: one.name,
          DNSName: one.dnsName,
          CreatedTime: new Date(one.createdAt),
          Scheme: 'internet-facing' as const,
          Type: 'application' as const,
          State: { Code: 'active' as const },
          IpAddressType: 'ipv4' as const,
          VpcId: 'vpc-0a1b2c3d4e5f60718',
          AvailabilityZones: [{ ZoneName: 'us-east-1a' }, { ZoneName: 'us-east-1b' }],
        })),
      };
    },

    DescribeTargetGroups(input) {
      const found = state.targetGroups.filter(
        (group) =>
          (input.Names === undefined || input.Names.includes(group.name)) &&
          (input.TargetGroupArns === undefined || input.TargetGroupArns.includes(group.arn)) &&
          (input.LoadBalancerArn === undefined || input.LoadBalancerArn === group.loadBalancerArn),
      );
      if (found.length === 0 && (input.Names !== undefined || input.TargetGroupArns !== undefined)) {
        groupNotFound();
      }
      return {
        TargetGroups: found.map((group) => ({
          TargetGroupArn: group.arn,
          TargetGroupName: group.name,
          Protocol: 'HTTP' as const,
          Port: group.port,
          VpcId: 'vpc-0a1b2c3d4e5f60718',
          HealthCheckProtocol: 'HTTP' as const,
          HealthCheckPort: 'traffic-port',
          HealthCheckEnabled: true,
          HealthCheckIntervalSeconds: 30,
          HealthCheckTimeoutSeconds: 5,
          HealthyThresholdCount: 2,
          UnhealthyThresholdCount: 2,
          HealthCheckPath: group.healthCheckPath,
          Matcher: { HttpCode: '200' },
          LoadBalancerArns: [group.loadBalancerArn],
          TargetType: 'ip' as const,
        })),
      };
    },

    DescribeTargetHealth(input) {
      const group = state.targetGroups.find((one) => one.arn === input.TargetGroupArn) ?? groupNotFound();
      return {
        TargetHealthDescriptions: targetsOf(ecs, group.arn).map(({ task, port }) => ({
          Target: { Id: task.ip, Port: port, AvailabilityZone: 'us-east-1a' },
          HealthCheckPort: String(port),
          TargetHealth: healthOf(task),
        })),
      };
    },
  } satisfies Handlers<typeof elb>;
}

function groupNotFound(): never {
  throw new elb.TargetGroupNotFoundException({
    message: 'One or more target groups not found',
    $metadata: {},
  });
}

/** Tasks that are registered with a target group, draining ones included. */
export function targetsOf(
  ecs: EcsState,
  targetGroupArn: string,
): readonly { readonly service: Service; readonly task: Task; readonly port: number }[] {
  return allServices(ecs).flatMap((service) => {
    const balancer = service.loadBalancers.find((one) => one.targetGroupArn === targetGroupArn);
    if (balancer === undefined) return [];
    return service.tasks
      .filter((task) => task.startedAt !== null)
      .filter((task) => task.lastStatus === 'RUNNING' || task.lastStatus === 'DEACTIVATING')
      .map((task) => ({ service, task, port: balancer.containerPort ?? 80 }));
  });
}

function healthOf(task: Task): elb.TargetHealth {
  if (task.lastStatus === 'DEACTIVATING') {
    return {
      State: 'draining',
      Reason: 'Target.DeregistrationInProgress',
      Description: 'Target deregistration is in progress',
    };
  }
  switch (task.health) {
    case 'HEALTHY':
      return { State: 'healthy' };
    case 'UNHEALTHY':
      return {
        State: 'unhealthy',
        Reason: task.healthProblem?.reason ?? 'Target.ResponseCodeMismatch',
        Description: task.healthProblem?.description ?? 'Health checks failed with these codes: [503]',
      };
    case 'UNKNOWN':
      return {
        State: 'initial',
        Reason: 'Elb.InitialHealthChecking',
        Description: 'Initial health checks in progress',
      };
  }
}

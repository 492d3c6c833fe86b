/** Environments beside production in the same account: what a team has that calls one of them `develop`. */
import type { Service } from './ecs-state.ts';
import { H2O } from './h2o.ts';
import { arn, hex } from './ids.ts';
import { dbInstance } from './rds.ts';
import type { World } from './world.ts';

export interface EnvironmentNames {
  readonly service: string;
  readonly database: string;
  readonly cache: string;
  readonly loadBalancer: string;
}

export function namesOf(environment: string): EnvironmentNames {
  if (environment === 'production') return H2O;
  return {
    service: `hydrous-${environment}`,
    database: `hydrous-${environment}-db`,
    cache: `hydrous-${environment}-redis`,
    loadBalancer: `hydrous-${environment}-alb`,
  };
}

/** ms. */
const DAY = 86_400_000;

/** Runs the revision of production behind a load balancer of its own, with autoscaling, a database and a cache; no alarms. */
export function addEnvironment(world: World, environment: string): void {
  const now = world.timeline.now();
  const names = namesOf(environment);
  const { services } = world.ecs.clusters.get(H2O.cluster)!;
  const production = services.get(H2O.service)!;
  const service: Service = {
    ...production,
    name: names.service,
    arn: arn(world, 'ecs', `service/${H2O.cluster}/${names.service}`),
    loadBalancers: [
      {
        targetGroupArn: addLoadBalancer(world, names, now),
        containerName: H2O.container,
        containerPort: 8000,
      },
    ],
    deployments: [],
    history: [],
    tasks: [],
    events: [],
    tags: [{ key: 'service', value: names.service }],
  };
  services.set(service.name, service);
  for (const { target, createdAt } of production.history)
    world.rollouts.seed(service, target.taskDefinition, createdAt);
  const since = service.deployments[0]!.createdAt;
  for (let task = 0; task < service.desired; task += 1)
    world.life.seed(service, service.deployments[0]!, since);
  addScaling(world, names.service);
  world.rds.add(dbInstance(world, names.database, now - 100 * DAY));
  world.cache.addCluster(names.cache, now - 100 * DAY);
}

/** Gives the ARN of its target group. */
function addLoadBalancer(world: World, { service, loadBalancer }: EnvironmentNames, now: number): string {
  const resource = (path: string) => arn(world, 'elasticloadbalancing', `${path}/${hex(16)}`);
  const balancer = resource(`loadbalancer/app/${loadBalancer}`);
  const group = resource(`targetgroup/${service}`);
  world.elb.loadBalancers.push({
    arn: balancer,
    name: loadBalancer,
    dnsName: `${loadBalancer}-1088098553.${world.region}.elb.amazonaws.com`,
    createdAt: now - 100 * DAY,
  });
  world.elb.targetGroups.push({
    arn: group,
    name: service,
    port: 8000,
    loadBalancerArn: balancer,
    healthCheckPath: '/api/health',
  });
  return group;
}

/** As production has it. */
function addScaling(world: World, service: string): void {
  const { targets, policies } = world.autoscaling;
  const [target] = targets;
  const [policy] = policies;
  if (target === undefined || policy === undefined) return;
  const own = { ResourceId: `service/${H2O.cluster}/${service}` };
  const id = (text: string | undefined) => text?.replaceAll(H2O.service, service);
  targets.push({
    ...structuredClone(target),
    ...own,
    ScalableTargetARN: `${target.ScalableTargetARN}-${service}`,
  });
  policies.push({ ...structuredClone(policy), ...own, PolicyARN: id(policy.PolicyARN) });
}

/** Where scenarios are played: it remembers what they changed, so that calm can end them all. */
import { HEALTH_PATH } from './application.ts';
import type { AwsConsole } from './console.ts';
import type { Service } from './ecs-state.ts';
import { H2O, topicArn } from './h2o.ts';
import { arn } from './ids.ts';
import type { PushRequest } from './images.ts';
import type { World } from './world.ts';

export interface Stage {
  readonly world: World;
  readonly console: AwsConsole;
  /** Pushes the image and deploys it as a person with the console would: no check, no circuit breaker. */
  deployImage(request: PushRequest): { readonly tag: string; readonly taskDefinition: string };
  /** The same without a push: the tag may be one that does not exist. */
  deployTag(tag: string): { readonly tag: string; readonly taskDefinition: string };
  deployWith(environment: Readonly<Record<string, string | null>>): { readonly taskDefinition: string };
  /** So many alarms go to ALARM together and stay there. */
  storm(count: number): void;
  /** An alarm that goes to and fro until calm. */
  flap(): void;
  /** Ends everything that a scenario began; alarms recover by themselves when the data do. */
  calm(): void;
}

/** ms at speed 1. */
const FEED = 2_000;
/** An alarm that flaps is as long in ALARM as in OK. */
const HALF_FLAP = 15_000;
/** After the calm the storm's alarms go OK first, and are deleted then. */
const STORM_GONE = 180_000;

const NAMESPACE = 'Hydrous/Sandbox';
const FLAPPING = 'hydrous-flapping';

export function createStage(world: World, console: AwsConsole): Stage {
  const { timeline } = world;
  /** Task definitions that scenarios deployed, and what ran before them. */
  const deployed = new Set<string>();
  let before: string | null = null;
  let stormNames: readonly string[] = [];
  let isFlapping = false;

  function service(): Service {
    const found = world.ecs.clusters.get(H2O.cluster)?.services.get(H2O.service);
    if (found === undefined) throw new Error('the seeded service is gone');
    return found;
  }

  function deploy<T extends { readonly taskDefinition: string }>(start: () => T): T {
    const live = service().taskDefinition;
    if (!deployed.has(live)) before = live;
    // With the circuit breaker on, ECS would go back by itself, and nobody would have to act.
    console.setBreaker(false);
    const started = start();
    deployed.add(started.taskDefinition);
    return started;
  }

  const deployTag = (tag: string) => ({ tag, ...deploy(() => console.deployPastChecks(tag)) });

  const metricOf = (alarm: string) => ({
    namespace: NAMESPACE,
    name: 'Load',
    dimensions: { ServiceName: H2O.service, Alarm: alarm },
  });

  function addFed(name: string, description: string, period: number): void {
    if (world.alarms.all.has(name)) return;
    const { namespace, name: MetricName, dimensions } = metricOf(name);
    const topic = topicArn(world);
    world.alarms.put(
      arn(world, 'cloudwatch', `alarm:${name}`),
      {
        AlarmName: name,
        AlarmDescription: description,
        ActionsEnabled: true,
        AlarmActions: [topic],
        OKActions: [topic],
        Namespace: namespace,
        MetricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        Statistic: 'Average',
        Period: period,
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 50,
        TreatMissingData: 'notBreaching',
      },
      'OK',
    );
  }

  function feed(): void {
    const at = timeline.now();
    for (const name of stormNames) world.metrics.record(metricOf(name), 90, at);
    if (!isFlapping) return;
    const isHigh = Math.floor(at / timeline.scaled(HALF_FLAP)) % 2 === 0;
    world.metrics.record(metricOf(FLAPPING), isHigh ? 95 : 5, at);
  }
  timeline.every(FEED, feed);

  function calmDatabases(): void {
    const instance = world.rds.instances.get(H2O.database);
    if (instance?.status === 'stopped' || instance?.status === 'stopping') world.rds.start(instance);
    const cluster = world.cache.clusters.get(H2O.cache);
    if (cluster?.status !== 'rebooting cluster nodes') return;
    cluster.status = 'available';
    world.cache.note(cluster.id, 'Cache node 0001 restarted');
  }

  return {
    world,
    console,
    deployImage(request) {
      console.push(request);
      return deployTag(request.tag);
    },
    deployTag,
    deployWith: (environment) => deploy(() => console.deployWith(environment)),

    storm(count) {
      stormNames = Array.from(
        { length: count },
        (_, index) => `hydrous-storm-${String(index + 1).padStart(3, '0')}`,
      );
      for (const name of stormNames) addFed(name, 'One of many alarms with the same cause', 60);
      feed();
    },

    flap() {
      addFed(FLAPPING, 'An alarm that goes to and fro', 10);
      isFlapping = true;
    },

    calm() {
      world.application.troubles.clear();
      world.application.passwordChangedAt = null;
      console.setHealth(null);
      console.setHealthPath(HEALTH_PATH);
      calmDatabases();
      if (before !== null && deployed.has(service().taskDefinition)) console.deployRevision(before);
      before = null;
      console.setBreaker(true);
      isFlapping = false;
      const gone = stormNames;
      stormNames = [];
      timeline.after(STORM_GONE, () => {
        for (const name of gone) if (!stormNames.includes(name)) world.alarms.remove(name);
      });
    },
  };
}

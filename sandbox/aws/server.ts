/** Starts the simulated AWS: one address for all services. */
import * as aas from '@aws-sdk/client-application-auto-scaling';
import * as cw from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as ce from '@aws-sdk/client-cost-explorer';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import * as cache from '@aws-sdk/client-elasticache';
import * as iam from '@aws-sdk/client-iam';
import * as rds from '@aws-sdk/client-rds';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import { HEALTH_PATH } from './application.ts';
import { autoscalingHandlers } from './autoscaling.ts';
import { cacheHandlers } from './cache-handlers.ts';
import { cloudwatchHandlers } from './cloudwatch-handlers.ts';
import { type AwsConsole, createConsole } from './console.ts';
import { controlRoute } from './control.ts';
import { costHandlers } from './cost-handlers.ts';
import { blobRoute, ecrHandlers } from './ecr-handlers.ts';
import { ecsRolloutHandlers } from './ecs-rollout-handlers.ts';
import { ecsServiceHandlers } from './ecs-service-handlers.ts';
import { ecsTaskHandlers } from './ecs-task-handlers.ts';
import { elbHandlers } from './elb.ts';
import { H2O, seedH2o } from './h2o.ts';
import { logsHandlers } from './logs-handlers.ts';
import { probeRoute } from './probe.ts';
import { rdsHandlers } from './rds-handlers.ts';
import { play, type ScenarioOptions } from './scenarios.ts';
import { snsHandlers } from './sns-handlers.ts';
import { sqsHandlers } from './sqs-handlers.ts';
import { createStage } from './stage.ts';
import { iamHandlers, stsHandlers } from './sts.ts';
import { taskDefinitionHandlers } from './task-definition-handlers.ts';
import { type Clock, liveClock } from './timeline.ts';
import type { CallLog } from './wire/calls.ts';
import type { FaultBoard } from './wire/faults.ts';
import { createWireServer, type WireServer } from './wire/server.ts';
import { createWorld, type World } from './world.ts';

export interface AwsOptions {
  /** This machine's when left out; give a `steppedClock()` to move time by hand. */
  readonly clock?: Clock & { advance?(ms: number): void };
  /** How many times faster than usual tasks start, alarms notice and so on; 1 when left out. */
  readonly speed?: number;
  /** Any free one when left out. */
  readonly port?: number;
  /** ms between two attempts of an SNS delivery; 2000 when left out (SNS itself takes 20 000). */
  readonly snsRetryGap?: number;
  /** Log events looked at for one page of FilterLogEvents; 1000 when left out. */
  readonly logsPerPage?: number;
}

export interface SimulatedAws {
  readonly url: string;
  readonly account: string;
  readonly region: string;
  readonly topicArn: string;
  /** Of the queue that waits for a subscription to the topic. */
  readonly queueUrl: string;
  readonly queueArn: string;
  /** The application's health check behind the load balancer; a configuration's `healthUrl`. */
  readonly healthUrl: string;
  readonly world: World;
  readonly console: AwsConsole;
  readonly calls: CallLog;
  readonly faults: FaultBoard;
  readonly push: AwsConsole['push'];
  /** Plays a scenario of `scenarios.ts`. Throws an Error when there is none, or when its options are no good. */
  play(id: string, options?: ScenarioOptions): object;
  /** Moves the clock by `ms` and lets everything that is due happen. */
  advance(ms: number): void;
  close(): Promise<void>;
}

/** ms between two looks at the world while nobody asks. */
const TICK = 200;

export async function startAws(options: AwsOptions = {}): Promise<SimulatedAws> {
  const clock = options.clock ?? liveClock();
  let url = '';
  const world = createWorld({
    account: H2O.account,
    region: H2O.region,
    clock,
    speed: options.speed ?? 1,
    snsRetryGap: options.snsRetryGap ?? 2_000,
    origin: () => url,
    alarmTopic: H2O.topic,
    database: H2O.database,
  });
  seedH2o(world);
  const console = createConsole(world);
  const stage = createStage(world, console);
  const server = createWireServer({ beforeRequest: () => world.tick() });
  addServices(server, world, options, () => url);
  server.route(certificateRoute(world));
  server.route(blobRoute(world.images));
  server.route(controlRoute(stage));
  server.route(probeRoute(world));
  url = await server.listen(options.port ?? 0);
  const timer = setInterval(() => world.tick(), TICK);
  return {
    url,
    account: world.account,
    region: world.region,
    topicArn: `arn:aws:sns:${world.region}:${world.account}:${H2O.topic}`,
    queueUrl: `${url}/${world.account}/${H2O.queue}`,
    queueArn: `arn:aws:sqs:${world.region}:${world.account}:${H2O.queue}`,
    healthUrl: `${url}${HEALTH_PATH}`,
    world,
    console,
    calls: server.calls,
    faults: server.faults,
    push: console.push,
    play: (id, options) => play(stage, id, options),
    advance(ms) {
      if (clock.advance === undefined) throw new Error('this clock cannot be moved by hand');
      clock.advance(ms);
      world.tick();
    },
    async close() {
      clearInterval(timer);
      world.sns.close();
      await server.close();
    },
  };
}

function addServices(server: WireServer, world: World, options: AwsOptions, origin: () => string): void {
  const now = () => world.timeline.now();
  const ecsAll = {
    ...taskDefinitionHandlers(world.ecs, world, now),
    ...ecsServiceHandlers(world.ecs, world, world.rollouts),
    ...ecsRolloutHandlers(world.ecs, world.rollouts, now),
    ...ecsTaskHandlers(world.ecs, world.life),
  };
  const logsAll = logsHandlers(
    world,
    world.logs,
    options.logsPerPage === undefined ? {} : { scanPerPage: options.logsPerPage },
  );
  server.add('ecs', ecs, ecs.ECSClient, ecsAll, 'InvalidParameterException');
  server.add(
    'ecr',
    ecr,
    ecr.ECRClient,
    ecrHandlers(world, world.images, origin),
    'InvalidParameterException',
  );
  server.add('logs', logs, logs.CloudWatchLogsClient, logsAll, 'InvalidParameterException');
  server.add(
    'cloudwatch',
    cw,
    cw.CloudWatchClient,
    cloudwatchHandlers(world, world.alarms, world.metrics, now),
    'ValidationException',
  );
  server.add('ce', ce, ce.CostExplorerClient, costHandlers(now));
  server.add('sts', sts, sts.STSClient, stsHandlers(world));
  server.add('iam', iam, iam.IAMClient, iamHandlers());
  server.add('sns', sns, sns.SNSClient, snsHandlers(world, world.sns), 'ValidationException');
  server.add('sqs', sqs, sqs.SQSClient, sqsHandlers(world, world.queues, origin, now), 'MissingParameter');
  server.add('rds', rds, rds.RDSClient, rdsHandlers(world.rds, now), 'MissingParameter');
  server.add(
    'elasticache',
    cache,
    cache.ElastiCacheClient,
    cacheHandlers(world.cache, now),
    'MissingParameter',
  );
  server.add('elb', elb, elb.ElasticLoadBalancingV2Client, elbHandlers(world.elb, world.ecs));
  server.add(
    'autoscaling',
    aas,
    aas.ApplicationAutoScalingClient,
    autoscalingHandlers(world.autoscaling, world.ecs, world, now),
  );
}

function certificateRoute(world: World): Parameters<WireServer['route']>[0] {
  return ({ method, url }) =>
    method === 'GET' && url.pathname === world.certificate.path
      ? { status: 200, type: 'application/x-pem-file', body: world.certificate.pem }
      : null;
}

/** All of AWS as the rest of the bot sees it. Makes nothing but functions; sockets open with the first call. */

import type {
  AlarmDefinitionReader,
  AlarmDefinitionWriter,
  MonitoredReader,
} from '../core/ports/alarm-definitions.ts';
import type { AlarmCatalog, AlarmWriter, ChartReader } from '../core/ports/alarms.ts';
import type { Clock, Fingerprint, Log } from '../core/ports/ambient.ts';
import type { AlarmReader, ImageReader, LogReader, ScalingReader, TargetReader } from '../core/ports/aws.ts';
import type { AwsCheckup } from '../core/ports/checkup.ts';
import type { CostReader } from '../core/ports/costs.ts';
import type { DeploymentHistory, EcsReader, EcsWriter, RevisionFinder } from '../core/ports/ecs.ts';
import type { ElastiCacheReader, ElastiCacheWriter } from '../core/ports/elasticache.ts';
import type {
  DependencyReader,
  MetricReader,
  RevisionDiffReader,
  TargetGroupReader,
} from '../core/ports/evidence.ts';
import type { LogTail } from '../core/ports/log-tail.ts';
import type { AlarmQueue } from '../core/ports/queue.ts';
import type { RdsReader, RdsWriter } from '../core/ports/rds.ts';
import type { ScalableTargetReader, ScalingWriter } from '../core/ports/scaling.ts';
import { createAlarmCatalog } from './alarm-catalog.ts';
import { createAlarmDefinitionReader, createAlarmDefinitionWriter } from './alarm-definitions.ts';
import { createAlarmWriter } from './alarm-writer.ts';
import { createAlarmReader } from './alarms.ts';
import { createCacheReader } from './caches.ts';
import { createCaller, type Deadlines, type Observe } from './call.ts';
import { createChartReader } from './charts.ts';
import { createAwsCheckup } from './checkup.ts';
import { type Clients, createClients } from './clients.ts';
import { createCostReader } from './costs.ts';
import { createDatabaseReader } from './databases.ts';
import { createDeploymentHistory } from './deployment-history.ts';
import { createEcsReader } from './ecs-reader.ts';
import { createEcsWriter } from './ecs-writer.ts';
import { createElastiCacheReader, createElastiCacheWriter } from './elasticache.ts';
import { createImageReader } from './images.ts';
import { createLogTail } from './log-tail.ts';
import { createLogReader } from './logs.ts';
import { createMetricReader } from './metric-series.ts';
import { createMonitoredReader } from './monitored.ts';
import { createRdsReader } from './rds-reader.ts';
import { createRdsWriter } from './rds-writer.ts';
import { createRevisionDiffReader } from './revision-diff.ts';
import { createRevisionFinder } from './revision-finder.ts';
import { createScalableTargetReader, createScalingWriter } from './scalable-target.ts';
import { createScalingReader } from './scaling.ts';
import { createCertificates } from './sns/certificates.ts';
import { createConfirm } from './sns/confirm.ts';
import type { MessageRules } from './sns/message.ts';
import { createSnsOrigin } from './sns/origin.ts';
import { createSnsReceiver, type SnsReceiverParts, type SnsReply, type SnsRequest } from './sns/receive.ts';
import { createSubscribe } from './sns/subscribe.ts';
import { createSnsVerifier } from './sns/verify-message.ts';
import { createAlarmQueue } from './sqs.ts';
import { createTargetGroupReader } from './target-groups.ts';
import { createTargetReader } from './targets.ts';

export interface AwsOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Shows variables without telling their values; without one, lengths are all that is told. */
  readonly fingerprint?: Fingerprint;
  /** Told after each call, for the metrics. */
  readonly observe?: Observe;
  /** Shorter limits for tests, ms. */
  readonly deadlines?: Deadlines;
  readonly timeouts?: { readonly connectionTimeout?: number; readonly requestTimeout?: number };
  /** Others in the place of the SDK's own, such as a folder of saved answers. */
  readonly clients?: Clients;
}

export interface Sns {
  /** Answers what is posted to `/sns`. */
  receiver(
    rules: MessageRules,
    callbacks: Pick<SnsReceiverParts, 'receive' | 'unsubscribed' | 'onSecurityEvent'>,
  ): (request: SnsRequest) => Promise<SnsReply>;
  /** Subscribes the address to each topic; resolves when all are confirmed or the signal aborts. Never throws. */
  subscribe(topics: readonly string[], address: string, signal: AbortSignal): Promise<void>;
}

export interface Aws {
  readonly ecs: EcsReader;
  readonly history: DeploymentHistory;
  readonly revisions: RevisionFinder;
  readonly writer: EcsWriter &
    AlarmWriter &
    AlarmDefinitionWriter &
    ScalingWriter &
    RdsWriter &
    ElastiCacheWriter;
  readonly images: ImageReader;
  readonly logs: LogReader;
  readonly logTail: LogTail;
  readonly alarms: AlarmReader;
  readonly alarmCatalog: AlarmCatalog;
  readonly alarmDefinitions: AlarmDefinitionReader;
  readonly monitored: MonitoredReader;
  readonly charts: ChartReader;
  readonly costs: CostReader;
  readonly targets: TargetReader;
  readonly targetGroups: TargetGroupReader;
  readonly databases: DependencyReader;
  readonly caches: DependencyReader;
  readonly rds: RdsReader;
  readonly elastiCache: ElastiCacheReader;
  readonly metrics: MetricReader;
  readonly revisionDiffs: RevisionDiffReader;
  readonly scaling: ScalingReader;
  readonly scalableTargets: ScalableTargetReader;
  /** What only `doctor` asks. */
  readonly checkup: AwsCheckup;
  readonly sns: Sns;
  /** The queue at this address; `region` is taken where the address does not name one. */
  queue(address: string, region: string): AlarmQueue;
  /** Closes the sockets. */
  close(): void;
}

export function createAws(options: AwsOptions): Aws {
  const { clock, log } = options;
  const clients = options.clients ?? createClients({ log, timeouts: options.timeouts });
  const caller = createCaller(options.observe, options.deadlines);
  const origin = createSnsOrigin(clients);
  const certificates = createCertificates(clock);
  const confirm = createConfirm(clients, caller);
  const ecs = createEcsReader(clients, caller, options.fingerprint);
  return {
    ecs,
    history: createDeploymentHistory(clients, caller),
    revisions: createRevisionFinder(clients, caller),
    writer: {
      ...createEcsWriter(clients, caller),
      ...createAlarmWriter(clients, caller),
      ...createAlarmDefinitionWriter(clients, caller),
      ...createScalingWriter(clients, caller),
      ...createRdsWriter(clients, caller),
      ...createElastiCacheWriter(clients, caller),
    },
    images: createImageReader(clients, caller),
    logs: createLogReader(clients, caller, clock),
    logTail: createLogTail(clients, caller),
    alarms: createAlarmReader(clients, caller),
    alarmCatalog: createAlarmCatalog(clients, caller),
    alarmDefinitions: createAlarmDefinitionReader(clients, caller),
    monitored: createMonitoredReader(clients, caller, ecs),
    charts: createChartReader(clients, caller, clock),
    costs: createCostReader(clients, caller, clock),
    targets: createTargetReader(clients, caller),
    targetGroups: createTargetGroupReader(clients, caller),
    databases: createDatabaseReader(clients, caller),
    caches: createCacheReader(clients, caller),
    rds: createRdsReader(clients, caller),
    elastiCache: createElastiCacheReader(clients, caller),
    metrics: createMetricReader(clients, caller),
    revisionDiffs: createRevisionDiffReader(clients, caller),
    scaling: createScalingReader(clients, caller),
    scalableTargets: createScalableTargetReader(clients, caller),
    checkup: createAwsCheckup(clients, caller, clock),
    sns: {
      receiver: (rules, callbacks) =>
        createSnsReceiver({
          ...callbacks,
          confirm,
          verify: createSnsVerifier({ rules, origin, certificates, clock }),
        }),
      subscribe: createSubscribe(clients, caller, clock, log),
    },
    queue: (address, region) => createAlarmQueue(clients, caller, address, region),
    close: clients.close,
  };
}

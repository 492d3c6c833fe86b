/** All of AWS as the rest of the bot sees it. Makes nothing but functions; sockets open with the first call. */
import type { Clock, Log } from '../core/ports/ambient.ts';
import type { AlarmReader, ImageReader, LogReader, ScalingReader, TargetReader } from '../core/ports/aws.ts';
import type { DeploymentHistory, EcsReader, EcsWriter, RevisionFinder } from '../core/ports/ecs.ts';
import { createAlarmReader } from './alarms.ts';
import { createCaller, type Deadlines, type Observe } from './call.ts';
import { createClients } from './clients.ts';
import { createDeploymentHistory } from './deployment-history.ts';
import { createEcsReader } from './ecs-reader.ts';
import { createEcsWriter } from './ecs-writer.ts';
import { createImageReader } from './images.ts';
import { createLogReader } from './logs.ts';
import { createRevisionFinder } from './revision-finder.ts';
import { createScalingReader } from './scaling.ts';
import { createCertificates } from './sns/certificates.ts';
import { createConfirm } from './sns/confirm.ts';
import type { MessageRules } from './sns/message.ts';
import { createSnsOrigin } from './sns/origin.ts';
import { createSnsReceiver, type SnsReceiverParts, type SnsReply, type SnsRequest } from './sns/receive.ts';
import { createSubscribe } from './sns/subscribe.ts';
import { createSnsVerifier } from './sns/verify-message.ts';
import { createTargetReader } from './targets.ts';

export interface AwsOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Told after each call, for the metrics. */
  readonly observe?: Observe;
  /** Shorter limits for tests, ms. */
  readonly deadlines?: Deadlines;
  readonly timeouts?: { readonly connectionTimeout?: number; readonly requestTimeout?: number };
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
  readonly writer: EcsWriter;
  readonly images: ImageReader;
  readonly logs: LogReader;
  readonly alarms: AlarmReader;
  readonly targets: TargetReader;
  readonly scaling: ScalingReader;
  readonly sns: Sns;
  /** Closes the sockets. */
  close(): void;
}

export function createAws(options: AwsOptions): Aws {
  const { clock, log } = options;
  const clients = createClients({ log, timeouts: options.timeouts });
  const caller = createCaller(options.observe, options.deadlines);
  const origin = createSnsOrigin(clients);
  const certificates = createCertificates(clock);
  const confirm = createConfirm(clients, caller);
  return {
    ecs: createEcsReader(clients, caller),
    history: createDeploymentHistory(clients, caller),
    revisions: createRevisionFinder(clients, caller),
    writer: createEcsWriter(clients, caller),
    images: createImageReader(clients, caller),
    logs: createLogReader(clients, caller, clock),
    alarms: createAlarmReader(clients, caller),
    targets: createTargetReader(clients, caller),
    scaling: createScalingReader(clients, caller),
    sns: {
      receiver: (rules, callbacks) =>
        createSnsReceiver({
          ...callbacks,
          confirm,
          verify: createSnsVerifier({ rules, origin, certificates, clock }),
        }),
      subscribe: createSubscribe(clients, caller, clock, log),
    },
    close: clients.close,
  };
}

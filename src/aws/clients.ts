/** The SDK's clients, one set a region, made when the region is first used. The code never sets an endpoint. */
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { RDSClient } from '@aws-sdk/client-rds';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Log } from '../core/ports/ambient.ts';

export interface RegionClients {
  readonly ecs: ECSClient;
  /** Sends each request once: the SDK would repeat a change whose answer was lost. */
  readonly ecsOnce: ECSClient;
  readonly ecr: ECRClient;
  readonly logs: CloudWatchLogsClient;
  readonly cloudwatch: CloudWatchClient;
  readonly cloudwatchOnce: CloudWatchClient;
  readonly loadBalancers: ElasticLoadBalancingV2Client;
  readonly autoscaling: ApplicationAutoScalingClient;
  readonly autoscalingOnce: ApplicationAutoScalingClient;
  readonly databases: RDSClient;
  readonly databasesOnce: RDSClient;
  readonly caches: ElastiCacheClient;
  readonly cachesOnce: ElastiCacheClient;
  readonly sns: SNSClient;
  readonly snsOnce: SNSClient;
  readonly sqs: SQSClient;
  readonly costs: CostExplorerClient;
}

export interface Clients {
  of(region: string): RegionClients;
  /** Closes the sockets of every client that was made. */
  close(): void;
}

/** ms. */
const TIMEOUTS = { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true } as const;

export function createClients(options: {
  readonly log?: Log | undefined;
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** Overrides of the timeouts, ms, for tests. */
  readonly timeouts?: { readonly connectionTimeout?: number; readonly requestTimeout?: number } | undefined;
}): Clients {
  const logger = sdkLogger(options.log);
  const requestHandler = { ...TIMEOUTS, ...options.timeouts };
  const variables = options.variables ?? process.env;
  // botocore knows this standard variable and the JavaScript SDK does not.
  const disableHostPrefix = variables['AWS_DISABLE_HOST_PREFIX_INJECTION'] === 'true';
  const regions = new Map<string, RegionClients>();

  function make(region: string): RegionClients {
    const reads = { region, maxAttempts: 3, retryMode: 'standard', logger, requestHandler };
    // A kept socket may be closed by the other side at the moment of use, and a change's fate would be open.
    const once = { keepAlive: false };
    const writes = {
      ...reads,
      maxAttempts: 1,
      requestHandler: { ...requestHandler, httpAgent: once, httpsAgent: once },
    };
    return {
      ecs: new ECSClient(reads),
      ecsOnce: new ECSClient(writes),
      ecr: new ECRClient(reads),
      // Repeats go through the limiter that all readers of logs share, and not past it.
      logs: new CloudWatchLogsClient({ ...reads, maxAttempts: 1, disableHostPrefix }),
      cloudwatch: new CloudWatchClient(reads),
      cloudwatchOnce: new CloudWatchClient(writes),
      loadBalancers: new ElasticLoadBalancingV2Client(reads),
      autoscaling: new ApplicationAutoScalingClient(reads),
      autoscalingOnce: new ApplicationAutoScalingClient(writes),
      databases: new RDSClient(reads),
      databasesOnce: new RDSClient(writes),
      caches: new ElastiCacheClient(reads),
      cachesOnce: new ElastiCacheClient(writes),
      sns: new SNSClient(reads),
      snsOnce: new SNSClient(writes),
      costs: new CostExplorerClient(reads),
      // A long poll is answered after 20 s at the latest.
      sqs: new SQSClient({ ...reads, requestHandler: { ...requestHandler, requestTimeout: 30_000 } }),
    };
  }

  return {
    of(region) {
      const known = regions.get(region);
      if (known !== undefined) return known;
      const made = make(region);
      regions.set(region, made);
      return made;
    },
    close() {
      for (const clients of regions.values()) for (const client of Object.values(clients)) client.destroy();
      regions.clear();
    },
  };
}

/** The SDK logs inputs and outputs as objects, which hold environment values. Only its plain warnings pass. */
function sdkLogger(log: Log | undefined) {
  const nothing = () => undefined;
  const warn = (first: unknown) => {
    if (typeof first === 'string') log?.warn({ text: first.slice(0, 300) }, 'the AWS SDK warns');
  };
  return { trace: nothing, debug: nothing, info: nothing, warn, error: nothing };
}

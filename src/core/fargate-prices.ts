/** What Fargate costs on demand: a small table for estimates, not a bill. */
export interface FargatePrice {
  /** US dollars for one vCPU during one hour. */
  readonly vcpu: number;
  /** US dollars for one GB of memory during one hour. */
  readonly gigabyte: number;
}

/** Month in which the figures were read. Source: aws.amazon.com/fargate/pricing, Linux, US East (N. Virginia). */
export const PRICES_AS_OF = '2026-03';

/** By region and architecture, as in `runtimePlatform.cpuArchitecture`. */
const LINUX: Readonly<Record<string, Readonly<Record<string, FargatePrice>>>> = {
  'us-east-1': {
    X86_64: { vcpu: 0.04048, gigabyte: 0.004445 },
    ARM64: { vcpu: 0.03238, gigabyte: 0.00356 },
  },
};

/** AWS's own month, in hours. */
const HOURS_A_MONTH = 730;

export interface PricedTask {
  readonly region: string;
  readonly architecture: string;
  readonly operatingSystem: string;
  /** CPU units, 1024 to a vCPU. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
}

/** US dollars a month for so many tasks that run all the time; null where the table has no price. */
export function monthlyCost(task: PricedTask, tasks: number): number | null {
  const price = task.operatingSystem === 'LINUX' ? LINUX[task.region]?.[task.architecture] : undefined;
  if (price === undefined) return null;
  const hour = (task.cpu / 1024) * price.vcpu + (task.memory / 1024) * price.gigabyte;
  return Math.round(hour * HOURS_A_MONTH * tasks * 100) / 100;
}

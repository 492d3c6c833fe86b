/**
 * What ECS's own messages mean, for events of a service and for reasons of stopped tasks: data, with tests. Source:
 * Amazon ECS developer guide, "Service event messages", "Stopped tasks error messages" and "Fargate task quotas".
 */

export type StopCause =
  | 'quota'
  | 'capacity'
  | 'secrets'
  | 'image-missing'
  | 'image-pull'
  | 'log-driver'
  | 'network'
  | 'volume'
  | 'start-timeout'
  | 'out-of-memory'
  | 'cannot-start'
  | 'percent'
  | 'container-health'
  | 'balancer-health'
  | 'spot'
  | 'infrastructure'
  | 'person'
  | 'throttled'
  | 'crash-loop';

/** In order: what stands first explains what stands after it. */
const CAUSES: readonly (readonly [StopCause, RegExp])[] = [
  ['quota', /reached the limit on the number of (?:tasks|vCPUs)/i],
  [
    'capacity',
    /capacity is unavailable|no container instance met all of its requirements|\bRESOURCE:(?:ENI|CPU|MEMORY|PORTS)\b/i,
  ],
  [
    'secrets',
    /unable to (?:pull|retrieve) secrets?\b|secrets? or registry auth|secretsmanager|\bssm:GetParameters\b/i,
  ],
  [
    'image-missing',
    /CannotPull\w*Error.*(?:not found|manifest unknown|does not exist|no matching manifest|does not contain descriptor)/is,
  ],
  ['image-pull', /CannotPull\w*Error|unable to pull (?:registry auth|image)/i],
  [
    'log-driver',
    /failed to (?:validate logger args|initialize logging driver|create Cloudwatch log (?:group|stream))/i,
  ],
  ['volume', /CannotCreateVolumeError|failed to invoke EFS/i],
  ['start-timeout', /(?:ContainerRuntime|DockerTimeout|TaskStart)TimeoutError|DockerTimeoutError/],
  ['network', /ResourceInitializationError|ENI provisioning|network interface/i],
  ['out-of-memory', /OutOfMemory(?:Error)?\b|container killed due to memory usage/i],
  ['cannot-start', /CannotStartContainerError|CannotCreateContainerError|exec format error/i],
  ['percent', /because of the service deployment configuration/i],
  ['container-health', /failed container health checks/i],
  ['balancer-health', /is unhealthy in \(?target-group|failed ELB health checks/i],
  ['throttled', /operations are being throttled/i],
  ['crash-loop', /unable to consistently start tasks successfully/i],
];

/** Null when it is none that is known. */
export function stopCause(message: string): StopCause | null {
  return CAUSES.find(([, pattern]) => pattern.test(message))?.[0] ?? null;
}

export function causeRank(cause: StopCause): number {
  const rank = CAUSES.findIndex(([name]) => name === cause);
  return rank === -1 ? CAUSES.length : rank;
}

/** Of a task: its reason says more than its code, which stands for many. Null where neither says anything. */
export function causeOfStop(stop: {
  readonly stopCode: string | null;
  readonly stoppedReason: string | null;
}): StopCause | null {
  const told = stopCause(stop.stoppedReason ?? '');
  if (told !== null) return told;
  switch (stop.stopCode) {
    case 'SpotInterruption':
      return 'spot';
    case 'TerminationNotice':
    case 'InfrastructureHealth':
      return 'infrastructure';
    case 'UserInitiated':
      return 'person';
    default:
      return null;
  }
}

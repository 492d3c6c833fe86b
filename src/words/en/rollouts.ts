import type { RolloutSentences } from '../../core/sentences/rollouts.ts';
import type { Part } from '../words.ts';

const tasks = (n: number) => (n === 1 ? '1 task' : `${n} tasks`);
const times = (n: number) => (n > 1 ? ` · ${n} times` : '');

export const rollouts: Part<RolloutSentences> = {
  'rollout.eta': ({ low, high, unit, since }) =>
    `${since === null ? 'Usually' : `Began ${since} · usually`} ${low === high ? `about ${low}` : `${low}–${high}`} ${unit}`,
  'rollout.of': ({ running, desired }) => `${running} of ${desired}`,
  'rollout.old-serve': ({ count }) =>
    count === 1
      ? '1 task of the version before still serves'
      : `${count} tasks of the version before still serve`,
  'rollout.still-draining': ({ count }) =>
    `${tasks(count)} of the version before still ${count === 1 ? 'has' : 'have'} to leave; no new traffic goes there`,
  'rollout.stuck': ({ since }) => `*Stuck*: it has come no further since ${since}. Most likely:`,
  'rollout.stuck-note': ({ span, reasons }) =>
    `The rollout has come no further for ${span}. ${reasons.join('. ')}`,
  'rollout.log': ({ at, text }) => `${at} · ${text}`,
  'rollout.live-note': ({ desired, draining }) =>
    `The new version is live (${desired} of ${desired}). ${draining === 1 ? '1 old task has' : `${draining} old tasks have`} to leave.`,
  'rollout.verdict': ({ title, command }) => `By the guide: *${title}* · steps with ${command}`,
  'rollout.lines-of': ({ stream }) => `The last that ${stream} wrote:`,
  'rollout.replaced-by': ({ id, who, what }) => `It was ${id}, by ${who}: ${what}`,
  'rollout.replaced-outside': ({ deployment, at }) =>
    `It came from outside Hydrous${deployment === null ? '' : `: deployment ${deployment}`}${at === null ? '' : `, ${at}`}. Console, Terraform or another tool; CloudTrail says who`,
  'rollout.proven': ({ revision, digest, by, age }) =>
    [
      revision,
      ...(digest === null ? [] : [digest]),
      ...(by === null ? [] : [`by ${by}`]),
      ...(age === null ? [] : [`${age} ago`]),
    ].join(', '),
  'rollout.other-proven': ({ deployments }) =>
    `${deployments.length === 1 ? 'Another proven deployment' : 'Other proven deployments'}: ${deployments.join('; ')}. With \`rollback revision:N\``,

  'stuck.event': ({ text }) => `ECS says: ${text}`,
  'stuck.balancer-health': ({ grace }) =>
    `The load balancer takes the new tasks for dead: health path, port, or a start that is longer than the grace period${grace === null ? '' : ` (${grace} s)`}`,
  'stuck.draining': ({ count }) =>
    `${tasks(count)} still to leave: long connections, or a long deregistration delay of the target group. The new version is live`,
  'stuck.pending': ({ count }) =>
    `${tasks(count)} not up yet: a large image, the network to ECR, or a slow start`,
  'stuck.silent': () => 'ECS does not say why. Look at the events of the service in the console',

  'stop.why': ({ meaning, code, reason, count }) =>
    `${meaning}${times(count)}${code === null && reason === null ? '' : ` (${[code, reason].filter((part) => part !== null).join(': ')})`}`,
  'stop.exit-code': ({ container, code, meaning, count }) =>
    `${container} ended with code ${code}: ${meaning}${times(count)}`,
  'stop.did-not-start': () => 'The task did not start',
  'stop.container-ended': () => 'The container ended by itself',
  'stop.by-scheduler': () => 'ECS stopped the task',
  'stop.other': () => 'The task was stopped',
  'stop.cause.quota': () =>
    'The account is at its limit of Fargate tasks or vCPUs: ask for a higher quota, or run less',
  'stop.cause.capacity': () => 'AWS has no capacity for the tasks now: wait, or use other subnets',
  'stop.cause.secrets': () =>
    'A secret could not be read: its name, the rights of the execution role, or the network to Secrets Manager',
  'stop.cause.image-missing': () => 'There is no image for this task: tag, digest or architecture',
  'stop.cause.image-pull': () =>
    'The image could not be pulled: rights of the execution role, or the network to ECR',
  'stop.cause.log-driver': () => 'The logs could not be opened: no such group, or no right to it',
  'stop.cause.network': () => 'The task could not be prepared: network, subnets or rights',
  'stop.cause.volume': () => 'The volume could not be mounted',
  'stop.cause.start-timeout': () => 'The container took too long to start or to stop',
  'stop.cause.out-of-memory': () => 'Out of memory: ECS killed the container',
  'stop.cause.cannot-start': () => 'The container cannot be run: command or architecture',
  'stop.cause.percent': () =>
    'The percentages of the service let no task start or stop: raise maximumPercent or lower minimumHealthyPercent',
  'stop.cause.container-health': () => 'The container fails its own health check',
  'stop.cause.balancer-health': () => 'The load balancer took the task for dead',
  'stop.cause.spot': () => 'AWS took the spot capacity back',
  'stop.cause.infrastructure': () => 'AWS retired the machine beneath',
  'stop.cause.person': () => 'Somebody stopped the task',
  'stop.cause.throttled': () => 'AWS is throttling what ECS does; it tries again',
  'stop.cause.crash-loop': () => 'Tasks start and die again and again',

  'exit.out-of-memory': () => 'out of memory',
  'exit.0': () => 'no error, though it should go on',
  'exit.1': () => 'application error',
  'exit.2': () => 'bad arguments or settings',
  'exit.3': () => 'the application could not start',
  'exit.126': () => 'command cannot be run',
  'exit.127': () => 'command not found',
  'exit.132': () => 'an instruction that this CPU does not know',
  'exit.134': () => 'it aborted itself',
  'exit.137': () => 'killed (SIGKILL): out of memory, or too slow to stop',
  'exit.139': () => 'segmentation fault',
  'exit.143': () => 'a normal stop that ECS asked for (SIGTERM)',
  'exit.255': () => 'error without more detail',
  'exit.signal': ({ signal }) => `ended by signal ${signal}`,
  'exit.other': () => 'error',
};

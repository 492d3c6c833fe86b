/** The checks that several changes share. Each gives one line of the plan and never throws. */
import { architectureFit, platformNames } from '../core/architecture.ts';
import type { ChangeReaders } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import { revisionName, shortDigest } from '../core/image-name.ts';
import { canGetStuck, taskBounds } from '../core/percent.ts';
import type { ImageView } from '../core/ports/aws.ts';
import type { ServiceView, TaskDefinitionView } from '../core/ports/ecs.ts';
import { code, moment, say } from '../core/sentence.ts';
import { type LiveService, tryRead } from './read-live.ts';

export function checkService({ service }: LiveService): Check {
  const name = 'service';
  if (service.status !== 'ACTIVE') {
    return {
      name,
      level: 'stop',
      text: say('check.service.inactive', { service: service.name, status: service.status }),
    };
  }
  // The task definition of these two controllers is not changed through UpdateService.
  if (service.controller !== 'ECS') {
    return { name, level: 'stop', text: say('check.service.controller', { controller: service.controller }) };
  }
  return {
    name,
    level: 'ok',
    text: say('check.service.ok', { desired: service.desired, running: service.running }),
  };
}

export function checkImage(shown: string, image: ImageView): Check {
  if (image.status === 'ARCHIVED') {
    return { name: 'image', level: 'stop', text: say('check.image.archived', { image: code(shown) }) };
  }
  const pushed = image.pushedAt === null ? null : moment(image.pushedAt);
  return {
    name: 'image',
    level: 'ok',
    text: say('check.image.ok', { image: code(shown), digest: code(shortDigest(image.digest)), pushed }),
  };
}

export function checkArchitecture(image: ImageView, revision: TaskDefinitionView): Check {
  const wants = revision.architecture;
  switch (architectureFit(image.platforms, wants)) {
    case 'fits':
      return {
        name: 'architecture',
        level: 'ok',
        text: say('check.architecture.ok', { architecture: wants }),
      };
    case 'differs':
      return {
        name: 'architecture',
        level: 'stop',
        text: say('check.architecture.differs', { has: platformNames(image.platforms), wants }),
      };
    case 'unknown':
      return {
        name: 'architecture',
        level: 'not-checked',
        text: say('check.architecture.unknown', { wants }),
      };
  }
}

export function checkPercent(service: ServiceView): Check {
  const percents = {
    desired: service.desired,
    minimumHealthyPercent: service.minimumHealthyPercent,
    maximumPercent: service.maximumPercent,
  };
  if (canGetStuck(percents)) {
    const { minimumHealthyPercent: minimum, maximumPercent: maximum, desired } = percents;
    return {
      name: 'percent',
      level: 'stop',
      text: say('check.percent.stuck', { minimum, maximum, desired }),
    };
  }
  return { name: 'percent', level: 'ok', text: say('check.percent.ok', taskBounds(percents)) };
}

/** `whenRunning`: a second forward change waits; going back or scaling may pass with a word. */
export function checkRollout({ service, primary }: LiveService, whenRunning: 'stop' | 'warning'): Check {
  const running = service.deployments.length > 1 || primary?.rolloutState === 'IN_PROGRESS';
  if (!running) return { name: 'rollout', level: 'ok', text: say('check.rollout.none') };
  const revision = code(revisionName(primary?.taskDefinition ?? service.taskDefinition));
  return {
    name: 'rollout',
    level: whenRunning,
    text:
      whenRunning === 'stop'
        ? say('check.rollout.running', { revision })
        : say('check.rollout.replaces', { revision }),
  };
}

export function checkBreaker({ circuitBreaker, deploymentAlarms }: ServiceView): Check {
  const name = 'circuit-breaker';
  if (circuitBreaker.enabled && circuitBreaker.rollback)
    return { name, level: 'ok', text: say('check.breaker.on') };
  if (circuitBreaker.enabled) return { name, level: 'warning', text: say('check.breaker.no-rollback') };
  if (deploymentAlarms) return { name, level: 'ok', text: say('check.breaker.on') };
  return { name, level: 'warning', text: say('check.breaker.off') };
}

export async function checkAlarms(readers: ChangeReaders, environment: Environment): Promise<Check> {
  const open = await tryRead(readers.alarms.open(environment));
  if (!open.ok)
    return { name: 'alarms', level: 'not-checked', text: say('check.alarms.not-checked', { why: open.why }) };
  if (open.value.length === 0) return { name: 'alarms', level: 'ok', text: say('check.alarms.none') };
  const names = open.value.slice(0, 5).map((alarm) => alarm.name);
  return {
    name: 'alarms',
    level: 'warning',
    text: say('check.alarms.open', { count: open.value.length, names }),
  };
}

export function checkFields(revision: TaskDefinitionView): Check {
  if (revision.lostFields.length === 0) return { name: 'fields', level: 'ok', text: say('check.fields.ok') };
  return {
    name: 'fields',
    level: 'stop',
    text: say('check.fields.lost', { fields: revision.lostFields.slice(0, 10) }),
  };
}

export function checkRevision(revision: TaskDefinitionView): Check {
  const shown = code(revisionName(revision.arn));
  return revision.status === 'ACTIVE'
    ? { name: 'revision', level: 'ok', text: say('check.revision.active', { revision: shown }) }
    : { name: 'revision', level: 'stop', text: say('check.revision.inactive', { revision: shown }) };
}

/** What autoscaling will do to a count, with the ways there are: outside its bounds it is moved back at once. */
export function checkAutoscaling({ scaling }: LiveService, count: number, environment: string): Check {
  const name = 'autoscaling';
  if (!scaling.ok)
    return { name, level: 'not-checked', text: say('check.autoscaling.not-checked', { why: scaling.why }) };
  if (scaling.value === null) return { name, level: 'ok', text: say('check.autoscaling.none') };
  const { min, max, suspended } = scaling.value;
  if (suspended) return { name, level: 'ok', text: say('check.autoscaling.suspended', { min, max }) };
  const line = (words: string) => code(`/hydrous autoscale ${words} ${environment}`);
  const suspend = line('suspend 2h');
  if (count < min || count > max) {
    const bounds = line(count < min ? `min=${count}` : `max=${count}`);
    const values = { count, min, max, bounds, suspend };
    return { name, level: 'warning', text: say('check.autoscaling.will-change', values) };
  }
  if (count === min) return { name, level: 'ok', text: say('check.autoscaling.may-rise', { max, suspend }) };
  const bounds = line(`min=${count}`);
  return {
    name,
    level: 'ok',
    text: say('check.autoscaling.may-change', { count, min, max, bounds, suspend }),
  };
}

import type { ChangeSentences } from '../../core/sentences/changes.ts';
import { joined } from '../lists.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

export const changes: Part<ChangeSentences> = {
  'change.deploy': ({ image, environment }) => `deploy ${image} to ${environment}`,
  'change.redeploy': ({ environment }) => `redeploy ${environment}`,
  'change.rollback': ({ revision, environment }) => `roll ${environment} back to ${revision}`,
  'change.scale': ({ from, to, environment }) =>
    `scale ${environment} from ${from} to ${to} ${to === 1 ? 'task' : 'tasks'}`,
  'change.abort': ({ revision, environment }) => `abort the rollout of ${revision} on ${environment}`,

  'check.service.ok': ({ desired, running }) =>
    `Service active: ${running} of ${quantity(desired, 'task', 'tasks')} running`,
  'check.service.inactive': ({ service, status }) => `Service ${service} is ${status}, not ACTIVE`,
  'check.service.controller': ({ controller }) =>
    `${controller} runs the deployments of this service; only those that ECS runs can be changed here`,
  'check.image.ok': ({ image, digest, pushed }) =>
    `Image ${image} exists (${digest}${pushed === null ? '' : `, pushed ${pushed}`})`,
  'check.image.archived': ({ image }) => `Image ${image} is archived in ECR: restore it first`,
  'check.image.missing': ({ image, repository }) => `Image ${image} is no longer in repository ${repository}`,
  'check.image.not-checked': ({ why }) => `Image not checked: ${why}`,
  'check.architecture.ok': ({ architecture }) => `Architecture fits: ${architecture}`,
  'check.architecture.differs': ({ has, wants }) =>
    `Wrong architecture: the image is ${has} and the task needs ${wants}. Rebuild it with \`--platform linux/${wants === 'ARM64' ? 'arm64' : 'amd64'}\``,
  'check.architecture.unknown': ({ wants }) =>
    `The image's architecture could not be read; the task needs ${wants}`,
  'check.percent.ok': ({ lower, upper }) =>
    `The rollout can move: between ${lower} and ${upper} tasks at a time`,
  'check.percent.stuck': ({ minimum, maximum, desired }) =>
    `The rollout would get stuck: with ${desired} ${desired === 1 ? 'task' : 'tasks'}, minimum ${minimum} % and maximum ${maximum} % let none start and none stop. Raise the maximum or lower the minimum`,
  'check.rollout.none': () => 'No other rollout is running',
  'check.rollout.running': ({ revision }) =>
    `A rollout is already running (${revision}). Wait for it, or use \`/hydrous abort\``,
  'check.rollout.replaces': ({ revision }) => `A rollout is running (${revision})`,
  'check.breaker.on': () => 'If the rollout fails, ECS goes back by itself',
  'check.breaker.no-rollback': () => 'The circuit breaker notices a failure but does not go back by itself',
  'check.breaker.off': () => 'No circuit breaker: a bad rollout would never end by itself',
  'check.alarms.none': () => 'No alarm is active',
  'check.alarms.open': ({ count, names }) =>
    `${count === 1 ? '1 alarm is' : `${count} alarms are`} active: ${names.join(', ')}`,
  'check.alarms.not-checked': ({ why }) => `Alarms not checked: ${why}`,
  'check.tag.pinned': ({ tag, digest }) =>
    tag === digest ? `Pinned by digest ${digest}` : `${tag} is pinned to ${digest}`,
  'check.tag.moved': ({ tag, ran, now }) => `Tag ${tag} has moved: it was ${ran}, now it is ${now}`,
  'check.tag.moved-cannot-pin': ({ tag }) =>
    `Tag ${tag} is no longer the image that ran; a copy pinned by digest is needed`,
  'check.tag.same': ({ tag }) => `Tag ${tag} is still the same image`,
  'check.count.ok': ({ min, max }) => `Inside the bounds (${min} to ${max})`,
  'check.count.outside': ({ count, min, max }) =>
    `${count} is outside the bounds in hydrous.yml (${min} to ${max})`,
  'check.count.zero': ({ environment }) =>
    `0 tasks switches ${environment} off. To allow it, put \`scale: { min: 0 }\` into hydrous.yml`,
  'check.autoscaling.none': () => 'No autoscaling: the count stays as you set it',
  'check.autoscaling.will-change': ({ count, min, max, bounds, suspend }) =>
    `Autoscaling (${min} to ${max}) will move it back at once: set only, ${count} does not last. Two ways that do: move its bounds first with ${bounds}, or suspend it first with ${suspend}`,
  'check.autoscaling.may-change': ({ count, min, max, bounds, suspend }) =>
    `Autoscaling (${min} to ${max}) may move it later. Three ways: set only, as here · never fewer than ${count}: ${bounds} · leave it alone for a time: ${suspend}`,
  'check.autoscaling.may-rise': ({ max, suspend }) =>
    `It is the least of autoscaling, which may go up to ${max} later. To leave it alone for a time: ${suspend}`,
  'check.autoscaling.suspended': ({ min, max }) =>
    `Autoscaling (${min} to ${max}) is suspended: it moves nothing until it is resumed`,
  'check.autoscaling.not-checked': ({ why }) => `Autoscaling not checked: ${why}`,
  'check.fields.ok': () => 'The new revision keeps every field',
  'check.fields.lost': ({ fields }) =>
    `This release does not know some fields of the task definition and would lose them: ${fields.join(', ')}`,
  'check.revision.active': ({ revision }) => `Revision ${revision} is active`,
  'check.revision.inactive': ({ revision }) => `Revision ${revision} is deregistered; ECS does not accept it`,
  'check.target.proven': ({ revision, at, digest, by }) => {
    const known = [
      ...(at === null ? [] : [at]),
      ...(digest === null ? [] : [digest]),
      ...(by === null ? [] : [`by ${by}`]),
    ];
    return `${revision} has worked on this service${known.length === 0 ? '' : ` (${known.join(', ')})`}`;
  },
  'check.target.unproven': ({ revision }) => `Nothing shows that ${revision} ever worked on this service`,
  'check.target.own-audit': ({ revision }) =>
    `ECS's history is not permitted: ${revision} comes from Hydrous's own record`,

  'plan.stopped': ({ environment, count }) =>
    `Not possible on ${environment} now: ${count === 1 ? 'one check forbids it' : `${count} checks forbid it`}. Nothing was changed.`,
  'plan.image-missing': ({ image, repository, near, recent }) => {
    const meant = near.length === 0 ? '' : ` Did you mean ${joined(near, 'or')}?`;
    const latest = recent.length === 0 ? '' : ` The latest: ${recent.join(', ')}.`;
    return `There is no image ${image} in ${repository}.${meant}${latest}`;
  },
  'plan.revision-missing': ({ revision, family }) => `There is no revision ${revision} in family ${family}.`,
  'plan.revision-never-ran': ({ revision, number }) =>
    `${revision} has never worked on this service. To try it: \`/hydrous deploy revision:${number}\``,
  'plan.same-image': ({ image, environment }) =>
    `${image} already runs on ${environment}. To restart the tasks: \`/hydrous redeploy\``,
  'plan.revisions-only': ({ environment }) =>
    `${environment} deploys existing revisions only. Type \`/hydrous deploy revision:N\``,
  'plan.nothing-to-roll-back': ({ environment }) =>
    `There is nothing to roll back to on ${environment}: no earlier deployment succeeded in the last 90 days.`,
  'plan.same-count': ({ count, environment }) =>
    `${environment} already has ${count} ${count === 1 ? 'task' : 'tasks'}.`,
  'plan.nothing-to-abort': ({ environment }) => `No rollout is running on ${environment}.`,
  'plan.abort-needs-history': () =>
    'Aborting needs ECS’s deployments (`ecs:ListServiceDeployments`), and that is not permitted.',
  'plan.container-unknown': ({ container, known }) =>
    `The task definition has no container ${container}. It has: ${known.join(', ')}. Correct \`container\` in hydrous.yml.`,

  'outcome.deployed': ({ took }) => `Deployed and steady in ${took}.`,
  'outcome.scaled': ({ count, took }) => `${count} ${count === 1 ? 'task' : 'tasks'} running in ${took}.`,
  'outcome.aborted': ({ revision }) => `Rollout stopped; ${revision} runs again.`,
  'outcome.rolled-back-by-ecs': ({ reason }) =>
    `The rollout failed and ECS went back to the version before.${reason === null ? '' : ` ECS says: ${reason}`}`,
  'outcome.rollback-failed': ({ reason }) =>
    `The rollout failed, and so did going back.${reason === null ? '' : ` ECS says: ${reason}`}`,
  'outcome.stopped': ({ reason }) =>
    `Somebody stopped the rollout.${reason === null ? '' : ` ECS says: ${reason}`}`,
  'outcome.rollout-failed': ({ reason }) =>
    `The rollout failed.${reason === null ? '' : ` ECS says: ${reason}`}`,
  'outcome.superseded': ({ by }) => `Another deployment replaced it: ${by} is on its way.`,
  'outcome.scale-superseded': ({ now }) => `Another change moved the number of tasks: it is ${now} now.`,
  'outcome.abort-missed': ({ status }) => `Too late: the rollout had already ended (${status}).`,
};

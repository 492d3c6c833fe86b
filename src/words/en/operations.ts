import type { OperationSentences } from '../../core/sentences/operations.ts';
import { joined } from '../lists.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

const all = (items: readonly string[]) => joined(items, 'and');
const people = (n: number) => (n === 1 ? '1 person' : `${n} people`);

const ALARM_STEPS: Readonly<Record<string, string>> = {
  'put-alarm': 'CloudWatch has the test alarm.',
  'set-alarm': 'CloudWatch set it to ALARM.',
  'set-ok': 'CloudWatch set it back to OK.',
  'snapshot-database': 'RDS has begun the snapshot.',
  'resize-database': 'RDS has accepted the change of class.',
  'restore-database': 'RDS has begun to make the new database.',
  'resize-cache': 'ElastiCache has accepted the change of type.',
};

export const operations: Part<OperationSentences> = {
  'operation.refused.expired': ({ id }) => `Request ${id} has expired. Ask for the change again.`,
  'operation.refused.self-approval': () => 'You cannot approve your own request: somebody else has to.',
  'operation.refused.approve-rights': ({ environment, who }) =>
    `You are not among those who approve this change to ${environment}. ${who.length === 0 ? 'hydrous.yml names nobody in `approvers`.' : `It needs ${joined(who, 'or')}.`}`,
  'operation.refused.reject-rights': () => 'Only approvers, operators and the requester may reject.',
  'operation.refused.cancel-rights': ({ requester }) =>
    `Only ${requester} may cancel this request. To stop it, reject it.`,
  'operation.refused.voted': ({ have, need, groups }) =>
    `You have approved it already. ${have} of ${need}: ${groups.length === 0 ? 'somebody else' : `one of ${all(groups)}`} is needed.`,
  'operation.refused.unclear': ({ id }) =>
    `It is not clear how ${id} stands. Look at its card and try again.`,
  'operation.refused.lookup': ({ why }) => `Your rights could not be checked, so nothing was done. ${why}`,
  'operation.refused.none': ({ id }) =>
    `There is no request ${id}. See the latest with \`/hydrous history\`.`,
  'operation.refused.nobody': ({ environment, need, have }) =>
    `Nobody could approve it: ${environment} asks for ${people(need)} and ${have === 0 ? 'nobody' : `only ${people(have)}`} could. Add somebody to \`approvers\` in hydrous.yml.`,
  'operation.refused.nobody-lookup': ({ why }) =>
    `Who may approve could not be looked up, so the request was not sent. ${why}`,
  'operation.refused.busy': ({ environment, id, what, by, state }) =>
    `A change to ${environment} is under way: ${by} asked to ${what} (${id}, ${state}). One change at a time.`,
  'operation.refused.busy-abort': ({ environment }) =>
    `To stop it and go back: \`/hydrous abort ${environment}\``,
  'operation.already.rejected': ({ id, by }) => `Too late: ${all(by)} has rejected ${id}.`,
  'operation.already.cancelled': ({ id, by }) => `Too late: ${all(by)} has cancelled ${id}.`,
  'operation.already.stale': ({ id }) =>
    `${id} is no longer valid: something changed after the plan. Its card says what; plan again.`,
  'operation.already.approved': ({ id, by }) =>
    `${id} is already on its way${by.length === 0 ? '' : `: ${all(by)} approved it`}. No further click is needed.`,
  'operation.already.ended': ({ id, by, state }) =>
    `${id} has already ended (${state})${by.length === 0 ? '' : `; ${all(by)} approved it`}.`,
  'operation.already.asked': ({ id, what, state }) =>
    `That request exists already: ${id}, ${what} (${state}).`,

  'operation.asked': ({ id, what, need, channel, expires }) =>
    `Request ${id} sent to ${channel}: ${what}. ${need === 1 ? '1 person has' : `${need} people have`} to approve it; it expires ${expires}.`,
  'operation.accepted': ({ id, what }) =>
    `On its way, ${id}: ${what}. This environment asks for no approval.`,
  'operation.you.approved': ({ id, what }) =>
    `You approved ${id}: ${what}. It starts now; the card shows how it goes.`,
  'operation.you.counted': ({ id, have, need, groups }) =>
    `Your approval of ${id} counts: ${have} of ${need}${groups.length === 0 ? '' : `, and one of ${all(groups)} is needed`}.`,
  'operation.you.rejected': ({ id }) => `You rejected ${id}. Nothing was changed.`,
  'operation.you.cancelled': ({ id }) => `You cancelled ${id}. Nothing was changed.`,
  'operation.undo.not-last': ({ since, line }) =>
    `There was another change since: ${since}. To undo this one would take that back as well. If you mean it: ${line}`,
  'operation.undo.none': ({ what }) => `There is no way to undo this: ${what}.`,

  'operation.state.planned': () => 'planned',
  'operation.state.pending': () => 'waiting for approval',
  'operation.state.approved': () => 'approved',
  'operation.state.executing': () => 'running',
  'operation.state.succeeded': () => 'succeeded',
  'operation.state.failed': () => 'failed',
  'operation.state.superseded': () => 'replaced by another change',
  'operation.state.unknown': () => 'outcome unknown',
  'operation.state.rejected': () => 'rejected',
  'operation.state.cancelled': () => 'cancelled',
  'operation.state.expired': () => 'expired',
  'operation.state.stale': () => 'out of date',

  'card.wants': ({ who, what }) => `*${who} wants to ${what}*`,
  'card.are-doing': ({ who, what, progress }) =>
    `*On its way: ${what}*${progress === null ? '' : ` · ${progress}`} · ${all(who)}`,
  'card.did': ({ who, what, took }) => `*Done: ${what}*${took === null ? '' : ` in ${took}`} · ${all(who)}`,
  'card.failed': ({ who, what }) => `*Failed: ${what}* · ${all(who)}`,
  'card.superseded': ({ what }) => `*Replaced by another change: ${what}*`,
  'card.unknown': ({ what }) => `*Nobody knows yet how it ended: ${what}*`,
  'card.rejected': ({ by, what }) => `*Rejected by ${all(by)}: ${what}*`,
  'card.cancelled': ({ by, what }) => `*Cancelled by ${all(by)}: ${what}*`,
  'card.expired': ({ what }) => `*Expired without a decision: ${what}*`,
  'card.stale': ({ what }) => `*Something changed after the plan: ${what}*`,
  'card.reason': ({ reason }) => `Reason: ${reason}`,
  'card.field.image': () => 'Image',
  'card.field.digest': () => 'Digest',
  'card.field.revision': () => 'Revision',
  'card.field.desired-count': () => 'Desired count',
  'card.field.architecture': () => 'Architecture',
  'card.field.deployment': () => 'Deployment',
  'card.field.environment-names': () => 'Variables',
  'card.field.cpu': () => 'CPU (units)',
  'card.field.memory': () => 'Memory (MiB)',
  'card.field.monthly-cost': () => 'Cost a month, estimated',
  'card.field.variable': () => 'Variable',
  'card.field.bounds': () => 'Autoscaling bounds',
  'card.field.target-cpu': () => 'CPU target',
  'card.field.target-memory': () => 'Memory target',
  'card.field.suspended': () => 'Suspended',
  'card.field.until': () => 'Duration',
  'card.change': ({ from, to }) =>
    from === to ? `${to ?? '–'} (the same)` : from === null ? (to ?? '–') : `${from} → ${to ?? '–'}`,
  'card.risk.low': ({ deploys }) =>
    `Low risk · ${deploys === 'yes' ? 'starts a deployment' : 'starts no deployment'}`,
  'card.risk.medium': ({ deploys }) =>
    `Medium risk · ${deploys === 'yes' ? 'starts a deployment' : 'starts no deployment'}`,
  'card.risk.high': ({ deploys }) =>
    `*High risk* · ${deploys === 'yes' ? 'starts a deployment' : 'starts no deployment'}`,
  'card.approvals': ({ need, have, by, groups, expires }) =>
    `Approvals: ${have} of ${need}${by.length === 0 ? '' : ` (${all(by)})`}${groups.length === 0 ? '' : `; one of ${all(groups)} is needed`} · expires ${expires}`,
  'card.checks-fine': ({ count }) =>
    `${count === 1 ? '1 check is' : `${count} checks are`} fine; the details are below the buttons`,
  'card.new-revision': ({ family }) => `a new revision of ${family}`,
  'card.rejected-why': ({ reason }) => `Why it was rejected: ${reason}`,
  'card.manual': () => 'By hand, should Slack or Hydrous not answer:',
  'card.rollout': ({ running, desired, pending, failed }) =>
    `New version: ${running} of ${desired} running${pending === 0 ? '' : `, ${pending} starting`}${failed === 0 ? '' : `, ${failed} failed`}`,
  'card.rollout.breaker': ({ failures, threshold }) =>
    `Circuit breaker: ${failures} of ${quantity(threshold, 'failure', 'failures')}`,
  'card.rollout.draining': ({ count }) =>
    `The new version is live; ${count === 1 ? '1 old task is' : `${count} old tasks are`} draining`,
  'card.rollout.starting': () => 'Sent to ECS; waiting for the first tasks',
  'card.id': ({ id, requester, at }) => `${id} · asked by ${requester} ${at}`,
  'card.decided': ({ by, at }) => `decided by ${all(by)} ${at}`,
  'card.ended': ({ at, took }) => `ended ${at} (${took})`,
  'card.footer': ({ parts }) => parts.join(' · '),
  'card.guide': ({ entry }) => `The guide explains it under ${entry}.`,

  'button.approve': () => 'Approve',
  'button.reject': () => 'Reject',
  'button.cancel': () => 'Cancel',
  'button.roll-back': () => 'Roll back',
  'button.acknowledge': () => 'Acknowledge',
  'button.silence': () => 'Silence',
  'button.resolve': () => 'Resolve',
  'button.view-logs': () => 'View logs',
  'button.undo': () => 'Undo',
  'button.abort': () => 'Abort',
  'button.plan-again': () => 'Plan again',

  'execute.stale': () => 'Not run: something has changed since the plan was made. Nothing was sent to AWS.',
  'execute.moved': ({ field, planned, now }) => `${field}: the plan said ${planned}, now it is ${now}`,
  'execute.not-applied': () =>
    'The call was interrupted and did not reach AWS: nothing was changed. Plan again if it is still wanted.',
  'execute.sealed-lost': () =>
    'The values were encrypted with a secret that has changed since and cannot be read. Nothing was changed: type the command again.',
  'execute.unclear': () =>
    'The answer of AWS was lost and nothing tells whether the change happened. It is not repeated.',
  'execute.look-at': ({ line }) => `Look at it in the AWS console. The change was: ${line}`,
  'execute.too-long': ({ span }) =>
    `It has not ended after ${span}. It will be watched less closely from now on.`,
  'execute.cannot-read': ({ why }) => `Not run: the state of the service could not be read. ${why}`,

  'note.vote': ({ who, have, need, groups }) =>
    `${who} approved (${have} of ${need}${groups.length === 0 ? '' : `; one of ${all(groups)} is needed`}).`,
  'note.approved': ({ by }) => `Approved by ${all(by)}.`,
  'note.rejected': ({ by, reason }) => `${by} rejected it${reason === null ? '.' : `: ${reason}`}`,
  'note.cancelled': ({ by }) => `${by} cancelled the request.`,
  'note.expired': () => 'Expired without a decision. Nothing was changed.',
  'note.started': () => 'State checked again: nothing has changed since the plan. It starts.',
  'note.step': ({ step }) =>
    ALARM_STEPS[step] ??
    (step === 'register'
      ? 'New revision registered.'
      : step === 'stop'
        ? 'ECS accepted to stop the rollout.'
        : 'ECS accepted the change.'),
  'note.ended': ({ text }) => text,
};

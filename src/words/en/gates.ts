import type { GateSentences } from '../../core/sentences/gates.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';

const till = (until: string | null) => (until === null ? '' : ` until ${until}`);
const opening = (opens: string | null) => (opens === null ? 'no opening in sight' : `opens ${opens}`);
const arrow = (link: string | null) => (link === null || link === '' ? '' : ` ${link}`);
const sinceWhen = (since: string, age: string) => `since ${since} (${age} ago)`;

export const gates: Part<GateSentences> = {
  'gate.lock': ({ environment, by, reason, since, age, until, link }) =>
    `*${environment} is locked* by ${by} ${sinceWhen(since, age)}${till(until)}: “${reason}”.${arrow(link)}`,
  'gate.rolled-back': ({ environment, by, revision, reason, since, age }) =>
    `*${environment} takes no new deploys*: rolled back${revision === null ? '' : ` from ${revision}`} by ${by} ${since} (${age} ago)${reason === null ? '' : `: “${reason}”`}.`,
  'gate.freeze': ({ environment, names, opens }) =>
    `*${environment} is frozen* (${joined(names, 'and')}): ${opening(opens)}.`,
  'gate.freeze-by': ({ environment, by, reason, opens, link }) =>
    `*${environment} is frozen* by ${by}: “${reason}”; ${opening(opens)}.${arrow(link)}`,
  'gate.not-open': ({ environment, opens }) =>
    `*${environment} is outside of its hours for changes*: ${opening(opens)}.`,
  'gate.end.own': ({ line }) => `The lock is your own: end it with ${line} and ask again.`,
  'gate.end.other': ({ by, line }) => `Talk to ${by}, or end it with ${line}: they will be told.`,
  'gate.end.rolled-back': ({ line }) =>
    `Once the cause is fixed: ${line}. Until then redeploy, rollback, abort and all other changes pass.`,
  'gate.end.freeze': ({ by, line }) =>
    `Talk to ${by}, or end it with ${line}: they will be told. Rollback and abort pass.`,
  'gate.end.own-freeze': ({ line }) => `It is your own: end it with ${line}. Rollback and abort pass.`,
  'gate.end.file': () => 'It is written in hydrous.yml. Rollback and abort pass.',
  'gate.wait': () => 'If you wait: it is planned again at the opening, and asks for approval as always.',
  'gate.passed': ({ what }) => `${what} This change passes all the same.`,
  'gate.broken': ({ what }) => `${what} *Overruled in an emergency.*`,
  'gate.stale': ({ why }) => `Not run, and nothing was sent to AWS. ${why}`,
  'gate.part': () => 'Locks',
  'gate.next': ({ name, at }) => `Next freeze: ${name}, from ${at}`,
  'gate.waiting': ({ who, line, cancel }) => `Waits for the opening: ${line}, by ${who}. Cancel: ${cancel}`,
  'gate.none': ({ environment, line }) => `${environment} is neither locked nor frozen. To do so: ${line}`,
  'plan.from-moving': ({ from }) =>
    `A rollout is in progress in ${from}. Wait for its end, or name the image.`,
  'plan.from-unknown': ({ from }) =>
    `Which image runs in ${from} could not be found out: none of its tasks tells. Name the image.`,
  'plan.from-itself': ({ from }) =>
    `${from} has what ${from} has. Name another environment after \`--from\`.`,
  'plan.image-and-from': () => 'Name an image or use `--from`, not both at once.',
  'plan.from-no-environment': ({ word, near, names }) =>
    `There is no environment “${word}”.${near.length === 0 ? '' : ` Did you mean ${joined(near, 'or')}?`} There are ${joined(names, 'and')}.`,
  'check.promoted': ({ from, digest }) => `${digest} has ended well in ${from}`,
  'check.promoted.unread': ({ from, digest, why }) =>
    `Whether ${digest} has ended well in ${from}, which comes first, could not be checked: ${why}`,
  'check.not-promoted': ({ from, digest }) =>
    `${digest} has never ended well in ${from}: deploy it there first, or use \`deploy --from ${from}\``,
  'moved.service': () => 'Service',
  'moved.task-definition': () => 'Revision in use',
  'moved.desired-count': () => 'Desired tasks',
  'moved.image-digest': () => 'Image that the tag points to',
  'moved.autoscaling': () => 'Bounds of autoscaling',
  'moved.suspended': () => 'Autoscaling suspended',
  'moved.target-cpu': () => 'CPU target',
  'moved.target-memory': () => 'Memory target',
  'moved.policy-cpu': () => 'Policy of CPU',
  'moved.policy-memory': () => 'Policy of memory',
  'moved.policy-requests': () => 'Policy of requests',
  'moved.topic': () => 'Topic of the alarms',
  'moved.deployment': () => 'Another deployment has begun meanwhile',
  'moved.rollout-over': () => 'The rollout that was to be stopped is no longer running',
  'card.stale-gate': ({ what, environment }) => `*Not run: ${environment} takes no changes.* ${what}`,

  'lock.reason': ({ line }) => `The reason is missing: whoever meets the lock will read it. Type ${line}`,
  'lock.length': ({ shortest, longest }) => `\`--for\` takes ${shortest} to ${longest}.`,
  'lock.no-time': ({ line }) => `Until when is missing. Type ${line}`,
  'lock.until': ({ word, line }) => `“${word}” is no time that I understand. Type ${line}`,
  'lock.until-past': ({ at }) => `${at} is over. Name a time to come.`,
  'lock.until-far': ({ longest }) => `${longest} at most: what lasts longer belongs into hydrous.yml.`,
  'lock.taken': ({ environment, until, line }) =>
    `${environment} is locked by you${till(until)}. Rollback and abort pass. To end it: ${line}`,
  'lock.held': ({ what, line }) => `${what} If you really mean to take it over: ${line}`,
  'lock.lost': ({ environment }) =>
    `Somebody was faster with the lock of ${environment}. Look at \`status\` and try again.`,
  'lock.none': ({ environment }) => `${environment} is not locked.`,
  'lock.ended': ({ environment }) => `${environment} is no longer locked.`,
  'lock.gone': () => 'That lock is gone: you can ask for the change again.',
  'lock.frozen': ({ environment, until, line }) =>
    `${environment} is frozen until ${until}. Rollback and abort pass. To end it earlier: ${line}`,
  'lock.thawed': ({ environment }) => `The freeze of ${environment} is over.`,
  'lock.not-frozen': ({ environment }) => `${environment} is not frozen.`,
  'lock.in-file': ({ environment, names, opens }) =>
    `${environment} is frozen by hydrous.yml (${names.length === 0 ? 'outside of its hours' : joined(names, 'and')}): ${opening(opens)}. That is changed in the file.`,
  'lock.after-rollback': ({ environment, line }) =>
    `New deploys to ${environment} are locked until somebody types ${line}`,

  'note.locked': ({ who, environment, reason, until }) =>
    `${who} locked ${environment}${till(until)}: “${reason}”`,
  'note.lock-taken': ({ who, environment, reason, until, from }) =>
    `${from}: ${who} took over your lock of ${environment}${till(until)}: “${reason}”`,
  'note.unlocked': ({ who, environment, owners, lasted }) =>
    `${owners.length === 0 ? '' : `${joined(owners, 'and')}: `}${who} unlocked ${environment}. It lasted ${lasted}.`,
  'note.lock-over': ({ by, environment }) => `${by}: the time of your lock of ${environment} is over.`,
  'note.lock-nag': ({ by, environment, reason, age, line }) =>
    `${by}: ${environment} has been locked for ${age}${reason === null ? '' : `: “${reason}”`}. Can it go? ${line}`,
  'note.rollback-nag': ({ by, environment, age, line }) =>
    `${by}: ${environment} has taken no deploys since it was rolled back ${age} ago. Is the cause fixed? ${line}`,
  'note.frozen': ({ who, environment, reason, until }) =>
    `${who} froze ${environment} until ${until}: “${reason}”`,
  'note.thawed': ({ who, environment, owner }) =>
    `${owner === null ? '' : `${owner}: `}${who} ended the freeze of ${environment}.`,
  'note.freeze-over': ({ environment }) => `The freeze of ${environment} is over: it takes changes again.`,
  'note.waits': ({ who, line, environment, opens }) =>
    `${who} left ${line} waiting: it is planned when ${environment} opens, ${opens}.`,
  'note.opened': ({ who, line, environment, answer }) =>
    `${who}: ${environment} has opened and ${line} was planned. ${answer}`,
  'note.wait-cancelled': ({ who, line, requester }) =>
    `${requester === null ? '' : `${requester}: `}${who} cancelled what was waiting: ${line}`,

  'wait.taken': ({ line, opens, cancel }) =>
    `Noted: ${line} is planned again ${opens} and asks for approval as always. To cancel it: the button, or ${cancel}`,
  'wait.already': ({ id, opens }) => `It waits already (${id}): ${opening(opens)}.`,
  'wait.open': ({ line }) => `It is open by now: ask again with ${line}`,
  'wait.never': () => 'The windows in hydrous.yml leave no gap: it would never open.',
  'wait.gone': () => 'This does not wait any more: it was planned or cancelled.',
  'wait.other': ({ requester }) =>
    `${requester} asked for this. Ask for the change yourself to leave it waiting.`,
  'wait.cancelled': ({ line }) => `Cancelled: ${line} waits no more.`,
  'wait.cancel-rights': ({ requester }) => `Only ${requester} and operators can cancel it.`,
  'wait.only-cancel': () => 'There is nothing to approve yet: the plan is made when the environment opens.',

  'button.wait': () => 'Ask when it opens',
  'button.unlock': () => 'Unlock',
  'confirm.unlock.title': () => 'End the lock?',
  'confirm.unlock.text': ({ environment }) =>
    `${environment} will take changes again. Whoever locked it is told in the channel.`,
  'confirm.unlock.yes': () => 'Unlock',
  'confirm.unlock.no': () => 'Leave it',
};

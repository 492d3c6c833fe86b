import type { PolicySentences } from '../../core/sentences/policy.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';

const all = (items: readonly string[]) => joined(items, 'and');
const standing = (have: number, need: number, groups: readonly string[]) =>
  `${have} of ${need} so far${groups.length === 0 ? '' : `, and one of ${all(groups)} is needed`}.`;

/** Where nobody is on the list there is still the channel. */
const whom = (skipped: readonly string[]) => (skipped.length === 0 ? 'the channel' : all(skipped));

export const policy: Part<PolicySentences> = {
  'policy.refused.own-as': ({ other }) =>
    `This is your own request (you asked as ${other}): somebody else has to approve it.`,
  'policy.refused.voted-as': ({ other, have, need, groups }) =>
    `You have approved it as ${other}, and a person counts once. ${standing(have, need, groups)}`,
  'policy.refused.group': ({ groups }) =>
    `There are enough approvals already; what it needs is one of ${all(groups)}.`,
  'policy.refused.nobody-group': ({ environment, groups }) =>
    `Nobody could approve it: ${environment} needs one of ${all(groups)}, and nobody there may approve. Look at \`requiredGroup\` and \`approvers\` in hydrous.yml.`,
  'policy.dropped': ({ who }) => `The approval by ${all(who)} no longer counts: not an approver of this now.`,
  'policy.remind': ({ who, by, what, have, need, groups, expires }) =>
    `${all(who)}: ${by} waits for approval to ${what}. ${standing(have, need, groups)} Expires ${expires}.`,
  'policy.told.approved': ({ id, what, by }) =>
    `${all(by)} approved your request ${id}: ${what}. It runs now.`,
  'policy.told.rejected': ({ id, what, by, reason }) =>
    `${by} rejected your request ${id}: ${what}.${reason === null ? '' : ` Reason: "${reason}"`}`,
  'policy.told.expired': ({ id, what }) =>
    `Your request ${id} expired undecided: ${what}. Nothing was changed; ask again if it is still needed.`,
  'policy.told.ended': ({ id, what, text }) => `Your request ${id} (${what}): ${text}`,

  'glass.refused.off': () => 'There is no way around approval here: `breakGlass` is off in hydrous.yml.',
  'glass.refused.person': ({ who }) => `You may not skip approval. In an emergency ${all(who)} may.`,
  'glass.refused.reason': ({ least }) =>
    `Say why, in ${least} letters or more, such as "production down, nobody answers".`,
  'glass.refused.verb': () =>
    '`--break-glass` goes with a change, such as `/hydrous rollback --break-glass "…"`, or with `/hydrous approve ID --break-glass "…"`.',
  'glass.refused.late': ({ id }) =>
    `More than 2 minutes have passed and nothing was done. Start again: \`/hydrous approve\` ${id} \`--break-glass "…"\``,
  'glass.refused.none': ({ id }) => `Nobody asked to skip the approval of ${id}. Nothing was done.`,
  'glass.refused.other': ({ by }) => `Only ${by}, who gave the reason, can confirm it. Nothing was done.`,
  'glass.refused.lookup': ({ why }) => `Could not find out who would be skipped, so nothing was done. ${why}`,
  'glass.refused.no-need': () => 'This change needs no approval: type the command without `--break-glass`.',
  'glass.ask': ({ line }) => `Slack did not show the question and nothing was done. Type it: ${line}`,
  'glass.offer': ({ id, what, reason, skipped, until }) =>
    `*Is there really nobody to approve?* ${id}: ${what}. Reason: "${reason}". It runs without a second person, ${whom(skipped)} are told, and somebody else has to review it. You can confirm until ${until}; if not, it stays an ordinary request.`,
  'glass.offer.typed': ({ line }) => `Without buttons: ${line}`,
  'glass.you': ({ id, what }) => `Without approval: ${id} runs now, ${what}. Somebody else has to review it.`,
  'glass.note': ({ by, what, id, reason, skipped }) =>
    `*Emergency:* ${by} skipped the approval of ${id} (${what}). Reason: "${reason}". Not waited for: ${whom(skipped)}. Somebody else has to review it.`,
  'glass.card': ({ by, reason }) => `*Without approval*, in an emergency: ${by} · "${reason}"`,
  'glass.card.open': () => 'Somebody else still has to review it.',
  'glass.card.reviewed': ({ by, at }) => `Reviewed by ${by} ${at}.`,
  'glass.review.own': () => 'This emergency is your own: somebody else has to review it.',
  'glass.review.rights': ({ who }) => `Those who approve changes here may review it: ${all(who)}.`,
  'glass.review.already': ({ by }) => `${by} has reviewed it already.`,
  'glass.review.none': ({ id }) => `Nobody skipped the approval of ${id}: there is nothing to review.`,
  'glass.review.you': ({ id }) => `Reviewed by you: ${id}.`,
  'glass.review.note': ({ by }) => `${by} reviewed this emergency.`,
  'glass.remind': ({ by, what, id, age }) =>
    `Not reviewed for ${age}: ${by} skipped the approval of ${id} (${what}). Somebody else closes it with "Reviewed" on the card.`,
  'glass.week': ({ count, open }) =>
    `In seven days approval was skipped ${count === 1 ? 'once' : `${count} times`}; ${open === 0 ? 'all of it is reviewed' : `not reviewed: ${open}`}.`,
  'glass.modal.title': () => 'Skip the approval',
  'glass.modal.label': () => 'Why can it not wait?',
  'glass.modal.hint': () =>
    'Everybody who should have approved will see it, and somebody else reviews it. Nothing runs yet.',
  'glass.modal.next': () => 'Next',
  'glass.modal.close': () => 'Back',
  'glass.modal.sure': () => 'Run without approval',
  'glass.modal.empty': () => 'Say why, such as: production down, nobody answers',
  'button.skip-approval': () => 'Skip approval…',
  'button.break-glass': () => 'Run without approval',
  'button.review': () => 'Reviewed',
};

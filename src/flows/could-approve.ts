/** A request that nobody could ever approve is refused before a card goes out. */
import { distinctPeople, isSamePerson } from '../core/person.ts';
import type { PolicySnapshot } from '../core/policy.ts';
import { isProblem } from '../core/problem.ts';
import { mention, type Sentence, say } from '../core/sentence.ts';
import type { Authority } from './authority.ts';

/** Why nobody could, or null. People are counted, not accounts; a failed look-up refuses. */
export async function whyNobodyCould(
  authority: Authority,
  environment: string,
  rules: PolicySnapshot,
  requester: string,
): Promise<Sentence | null> {
  const { approvals: need, same, requiredGroups = [] } = rules;
  if (need === 0) return null;
  const ableOf = (users: readonly string[]) =>
    rules.selfApproval ? users : users.filter((user) => !isSamePerson(user, requester, same));
  // Enough people who are named need no look-up, which may be down with Slack.
  const named = distinctPeople(ableOf(rules.approvers.users), same);
  if (requiredGroups.length === 0 && named.length >= need) return null;
  try {
    const able = ableOf(await authority.everybody(rules.approvers));
    const have = distinctPeople(able, same).length;
    if (have < need) return say('operation.refused.nobody', { environment, need, have });
    const inside = await Promise.all(
      requiredGroups.map((group) => authority.everybody({ users: [], groups: [group] })),
    );
    const empty = requiredGroups.filter((_, at) => !able.some((user) => inside[at]?.includes(user)));
    if (empty.length === 0) return null;
    return say('policy.refused.nobody-group', { environment, groups: empty.map(mention) });
  } catch (error) {
    if (!isProblem(error)) throw error;
    return say('operation.refused.nobody-lookup', { why: error.sentence });
  }
}

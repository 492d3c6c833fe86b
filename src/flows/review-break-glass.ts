/** The second pair of eyes, afterwards: closes what a skipped approval has left open. */
import { type Document, plain } from '../core/document.ts';
import type { Member } from '../core/member.ts';
import { isSamePerson } from '../core/person.ts';
import { policyOf } from '../core/policy.ts';
import { isProblem } from '../core/problem.ts';
import { code, mention, type Sentence, say } from '../core/sentence.ts';
import type { BreakGlassPorts } from './break-glass.ts';

/** Neither the person who skipped the approval nor the one who asked, in any of their accounts. */
export async function reviewGlass(ports: BreakGlassPorts, id: string, member: Member): Promise<Document> {
  const { store, channel } = ports;
  const [glass, operation] = await Promise.all([store.breakGlass.get(id), store.operations.get(id)]);
  if (operation === null || glass === null || glass.brokenAt === null)
    return plain(say('glass.review.none', { id }));
  if (glass.reviewedBy !== null) return plain(say('glass.review.already', { by: mention(glass.reviewedBy) }));
  const { user } = member;
  const { same } = ports.authority.roles;
  const own = [glass.by, operation.requester.user].some((each) => isSamePerson(user, each, same));
  if (own) return plain(say('glass.review.own'));
  const why = await whyNotReview(ports, operation.environment, operation.kind, user);
  if (why !== null) return plain(why);
  const done = await store.transaction(async (records) => {
    if (!(await records.breakGlass.review(id, user))) return false;
    const { environment } = operation;
    await records.audit.append({ actor: user, event: 'glass-reviewed', subject: id, environment, data: {} });
    await records.messages.want({ kind: 'operation', subject: id, channel });
    const text = say('glass.review.note', { by: mention(user) });
    await records.messages.say({ id: `note:${id}:reviewed`, channel, text, parent: `operation:${id}` });
    return true;
  });
  if (!done) return reviewGlass(ports, id, member);
  ports.nudge();
  return plain(say('glass.review.you', { id: code(id) }));
}

async function whyNotReview(
  { authority, environments }: BreakGlassPorts,
  name: string,
  kind: Parameters<typeof policyOf>[2],
  user: string,
): Promise<Sentence | null> {
  const environment = environments.find((each) => each.name === name);
  const { approvers } =
    environment === undefined ? authority.roles : policyOf(environment, authority.roles, kind);
  try {
    if (await authority.isIn(approvers, user)) return null;
  } catch (error) {
    if (isProblem(error)) return say('operation.refused.lookup', { why: error.sentence });
    throw error;
  }
  return say('glass.review.rights', { who: [...approvers.users, ...approvers.groups].map(mention) });
}

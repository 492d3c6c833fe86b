/** Who may decide, the way around it in an emergency, and what both say as time passes, put together from their parts. */
import type { Document } from './core/document.ts';
import type { Member } from './core/member.ts';
import {
  askGlass,
  type BreakGlassPorts,
  confirmGlass,
  createGlass,
  votesWithGlass,
} from './flows/break-glass.ts';
import type { Vote } from './flows/decide-operation.ts';
import { expireRequests } from './flows/expire-requests.ts';
import { createMindGlass } from './flows/mind-break-glass.ts';
import { createRemindApprovers } from './flows/remind-approvers.ts';
import { reviewGlass } from './flows/review-break-glass.ts';

export type PolicyParts = BreakGlassPorts & { readonly owner: string };

export function createPolicy(parts: PolicyParts) {
  return {
    glass: {
      ...createGlass(parts),
      ask: (id: string, member: Member): Promise<Document> => askGlass(parts, id, member),
      confirm: (id: string, member: Member): Promise<Document> => confirmGlass(parts, id, member),
      review: (id: string, member: Member): Promise<Document> => reviewGlass(parts, id, member),
    },
    votes: (vote: Vote): Vote => votesWithGlass(parts, vote),
    work: {
      expiry: () => expireRequests(parts.store, parts.channel, parts.changes),
      approvers: createRemindApprovers(parts).work,
      skipped: createMindGlass(parts).work,
    },
  };
}

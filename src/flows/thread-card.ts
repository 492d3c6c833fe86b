/** Which card a thread belongs to, from what was remembered when it was posted. */
import type { FormWish } from '../core/form.ts';
import type { Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import type { ThreadCard } from '../core/thread-line.ts';

/** Null for a thread of nothing of ours. Never throws a Problem: without the store the line means what it says. */
export type ThreadCardAt = (channel: string, thread: string) => Promise<ThreadCard | null>;

export function createThreadCardAt(
  store: Pick<Store, 'messages' | 'incidents' | 'operations'>,
): ThreadCardAt {
  async function find(channel: string, thread: string): Promise<ThreadCard | null> {
    const at = await store.messages.at(channel, thread);
    if (at?.kind === 'incident') {
      const incident = await store.incidents.get(at.subject);
      return incident === null ? null : { card: 'incident', incident };
    }
    if (at?.kind !== 'operation') return null;
    const operation = await store.operations.get(at.subject);
    return operation === null ? null : { card: 'operation', operation };
  }

  return async (channel, thread) => {
    try {
      return await find(channel, thread);
    } catch (error) {
      if (isProblem(error)) return null;
      throw error;
    }
  };
}

/** A form that was asked for on a message of an incident is about that incident, and about its environment. */
export async function wishInThread(
  wish: FormWish,
  { channel, thread }: { readonly channel: string; readonly thread?: string },
  at: ThreadCardAt | undefined,
): Promise<FormWish> {
  if (thread === undefined || at === undefined || wish.incident !== null) return wish;
  const card = await at(channel, thread);
  if (card === null) return wish;
  const own = card.card === 'incident' ? card.incident : card.operation;
  const incident = card.card === 'incident' ? card.incident.id : wish.incident;
  return { ...wish, incident, environment: wish.environment ?? own.environment };
}

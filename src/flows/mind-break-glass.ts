/** What a skipped approval says by itself: every day that nobody has reviewed it, and every week how often it was done. */

import type { Log } from '../core/ports/ambient.ts';
import type { FollowUp } from '../core/ports/follow-ups.ts';
import type { Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { code, mention, say, span } from '../core/sentence.ts';
import { type Changes, describeOperation } from './operation-state.ts';

export interface MindGlassPorts {
  readonly store: Store;
  readonly changes: Changes;
  readonly channel: string;
  readonly owner: string;
  readonly log: Log;
  readonly nudge: () => void;
}

export const DAY_MS = 24 * 60 * 60_000;
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-05, the first Monday: weeks end on Mondays at 00:00 UTC. */
const FIRST_MONDAY = 4 * DAY_MS;
const AT_ONCE = 10;
const LEASE_MS = 30_000;
const AGAIN_MS = 30_000;

/** The week in which `now` is, by its number, and when it ends, ms. */
export function weekOf(now: number): { readonly name: string; readonly endsAt: number } {
  const number = Math.floor((now - FIRST_MONDAY) / WEEK_MS);
  return { name: `week-${number}`, endsAt: FIRST_MONDAY + (number + 1) * WEEK_MS };
}

/** `work` gives how many were looked at. Throws only when the store is away. */
export function createMindGlass(ports: MindGlassPorts): { work(): Promise<number> } {
  const { store, owner, log } = ports;

  async function carry(due: FollowUp, look: (subject: string) => Promise<number | null>): Promise<void> {
    try {
      const again = await look(due.subject);
      if (again === null) await store.followUps.finish(due, owner);
      else await store.followUps.later(due, owner, again);
    } catch (error) {
      if (isProblem(error, 'store-down')) throw error;
      log.error({ subject: due.subject, err: error }, 'a skipped approval could not be looked at');
      await store.followUps.later(due, owner, AGAIN_MS);
    }
  }

  return {
    async work() {
      const reviews = await store.followUps.claim('glass-review', owner, LEASE_MS, AT_ONCE);
      const weeks = await store.followUps.claim('glass-week', owner, LEASE_MS, AT_ONCE);
      for (const due of reviews) await carry(due, (id) => remindOf(ports, id));
      for (const due of weeks) await carry(due, () => countWeek(ports));
      const looked = reviews.length + weeks.length;
      if (looked > 0) ports.nudge();
      return looked;
    },
  };
}

/** The note's id holds the day, so that a restart or a second replica says nothing twice. */
async function remindOf({ store, changes, channel }: MindGlassPorts, id: string): Promise<number | null> {
  const [glass, operation] = await Promise.all([store.breakGlass.get(id), store.operations.get(id)]);
  if (glass === null || operation === null || glass.brokenAt === null) return null;
  if (glass.reviewedBy !== null) return null;
  const age = Math.max(0, (await store.now()) - glass.brokenAt);
  const what = describeOperation(changes, operation);
  await store.messages.say({
    id: `note:${id}:glass:${Math.floor(age / DAY_MS)}`,
    channel,
    text: say('glass.remind', { by: mention(glass.by), what, id: code(id), age: span(age) }),
    parent: `operation:${id}`,
    broadcast: true,
  });
  return DAY_MS;
}

/** Goes on as long as one is open; the note is named after the week it is said in, so that weeks do not add up. */
async function countWeek({ store, channel }: MindGlassPorts): Promise<number | null> {
  const now = await store.now();
  const { broken, open } = await store.breakGlass.count(now - WEEK_MS);
  const text = say('glass.week', { count: broken, open });
  if (broken > 0 || open > 0)
    await store.messages.say({ id: `note:glass:${weekOf(now).name}`, channel, text });
  return open > 0 ? weekOf(now).endsAt - now : null;
}

/** What following a log asks for, and which of its steps are worth an edit of its message. */
import { neededWords } from './log-filter.ts';
import { type Follow, NO_TAIL } from './log-follow.ts';
import type { TailQuery } from './ports/log-tail.ts';

/** How often a message is edited while nothing comes, ms. */
const STILL_MS = 30_000;

export function queryOf({ asked: { filter }, streams }: Follow): TailQuery {
  return {
    words: neededWords(filter),
    ...(filter.without.length === 0 ? {} : { without: filter.without }),
    ...(streams === null ? {} : { streams }),
  };
}

/** A step that brought nothing is no reason to edit the message, or only now and then, to show that it goes on. */
export function isSeen(before: Follow, after: Follow): boolean {
  const quarter = ({ readAt }: Follow): number => Math.floor(readAt / STILL_MS);
  const sampled = ({ tail = NO_TAIL }: Follow): number => tail.sampled;
  return (
    after.count !== before.count ||
    after.cutLooks !== before.cutLooks ||
    sampled(after) !== sampled(before) ||
    after.ended !== before.ended ||
    quarter(after) !== quarter(before)
  );
}

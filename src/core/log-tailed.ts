/** What Live Tail brought, taken into a log that is followed. */
import { entriesOf } from './log-entries.ts';
import { leftOut, withoutWords } from './log-filter.ts';
import { type Follow, isOfTask, NO_TAIL, newestShown, OVERLAP_MS } from './log-follow.ts';
import { lineKey, onlyNew, timeOfKey } from './log-once.ts';
import type { TailLine } from './ports/log-tail.ts';

/** Keys that are kept for the next look, which reads no further back than they reach. */
const MOST_KEYS = 3_000;

/** `sampled` is the number of updates that were only a part of what was written. */
export function tailed(
  follow: Follow,
  { lines, sampled }: { readonly lines: readonly TailLine[]; readonly sampled: number },
  now: number,
): Follow {
  const tail = follow.tail ?? NO_TAIL;
  const wanted = lines.filter((line) => line.at >= follow.asked.window.from && isOfTask(follow, line.stream));
  const once = onlyNew(wanted, tail.polled);
  const filter = withoutWords(follow.asked.filter);
  const news = once.news.map((line) => ({ ...line, id: lineKey(line) }));
  const entries = entriesOf(news).filter((entry) => leftOut(entry, filter) === null);
  const keys = [...tail.tailed, ...news.map(({ id }) => id)]
    .filter((key) => timeOfKey(key) >= follow.readUntil - OVERLAP_MS)
    .sort((a, b) => timeOfKey(b) - timeOfKey(a));
  // A look that went back to a line whose key is gone would show it twice.
  const dropped = keys[MOST_KEYS];
  const floor = dropped === undefined ? 0 : timeOfKey(dropped) + 1;
  return {
    ...follow,
    readAt: now,
    readUntil: floor === 0 ? follow.readUntil : Math.max(follow.readUntil, floor + OVERLAP_MS),
    entries: newestShown(entries, follow.entries),
    count: follow.count + entries.length,
    tail: {
      ...tail,
      sampled: tail.sampled + sampled,
      tailed: keys.filter((key) => timeOfKey(key) >= floor),
      polled: once.left,
    },
  };
}

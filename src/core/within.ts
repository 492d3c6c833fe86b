import type { Gathered } from './evidence.ts';
import type { Clock } from './ports/ambient.ts';
import { isProblem } from './problem.ts';
import { say } from './sentence.ts';

/**
 * Waits for one read at most `ms`, and gives the reason when there is no value. Only a Problem counts as a reason:
 * anything else is a mistake of ours and is thrown.
 */
export async function within<T>(work: Promise<T>, ms: number, clock: Clock): Promise<Gathered<T>> {
  const alarm = new AbortController();
  try {
    return await Promise.race([
      work.then((value): Gathered<T> => ({ ok: true, value })),
      clock.sleep(ms, alarm.signal).then((): Gathered<T> => ({ ok: false, why: say('reading.too-slow') })),
    ]);
  } catch (error) {
    if (isProblem(error)) return { ok: false, why: error.sentence };
    throw error;
  } finally {
    alarm.abort();
  }
}

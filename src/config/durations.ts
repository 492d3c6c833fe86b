import { z } from 'zod';
import { readDuration } from '../core/time-window.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A length of time within bounds (ms); `example` is what the mistake tells people to write. */
export function duration(least: number, most: number, example: string) {
  const wanted = `a length of time such as ${example} (s, m, h or d; ${short(least)} to ${short(most)})`;
  return z.string({ error: wanted }).transform((text, context) => {
    const ms = readDuration(text);
    if (ms !== null && ms >= least && ms <= most) return ms;
    context.issues.push({ code: 'custom', message: wanted, input: text });
    return z.NEVER;
  });
}

function short(ms: number): string {
  if (ms > 0 && ms % DAY === 0) return `${ms / DAY}d`;
  if (ms > 0 && ms % HOUR === 0) return `${ms / HOUR}h`;
  return ms > 0 && ms % MINUTE === 0 ? `${ms / MINUTE}m` : `${ms / 1_000}s`;
}

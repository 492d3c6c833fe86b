/** How long a change usually takes, from how long the last ones of its kind took. Pure. */
import type { Operation } from './operation.ts';

export interface Eta {
  readonly low: number;
  readonly high: number;
  readonly unit: 's' | 'min' | 'h';
}

/** The newest ones that count: what an environment was like long ago says little about tonight. */
export const ETA_SAMPLES = 9;
/** One is an accident. */
const FEWEST = 2;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Null when fewer than two are known. `past` are ended operations of one environment and kind, newest first. */
export function etaOf(past: readonly Pick<Operation, 'state' | 'startedAt' | 'endedAt'>[]): Eta | null {
  const took = past
    .flatMap(({ state, startedAt, endedAt }) =>
      state !== 'succeeded' || startedAt === null || endedAt === null || endedAt < startedAt
        ? []
        : [endedAt - startedAt],
    )
    .slice(0, ETA_SAMPLES);
  return took.length < FEWEST ? null : around(median(took));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** Rounded to what a person expects of a guess: tens of seconds, minutes, tens of minutes, hours. */
function around(ms: number): Eta {
  if (ms < 1.5 * MINUTE_MS) return between(ms, 10_000, 1_000, 's');
  if (ms < 20 * MINUTE_MS) return between(ms, MINUTE_MS, MINUTE_MS, 'min');
  if (ms < 2 * HOUR_MS) return between(ms, 10 * MINUTE_MS, MINUTE_MS, 'min');
  return between(ms, HOUR_MS, HOUR_MS, 'h');
}

function between(ms: number, step: number, size: number, unit: Eta['unit']): Eta {
  const high = Math.max(step, Math.ceil(ms / step) * step);
  const low = Math.max(Math.floor(ms / step) * step, step);
  return { low: Math.min(low, high) / size, high: high / size, unit };
}

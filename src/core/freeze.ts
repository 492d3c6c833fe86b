/** When an environment is frozen, and when it opens: a pure reading of windows. Denying beats allowing. */
import { instantOf, wallAt } from './zoned-time.ts';

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** Monday 5 January 1970, the first Monday of the epoch: weeks are counted from there. */
const FIRST_MONDAY = 4 * DAY;
/** Windows that follow each other without a gap are walked through this often; what is still shut then never opens. */
const MOST_STEPS = 100;

/**
 * `from` and `to` are times of the wall in `zone`, ms: since Monday 00:00 for `week`, since midnight for `day`, and
 * whole dates for `once`. A weekly or daily window whose end is before its start reaches into the next week or day.
 */
export interface FreezeWindow {
  readonly name: string;
  readonly every: 'week' | 'day' | 'once';
  readonly from: number;
  readonly to: number;
  readonly zone: string;
}

export interface FreezeRules {
  readonly deny: readonly FreezeWindow[];
  /** Where there is one at all, changes may begin only inside of one. */
  readonly allow: readonly FreezeWindow[];
}

/** Both ends in ms since the epoch; the last is no longer inside. */
export interface Stretch {
  readonly name: string;
  readonly from: number;
  readonly until: number;
}

export interface Frozen {
  /** Of the windows that deny now; empty where only no allowing window is open. */
  readonly names: readonly string[];
  /** First instant at which changes may begin, ms; null when the windows never leave a gap. */
  readonly opens: number | null;
}

export const NO_FREEZES: FreezeRules = { deny: [], allow: [] };

/** Null when changes may begin at `at`. `more` are stretches that people asked for, beside the windows of the file. */
export function frozenAt(rules: FreezeRules, more: readonly Stretch[], at: number): Frozen | null {
  const denying = deniesAt(rules, more, at);
  if (denying.length === 0 && isAllowed(rules, at)) return null;
  return { names: [...new Set(denying.map(({ name }) => name))], opens: opening(rules, more, at) };
}

/** The next stretch of the file that begins after `at`; null when none is to come. */
export function nextFreeze({ deny }: FreezeRules, at: number): Stretch | null {
  const coming = deny.flatMap((window) => stretchesNear(window, at, 'wide')).filter(({ from }) => from > at);
  return coming.reduce<Stretch | null>((best, each) => (best && best.from <= each.from ? best : each), null);
}

function opening(rules: FreezeRules, more: readonly Stretch[], at: number): number | null {
  let now = at;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const denying = deniesAt(rules, more, now);
    if (denying.length > 0) {
      now = Math.max(...denying.map(({ until }) => until));
      continue;
    }
    if (isAllowed(rules, now)) return now;
    const starts = rules.allow
      .flatMap((window) => stretchesNear(window, now, 'narrow'))
      .map(({ from }) => from)
      .filter((from) => from > now);
    if (starts.length === 0) return null;
    now = Math.min(...starts);
  }
  return null;
}

function deniesAt({ deny }: FreezeRules, more: readonly Stretch[], at: number): readonly Stretch[] {
  const own = deny.flatMap((window) => stretchesNear(window, at, 'wide'));
  return [...own, ...more].filter(({ from, until }) => from <= at && at < until);
}

function isAllowed({ allow }: FreezeRules, at: number): boolean {
  if (allow.length === 0) return true;
  return allow
    .flatMap((window) => stretchesNear(window, at, 'narrow'))
    .some(({ from, until }) => from <= at && at < until);
}

/**
 * The stretches of a window from the one before to the second after `at`. Where a wall time comes twice, `wide` takes
 * the longer reading and `narrow` the shorter one, so that doubt always falls on the side of waiting.
 */
function stretchesNear(window: FreezeWindow, at: number, how: 'wide' | 'narrow'): readonly Stretch[] {
  const { name, zone, every } = window;
  const [start, end] = how === 'wide' ? (['first', 'last'] as const) : (['last', 'first'] as const);
  return wallsNear(window, every === 'once' ? 0 : wallAt(at, zone))
    .map((wall) => ({
      name,
      from: instantOf(wall.from, zone, start),
      until: instantOf(wall.to, zone, end),
    }))
    .filter(({ from, until }) => from < until);
}

function wallsNear({ every, from, to }: FreezeWindow, wall: number): readonly { from: number; to: number }[] {
  if (every === 'once') return [{ from, to }];
  const period = every === 'week' ? WEEK : DAY;
  const origin = every === 'week' ? FIRST_MONDAY : 0;
  const current = Math.floor((wall - origin) / period) * period + origin;
  const length = (((to - from) % period) + period) % period;
  return [-1, 0, 1, 2].map((turn) => {
    const begin = current + turn * period + from;
    return { from: begin, to: begin + length };
  });
}

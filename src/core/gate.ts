/** What stands between a change and its beginning, and the words for it. Pure; `flows/gates.ts` reads the store. */
import type { Check } from './check.ts';
import type { Environment } from './environment.ts';
import { frozenAt, NO_FREEZES } from './freeze.ts';
import { isForward, type Lock, lockStops } from './lock.ts';
import type { ChangeKind } from './operation.ts';
import { code, link, mention, moment, type Sentence, say, span } from './sentence.ts';

export type Barrier =
  | { readonly barrier: 'lock'; readonly lock: Lock; readonly link: string | null }
  | {
      readonly barrier: 'freeze';
      /** Who asked for it; null where the windows of the file say so. */
      readonly by: Lock | null;
      /** Of the file's windows; empty outside of the hours that it allows. */
      readonly names: readonly string[];
      /** When changes may begin again, ms; null where nobody can tell. */
      readonly opens: number | null;
      readonly link: string | null;
    };

export interface Gate {
  /** What keeps this change away; empty when it may begin. */
  readonly shut: readonly Barrier[];
  /** What it passes all the same, for its card. */
  readonly named: readonly Check[];
}

/** Everything that stands at the environment now. `locks` are those in force; `links` lead to where they were said. */
export function barriersAt(
  { freezes = NO_FREEZES }: Pick<Environment, 'freezes'>,
  locks: readonly Lock[],
  now: number,
  links: ReadonlyMap<string, string> = new Map(),
): readonly Barrier[] {
  const linkOf = ({ id }: Lock): string | null => links.get(id) ?? null;
  const asked = locks.filter(({ kind }) => kind === 'freeze');
  const stretches = asked.map(({ reason, since, until }) => ({
    name: reason ?? '',
    from: Math.min(since, now),
    until: until ?? Number.MAX_SAFE_INTEGER,
  }));
  const opens = frozenAt(freezes, stretches, now)?.opens ?? null;
  const file = frozenAt(freezes, [], now);
  return [
    ...locks
      .filter(({ kind }) => kind !== 'freeze')
      .map((lock): Barrier => ({ barrier: 'lock', lock, link: linkOf(lock) })),
    ...asked.map((by): Barrier => ({ barrier: 'freeze', by, names: [], opens, link: linkOf(by) })),
    ...(file === null
      ? []
      : [{ barrier: 'freeze', by: null, names: file.names, opens, link: null } satisfies Barrier]),
  ];
}

/** `brokenGlass`: somebody may overrule all of it in an emergency; then it is named, and stops nothing. */
export function gateFor(
  kind: ChangeKind,
  environment: string,
  barriers: readonly Barrier[],
  now: number,
  brokenGlass: boolean,
): Gate {
  const named = (key: 'gate.broken' | 'gate.passed', barrier: Barrier): Check => ({
    name: 'gate',
    level: 'warning',
    text: say(key, { what: barrierText(barrier, now, environment) }),
  });
  const stopping = barriers.filter((each) => stops(each, kind));
  if (brokenGlass) return { shut: [], named: stopping.map((each) => named('gate.broken', each)) };
  const isBack = kind === 'rollback' || kind === 'abort';
  const passed = isBack ? barriers.filter((each) => stops(each, 'scale')) : [];
  return { shut: stopping, named: passed.map((each) => named('gate.passed', each)) };
}

function stops(barrier: Barrier, kind: ChangeKind): boolean {
  return barrier.barrier === 'freeze' ? isForward(kind) : lockStops(barrier.lock, kind);
}

/** Who, since when and why. */
export function barrierText(barrier: Barrier, now: number, environment: string): Sentence {
  if (barrier.barrier === 'lock') {
    const { lock } = barrier;
    const { owner, since, reason, until, revision } = lock;
    const who = { environment: lock.environment, by: mention(owner), since: moment(since) };
    const age = span(Math.max(0, now - since));
    if (lock.kind === 'after-rollback')
      return say('gate.rolled-back', {
        ...who,
        age,
        reason,
        revision: revision === null ? null : code(revision),
      });
    return say('gate.lock', {
      ...who,
      age,
      reason: reason ?? '',
      until: until === null ? null : moment(until),
      link: linkTo(barrier.link),
    });
  }
  const { by, names, link: place } = barrier;
  const opens = barrier.opens === null ? null : moment(barrier.opens);
  if (by !== null)
    return say('gate.freeze-by', {
      environment: by.environment,
      by: mention(by.owner),
      reason: by.reason ?? '',
      opens,
      link: linkTo(place),
    });
  if (names.length === 0) return say('gate.not-open', { environment, opens });
  return say('gate.freeze', { environment, names, opens });
}

function linkTo(address: string | null): ReturnType<typeof link> | null {
  return address === null ? null : link(address);
}

/** What the reader can do about it. */
export function barrierEnd(barrier: Barrier, reader: string): Sentence {
  if (barrier.barrier === 'lock') {
    const { lock } = barrier;
    const line = code(`/hydrous unlock ${lock.environment}`);
    if (lock.kind === 'after-rollback') return say('gate.end.rolled-back', { line });
    if (lock.owner === reader) return say('gate.end.own', { line });
    return say('gate.end.other', { by: mention(lock.owner), line });
  }
  const { by } = barrier;
  if (by === null) return say('gate.end.file');
  const line = code(`/hydrous unfreeze ${by.environment}`);
  if (by.owner === reader) return say('gate.end.own-freeze', { line });
  return say('gate.end.freeze', { by: mention(by.owner), line });
}

/** When everything that keeps a change away is over by itself, ms; null where somebody must end it. */
export function opensAt(shut: readonly Barrier[]): number | null {
  const times = shut.map((each) => (each.barrier === 'freeze' ? each.opens : null));
  return times.includes(null) || times.length === 0 ? null : Math.max(...times.map(Number));
}

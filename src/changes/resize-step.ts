/** What giving a database another class and a cache another node type share: what it costs, and how it stands. */
import type { ChangeReaders, Settlement, StepSeen } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import { DATA_PRICES_AS_OF } from '../core/data-prices.ts';
import type { Operation } from '../core/operation.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import { difference, dollars, ended, sentSince, stillRunning } from './data-step.ts';

export const RESIZE_PATIENCE_MS = 4 * 60 * 60_000;
/** AWS shows what waits at once and begins within a minute; after so long without a trace nothing will come, ms. */
const BEGINS_MS = 5 * 60_000;

export interface Sized {
  readonly status: string;
  readonly size: string;
  /** The size that a change which has not begun yet will give it; null or absent when none waits. */
  readonly waiting: string | null | undefined;
}

/** A change that waited before says nothing about ours; one that began does. */
export function seenResize(
  sized: Sized | null,
  { plan }: Pick<Operation, 'plan'>,
): { readonly seen: StepSeen; readonly result?: Readonly<Record<string, string>> } {
  if (sized === null) return { seen: 'cannot-tell' };
  const { to, from, waited } = plan.target;
  const { status, size } = sized;
  const waits = sized.waiting === to;
  const begun = waits && (waited !== to || status !== 'available');
  if (size === to || begun) return { seen: 'applied', result: {} };
  const untouched = status === 'available' && !waits && size === from;
  return { seen: untouched ? 'not-applied' : 'cannot-tell' };
}

export function settleResize(
  readers: ChangeReaders,
  operation: Operation,
  { status, size, waiting }: Sized,
  words: {
    readonly resized: (took: number) => Sentence;
    readonly superseded: Sentence;
    readonly notResized: Sentence;
    /** The verb that shows its events. */
    readonly look: 'db' | 'cache';
  },
): Settlement {
  const { from, to } = operation.plan.target;
  const took = sentSince(readers, operation);
  if (status !== 'available') return stillRunning(status);
  if (size === to) return ended('succeeded', words.resized(took));
  if (waiting === to) return stillRunning('pending-modification');
  if (size !== from) return ended('superseded', words.superseded);
  const began = operation.rollout?.progress?.status === 'modifying';
  if (!began && took < BEGINS_MS) return stillRunning(status);
  const command = code(`/hydrous ${words.look} ${operation.environment}`);
  return ended('failed', words.notResized, [say('outcome.see-events', { command })]);
}

/** Of a month, USD; null for a size whose price nobody knows. */
export function resizeCost(
  region: string,
  to: string,
  before: number | null,
  after: number | null,
): { readonly row: { readonly from: string; readonly to: string } | null; readonly check: Check } {
  if (before === null || after === null) {
    const text = say('check.data-cost.unknown', { what: code(to), region });
    return { row: null, check: { name: 'cost', level: 'not-checked', text } };
  }
  const values = { difference: difference(before, after), region, asOf: DATA_PRICES_AS_OF };
  return {
    row: { from: `${dollars(before)} USD`, to: `${dollars(after)} USD` },
    check: { name: 'cost', level: 'ok', text: say('check.data-cost', values) },
  };
}

/** What must be true of a run of the model when everything has come to rest. Each failure names what it found. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../src/core/operation.ts';
import type { AuditEntry } from '../../src/core/ports/store.ts';
import { canonicalJson } from '../../src/store/canonical-json.ts';
import type { ModelHouse, Sent } from './model-house.ts';
import { follow, isOver, type Model } from './operation-model.ts';

/** Where the audit trail ended before the run. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** Gives the new end of the audit trail. */
export async function checkRun(model: Model, house: ModelHouse, end: ChainEnd): Promise<ChainEnd> {
  const { store } = house.steered;
  const operations = await house.operations();
  const entries = await store.audit.after(end.seq, { limit: 2_000 });
  const log = await house.steered.rows(
    `select operation, what from row_log where operation like 'op-${house.environment.name}-%' order by n`,
  );
  must(house.mishaps.length === 0, `the worker found unexpected: ${house.mishaps.join('; ')}`);
  must(operations.length === model.operations.length, 'an operation was made that nobody asked for');
  for (const each of house.sent) checkSent(model, each);
  const sends = house.sent.map(({ operation, step }) => `${operation} ${step}`);
  must(new Set(sends).size === sends.length, `sent twice: ${sends.join(', ')}`);
  for (const operation of operations) {
    const { id, state } = operation;
    const rows = log.filter((each) => each['operation'] === id).map((each) => String(each['what']));
    checkOutcome(
      operation,
      house.sent.filter((each) => each.operation === id),
    );
    checkAudit(
      operation,
      rows,
      entries.filter(({ subject }) => subject === id),
    );
    const known = model.operations.find((each) => each.id === id)!;
    // Its intent was kept and what became of it cannot be seen: nobody knows whether it was sent.
    const stuck = state === 'unknown' && operation.steps.length > 0;
    must(isOver(state) || stuck, `${id} is still ${state}`);
    const over = rows.filter((what) => isOver(what));
    must(over.length === (stuck ? 0 : 1), `${id} ended as ${over.join(' and ')}`);
    must((operation.endedAt ?? operation.decidedAt) !== null, `${id} has no end`);
    const sealed = await store.sealed.get(id);
    must(
      (sealed !== null) === (stuck && known.sealed),
      `the sealed values of ${id} are ${sealed === null ? 'gone' : 'left'}`,
    );
    const card = await store.messages.get(`operation:${id}`);
    must(
      card?.wanted === operation.version,
      `the card of ${id} was wanted ${card?.wanted} times of ${operation.version}`,
    );
    const voters = (await store.votes.of(id)).map(({ person }) => person);
    must(new Set(voters).size === voters.length, `${id} has two votes of one person`);
    must(new Set(operation.decidedBy).size === operation.decidedBy.length, `${id} counts somebody twice`);
  }
  const secrets = house.aws.registered.filter((value) => !house.given.includes(value));
  must(secrets.length === 0, 'a value was registered that nobody gave');
  return checkChain(entries, end);
}

function checkSent(model: Model, { operation, step, row, live }: Sent): void {
  const what = `${step} of ${operation} was sent`;
  const known = model.operations.find(({ id }) => id === operation);
  must(known !== undefined && known.right !== null, `${what} without the right to`);
  must(row?.state === 'executing', `${what} while it was ${row?.state}`);
  const record = row?.steps.find((each) => each.step === step);
  must(record !== undefined && record.result === null, `${what} and its intent was not kept`);
  must(isDeepStrictEqual(live, row?.plan.live), `${what} though the live state had moved`);
}

/** What people are told of the end is what AWS did. */
function checkOutcome({ id, state, steps, outcome }: Operation, sent: readonly Sent[]): void {
  const text = outcome?.text;
  const denied = text !== undefined && 'say' in text && text.say === 'execute.not-applied';
  const last = sent.find(({ step }) => step === steps.at(-1)?.step);
  must(!denied || last?.applied !== true, `${id} is told as not done, and it was done`);
  if (state === 'succeeded')
    must(sent.length > 0 && sent.every(({ applied }) => applied), `${id} was never done`);
}

/** The rows of the audit, in order, are the changes of the operation's row, in order; only progress has none. */
function checkAudit({ id }: Operation, rows: readonly string[], entries: readonly AuditEntry[]): void {
  const told = entries.flatMap(({ event, actor }) => {
    if (event === 'glass-offered') return [];
    if (event === 'requested') return ['pending'];
    if (event === 'glass-broken') return ['approved'];
    if (event.startsWith('intent:') || event.startsWith('done:')) return ['step'];
    return actor === 'policy' ? ['at once'] : [event];
  });
  // A request that needs nobody is made approved, which the audit tells in two rows.
  const straight = told[1] === 'at once' ? ['approved', ...told.slice(2)] : told;
  const changed = rows.filter((what) => what !== 'progress');
  must(
    straight.join() === changed.join(),
    `the audit of ${id} tells ${straight.join()}, its row ${changed.join()}`,
  );
}

/** The chain of hashes, worked out here once more. */
function checkChain(entries: readonly AuditEntry[], end: ChainEnd): ChainEnd {
  return entries.reduce<ChainEnd>((before, { hash, ...entry }) => {
    const right = createHash('sha256')
      .update(before.hash + canonicalJson(entry))
      .digest('hex');
    must(entry.seq === before.seq + 1 && hash === right, `audit row ${entry.seq} does not fit`);
    return { seq: entry.seq, hash };
  }, end);
}

/** Good weather, and time until nothing moves any more. */
export async function comeToRest(model: Model, house: ModelHouse): Promise<void> {
  Object.assign(house.aws, { weather: 'fine', deaf: 0, lag: 0 });
  for (let turn = 0, quiet = 0; turn < 100; turn += 1) {
    const moving = model.operations.filter(({ state }) => !isOver(state));
    // What is unknown for good is left to people; it gets ten minutes to turn out otherwise.
    quiet = moving.every(({ state }) => state === 'unknown') ? quiet + 1 : 0;
    if (moving.length === 0 || quiet > 10) return;
    if (moving.every(({ state }) => state === 'pending')) {
      await house.pass(house.environment.expires);
      await house.expire();
      for (const operation of moving) Object.assign(operation, { state: 'expired' });
    } else {
      for (const replica of house.replicas) await replica.round();
      await house.pass(61_000);
    }
    follow(model, house, await house.rows());
  }
}

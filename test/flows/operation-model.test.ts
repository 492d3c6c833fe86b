/**
 * Operations as a state machine: people, time, AWS and dying machines in any order, on the real store, flows and rules.
 * A failure prints the seed, the path and the shortest list of commands that shows it.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChainEnd, checkRun, comeToRest } from './model-checks.ts';
import { commands, requests } from './model-commands.ts';
import { openModelHouse } from './model-house.ts';
import type { Model } from './operation-model.ts';
import { type SteeredStore, steeredPostgres, steeredSqlite } from './steered-time.ts';

/**
 * 1,000 in all, more of them on the quicker engine; `LONG_TESTS=1` makes 1,000 on each, `MODEL_RUNS` any number on
 * each, and `MODEL_SEED` begins elsewhere.
 */
const ASKED = process.env['MODEL_RUNS'] ?? (process.env['LONG_TESTS'] === '1' ? '1000' : undefined);
const ENGINES = [
  { engine: 'sqlite', open: steeredSqlite, runs: Number(ASKED ?? 700) },
  { engine: 'postgres', open: steeredPostgres, runs: Number(ASKED ?? 300) },
] as const;
const SEED = Number(process.env['MODEL_SEED'] ?? 20_261_130);

/** In each of these some operation must have ended, or the commands have lost their edge. */
const ENDS = ['succeeded', 'failed', 'superseded', 'stale', 'expired', 'rejected', 'cancelled'];

const rules = fc.constantFrom(0, 1, 1, 1, 2);

describe.for(ENGINES)('operations on $engine, in $runs random interleavings', ({ open, runs }) => {
  const fresh = Math.ceil(runs / 5);
  /** What a machine that is busy with other things does not manage in this time is left out, and said to be, ms. */
  const patience = ASKED === undefined ? 60_000 : runs * 400;
  const timeout = 2 * patience + 60_000;
  let steered: SteeredStore | { readonly absent: string };
  /** How often operations have ended in each state, how much was sent, and in how many runs. */
  const seen: Record<string, number> = {};
  const count = (what: string, by = 1) => {
    seen[what] = (seen[what] ?? 0) + by;
  };

  beforeAll(async () => {
    steered = await open();
  });
  afterAll(async () => {
    if (!('absent' in steered)) await steered.close();
  });

  async function hold(store: SteeredStore, parameters: { numRuns: number; seed?: number }): Promise<void> {
    const until = Date.now() + patience;
    const property = fc.asyncProperty(rules, requests, commands(20), async (approvals, first, all) => {
      if (Date.now() > until) return;
      const model: Model = { operations: [], shut: new Map() };
      const house = openModelHouse(store, approvals);
      const [last] = await store.store.audit.recent({ limit: 1 });
      const end: ChainEnd = last ?? { seq: 0, hash: '' };
      await first.run(model, house);
      await fc.asyncModelRun(() => ({ model, real: house }), all);
      await comeToRest(model, house);
      await checkRun(model, house, end);
      // Nothing becomes of it any more, and every worker of a later run would look at it again.
      await store.rows(
        `update operations set state = 'failed' where environment = '${house.environment.name}' and state = 'unknown'`,
      );
      count('runs');
      for (const { state } of model.operations) count(state);
      count('sent', house.sent.length);
    });
    await fc.assert(property, parameters);
  }

  it(
    'end once, are sent once, and are told as they were, whatever happens to them',
    async (context) => {
      if ('absent' in steered) return context.skip(steered.absent);
      await hold(steered, { numRuns: runs - fresh, seed: SEED });
    },
    timeout,
  );

  it(
    'do so with commands that nobody has tried before',
    async (context) => {
      if ('absent' in steered) return context.skip(steered.absent);
      await hold(steered, { numRuns: fresh });
    },
    timeout,
  );

  it('leave an audit trail that verifies from its first row', async (context) => {
    if ('absent' in steered) return context.skip(steered.absent);
    const { rows, broken } = await steered.store.audit.verify();
    expect(broken).toBeNull();
    expect(rows).toBeGreaterThan(0);
  });

  it('were as many as that, and of every kind', (context) => {
    if ('absent' in steered) return context.skip(steered.absent);
    const { sent = 0, runs: made = 0, ...ends } = seen;
    if (made < runs) {
      const why = `the machine is busy: only ${made} of ${runs} were made`;
      console.warn(why);
      return context.skip(why);
    }
    expect(made).toBe(runs);
    if (runs < 300) return context.skip('too few runs to tell of which kind they were');
    expect(sent).toBeGreaterThan(runs / 2);
    expect(Object.keys(ends)).toEqual(expect.arrayContaining(ENDS));
  });
});

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

/** Of each engine, with the fixed seed and with a new one each time. `MODEL_RUNS` asks for more, `MODEL_SEED` for another. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 500);
const FRESH = Math.ceil(RUNS / 5);
const SEED = Number(process.env['MODEL_SEED'] ?? 20_261_130);
/** What a machine that is busy with other things does not manage in this time is left out, with a word, ms. */
const PATIENCE = process.env['MODEL_RUNS'] === undefined ? 20_000 : RUNS * 400;
const TIMEOUT = 2 * PATIENCE + 60_000;

/** In each of these some operation must have ended, or the commands have lost their edge. */
const ENDS = ['succeeded', 'failed', 'superseded', 'stale', 'expired', 'rejected', 'cancelled'];

const rules = fc.constantFrom(0, 1, 1, 1, 2);

describe.for([['sqlite', steeredSqlite] as const, ['postgres', steeredPostgres] as const])(
  'operations on %s',
  ([, open]) => {
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
      const until = Date.now() + PATIENCE;
      const property = fc.asyncProperty(rules, requests, commands(20), async (approvals, first, all) => {
        if (Date.now() > until) return count('left out');
        const model: Model = { operations: [], shut: new Map() };
        const house = openModelHouse(store, approvals);
        const [last] = await store.store.audit.recent({ limit: 1 });
        const end: ChainEnd = last ?? { seq: 0, hash: '' };
        await first.run(model, house);
        await fc.asyncModelRun(() => ({ model, real: house }), all);
        await comeToRest(model, house);
        await checkRun(model, house, end);
        for (const { state } of model.operations) count(state);
        count('sent', house.sent.length);
      });
      await fc.assert(property, parameters);
      const { 'left out': left = 0 } = seen;
      if (left > 0) console.warn(`the machine is busy: ${left} of ${RUNS} runs were left out`);
    }

    it(
      'end once, are sent once, and are told as they were, whatever happens to them',
      async (context) => {
        if ('absent' in steered) return context.skip(steered.absent);
        await hold(steered, { numRuns: RUNS - FRESH, seed: SEED });
      },
      TIMEOUT,
    );

    it(
      'do so with commands that nobody has tried before',
      async (context) => {
        if ('absent' in steered) return context.skip(steered.absent);
        await hold(steered, { numRuns: FRESH });
      },
      TIMEOUT,
    );

    it('leave an audit trail that verifies from its first row', async (context) => {
      if ('absent' in steered) return context.skip(steered.absent);
      const { rows, broken } = await steered.store.audit.verify();
      expect(broken).toBeNull();
      expect(rows).toBeGreaterThan(0);
    });

    it('were of every kind', (context) => {
      const { sent = 0, 'left out': left = 0, ...ends } = seen;
      if ('absent' in steered || RUNS - left < 500) return context.skip('too few runs to tell');
      expect(sent).toBeGreaterThan(RUNS / 2);
      expect(Object.keys(ends)).toEqual(expect.arrayContaining(ENDS));
    });
  },
);

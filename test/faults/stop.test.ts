/** Asked to stop, the bot hands over what runs and is gone in time; the next process goes on at once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { eventually, type House, notes, OPS, openHouse, PATIENCE, TAG } from './house.ts';

const LONG = { timeout: PATIENCE };
/** ms, of the contract. */
const STOP_WITHIN = 20_000;

async function inHouse(work: (house: House) => Promise<void>): Promise<void> {
  const house = await openHouse();
  try {
    await work(house);
  } finally {
    await house.close();
  }
}

/** Calls `strike` while UpdateService is under way, and lets it take its time. */
async function strikeDuringUpdate(house: House, strike: () => void): Promise<void> {
  const once = house.aws.faults.before('UpdateService', async () => {
    once();
    strike();
    await sleep(500);
  });
  await house.slack.as('U0ANA').command('/hydrous', `deploy ${TAG}`);
  await house.slack.as('U0BRUNO').click(await house.operationIn(['pending']), 'approve');
  await house.aws.calls.waitFor('UpdateService', 1, 20_000);
}

async function expectGoesOn(house: House): Promise<void> {
  await house.restartBot();
  // No claim is left behind, so nobody waits for one to end.
  await house.operationIn(['succeeded'], 25_000);
  await eventually('the end was said', () =>
    house.slack.state.messages(OPS).some(({ text }) => text.includes('Desplegado')),
  );
  expect(house.operationCards()).toHaveLength(1);
  expect(house.aws.calls.count('RegisterTaskDefinition')).toBe(1);
  expect(house.aws.calls.count('UpdateService')).toBe(1);
  expect(new Set(notes(house, OPS)).size).toBe(notes(house, OPS).length);
}

describe.concurrent('a bot that is asked to stop', () => {
  it('ends the step that is under way, and exits with 0', LONG, () =>
    inHouse(async (house) => {
      let stopping: Promise<number | null> | null = null;
      const started = performance.now();
      await strikeDuringUpdate(house, () => {
        stopping = house.bot.stop();
      });
      expect(await stopping).toBe(0);
      expect(performance.now() - started).toBeLessThan(STOP_WITHIN);
      await expectGoesOn(house);
    }),
  );

  it('twice, still ends the step and exits with 0', LONG, () =>
    inHouse(async (house) => {
      let stopping: Promise<number | null> | null = null;
      await strikeDuringUpdate(house, () => {
        const { pid } = house.bot;
        stopping = house.bot.stop();
        if (pid !== undefined) process.kill(pid, 'SIGTERM');
      });
      expect(await stopping).toBe(0);
      await expectGoesOn(house);
    }),
  );

  it('while Slack is slow to answer, is gone in time', LONG, () =>
    inHouse(async (house) => {
      house.slack.faults.set('chat.postMessage', { fault: 'slow-reply', ms: 60_000 });
      house.fire();
      await eventually('a card is on its way', () => house.incidentCards().length > 0);
      const started = performance.now();
      expect(await house.bot.stop()).toBe(0);
      expect(performance.now() - started).toBeLessThan(STOP_WITHIN);
    }),
  );

  it('answers every command that came before, and takes no other', LONG, () =>
    inHouse(async ({ slack, bot, told }) => {
      const asked = Array.from({ length: 20 }, () => slack.as('U0VERA').command('/hydrous', 'status'));
      const deliveries = await Promise.all(asked);
      expect(await bot.stop()).toBe(0);
      expect(deliveries.map(({ status }) => status)).toEqual(deliveries.map(() => 200));
      expect(told('U0VERA').filter((text) => text.includes('2 of 2 tasks running'))).toHaveLength(20);
      expect((await slack.as('U0VERA').command('/hydrous', 'status')).status).toBe('unreachable');
    }),
  );
});

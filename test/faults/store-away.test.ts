/** PostgreSQL goes away under a running bot: alarms are kept, changes are refused, reading goes on. */
import { describe, expect, it, type TestContext } from 'vitest';
import { sharedDatabase } from '../shared-postgres.ts';
import { type Fault, startWire, type Wire } from '../store/wire.ts';
import { eventually, type House, OPS, openHouse, PATIENCE, payload, TAG } from './house.ts';

const LONG = { timeout: PATIENCE };
const AWAY: readonly Fault[] = [{ kind: 'frozen' }, { kind: 'cut' }];
const BACK: Fault = { kind: 'none' };

async function onWire(
  context: TestContext,
  work: (house: House, wire: Wire) => Promise<void>,
): Promise<void> {
  const database = await sharedDatabase();
  if ('absent' in database) return context.skip(database.absent);
  const wire = await startWire(database.url);
  try {
    const house = await openHouse({ settings: { DATABASE_URL: wire.url } });
    try {
      await work(house, wire);
    } finally {
      wire.set(BACK);
      await house.close();
    }
  } finally {
    await wire.close();
  }
}

describe.concurrent('while PostgreSQL is away', () => {
  it.for(AWAY)(
    '($kind) alarms are kept, changes refused, and status answers; then the alarm is shown once',
    LONG,
    (away, context) =>
      onWire(context, async (house, wire) => {
        const { slack, bot, told } = house;
        wire.set(away);
        house.fire();
        await delivered(house, 1);

        const asked = await slack.as('U0ANA').command('/hydrous', `deploy ${TAG}`);
        expect(asked.status).toBe(200);
        expect(asked.ms).toBeLessThan(1_000);
        await eventually(
          'the change is refused',
          () => told('U0ANA').some((text) => text.includes('base de datos del bot')),
          5_000,
        );

        const looked = await slack.as('U0VERA').command('/hydrous', 'status');
        expect(looked.ms).toBeLessThan(1_000);
        await eventually(
          'status answers',
          () => told('U0VERA').some((text) => text.includes('2 of 2 tasks running')),
          6_000,
        );

        const shown = JSON.stringify(slack.state.ephemerals('U0VERA').at(-1)!.blocks);
        expect(shown).toContain("The bot's database does not answer");

        const readiness = await fetch(`${bot.url}/readyz`);
        expect(readiness.status).toBe(503);
        expect(await readiness.json()).toMatchObject({
          engine: 'postgres',
          reasons: ['the store does not answer'],
        });
        expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
        expect(house.incidentCards()).toEqual([]);

        wire.set(BACK);
        await ready(house, 5_000);
        await eventually('the card names the cause', () => namesCause(house), 90_000);
        house.calm();
        await house.incidentIn('resolved');
        expect(house.incidentCards()).toHaveLength(1);
        // What was refused stays undone.
        expect(slack.state.messages(OPS).filter((each) => each.metadata !== null)).toEqual([]);
        expect(house.aws.calls.count('UpdateService')).toBe(0);
      }),
  );

  it('a click is told that nothing was recorded, and counts when it is made again', LONG, (context) =>
    onWire(context, async (house, wire) => {
      const { slack, told, aws } = house;
      await slack.as('U0ANA').command('/hydrous', `deploy ${TAG}`);
      const card = await house.operationIn(['pending']);
      wire.set({ kind: 'frozen' });
      const click = await slack.as('U0BRUNO').click(card, 'approve');
      expect(click.status).toBe(200);
      expect(click.ms).toBeLessThan(3_000);
      await eventually('the click is answered', () => told('U0BRUNO').length > 0, 6_000);
      expect(told('U0BRUNO')[0]).toContain('base de datos del bot');
      wire.set(BACK);
      await ready(house, 10_000);
      await slack.as('U0BRUNO').click(card, 'approve');
      await house.operationIn(['succeeded']);
      expect(aws.calls.count('UpdateService')).toBe(1);
      expect(house.operationCards()).toHaveLength(1);
    }),
  );

  it('the bot starts, takes alarms, and is ready within 5 s of the return', LONG, (context) =>
    onWire(context, async (house, wire) => {
      await house.bot.kill();
      wire.set({ kind: 'cut' });
      await house.restartBot();
      expect((await fetch(`${house.bot.url}/healthz`)).status).toBe(200);
      expect((await fetch(`${house.bot.url}/readyz`)).status).toBe(503);
      house.fire();
      await delivered(house, 1);
      wire.set(BACK);
      await ready(house, 5_000);
      await eventually('the card names the cause', () => namesCause(house), 90_000);
      expect(house.incidentCards()).toHaveLength(1);
    }),
  );

  it('a rollout that was begun is ended after the return, and is sent once', LONG, (context) =>
    onWire(context, async (house, wire) => {
      const { slack, aws } = house;
      const once = aws.faults.after('UpdateService', () => {
        once();
        wire.set({ kind: 'cut' });
      });
      await slack.as('U0ANA').command('/hydrous', `deploy ${TAG}`);
      await slack.as('U0BRUNO').click(await house.operationIn(['pending']), 'approve');
      await aws.calls.waitFor('UpdateService', 1, 20_000);
      await eventually(
        'the loss is noticed',
        async () => (await fetch(`${house.bot.url}/readyz`)).status === 503,
      );
      wire.set(BACK);
      await house.operationIn(['succeeded']);
      expect(aws.calls.count('RegisterTaskDefinition')).toBe(1);
      expect(aws.calls.count('UpdateService')).toBe(1);
      expect(house.operationCards()).toHaveLength(1);
    }),
  );
});

function namesCause({ incidentCards }: House): boolean {
  return incidentCards().some((card) => payload(card)['entry'] === 'database-connection');
}

function delivered({ aws }: House, count: number): Promise<void> {
  return eventually('SNS has its 200', () => {
    const answered = aws.world.sns.deliveries.filter(
      ({ type, attempts }) => type === 'Notification' && attempts.at(-1) === 200,
    );
    return answered.length === count;
  });
}

function ready({ bot }: House, ms: number): Promise<void> {
  return eventually('it is ready', async () => (await fetch(`${bot.url}/readyz`)).status === 200, ms);
}

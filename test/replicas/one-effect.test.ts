/** What arrives twice, at two replicas, has one effect; what one replica began, the other ends. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Bot } from '../../sandbox/bot.ts';
import { eventually, PATIENCE, payload, TAG } from '../faults/house.ts';
import { inPair, type Pair } from './house.ts';

const LONG = { timeout: PATIENCE };
/** A trouble that writes sixty minutes of log lines in one would be measured, and not what the two do of it. */
const UNHURRIED = { aws: { speed: 10 } };

describe.concurrent('two replicas', () => {
  it(
    'make one request of the same signed command, sent to both while the plan is made, and after',
    LONG,
    (context) =>
      inPair(context, async ({ slack, aws, bots, told, store, operationCards, operationIn }) => {
        aws.faults.set('DescribeServices', { kind: 'delay', ms: 400 });
        slack.deliverTo(bots[0].url);
        const first = await slack.as('U0ANA').command('/hydrous', `deploy ${TAG}`);
        slack.deliverTo(bots[1].url);
        const second = await slack.deliver(first.raw, first.headers);
        expect([first.status, second.status]).toEqual([200, 200]);
        await operationIn(['pending']);
        await eventually(
          'both were answered',
          () => told('U0ANA').filter((text) => text.includes('op-')).length === 2,
        );
        slack.deliverTo(bots[0].url, bots[1].url);
        const replays = [
          await slack.deliver(first.raw, first.headers),
          await slack.deliver(first.raw, first.headers),
        ];
        expect(replays.map(({ status, body }) => [status, body])).toEqual([
          [200, first.body],
          [200, first.body],
        ]);
        const operations = await store.operations.list({ limit: 10 });
        expect(operations).toHaveLength(1);
        expect(operationCards()).toHaveLength(1);
        const ids = told('U0ANA').flatMap((text) => text.match(/op-[a-z0-9]+/gu) ?? []);
        expect(new Set(ids)).toEqual(new Set([operations[0]!.id]));
      }),
  );

  it('B31: make one request of a signed command that comes again after its replica died', LONG, (context) =>
    inPair(context, async ({ slack, bots, told, store, operationIn }) => {
      slack.deliverTo(bots[0].url);
      const first = await slack.as('U0ANA').command('/hydrous', `deploy ${TAG}`);
      await operationIn(['pending']);
      await bots[0].kill();
      slack.deliverTo(bots[1].url);
      const again = await slack.deliver(first.raw, { ...first.headers, 'x-slack-retry-num': '1' });
      expect(again.status).toBe(200);
      await eventually('it is told so', () => told('U0ANA').some((text) => text.includes('ya existe')));
      expect(await store.operations.list({ limit: 10 })).toHaveLength(1);
    }),
  );

  it('answer 200 to the same notification 100 times, and show it once', LONG, (context) =>
    inPair(
      context,
      async (pair) => {
        pair.fire();
        const { deliveries } = pair.aws.world.sns;
        const notification = await pair.slack.state
          .until(() => pair.incidentCards().length > 0, 60_000)
          .then(() => deliveries.find(({ type }) => type === 'Notification')!);
        const statuses = await Promise.all(
          Array.from({ length: 100 }, (_, at) => notify(pair.bots[at % 2]!, notification.body)),
        );
        expect(statuses.every((status) => status === 200)).toBe(true);
        await eventually('the card names the cause', () =>
          pair.incidentCards().some((card) => payload(card)['entry'] === 'database-connection'),
        );
        pair.calm();
        await pair.incidentIn('resolved');
        expect(pair.incidentCards()).toHaveLength(1);
        expect(await pair.store.incidents.list({ limit: 10 })).toMatchObject([
          { state: 'resolved', fired: 1 },
        ]);
      },
      UNHURRIED,
    ),
  );

  it('fetch a certificate that they do not know once each, however many messages need it', LONG, (context) =>
    inPair(context, async ({ aws, bots, fire, incidentCards, slack }) => {
      fire();
      await slack.state.until(() => incidentCards().length > 0, 60_000);
      const body = aws.world.sns.deliveries.find(({ type }) => type === 'Notification')!.body;
      const { certificate } = aws.world;
      const { pem } = certificate;
      let fetched = 0;
      Object.defineProperty(certificate, 'pem', {
        get() {
          fetched += 1;
          return pem;
        },
      });
      // The second bot has confirmed no subscription: its first message finds it without the certificate.
      const statuses = await Promise.all(Array.from({ length: 300 }, () => notify(bots[1], body)));
      expect(statuses.every((status) => status === 200)).toBe(true);
      expect(fetched).toBe(1);
    }),
  );

  it(
    'end what the other began: killed after UpdateService, the survivor takes over within 45 s',
    LONG,
    (context) =>
      inPair(context, async (pair) => {
        let killed: { readonly at: number; readonly survivor: Bot } | null = null;
        const spare = pair.aws.faults.after('UpdateService', async () => {
          spare();
          await eventually('it is known who sent it', () => senderOf(pair) !== null, 5_000);
          const sender = senderOf(pair)!;
          await sender.kill();
          killed = { at: performance.now(), survivor: pair.bots.find((bot) => bot !== sender)! };
          pair.slack.deliverTo(killed.survivor.url);
        });
        await pair.slack.as('U0ANA').command('/hydrous', `deploy ${TAG}`);
        const card = await pair.operationIn(['pending']);
        await pair.slack.as('U0BRUNO').click(card, 'approve');
        await eventually('a replica died', () => killed !== null);
        const operation = payload(card)['operation']!;
        await eventually(
          'the survivor ended it',
          async () => (await pair.store.operations.get(operation))?.state === 'succeeded',
          45_000,
        );
        await pair.operationIn(['succeeded']);
        expect(pair.operationCards()).toHaveLength(1);
        expect(pair.aws.calls.count('RegisterTaskDefinition')).toBe(1);
        expect(pair.aws.calls.count('UpdateService')).toBe(1);
      }),
  );
});

/** As SNS, again when a busy replica asks for it with 503. */
async function notify(bot: Bot, body: Readonly<Record<string, string>>): Promise<number> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await fetch(`${bot.url}/sns`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': body['Type']! },
      body: JSON.stringify(body),
    });
    await answer.arrayBuffer();
    if (answer.status !== 503 || attempt === 20) return answer.status;
    await sleep(500);
  }
}

/** The bot that logged the second write of a deploy. */
function senderOf({ bots }: Pair): Bot | null {
  const wrote = (bot: Bot) =>
    bot.lines.some((line) => line.includes('sending change to AWS') && line.includes('update'));
  return bots.find(wrote) ?? null;
}

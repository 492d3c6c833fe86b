/** Logs as people use them in Slack: pages, filter, file, sharing and following, with the bot as a process of its own. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Message } from '../../sandbox/slack/state.ts';
import { type House, OPS, openHouse } from '../faults/house.ts';

const GROUP = '/ecs/hydrous-backend';
const STREAM = `ecs/hydrous-container/${'9f8e'.repeat(8)}`;
/** ms. */
const PATIENCE = 30_000;

let house: House;
beforeAll(async () => {
  house = await openHouse();
  const now = Date.now();
  for (let at = 0; at < 80; at += 1)
    house.aws.world.logs.write(
      GROUP,
      STREAM,
      `ERROR:shop:cart ${at} of <!channel> lost, password=hunter2`,
      now - 70_000 + at * 100,
    );
}, 60_000);
afterAll(() => house.close());

const ana = () => house.slack.as('U0ANA');
const cartsIn = (message: Message): readonly number[] =>
  [...JSON.stringify(message.blocks).matchAll(/shop:cart (\d+)/g)].map(([, number]) => Number(number));
const searches = () => house.aws.calls.count('FilterLogEvents');
/** What Ana sees privately, newest first, once it is as it should be. */
const privately = (fits: (message: Message) => boolean): Promise<Message> =>
  house.slack.state.until(() => [...ana().ephemerals()].reverse().find(fits), PATIENCE);

describe('a search', () => {
  let page: Message;

  test('is answered privately, newest first, with what a log holds shown as text and without secrets', async () => {
    await ana().command('/hydrous', 'logs lost cart --since hace 5 minutos');
    page = await privately((message) => cartsIn(message).length > 0);
    expect(cartsIn(page).slice(0, 3)).toEqual([79, 78, 77]);
    expect(JSON.stringify(page)).not.toContain('hunter2');
    expect(JSON.stringify(house.slack.state.messages(OPS))).not.toContain('cart 79');
  });

  test('is turned over in place, older and newer, and AWS is not asked again', async () => {
    const before = searches();
    const oldest = Math.min(...cartsIn(page));
    await ana().click(page, 'logs-older');
    const older = await privately((message) => cartsIn(message)[0] === oldest - 1);
    expect(older.ts).toBe(page.ts);
    await ana().click(older, 'logs-newer');
    page = await privately((message) => cartsIn(message)[0] === 79);
    expect(searches()).toBe(before);
  });

  test('is filtered inside by a form', async () => {
    await ana().click(page, 'logs-filter');
    const view = await house.slack.state.until(() => ana().modal(), PATIENCE);
    const empty = await ana().submit(view, { 'hydrous:words/words': ' ' });
    expect(Object.keys(empty.errors).length + (empty.delivery === null ? 1 : 0)).toBeGreaterThan(0);
    await ana().submit(view, { 'hydrous:words/words': '"cart 4" -"cart 42"' });
    const found = await privately((message) => cartsIn(message).length === 10);
    expect(cartsIn(found)).toEqual([49, 48, 47, 46, 45, 44, 43, 41, 40, 4]);
  });

  test('comes whole as a file, to her alone', async () => {
    await ana().click(page, 'logs-file');
    const told = await privately(
      (message) =>
        message.text.includes('logs-production-') ||
        JSON.stringify(message.blocks).includes('logs-production-'),
    );
    expect(told.channel).toBe(OPS);
  });

  test('is shown to everybody when she shares it, without buttons', async () => {
    await ana().click(page, 'logs-share');
    const shared = await house.slack.state.until(
      () => house.slack.state.messages(OPS).find((message) => cartsIn(message).includes(79)),
      PATIENCE,
    );
    expect(JSON.stringify(shared.blocks)).toContain('<@U0ANA>');
    expect(JSON.stringify(shared.blocks)).not.toContain('actions');
    expect(JSON.stringify(shared.blocks)).not.toContain('hunter2');
  });

  test('is nobody else’s to turn over', async () => {
    await house.slack.as('U0BRUNO').click(page, 'logs-older');
    const told = await house.slack.state.until(
      () => house.told('U0BRUNO').find((text) => /otra persona|somebody else/.test(text)),
      PATIENCE,
    );
    expect(told).toBeTruthy();
  });
});

test('while CloudWatch throttles, the answer says what was not searched, and a button searches on there', async () => {
  const calm = house.aws.faults.set('logs.FilterLogEvents', { kind: 'throttle' });
  await ana().command('/hydrous', 'logs "cart 77" --since hace 5 minutos');
  const none = await privately((message) => message.text.includes('Todavía no he podido leer nada'));
  expect(JSON.stringify(none.blocks)).toContain('CloudWatch está limitando nuestras lecturas.');
  calm();
  await ana().click(none, 'logs-on');
  const found = await privately((message) => cartsIn(message).join() === '77');
  expect(found.ts).toBe(none.ts);
  expect(JSON.stringify(found.blocks)).not.toContain('logs-on');
}, 40_000);

describe('a log that is followed', () => {
  /** The message in Ana's own conversation with the bot. */
  const live = (fits: (text: string) => boolean): Promise<Message> =>
    house.slack.state.until(
      () =>
        [...house.slack.state.channels.values()]
          .filter(({ id }) => id.startsWith('D'))
          .flatMap(({ id }) => house.slack.state.messages(id))
          .find(
            (message) =>
              message.metadata?.['event_type'] === 'hydrous_logs' && fits(JSON.stringify(message.blocks)),
          ),
      PATIENCE,
    );

  test('is one message that is edited as lines come, until she stops it', async () => {
    await ana().command('/hydrous', 'logs beacon --follow');
    const first = await live(() => true);
    house.aws.world.logs.write(GROUP, STREAM, 'INFO:shop:beacon 1');
    expect((await live((text) => text.includes('beacon 1'))).ts).toBe(first.ts);
    house.aws.world.logs.write(GROUP, STREAM, 'INFO:shop:beacon 2');
    const second = await live((text) => text.includes('beacon 2'));
    expect(second.ts).toBe(first.ts);
    await ana().click(second, 'logs-stop');
    expect(JSON.stringify((await live((text) => /Parado|Stopped/.test(text))).blocks)).not.toContain(
      'logs-stop',
    );
  }, 40_000);
});

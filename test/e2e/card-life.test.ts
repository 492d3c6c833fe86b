/** The card of one operation when somebody takes it away, and when an emergency passes its approval by. */
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldsOf, listOf, textOf } from '../../sandbox/slack/json.ts';
import type { Message, View } from '../../sandbox/slack/state.ts';
import { type House, OPS, openHouse, payload } from '../faults/house.ts';

const WHY = 'producción caída, nadie contesta';

let house: House;
beforeAll(async () => {
  house = await openHouse({ rules: { file: ['breakGlass: { enabled: true, users: [U0ANA] }'] } });
}, 60_000);
afterAll(() => house.close());

const idOf = (card: Message): string => payload(card)['operation']!;
const cardsOf = (id: string) => house.operationCards().filter((card) => idOf(card) === id);
const buttonsOf = ({ blocks }: Message) =>
  blocks.flatMap((block) => listOf(block['elements']).map((one) => textOf(fieldsOf(one)['action_id'])));

/** The card of this operation in one of the states. */
function cardIn(id: string, state: string): Promise<Message> {
  return house.slack.state.until(() => cardsOf(id).find((card) => payload(card)['state'] === state), 60_000);
}

/** The modal of this person, once it says this. */
function modal(user: string, text: string): Promise<View> {
  return house.slack.state.until(() => {
    const shown = house.slack.as(user).modal();
    return shown !== null && JSON.stringify(shown).includes(text) ? shown : undefined;
  }, 20_000);
}

test('B26: a card that an admin deleted comes back as one new card when the request is approved by command', async () => {
  const { slack } = house;
  await slack.as('U0ANA').command('/hydrous', 'scale 3');
  const card = await house.operationIn(['pending']);
  const id = idOf(card);
  const client = new WebClient(house.environment['SLACK_BOT_TOKEN'], { slackApiUrl: slack.url });
  await client.chat.delete({ channel: OPS, ts: card.ts });
  expect(cardsOf(id)).toEqual([]);
  await slack.as('U0BRUNO').command('/hydrous', `approve ${id}`);
  const ended = await cardIn(id, 'succeeded');
  expect(ended.ts).not.toBe(card.ts);
  expect(cardsOf(id)).toHaveLength(1);
  // The new card lives as the old one did.
  expect(buttonsOf(ended)).toContain('undo');
  await slack.state.until(() => house.told('U0BRUNO').find((text) => text.includes(id)), 20_000);
  expect(house.aws.calls.count('UpdateService')).toBe(1);
}, 120_000);

test('approval is skipped from the card: a typed reason, a second confirmation, and a review by somebody else', async () => {
  const { slack } = house;
  await slack.as('U0ANA').command('/hydrous', 'scale 4');
  const card = await house.operationIn(['pending']);
  const id = idOf(card);

  await slack.as('U0BRUNO').click(card, 'skip-approval');
  await slack.state.until(() => house.told('U0BRUNO').find((text) => text.includes('@U0ANA')), 20_000);
  expect(slack.as('U0BRUNO').modal()).toBeNull();

  await slack.as('U0ANA').click(card, 'skip-approval');
  const asked = await modal('U0ANA', '¿Por qué no se puede esperar?');
  const short = await slack.as('U0ANA').submit(asked, { 'hydrous:why/why': 'ya' });
  expect(Object.values(short.errors)[0]).toContain('10 letras');
  expect((await slack.as('U0ANA').submit(asked, { 'hydrous:why/why': WHY })).errors).toEqual({});
  const sure = await modal('U0ANA', '¿Seguro que no hay nadie que apruebe?');
  expect(JSON.stringify(sure)).toContain(WHY);
  expect(payload(cardsOf(id)[0]!)['state']).toBe('pending');

  await slack.as('U0ANA').submit(sure, {});
  const ended = await cardIn(id, 'succeeded');
  expect(JSON.stringify(ended.blocks)).toContain(WHY);
  expect(buttonsOf(ended)).not.toContain('skip-approval');
  await slack.as('U0BRUNO').click(ended, 'review');
  await slack.state.until(() => !buttonsOf(cardsOf(id)[0]!).includes('review'), 20_000);
}, 120_000);

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Message } from '../../sandbox/slack/state.ts';
import { type House, OPS, openHouse, payload } from '../faults/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

const ana = () => house.slack.as('U0ANA');
const heard = (text: string): Promise<Message> =>
  house.slack.state.until(
    () => house.slack.state.messages(OPS).find((each) => each.text.includes(text)),
    20_000,
  );
const answered = (text: string): Promise<Message> =>
  house.slack.state.until(
    () =>
      ana()
        .ephemerals()
        .find((each) => JSON.stringify(each.blocks).includes(text)),
    20_000,
  );

test('a lock is taken in Slack, refuses with a link to where it was said, and is ended by a button', async () => {
  await ana().command('/hydrous', 'lock for la migración --for 2h');
  const said = await heard('bloqueó production');
  await house.slack.state.until(() => said.ts, 5_000);
  await ana().command('/hydrous', 'scale 3');
  const refused = await answered('Es tu propio bloqueo');
  expect(JSON.stringify(refused.blocks)).toContain(
    `.slack.com/archives/${OPS}/p${said.ts.replace('.', '')}|`,
  );
  await ana().click(refused, 'unlock');
  await heard('desbloqueó production');
  expect(house.operationCards()).toEqual([]);
}, 60_000);

test('what a freeze refused is planned at the opening, although the bot was restarted meanwhile', async () => {
  await ana().command('/hydrous', 'freeze until 5s for el lanzamiento');
  await heard('congeló production');
  await ana().command('/hydrous', 'scale 3');
  await ana().click(await answered('está congelado'), 'wait');
  await heard('en espera');
  await house.restartBot();
  const card = await house.operationIn(['pending']);
  expect(payload(card)['kind']).toBe('scale');
  await heard('production abrió');
  expect(house.operationCards()).toHaveLength(1);
}, 60_000);

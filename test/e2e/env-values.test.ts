import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, OPS, openHouse, payload } from '../faults/house.ts';

/** As a person would type it; found nowhere but in the request to AWS. */
const VALUE = 'hunter2-zapato-verde';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

/** Everything that stands in the store's files. */
function stored(): string {
  const folder = house.environment['HYDROUS_DATA']!;
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');
}

function everything(): string {
  const { state } = house.slack;
  const messages = [...state.messages(OPS), ...state.ephemerals('U0ANA'), ...state.ephemerals('U0BRUNO')];
  return JSON.stringify([messages, house.bot.lines]) + stored();
}

test('a value typed in Slack reaches AWS over a restart, and is readable nowhere else', async () => {
  await house.slack.as('U0ANA').command('/hydrous', `env set API_TOKEN=${VALUE} LOG_LEVEL=debug`);
  await house.operationIn(['pending']);
  expect(everything()).not.toContain(VALUE);
  await house.restartBot();
  const card = await house.operationIn(['pending']);
  await house.slack.as('U0BRUNO').click(card, 'approve');
  const done = await house.operationIn(['succeeded', 'failed', 'unknown']);
  expect(payload(done)['state']).toBe('succeeded');

  const [register, ...more] = house.aws.calls.of('RegisterTaskDefinition');
  expect(more).toEqual([]);
  expect(JSON.stringify(register?.input)).toContain(VALUE);
  expect(everything()).not.toContain(VALUE);
  // The sealed value itself is gone with the end of the operation, and the names are there for the audit.
  expect(JSON.stringify(done)).toContain('API_TOKEN');
  expect(stored()).toContain('env set API_TOKEN=*** LOG_LEVEL=*** production');
}, 120_000);

test('pressing "plan again" or a refusal never repeats it', async () => {
  await house.slack.as('U0ANA').command('/hydrous', `env set JWT_KEY=${VALUE}`);
  await house.slack.as('U0ANA').command('/hydrous', 'env set API_TOKEN=*** production');
  await house.slack.state.until(() => house.told('U0ANA').find((text) => text.includes('***')), 20_000);
  expect(everything()).not.toContain(VALUE);
}, 40_000);

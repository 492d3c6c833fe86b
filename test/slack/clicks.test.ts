import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ButtonAction, plain } from '../../src/core/document.ts';
import { Problem } from '../../src/core/problem.ts';
import { say } from '../../src/core/sentence.ts';
import { person } from './fake-slack.ts';
import { type House, openHouse, SUBJECT } from './house.ts';
import { clickPayload } from './signed.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

function answers(): readonly string[] {
  return house.fake.responses.map(({ body }) => String(body['text']));
}

test('an approval is decided before the ack and answered once, privately', async () => {
  let decided = false;
  house.click = async () => {
    decided = true;
    return plain({ es: 'Aprobado', en: 'Approved' });
  };
  const sent = await house.sendClick('approve');
  expect(decided).toBe(true);
  await house.settled();
  expect(sent.status).toBe(200);
  expect(house.clicks).toMatchObject([
    {
      action: 'approve',
      subject: SUBJECT,
      member: { user: 'U0ANN', team: 'T0HOME' },
      channel: 'C0OPS',
      locale: 'es',
      reason: null,
    },
  ]);
  expect(answers()).toEqual(['Aprobado']);
});

test('a decision that takes too long is acknowledged in time and told later', async () => {
  house.click = async () => {
    await new Promise((resolve) => setTimeout(resolve, 2_600));
    return plain({ es: 'Por fin', en: 'At last' });
  };
  const sent = await house.sendClick('cancel');
  expect(sent.ms).toBeLessThan(2_450);
  expect(answers()).toEqual([]);
  await house.settled();
  expect(answers()).toEqual(['Por fin']);
});

test('a decision that could not be saved says so', async () => {
  house.click = async () => {
    throw new Problem('store-down', say('store.change-refused'), 'store is away');
  };
  await house.sendClick('approve');
  await house.settled();
  expect(answers()).toHaveLength(1);
  expect(answers()[0]).not.toContain('[object');
});

test('B18 only the signed user counts, whatever the message says', async () => {
  await house.sendClick('approve', { message: { user: 'U0BOSS', ts: '1.1', text: 'approved by U0BOSS' } });
  expect(house.clicks[0]?.member.user).toBe('U0ANN');
});

test('an answer to a click in a thread stays in the thread', async () => {
  await house.sendClick('view-logs', { message: { ts: '1.2', thread_ts: '1.1' } });
  await house.settled();
  expect(house.fake.responses[0]?.body['thread_ts']).toBe('1.1');
});

type Seal = (action: ButtonAction) => string;
type Forged = readonly [
  name: string,
  button: (seal: Seal) => Record<string, unknown>,
  over?: Record<string, unknown>,
];
const FORGED: readonly Forged[] = [
  ['B16 no value', () => ({ action_id: 'approve' })],
  ['B16 an empty value', () => ({ action_id: 'approve', value: '' })],
  ['B16 "null"', () => ({ action_id: 'approve', value: 'null' })],
  ['B16 a value of 2,001 characters', () => ({ action_id: 'approve', value: 'x'.repeat(2_001) })],
  ['B16 JSON', () => ({ action_id: 'approve', value: '{"image":"evil"}' })],
  ['B16 a bare id', () => ({ action_id: 'approve', value: SUBJECT })],
  [
    'B16 the id of another request',
    (seal) => ({ action_id: 'approve', value: seal('approve').replace(SUBJECT, 'op-aaaaaaaaaa') }),
  ],
  ['B17 an approve value on the reject action', (seal) => ({ action_id: 'reject', value: seal('approve') })],
  ['B17 a reject value on the approve action', (seal) => ({ action_id: 'approve', value: seal('reject') })],
  ['B15 another block', (seal) => ({ action_id: 'approve', block_id: 'mine', value: seal('approve') })],
  ['B15 another type', (seal) => ({ action_id: 'approve', type: 'static_select', value: seal('approve') })],
  ['an action that does not exist', (seal) => ({ action_id: 'explode', value: seal('approve') })],
  ['an action of the prototype', (seal) => ({ action_id: 'constructor', value: seal('approve') })],
  [
    'B19 another app',
    (seal) => ({ action_id: 'approve', value: seal('approve') }),
    { api_app_id: 'A0OTHER' },
  ],
  [
    'B19 another installation',
    (seal) => ({ action_id: 'approve', value: seal('approve') }),
    { team: { id: 'T0OTHER' } },
  ],
  [
    'B19 another channel',
    (seal) => ({ action_id: 'approve', value: seal('approve') }),
    { channel: { id: 'C0ELSE' } },
  ],
];

test.for(FORGED)('%s is refused with one private answer', async ([, button, over]) => {
  const seal: Seal = (action) => house.slack.seal.seal(action, SUBJECT);
  const sent = await house.sendPayload(
    clickPayload(button(seal), { response_url: house.fake.responseUrl(), ...over }),
  );
  await house.settled();
  expect(sent.status).toBe(200);
  expect(house.clicks).toHaveLength(0);
  expect(house.fake.callsOf('views.open')).toHaveLength(0);
  expect(answers()).toHaveLength(1);
  expect(house.fake.responses[0]?.body).toMatchObject({
    response_type: 'ephemeral',
    replace_original: false,
  });
});

test('B14 two actions in one payload are refused', async () => {
  const button = {
    type: 'button',
    block_id: 'hydrous:actions',
    action_id: 'approve',
    value: house.slack.seal.seal('approve', SUBJECT),
  };
  await house.sendClick('approve', { actions: [button, button] });
  await house.settled();
  expect(house.clicks).toHaveLength(0);
  expect(answers()).toHaveLength(1);
});

test('a button in a private answer works in any channel', async () => {
  await house.sendClick('view-logs', {
    channel: { id: 'C0ELSE' },
    container: { type: 'message', is_ephemeral: true, channel_id: 'C0ELSE' },
  });
  await house.settled();
  expect(house.clicks).toHaveLength(1);
});

const OUTSIDERS = [
  ['somebody of another workspace', { user: { id: 'U0ANN', team_id: 'T0OTHER' } }, {}],
  ['somebody without a workspace', { user: { id: 'U0ANN' } }, {}],
  ['a guest', {}, { is_restricted: true }],
  ['a deleted user', {}, { deleted: true }],
] as const;

test.each(OUTSIDERS)('T18 %s cannot decide', async (_name, over, flags) => {
  house.fake.users.set('U0ANN', person('U0ANN', flags));
  await house.sendClick('approve', over);
  await house.settled();
  expect(house.clicks).toHaveLength(0);
  expect(answers()).toHaveLength(1);
});

test('T18 while people cannot be looked up nobody decides', async () => {
  house.fake.fail('users.info', { error: 'fatal_error' });
  await house.sendClick('approve');
  await house.settled();
  expect(house.clicks).toHaveLength(0);
  expect(answers()[0]).toContain('could not check with Slack');
});

test('two clicks 20 ms apart are two presses with names of their own (B20)', async () => {
  await Promise.all([house.sendClick('approve'), house.sendClick('approve')]);
  await house.settled();
  expect(new Set(house.clicks.map(({ source }) => source)).size).toBe(2);
  expect(answers()).toHaveLength(2);
});

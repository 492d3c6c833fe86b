import { afterEach, beforeEach, expect, test } from 'vitest';
import { type House, openHouse } from './house.ts';
import { signed } from './signed.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

let events = 0;
async function mention(over: Readonly<Record<string, unknown>> = {}): Promise<void> {
  events += 1;
  const body = JSON.stringify({
    type: 'event_callback',
    api_app_id: 'A0APP',
    team_id: 'T0HOME',
    event_id: `Ev${events}`,
    event: {
      type: 'app_mention',
      user: 'U0ANN',
      text: '<@U0BOT> deploy v1 &amp; go',
      channel: 'C0OPS',
      ts: '1700000000.000009',
      team: 'T0HOME',
      ...over,
    },
  });
  await house.send(body, signed(body, { type: 'application/json' }));
  await house.settled();
}

test('a mention in a thread is answered privately in that thread', async () => {
  await mention({ thread_ts: '1700000000.000001' });
  expect(house.commands).toMatchObject([
    {
      text: 'deploy v1 &amp; go',
      via: 'mention',
      source: `mention:Ev${events}`,
      thread: '1700000000.000001',
    },
  ]);
  expect(house.fake.callsOf('chat.postEphemeral')).toMatchObject([
    { channel: 'C0OPS', user: 'U0ANN', thread_ts: '1700000000.000001' },
  ]);
});

test('a mention in the channel is answered in the channel', async () => {
  await mention();
  expect(house.commands[0]).not.toHaveProperty('thread');
  expect(house.fake.callsOf('chat.postEphemeral')[0]).not.toHaveProperty('thread_ts');
});

test.each([
  ['an edit', { edited: { ts: '1' } }],
  ['a bot', { bot_id: 'B0OTHER' }],
])('%s asks for nothing', async (_name, over) => {
  await mention(over);
  expect(house.commands).toHaveLength(0);
});

test('a member of another workspace in a shared channel is refused', async () => {
  await mention({ user_team: 'T0OTHER', source_team: 'T0OTHER' });
  expect(house.commands).toHaveLength(0);
  expect(String(house.fake.callsOf('chat.postEphemeral')[0]?.['text'])).toContain('workspace');
});

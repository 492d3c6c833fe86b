import { afterEach, beforeEach, expect, test } from 'vitest';
import { Problem } from '../../src/core/problem.ts';
import { code, say } from '../../src/core/sentence.ts';
import { person } from './fake-slack.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

test('a command is acknowledged with a word and answered once, privately, in the language of the person', async () => {
  const sent = await house.sendCommand({ text: 'status &lt;prod&gt; &amp;' });
  await house.settled();

  expect(sent.status).toBe(200);
  expect(JSON.parse(sent.text)).toEqual({ response_type: 'ephemeral', text: 'Looking…' });
  expect(house.commands).toHaveLength(1);
  expect(house.commands[0]).toMatchObject({
    text: 'status &lt;prod&gt; &amp;',
    member: { user: 'U0ANN', team: 'T0HOME' },
    channel: 'C0OPS',
    via: 'slash',
    locale: 'es',
    zone: 'America/Bogota',
  });
  expect(house.fake.responses.map(({ body }) => body['text'])).toEqual(['Todo bien']);
  expect(house.fake.responses[0]?.body).toMatchObject({
    response_type: 'ephemeral',
    replace_original: false,
    unfurl_links: false,
    parse: 'none',
  });
});

test('the second command is acknowledged in the language that was learned', async () => {
  await house.sendCommand();
  await house.settled();
  const second = await house.sendCommand({ text: 'deploy v1' });
  expect(JSON.parse(second.text).text).toBe('Preparando el plan…');
});

test('nothing is asked of Slack before the ack', async () => {
  house.fake.fail('users.info', { hang: true });
  const sent = await house.sendCommand();
  expect(sent.status).toBe(200);
  expect(sent.ms).toBeLessThan(2_500);
});

test('any name of the slash command works', async () => {
  await house.sendCommand({ command: '/renamed' });
  await house.settled();
  expect(house.commands).toHaveLength(1);
});

test('when the response url is refused the answer goes out as an ephemeral message', async () => {
  house.fake.fail('response_url', { status: 404, body: '{"ok":false,"error":"used_url"}' });
  await house.sendCommand();
  await house.settled();
  expect(house.fake.callsOf('chat.postEphemeral')).toMatchObject([
    { channel: 'C0OPS', user: 'U0ANN', text: 'Todo bien', link_names: 'false' },
  ]);
});

test('when Slack refuses the blocks the answer is sent plainly', async () => {
  house.fake.fail('response_url', { status: 500 });
  house.fake.fail('chat.postEphemeral', { error: 'invalid_blocks' });
  await house.sendCommand();
  await house.settled();
  expect(house.fake.callsOf('chat.postEphemeral')).toHaveLength(2);
  expect(house.counts).not.toContain('hydrous_slack_answers_lost_total');
});

test('an answer that nobody takes is counted and logged', async () => {
  house.fake.fail('response_url', { status: 500 });
  house.fake.fail('chat.postEphemeral', { error: 'channel_not_found' });
  await house.sendCommand();
  await house.settled();
  expect(house.counts).toContain('hydrous_slack_answers_lost_total');
});

test('a response url of another host is never used (B27)', async () => {
  const elsewhere = 'http://203.0.113.7/steal';
  await house.sendCommand({ response_url: elsewhere });
  await house.settled();
  expect(house.fake.responses).toHaveLength(0);
  expect(house.fake.callsOf('chat.postEphemeral')).toHaveLength(1);
});

test('a problem is told in its own words, anything else by an id that is logged too', async () => {
  house.command = async () => {
    throw new Problem('refused', say('slack.group-unknown', { group: code('S0X') }), 'no such group');
  };
  await house.sendCommand();
  await house.settled();
  house.command = async () => {
    throw new TypeError('secret detail');
  };
  await house.sendCommand();
  await house.settled();
  const [first, second] = house.fake.responses.map(({ body }) => String(body['text']));
  expect(first).toContain('`S0X`');
  const id = /`([0-9a-f]{8})`/.exec(second ?? '')?.[1];
  expect(second).not.toContain('secret detail');
  expect(house.lines.find((line) => line.fields['id'] === id)?.level).toBe('error');
});

const OUTSIDERS = [
  ['another workspace', { team_id: 'T0OTHER' }],
  ['another app (B19)', { api_app_id: 'A0OTHER' }],
] as const;

test.each(OUTSIDERS)('a command of %s is refused in the ack itself', async (_name, over) => {
  const sent = await house.sendCommand(over);
  await house.settled();
  expect(sent.text).toContain('workspace is not one of those');
  expect(house.commands).toHaveLength(0);
  expect(house.fake.responses).toHaveLength(0);
});

const NOT_FULL = [
  ['a deleted user', { deleted: true }],
  ['a bot', { is_bot: true }],
  ['a multi-channel guest', { is_restricted: true }],
  ['a single-channel guest', { is_ultra_restricted: true }],
  ['a stranger', { is_stranger: true }],
  ['a member of another workspace', { team_id: 'T0OTHER' }],
] as const;

test.each(NOT_FULL)('%s may not even read', async (_name, flags) => {
  house.fake.users.set('U0ANN', person('U0ANN', flags));
  await house.sendCommand();
  await house.settled();
  expect(house.commands).toHaveLength(0);
  expect(house.fake.responses).toHaveLength(1);
});

test('a member of an organisation whose workspace is listed counts as one of us', async () => {
  house.fake.users.set(
    'U0ANN',
    person('U0ANN', { team_id: 'E0ORG', enterprise_user: { teams: ['T0HOME', 'T0OTHER'] } }),
  );
  await house.sendCommand();
  await house.settled();
  expect(house.commands).toHaveLength(1);
});

test('somebody who cannot be looked up is refused and told so', async () => {
  house.fake.fail('users.info', { status: 503 });
  await house.sendCommand({ text: 'deploy v1' });
  await house.settled();
  expect(house.commands).toHaveLength(0);
  expect(String(house.fake.responses[0]?.body['text'])).toContain('could not check with Slack');
});

test('two hundred commands at once are all acknowledged and answered', async () => {
  const sent = await Promise.all(Array.from({ length: 200 }, () => house.sendCommand()));
  await house.settled();
  expect(sent.every(({ status }) => status === 200)).toBe(true);
  expect(house.commands).toHaveLength(200);
  expect(house.fake.responses).toHaveLength(200);
});

import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Slack } from '../../sandbox/slack/server.ts';
import { callApi, post, startTestSlack, TOKEN } from './slack-harness.ts';

let slack: Slack;
let client: WebClient;
beforeAll(async () => {
  slack = await startTestSlack();
  client = new WebClient(TOKEN, { slackApiUrl: slack.url, retryConfig: { retries: 0 } });
});
afterAll(() => slack.close());

describe('the Web API', () => {
  it('knows the bot by its token and nobody by another', async () => {
    expect(await client.auth.test()).toMatchObject({
      user_id: 'U0HYDROUS',
      team_id: 'T0HYDROUS',
      bot_id: 'B0HYDROUS',
    });
    expect((await callApi(slack, 'auth.test', {}, 'xoxb-wrong')).body['error']).toBe('invalid_auth');
    expect((await callApi(slack, 'auth.test', {}, '')).body['error']).toBe('not_authed');
    expect((await callApi(slack, 'chat.explode', {})).body['error']).toBe('unknown_method');
  });

  it('posts, edits and deletes for the official client, with ids for blocks that have none', async () => {
    const posted = await client.chat.postMessage({
      channel: 'C0OPS',
      text: 'one',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*one*' } }],
      metadata: { event_type: 'hydrous_operation', event_payload: { operation: 'op-1' } },
    });
    const ts = posted.ts ?? '';
    expect(slack.state.message('C0OPS', ts)?.blocks[0]?.['block_id']).toBeTruthy();
    await client.chat.update({ channel: 'C0OPS', ts, text: 'two', blocks: [] });
    expect(slack.state.message('C0OPS', ts)).toMatchObject({
      text: 'two',
      blocks: [],
      metadata: { event_type: 'hydrous_operation' },
    });
    expect(slack.state.message('C0OPS', ts)?.edited).not.toBeNull();
    await client.chat.delete({ channel: 'C0OPS', ts });
    expect(slack.state.message('C0OPS', ts)).toBeNull();
    await expect(client.chat.update({ channel: 'C0OPS', ts, text: 'x' })).rejects.toThrow(
      'message_not_found',
    );
  });

  it('does not let the bot edit what a person wrote', async () => {
    await slack.as('U0ANA').say('hola', 'C0OPS');
    const mine = slack.state.messages('C0OPS').findLast((one) => one.user === 'U0ANA');
    const edit = await callApi(slack, 'chat.update', { channel: 'C0OPS', ts: mine?.ts, text: 'x' });
    expect(edit.body['error']).toBe('cant_update_message');
  });

  it('shows an ephemeral message to one person and in no history', async () => {
    await client.chat.postEphemeral({ channel: 'C0OPS', user: 'U0ANA', text: 'only Ana' });
    expect(slack.as('U0ANA').sees('C0OPS').at(-1)?.text).toBe('only Ana');
    expect(slack.as('U0BRUNO').sees('C0OPS').at(-1)?.text).not.toBe('only Ana');
    const history = await client.conversations.history({ channel: 'C0OPS' });
    expect(history.messages?.some((one) => one.text === 'only Ana')).toBe(false);
    const outside = await callApi(slack, 'chat.postEphemeral', {
      channel: 'C0INC',
      user: 'U0GIL',
      text: 'x',
    });
    expect(outside.body['error']).toBe('user_not_in_channel');
  });

  it('gives metadata back only when it is asked for', async () => {
    const metadata = { event_type: 'hydrous_incident', event_payload: { incident: 'inc-1', entry: null } };
    await post(slack, { channel: 'C0INC', text: 'card', metadata });
    const newest = async (all: boolean) =>
      (await callApi(slack, 'conversations.history', { channel: 'C0INC', include_all_metadata: all })).body[
        'messages'
      ];
    expect(await newest(true)).toMatchObject([{ text: 'card', metadata }]);
    expect(JSON.stringify(await newest(false))).not.toContain('hydrous_incident');
  });

  it.each([
    ['U0ANA', { deleted: false, is_restricted: false, is_bot: false, locale: 'es-LA', tz: 'America/Bogota' }],
    ['U0GRACE', { locale: 'en-US' }],
    ['U0GIL', { is_restricted: true }],
    ['U0EVE', { is_stranger: true, team_id: 'T0OTHER' }],
    ['U0DAN', { deleted: true }],
    ['U0ROBOT', { is_bot: true }],
  ])('says what kind of person %s is', async (user, facts) => {
    const { body } = await callApi(slack, 'users.info', { user, include_locale: true });
    expect(body['user']).toMatchObject(facts);
  });

  it('knows the user groups', async () => {
    expect(await client.usergroups.users.list({ usergroup: 'S0OPS' })).toMatchObject({
      users: ['U0BRUNO', 'U0GRACE'],
    });
    expect((await callApi(slack, 'usergroups.users.list', { usergroup: 'S0NONE' })).body['error']).toBe(
      'no_such_subteam',
    );
  });

  it('opens a direct conversation by a user id', async () => {
    const { channel } = (await callApi(slack, 'conversations.open', { users: 'U0VERA' })).body as {
      channel: { id: string };
    };
    const posted = await client.chat.postMessage({ channel: 'U0VERA', text: 'hello' });
    expect(posted.channel).toBe(channel.id);
  });

  it('takes a file in three steps and knows its type only a moment later', async () => {
    const bytes = Buffer.from('not really a picture');
    const step1 = await client.files.getUploadURLExternal({ filename: 'cpu.png', length: bytes.length });
    const sent = await fetch(step1.upload_url ?? '', { method: 'POST', body: bytes });
    expect(sent.status).toBe(200);
    const id = step1.file_id ?? '';
    await client.files.completeUploadExternal({ files: [{ id, title: 'CPU' }] });
    const image = { type: 'image', slack_file: { id }, alt_text: 'CPU' };
    const early = await post(slack, { text: 'chart', blocks: [image] });
    expect(JSON.stringify(early.body)).toContain('invalid slack file [json-pointer:/blocks/0/slack_file]');
    await expect
      .poll(async () => (await client.files.info({ file: id })).file?.mimetype, { timeout: 3000 })
      .toBe('image/png');
    expect((await post(slack, { text: 'chart', blocks: [image] })).body['ok']).toBe(true);
  });
});

describe('rate limits', () => {
  it('let a burst of posts through in one channel, then one a second', async () => {
    let time = 1_000_000_000_000;
    const strict = await startTestSlack({ rateLimits: true, clock: { now: () => time } });
    try {
      const statuses = async (count: number, channel: string) => {
        const all = [];
        for (let index = 0; index < count; index += 1)
          all.push((await post(strict, { text: 'x', channel })).status);
        return all;
      };
      expect(await statuses(6, 'C0OPS')).toEqual([200, 200, 200, 200, 429, 429]);
      expect(await statuses(1, 'C0INC')).toEqual([200]);
      const limited = await post(strict, { text: 'x' });
      expect(limited.headers.get('retry-after')).toBe('1');
      expect(limited.body).toMatchObject({ ok: false, error: 'ratelimited' });
      time += 1000;
      expect(await statuses(2, 'C0OPS')).toEqual([200, 429]);
    } finally {
      await strict.close();
    }
  });

  it('count edits over all channels, 50 a minute', async () => {
    const strict = await startTestSlack({ rateLimits: true, clock: { now: () => 1_000_000_000_000 } });
    try {
      const edit = () => callApi(strict, 'chat.update', { channel: 'C0OPS', ts: '1.000001', text: 'x' });
      for (let index = 0; index < 50; index += 1) expect((await edit()).status).toBe(200);
      expect((await edit()).status).toBe(429);
    } finally {
      await strict.close();
    }
  });
});

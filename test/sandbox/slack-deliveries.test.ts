import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Slack } from '../../sandbox/slack/server.ts';
import { callApi, post, SECRET, startTestSlack } from './slack-harness.ts';

interface Received {
  readonly raw: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

let slack: Slack;
let bot: Server;
let received: Received[];
let answer: string | null;
let status: number;
let time: number;

beforeEach(async () => {
  received = [];
  answer = '';
  status = 200;
  time = Date.now();
  slack = await startTestSlack({ clock: { now: () => time } });
  bot = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ raw: Buffer.concat(chunks).toString(), headers: request.headers });
      if (answer !== null) response.writeHead(status).end(answer);
    });
  });
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
  slack.deliverTo(`http://127.0.0.1:${(bot.address() as AddressInfo).port}`);
});
afterEach(async () => {
  await slack.close();
  bot.closeAllConnections();
  bot.close();
});

const last = () => received.at(-1) ?? { raw: '', headers: {} };
const form = () => new URLSearchParams(last().raw);
const payload = () => JSON.parse(form().get('payload') ?? '{}');
const hook = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const CARD = {
  text: 'card',
  blocks: [
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'approve',
          value: 'op-1',
          text: { type: 'plain_text', text: 'Aprobar' },
        },
      ],
    },
  ],
};

describe('a delivery', () => {
  it('is signed over its raw body, with the bare form type that Slack sends', async () => {
    await slack.as('U0ANA').command('/hydrous', 'status');
    const at = String(last().headers['x-slack-request-timestamp']);
    const hash = createHmac('sha256', SECRET).update(`v0:${at}:${last().raw}`).digest('hex');
    expect(last().headers['x-slack-signature']).toBe(`v0=${hash}`);
    expect(last().headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Math.abs(Number(at) - time / 1000)).toBeLessThan(2);
  });

  it('of a command escapes what was typed and names people by id', async () => {
    await slack
      .as('U0ANA')
      .command('/hydrous', 'lock for <b> & @bruno #general https://example.com/a', 'C0GEN');
    expect(form().get('text')).toBe(
      'lock for &lt;b&gt; &amp; <@U0BRUNO|bruno> <#C0GEN|general> <https://example.com/a>',
    );
    expect(Object.fromEntries(form())).toMatchObject({
      command: '/hydrous',
      user_id: 'U0ANA',
      team_id: 'T0HYDROUS',
      channel_id: 'C0GEN',
      api_app_id: 'A0HYDROUS',
    });
  });

  it('of a click carries the app’s team outside and the clicker’s own inside', async () => {
    await post(slack, CARD);
    const card = slack.state.messages('C0OPS')[0]!;
    await slack.as('U0EVE').click(card, 'Aprobar');
    expect(payload()).toMatchObject({
      type: 'block_actions',
      team: { id: 'T0HYDROUS' },
      user: { id: 'U0EVE', team_id: 'T0OTHER' },
      container: { message_ts: card.ts, channel_id: 'C0OPS', is_ephemeral: false },
      actions: [{ action_id: 'approve', value: 'op-1', type: 'button' }],
    });
  });

  it('of a command by somebody from another company never happens', async () => {
    const delivery = await slack.as('U0EVE').command('/hydrous', 'status');
    expect(delivery.status).toBe('not-sent');
    expect(received).toHaveLength(0);
    expect(slack.as('U0EVE').ephemerals()[0]?.text).toContain('not a valid command');
  });

  it('of a mention is an event, sent once more when it was not acknowledged', async () => {
    status = 500;
    await slack.as('U0ANA').mention('status', 'C0OPS');
    expect(received).toHaveLength(2);
    expect(received[1]?.headers['x-slack-retry-num']).toBe('1');
    expect(received[1]?.raw).toBe(received[0]?.raw);
    expect(JSON.parse(last().raw).event).toMatchObject({ type: 'app_mention', text: '<@U0HYDROUS> status' });
  });

  it('can be replayed byte for byte', async () => {
    const delivery = await slack.as('U0ANA').command('/hydrous', 'status');
    await slack.deliver(delivery.raw, delivery.headers);
    expect(received[1]?.raw).toBe(received[0]?.raw);
    expect(received[1]?.headers['x-slack-signature']).toBe(received[0]?.headers['x-slack-signature']);
  });

  it('that is not acknowledged within 3 s shows Slack’s own error', async () => {
    answer = null;
    const delivery = await slack.as('U0ANA').command('/hydrous', 'status');
    expect(delivery.status).toBe('timeout');
    expect(delivery.ms).toBeGreaterThan(2900);
    expect(slack.as('U0ANA').ephemerals()[0]?.text).toContain('operation_timeout');
  });

  it('takes turns between replicas', async () => {
    const [first] = [`http://127.0.0.1:${(bot.address() as AddressInfo).port}`];
    slack.deliverTo(first, 'http://127.0.0.1:1');
    const ana = slack.as('U0ANA');
    const all = [await ana.command('/hydrous', 'a'), await ana.command('/hydrous', 'b')];
    expect(all.map((one) => one.status).sort()).toEqual([200, 'unreachable']);
  });
});

describe('an acknowledgement', () => {
  it('with a text is shown to the sender only', async () => {
    answer = JSON.stringify({ text: 'planning…' });
    await slack.as('U0ANA').command('/hydrous', 'deploy v1');
    expect(slack.as('U0ANA').ephemerals()[0]?.text).toBe('planning…');
    expect(slack.as('U0BRUNO').sees('C0OPS')).toHaveLength(0);
  });

  it('whose blocks are wrong is said to be refused', async () => {
    answer = JSON.stringify({
      text: 'x',
      blocks: [{ type: 'header', text: { type: 'plain_text', text: '' } }],
    });
    await slack.as('U0ANA').command('/hydrous', 'status');
    expect(slack.as('U0ANA').ephemerals()[0]?.text).toContain('invalid_blocks');
  });
});

describe('a response_url', () => {
  it('answers five times and then no more', async () => {
    await slack.as('U0ANA').command('/hydrous', 'status');
    const url = form().get('response_url') ?? '';
    for (let use = 1; use <= 5; use += 1) expect((await hook(url, { text: `${use}` })).status).toBe(200);
    const sixth = await hook(url, { text: '6' });
    expect([sixth.status, await sixth.json()]).toMatchObject([404, { error: 'used_url' }]);
    expect(
      slack
        .as('U0ANA')
        .ephemerals()
        .map((one) => one.text),
    ).toEqual(['1', '2', '3', '4', '5']);
  });

  it('is over after 30 minutes', async () => {
    await slack.as('U0ANA').command('/hydrous', 'status');
    time += 30 * 60_000 + 1;
    const late = await hook(form().get('response_url') ?? '', { text: 'late' });
    expect(await late.json()).toMatchObject({ error: 'expired_url' });
  });

  it('can speak to the channel, replace the clicked message, and delete it', async () => {
    await post(slack, CARD);
    await slack.as('U0ANA').click(slack.state.messages('C0OPS')[0]!, 'approve');
    const url = payload().response_url;
    await hook(url, { text: 'to all', response_type: 'in_channel' });
    await hook(url, { text: 'replaced', replace_original: true });
    expect(slack.state.messages('C0OPS').map((one) => one.text)).toEqual(['replaced', 'to all']);
    await hook(url, { delete_original: true });
    expect(slack.state.messages('C0OPS').map((one) => one.text)).toEqual(['to all']);
  });

  it('refuses blocks that the Web API refuses', async () => {
    await slack.as('U0ANA').command('/hydrous', 'status');
    const bad = await hook(form().get('response_url') ?? '', { text: 'x', blocks: [{ type: 'section' }] });
    expect([bad.status, await bad.json()]).toMatchObject([400, { error: 'invalid_blocks' }]);
  });
});

describe('a trigger', () => {
  const view = { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [{ type: 'divider' }] };
  const open = async () =>
    (await callApi(slack, 'views.open', { trigger_id: form().get('trigger_id'), view })).body;

  it('opens one modal, once, within 3 s', async () => {
    await slack.as('U0ANA').command('/hydrous', 'deploy');
    expect((await open())['ok']).toBe(true);
    expect(slack.as('U0ANA').modal()?.body['title']).toMatchObject({ text: 'x' });
    expect((await open())['error']).toBe('exchanged_trigger_id');
    await slack.as('U0ANA').command('/hydrous', 'deploy');
    time += 3001;
    expect((await open())['error']).toBe('expired_trigger_id');
  });
});

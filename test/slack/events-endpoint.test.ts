import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type House, openHouse } from './house.ts';
import { clickPayload, commandBody, formOf, signed } from './signed.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  house.commands.length = 0;
  house.clicks.length = 0;
});

const now = (): number => Math.floor(Date.now() / 1000);
const json = { type: 'application/json' };
type Case = readonly [name: string, make: () => [string | Buffer, Record<string, string>], status: number];

function without(header: string): [string, Record<string, string>] {
  const body = commandBody();
  const { [header]: _dropped, ...rest } = signed(body);
  return [body, rest];
}
function command(headers: (body: string) => Record<string, string>): [string, Record<string, string>] {
  const body = commandBody();
  return [body, headers(body)];
}
function sealed(body: string | Buffer, over: object = {}): [string | Buffer, Record<string, string>] {
  return [body, signed(body, over)];
}

const CASES: readonly Case[] = [
  ['B1 no signature', () => without('x-slack-signature'), 401],
  ['B1 no timestamp', () => without('x-slack-request-timestamp'), 401],
  ['B2 signature of another secret', () => command((body) => signed(body, { secret: 'other' })), 401],
  ['B2 empty secret', () => command((body) => signed(body, { secret: '' })), 401],
  ['B2 v1=', () => command((body) => ({ ...signed(body), 'x-slack-signature': 'v1=' })), 401],
  ['B2 v0= and nothing', () => command((body) => ({ ...signed(body), 'x-slack-signature': 'v0=' })), 401],
  ['B3 301 s old', () => command((body) => signed(body, { seconds: now() - 301 })), 401],
  ['B3 an hour ahead', () => command((body) => signed(body, { seconds: now() + 3_600 })), 401],
  ['B3 30 s ahead', () => command((body) => signed(body, { seconds: now() + 30 })), 200],
  [
    'B5 unsigned ssl_check',
    () => ['ssl_check=1&payload=%7B%7D', { 'content-type': 'application/x-www-form-urlencoded' }],
    200,
  ],
  [
    'B6 ssl_check=true',
    () => ['ssl_check=true', { 'content-type': 'application/x-www-form-urlencoded' }],
    401,
  ],
  ['B6 ssl_check=0', () => ['ssl_check=0', { 'content-type': 'application/x-www-form-urlencoded' }], 401],
  [
    'B6 ssl_check twice',
    () => ['ssl_check=1&ssl_check=1', { 'content-type': 'application/x-www-form-urlencoded' }],
    401,
  ],
  [
    'B7 form with charset',
    () => command((body) => signed(body, { type: 'application/x-www-form-urlencoded; charset=utf-8' })),
    200,
  ],
  [
    'B7 form in another charset',
    () => command((body) => signed(body, { type: 'application/x-www-form-urlencoded; charset=latin1' })),
    400,
  ],
  ['multipart', () => command((body) => signed(body, { type: 'multipart/form-data; boundary=x' })), 400],
  ['B8 payload that is no JSON', () => sealed('payload=not-json'), 400],
  ['payload that is null', () => sealed('payload=null'), 400],
  ['payload that is a list', () => sealed('payload=%5B%5D'), 400],
  ['B9 null', () => sealed('null', json), 400],
  ['B9 a list', () => sealed('[]', json), 400],
  ['B9 a number', () => sealed('1', json), 400],
  ['B9 a text', () => sealed('"x"', json), 400],
  ['JSON that is cut off', () => sealed('{"type":', json), 400],
  ['B10 event_callback and nothing else', () => sealed('{"type":"event_callback"}', json), 400],
  ['event of null', () => sealed('{"type":"event_callback","event":null}', json), 400],
  ['an empty object', () => sealed('{}', json), 400],
  [
    'an event that nobody listens to',
    () => sealed('{"type":"event_callback","event":{"type":"x"}}', json),
    200,
  ],
  ['app_rate_limited', () => sealed('{"type":"app_rate_limited"}', json), 200],
  ['B11 invalid UTF-8', () => sealed(Buffer.from([0x74, 0x3d, 0xff, 0xfe])), 400],
  [
    'B11 gzip',
    () => {
      const body = gzipSync(commandBody());
      return [body, { ...signed(body), 'content-encoding': 'gzip' }];
    },
    400,
  ],
  ['C29 text twice', () => sealed(`${commandBody()}&text=deploy`), 400],
  ['an empty form', () => sealed(''), 400],
  ['a form without command', () => sealed('a=b'), 400],
  ['C30 a command without a person', () => sealed('command=%2Fhydrous&channel_id=C0OPS'), 400],
  ['C30 without a workspace', () => sealed(commandBody().replace(/&?team_id=[^&]*/, '')), 400],
  ['C30 without a channel', () => sealed(commandBody().replace(/&?channel_id=[^&]*/, '')), 400],
  ['C30 without a trigger', () => sealed(commandBody().replace(/&?trigger_id=[^&]*/, '')), 400],
  ['B14 no actions', () => sealed(formOf({ ...clickPayload({}), actions: undefined })), 400],
  ['B14 empty actions', () => sealed(formOf({ ...clickPayload({}), actions: [] })), 400],
  ['actions of null', () => sealed(formOf({ ...clickPayload({}), actions: [null] })), 400],
  ['a click without a person', () => sealed(formOf({ ...clickPayload({}), user: null })), 400],
  [
    'a submission without a view',
    () => sealed(formOf({ type: 'view_submission', user: { id: 'U0ANN' } })),
    400,
  ],
  [
    'a closed view',
    () => sealed(formOf({ type: 'view_closed', user: { id: 'U0ANN' }, view: { id: 'V1' } })),
    200,
  ],
  ['B12 a body of more than 1 MiB', () => sealed(`command=%2Fhydrous&text=${'x'.repeat(1024 * 1024)}`), 413],
];

test.each(CASES)('%s', async (_name, make, status) => {
  const [body, headers] = make();
  const sent = await house.send(body, headers);
  await house.settled();
  expect(sent.status).toBe(status);
  expect(sent.ms).toBeLessThan(1_000);
  const handled = status === 200 && String(body).includes('command=');
  expect(house.commands).toHaveLength(handled ? 1 : 0);
  expect(house.clicks).toHaveLength(0);
});

test.each(['NaN', '', '1700000000000', '-5', '1e9', '17000000.5'])(
  'B4 a timestamp of "%s" is refused even when it was signed',
  async (timestamp) => {
    const body = commandBody();
    const mac = createHmac('sha256', 'shhh-signing-secret').update(`v0:${timestamp}:${body}`).digest('hex');
    const sent = await house.send(body, {
      ...signed(body),
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${mac}`,
    });
    expect(sent.status).toBe(401);
  },
);

test('B2 two signature headers are refused', async () => {
  const body = commandBody();
  const headers = signed(body);
  const signature = headers['x-slack-signature']!;
  const status = await new Promise<number>((resolve, reject) => {
    const sent = httpRequest(
      `${house.url}/slack/events`,
      { method: 'POST', headers: { ...headers, 'x-slack-signature': [signature, signature] } as never },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
  expect(status).toBe(401);
});

test('a url_verification is answered with its challenge', async () => {
  const body = '{"type":"url_verification","challenge":"3eZbrw1a"}';
  const sent = await house.send(body, signed(body, json));
  expect(JSON.parse(sent.text)).toEqual({ challenge: '3eZbrw1a' });
});

test('B30 the same signed bytes have one effect, and the second sender gets the same words', async () => {
  const body = commandBody({ text: 'deploy v1' });
  const headers = signed(body, { seconds: now() - 299 });
  const [first, second] = await Promise.all([house.send(body, headers), house.send(body, headers)]);
  const third = await house.send(body, headers);
  await house.settled();
  expect(house.commands).toHaveLength(1);
  expect([second?.status, third.status]).toEqual([200, 200]);
  expect(new Set([first?.text, second?.text, third.text]).size).toBe(1);
});

test('an event that Slack sends again has one effect', async () => {
  const mention = (seconds: number): [string, Record<string, string>] => {
    const body = JSON.stringify({
      type: 'event_callback',
      api_app_id: 'A0APP',
      team_id: 'T0HOME',
      event_id: 'Ev0SAME',
      event: {
        type: 'app_mention',
        user: 'U0ANN',
        text: '<@U0BOT> status',
        channel: 'C0OPS',
        ts: '1.5',
        event_ts: '1.5',
      },
    });
    return [body, signed(body, { ...json, seconds })];
  };
  const first = await house.send(...mention(now() - 2));
  const again = await house.send(...mention(now()));
  await house.settled();
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(house.commands).toHaveLength(1);
});

test('the process lives through everything above', async () => {
  const sent = await house.sendCommand();
  expect(sent.status).toBe(200);
});

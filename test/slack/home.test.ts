import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkView } from '../../sandbox/slack/check-view.ts';
import { homeCard, homeFooter } from '../../src/core/cards/home-card.ts';
import type { Piece } from '../../src/core/document.ts';
import { NOW } from '../commands/builders.ts';
import { asked, facts, incident } from '../core/home-samples.ts';
import { type House, openHouse, SUBJECT } from './house.ts';
import { clickPayload, signed } from './signed.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

let events = 0;
async function opens(event: object = {}, over: object = {}) {
  events += 1;
  const body = JSON.stringify({
    type: 'event_callback',
    api_app_id: 'A0APP',
    team_id: 'T0HOME',
    event_id: `EvH${events}`,
    event: { type: 'app_home_opened', user: 'U0ANN', channel: 'D0ANN', tab: 'home', ...event },
    ...over,
  });
  const sent = await house.send(body, signed(body, { type: 'application/json' }));
  await house.settled();
  return sent;
}

describe('opening the Home tab', () => {
  test('is told with whether anything stands there', async () => {
    await opens();
    await opens({ view: { id: 'V1' } });
    const member = { user: 'U0ANN', team: 'T0HOME' };
    expect(house.opened).toEqual([
      { member, empty: true },
      { member, empty: false },
    ]);
  });

  test.each([
    ['the Messages tab', { tab: 'messages' }, {}],
    ['the tab of another app', {}, { api_app_id: 'A0OTHER' }],
  ])('%s is acknowledged and nothing else', async (_, event, over) => {
    expect((await opens(event, over)).status).toBe(200);
    expect(house.opened).toEqual([]);
  });
});

const FULL = homeCard(
  facts({
    operations: {
      ok: true,
      value: [
        asked({ id: 'op-aaaaaaaaaa' }, { mayApprove: true, mayReject: true }),
        asked({ id: 'op-bbbbbbbbbb', state: 'executing' }),
      ],
    },
    incidents: { ok: true, value: [{ incident: incident(), link: 'https://t.slack.com/archives/C0/p1' }] },
  }),
);
const publish = (pieces: readonly Piece[] = FULL.pieces) =>
  house.slack.homes.publish('U0ANN', { ...FULL, pieces }, 'es');
const published = () => house.fake.callsOf('views.publish').at(-1)!;
type Block = { type: string; block_id?: string; elements?: { action_id: string; value: string }[] };

describe('what is published', () => {
  test('is a view that Slack takes, with every button sealed and the quick ones in one row', async () => {
    expect(await publish([...FULL.pieces, homeFooter(NOW)])).toEqual({ published: 'sent' });
    const { user_id, view } = published() as { user_id: string; view: { blocks: Block[] } };
    expect(user_id).toBe('U0ANN');
    expect(checkView(view, 'home')).toEqual({ verdict: 'fine' });
    const rows = view.blocks.filter(({ type }) => type === 'actions');
    expect(rows.at(-1)!.elements!.map(({ action_id }) => action_id)).toEqual([
      'open-form',
      'open-form:2',
      'open-form:3',
      'open-form:4',
      'open-form:5',
      'open-form:6',
    ]);
    expect(house.slack.seal.open('open-form', rows.at(-1)!.elements![1]!.value)).toBe(
      'rollback::production:',
    );
  });

  test('is cut where even a hundred blocks are not enough, and keeps its buttons', async () => {
    const text = { piece: 'text', text: { es: 'x', en: 'x' } } as const;
    await publish([...Array.from({ length: 150 }, () => text), ...FULL.pieces]);
    const { view } = published() as { view: { blocks: Block[] } };
    expect(checkView(view, 'home')).toEqual({ verdict: 'fine' });
    expect(view.blocks).toHaveLength(100);
    expect(JSON.stringify(view)).toContain('"approve"');
  });

  test.each([
    [
      { status: 429, headers: { 'retry-after': '7' } },
      { published: 'later', waitMs: 7_000 },
    ],
    [
      { status: 500, body: 'oh' },
      { published: 'later', waitMs: 5_000 },
    ],
    [{ error: 'not_enabled' }, { published: 'never' }],
    [{ error: 'user_not_found' }, { published: 'never' }],
  ])('%j is understood', async (fault, expected) => {
    house.fake.fail('views.publish', fault);
    expect(await publish()).toEqual(expected);
  });
});

function press(
  action: 'approve' | 'acknowledge' | 'open-form' | 'logs-share',
  over: object = {},
  id: string = action,
) {
  const subject = action === 'open-form' ? 'scale::production:' : SUBJECT;
  return house.sendPayload({
    ...clickPayload({ action_id: id, value: house.slack.seal.seal(action, subject) }),
    channel: undefined,
    message: undefined,
    container: { type: 'view', view_id: 'V0HOME' },
    view: { id: 'V0HOME', type: 'home' },
    ...over,
  });
}
const shown = (method: string) => JSON.stringify(house.fake.callsOf(method));

describe('a button of the Home tab', () => {
  test.each(['approve', 'acknowledge'] as const)(
    '%s goes the road of every button, and its answer comes in a view',
    async (action) => {
      await press(action);
      await house.settled();
      expect(house.clicks).toMatchObject([{ action, subject: SUBJECT, channel: 'U0ANN' }]);
      expect(house.fake.callsOf('views.open')).toHaveLength(1);
      expect(house.fake.callsOf('views.update')).toMatchObject([{ view_id: 'V0ONE' }]);
      expect(shown('views.update')).toContain('Anotado');
      for (const { view } of [...house.fake.callsOf('views.open'), ...house.fake.callsOf('views.update')])
        expect(checkView(view, 'modal')).toEqual({ verdict: 'fine' });
      expect(house.fake.callsOf('chat.postEphemeral')).toEqual([]);
    },
  );

  test('whose view does not open, or was closed, is answered in the conversation with the bot', async () => {
    house.fake.fail('views.open', { error: 'expired_trigger_id' });
    await press('acknowledge');
    await house.settled();
    house.fake.fail('views.update', { error: 'not_found' });
    await press('acknowledge');
    await house.settled();
    expect(house.fake.callsOf('chat.postMessage')).toMatchObject([
      { channel: 'U0ANN' },
      { channel: 'U0ANN' },
    ]);
    expect(shown('chat.postMessage')).toContain('Anotado');
  });

  test('in an answer puts the next answer in its place', async () => {
    const view = { id: 'V0ANSWER', type: 'modal', callback_id: 'hydrous:answer' };
    await press('acknowledge', { view });
    await house.settled();
    expect(house.fake.callsOf('views.open')).toEqual([]);
    expect(house.fake.callsOf('views.update')).toMatchObject([{ view_id: 'V0ANSWER' }]);
  });

  test('opens its form, also where it is one of several in a row', async () => {
    await press('open-form', {}, 'open-form:3');
    await house.settled();
    expect(house.fake.callsOf('views.open')).toHaveLength(1);
    expect(house.clicks).toEqual([]);
  });

  test('shares nothing: there is no channel', async () => {
    await press('logs-share');
    await house.settled();
    expect(house.clicks).toMatchObject([{ action: 'logs-share', channel: '' }]);
  });

  test.each([
    ['of a view that is none of ours', { view: { id: 'V1', type: 'modal', callback_id: 'other' } }],
    ['of another app', { api_app_id: 'A0OTHER' }],
    [
      'with a value that was forged',
      {
        actions: [
          {
            type: 'button',
            block_id: 'hydrous:actions',
            action_id: 'approve',
            value: 'op-1.AAAAAAAAAAAAAAAAAAAAAA',
          },
        ],
      },
    ],
    [
      'with an id that no button has',
      { actions: [{ type: 'button', block_id: 'hydrous:actions', action_id: 'approve:2:3', value: 'x' }] },
    ],
  ])('%s does nothing', async (_, over) => {
    await press('approve', over);
    await house.settled();
    expect(house.clicks).toEqual([]);
  });
});

test('an answer that came into the conversation with the bot may be pressed there', async () => {
  await house.sendClick('acknowledge', { channel: { id: 'D0ANN', name: 'directmessage' } });
  await house.settled();
  expect(house.clicks).toMatchObject([{ channel: 'D0ANN' }]);
});

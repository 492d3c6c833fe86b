import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FakeSlack } from './fake-slack.ts';
import { type House, openHouse, SUBJECT } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

interface OpenedView {
  readonly private_metadata: string;
  readonly callback_id: string;
  readonly title: { readonly text: string };
}

function openedView(fake: FakeSlack): OpenedView {
  return fake.callsOf('views.open')[0]?.['view'] as OpenedView;
}

function submission(reason: unknown, over: Readonly<Record<string, unknown>> = {}): object {
  const view = openedView(house.fake);
  return {
    type: 'view_submission',
    api_app_id: 'A0APP',
    team: { id: 'T0HOME' },
    user: { id: 'U0ANN', team_id: 'T0HOME' },
    view: {
      id: 'V0ONE',
      type: 'modal',
      callback_id: view.callback_id,
      private_metadata: view.private_metadata,
      state: { values: { 'hydrous:reason': { reason: { type: 'plain_text_input', value: reason } } } },
      ...over,
    },
  };
}

async function pressReject(): Promise<void> {
  await house.sendClick('reject');
  await house.settled();
}

test('a rejection asks for its reason first, in the language of the person', async () => {
  await pressReject();
  expect(house.clicks).toHaveLength(0);
  expect(openedView(house.fake).title.text).toBe('Rechazar el cambio');
  const sent = await house.sendPayload(submission('  falta   probar\n'));
  await house.settled();
  expect(sent.text).toBe('');
  expect(house.clicks).toMatchObject([
    { action: 'reject', subject: SUBJECT, reason: 'falta probar', channel: 'C0OPS', source: 'view:V0ONE' },
  ]);
  expect(house.fake.responses).toHaveLength(1);
});

test('B29 a reason of 5,000 characters is cut to 500', async () => {
  await pressReject();
  await house.sendPayload(submission('x'.repeat(5_000)));
  expect(Array.from(house.clicks[0]?.reason ?? '')).toHaveLength(500);
});

test.each(['   ', '\u200b\u2060', '', null])(
  'B29 a reason of nothing (%j) is a field error',
  async (reason) => {
    await pressReject();
    const sent = await house.sendPayload(submission(reason));
    expect(JSON.parse(sent.text)).toMatchObject({
      response_action: 'errors',
      errors: { 'hydrous:reason': expect.any(String) },
    });
    expect(house.clicks).toHaveLength(0);
  },
);

test('B28 edited metadata is refused: only a sealed value counts', async () => {
  await pressReject();
  const carried = JSON.parse(openedView(house.fake).private_metadata) as { value: string };
  const forged = JSON.stringify({ ...carried, value: carried.value.replace(SUBJECT, 'op-aaaaaaaaaa') });
  for (const private_metadata of [forged, 'null', '{}', 'x', '']) {
    const sent = await house.sendPayload(submission('because', { private_metadata }));
    expect(JSON.parse(sent.text).response_action).toBe('errors');
  }
  expect(house.clicks).toHaveLength(0);
});

test('B28 a modal submitted twice has one name, so that the second is the same vote', async () => {
  await pressReject();
  await house.sendPayload(submission('because'));
  await house.sendPayload({ ...submission('because'), trigger_id: 'again' });
  expect(new Set(house.clicks.map(({ source }) => source)).size).toBe(1);
});

test('a modal that cannot be shown does not stand in the way of a rejection', async () => {
  house.fake.fail('views.open', { error: 'expired_trigger_id' });
  await pressReject();
  expect(house.clicks).toMatchObject([{ action: 'reject', reason: null }]);
  expect(house.fake.responses).toHaveLength(1);
});

test('a guest is refused before any modal is shown', async () => {
  house.fake.users.set('U0ANN', { id: 'U0ANN', team_id: 'T0HOME', is_restricted: true });
  await pressReject();
  expect(house.fake.callsOf('views.open')).toHaveLength(0);
  expect(house.fake.responses).toHaveLength(1);
});

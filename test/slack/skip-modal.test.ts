import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Document, plain } from '../../src/core/document.ts';
import { say } from '../../src/core/sentence.ts';
import type { Click } from '../../src/slack/handlers.ts';
import { type House, openHouse, SUBJECT } from './house.ts';

const WHY = 'producción caída, nadie contesta';

let house: House;
/** What the flow answers to the click, and to the reason. */
let ask: Document;
let offer: Document;
beforeEach(async () => {
  house = await openHouse();
  ask = { ...plain({ es: 'Escríbelo así', en: 'Type it' }), asks: 'reason' };
  offer = { ...plain({ es: '¿Seguro?', en: 'Sure?' }), asks: 'confirmation' };
  house.click = async ({ action, reason }) => {
    if (action === 'break-glass') return plain({ es: 'Empieza', en: 'It runs' });
    return reason === null ? ask : offer;
  };
});
afterEach(() => house.close());

interface View {
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly title: { readonly text: string };
  readonly submit?: { readonly text: string };
  readonly blocks: readonly { readonly text?: { readonly text: string } }[];
}

async function pressSkip(over: Readonly<Record<string, unknown>> = {}): Promise<View | undefined> {
  await house.sendClick('skip-approval', over);
  await house.settled();
  return house.fake.callsOf('views.open')[0]?.['view'] as View | undefined;
}

async function submit(view: View, why: unknown, over: Readonly<Record<string, unknown>> = {}) {
  const sent = await house.sendPayload({
    type: 'view_submission',
    api_app_id: 'A0APP',
    team: { id: 'T0HOME' },
    user: { id: 'U0ANN', team_id: 'T0HOME' },
    view: {
      id: 'V0ONE',
      type: 'modal',
      callback_id: view.callback_id,
      private_metadata: view.private_metadata,
      state: { values: { 'hydrous:why': { why: { type: 'plain_text_input', value: why } } } },
      ...over,
    },
  });
  await house.settled();
  return sent.text === '' ? null : JSON.parse(sent.text);
}

const counted = (): readonly Pick<Click, 'action' | 'reason'>[] =>
  house.clicks.filter(({ action, reason }) => action === 'break-glass' || reason !== null);

test('asks for the reason, then whether that is meant, and only then is it confirmed', async () => {
  const asked = (await pressSkip())!;
  expect(asked.title.text).toBe('Saltar la aprobación');
  expect(counted()).toEqual([]);
  const sure = (await submit(asked, `  ${WHY} \n`)).view as View;
  expect(counted()).toMatchObject([{ action: 'skip-approval', subject: SUBJECT, reason: WHY }]);
  expect(sure.submit?.text).toBe('Ejecutar sin aprobación');
  expect(sure.blocks[0]?.text?.text).toBe('¿Seguro?');
  expect(house.fake.responses).toHaveLength(0);
  expect(await submit(sure, undefined)).toBeNull();
  expect(counted()).toHaveLength(2);
  expect(counted()[1]).toMatchObject({ action: 'break-glass', subject: SUBJECT, reason: null });
  expect(house.fake.responses).toHaveLength(1);
});

test('whoever may not is told privately, and no modal is shown', async () => {
  house.click = async () => ({ ...plain({ es: 'No puedes', en: 'You may not' }), refused: true });
  expect(await pressSkip()).toBeUndefined();
  expect(house.fake.responses).toHaveLength(1);
});

test('a guest is not even asked', async () => {
  house.fake.users.set('U0ANN', { id: 'U0ANN', team_id: 'T0HOME', is_restricted: true });
  expect(await pressSkip()).toBeUndefined();
  expect(house.clicks).toHaveLength(0);
  expect(house.fake.responses).toHaveLength(1);
});

test('a modal that cannot be shown leaves the words to type', async () => {
  house.fake.fail('views.open', { error: 'expired_trigger_id' });
  await pressSkip();
  expect(counted()).toEqual([]);
  expect(JSON.stringify(house.fake.responses)).toContain('Escríbelo así');
});

test('a reason that will not do is mended where it stands; one of nothing asks nobody', async () => {
  const asked = (await pressSkip())!;
  expect((await submit(asked, ' \u200b ')).errors['hydrous:why']).toContain('motivo');
  expect(counted()).toEqual([]);
  offer = { ...plain(say('glass.refused.reason', { least: 10 })), refused: true };
  expect((await submit(asked, 'ya')).errors['hydrous:why']).toContain('10 letras');
});

test('what was decided meanwhile is shown in place of the second question', async () => {
  const asked = (await pressSkip())!;
  offer = plain({ es: 'Ya está aprobada', en: 'Approved already' });
  const { view } = await submit(asked, WHY);
  expect(view.submit).toBeUndefined();
  expect(JSON.stringify(view.blocks)).toContain('Ya está aprobada');
});

test('a slow answer closes the modal, and comes privately with its button', async () => {
  const asked = (await pressSkip())!;
  const { click } = house;
  house.click = async (clicked) => {
    await new Promise((resolve) => setTimeout(resolve, 2_400));
    return click(clicked);
  };
  expect(await submit(asked, WHY)).toBeNull();
  expect(JSON.stringify(house.fake.responses)).toContain('¿Seguro?');
});

test('B28 edited metadata is refused: a reason cannot be turned into a confirmation, nor into another request', async () => {
  const asked = (await pressSkip())!;
  const carried = JSON.parse(asked.private_metadata) as { value: string };
  const other = JSON.stringify({ ...carried, value: carried.value.replace(SUBJECT, 'op-aaaaaaaaaa') });
  const reject = JSON.stringify({ ...carried, value: house.slack.seal.seal('reject', SUBJECT) });
  for (const private_metadata of [other, reject, 'null', '{}', 'x', '']) {
    const { view } = await submit(asked, WHY, { private_metadata });
    expect(JSON.stringify(view.blocks)).toContain('ya no vale');
  }
  expect(counted()).toEqual([]);
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fields } from '../../sandbox/slack/json.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { CHROMIUM, launchBrowser, picture } from './slack-browser.ts';
import { callApi, post, STAND_IN, startTestSlack } from './slack-harness.ts';

const why = CHROMIUM === null ? ' (skipped: no Chromium here; CHROMIUM may name one)' : '';
const SHORTCUTS = [
  { name: 'Anotar', type: 'message', callbackId: 'note', description: 'Una nota sobre este mensaje' },
  { name: 'Preguntar', type: 'global', callbackId: 'ask', description: 'Sin mensaje' },
] as const;

describe.skipIf(CHROMIUM === null)(`a form on the page${why}`, () => {
  let browser: Browser;
  let sandbox: Sandbox;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    [browser, sandbox] = await Promise.all([
      launchBrowser(),
      startSandbox({ entry: STAND_IN, shortcuts: SHORTCUTS }),
    ]);
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(sandbox.url);
    await page.getByTestId('composer').fill('/hydrous form');
    await page.getByTestId('send').click();
    await page.getByTestId('modal').waitFor();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await sandbox.close();
  });

  const field = (block: string) => page.locator(`[data-block="${block}"]`);

  it('offers what the bot suggests while somebody types, and tells the bot of the choice', async () => {
    await field('why').locator('textarea').fill('porque sí');
    await field('image').locator('input').fill('zz');
    await field('image').getByText('Nada coincide').waitFor();
    await field('image').locator('input').fill('1.11');
    await field('image').getByRole('option', { name: 'v1.11.0' }).click();
    await page.getByTestId('modal').getByText('Elegiste v1.11.0').waitFor();
  });

  it('keeps what was typed when the bot draws the view anew, and when another view covers it', async () => {
    expect(await field('why').locator('textarea').inputValue()).toBe('porque sí');
    await page.getByTestId('button-Más…').click();
    await page.getByTestId('modal').getByText('Nota').waitFor();
    await page.getByTestId('modal-close').click();
    await page.getByTestId('modal').getByText('Elegiste v1.11.0').waitFor();
    expect(await field('why').locator('textarea').inputValue()).toBe('porque sí');
  });

  it('refuses a number out of bounds by itself, and submits every kind of answer', async () => {
    await field('where').locator('select').selectOption('staging');
    await field('how').getByText('de una vez').click();
    await field('checks').getByText('salud').click();
    await field('checks').getByText('registros').click();
    await field('count').locator('input').fill('12');
    await field('day').locator('input').fill('2026-04-05');
    await page.getByTestId('modal-submit').click();
    await field('count').getByText('Como máximo 9.').waitFor();
    await picture(page, 'page-form');
    await field('count').locator('input').fill('3');
    await page.getByTestId('modal-submit').click();
    await page
      .getByTestId('message')
      .getByText('Pedido: v1.11.0, staging, de una vez, salud+registros, 3, 2026-04-05, porque sí')
      .waitFor();
  });

  it('has a menu of shortcuts on a message, and one beside the composer', async () => {
    const message = page.getByTestId('message').last();
    await message.hover();
    await message.getByTestId('more').click();
    await message.getByTestId('shortcut-note').click();
    await page.getByTestId('modal').getByText('Sobre: Pedido: v1.11.0').waitFor();
    await page.getByTestId('modal-close').click();
    await page.getByTestId('shortcuts').click();
    await page.getByTestId('shortcut-ask').click();
    await page.getByTestId('modal').getByText('Sobre: nada').waitFor();
    await page.getByTestId('modal-close').click();
  });

  it('shows a reply that was sent to the channel as well in both places', async () => {
    const root = await sandbox.slack.as('U0BRUNO').say('algo pasa', 'C0INC');
    expect(root).toBeNull();
    const [first] = sandbox.slack.state.messages('C0INC');
    sandbox.slack.state.put({
      ...first!,
      ts: sandbox.slack.state.nextTs(),
      threadTs: first!.ts,
      broadcast: true,
      text: 'ya pasó',
    });
    await page.getByTestId('channel-C0INC').click();
    await page.getByTestId('also-in-channel').getByText('algo pasa').waitFor();
    expect(await page.getByText('ya pasó').count()).toBe(2);
    expect(complaints).toEqual([]);
  });
});

describe('what Slack refuses in a form', () => {
  const plain = (text: string) => ({ type: 'plain_text', text });
  const options = [
    { text: plain('a'), value: 'a' },
    { text: plain('b'), value: 'b' },
  ];
  const view = (...elements: readonly Fields[]): Fields => ({
    type: 'modal',
    title: plain('x'),
    submit: plain('y'),
    blocks: elements.map((element) => ({
      type: 'input',
      label: plain('z'),
      element: { action_id: 'i', ...element },
    })),
  });
  const wrong: readonly (readonly [string, Fields, string])[] = [
    [
      'an initial option that is none of the options',
      view({ type: 'static_select', options, initial_option: { text: plain('A'), value: 'a' } }),
      '/element/initial_option',
    ],
    [
      'a field that the element does not know',
      view({ type: 'radio_buttons', options, placeholder: plain('p') }),
      '/element',
    ],
    [
      'a number that is no string',
      view({ type: 'number_input', is_decimal_allowed: true, min_value: 1 }),
      '/element/min_value',
    ],
    [
      'a date in another form',
      view({ type: 'datepicker', initial_date: '1/2/2026' }),
      '/element/initial_date',
    ],
    [
      'options and groups together',
      view({ type: 'static_select', options, option_groups: [{ label: plain('g'), options }] }),
      '/element',
    ],
    [
      'the focus in two places',
      view(
        { type: 'plain_text_input', focus_on_load: true },
        { type: 'plain_text_input', focus_on_load: true },
      ),
      '/view/blocks',
    ],
    [
      'a query length below none',
      view({ type: 'external_select', min_query_length: -1 }),
      '/element/min_query_length',
    ],
  ];

  it.each(wrong)('%s', async (_, refused, pointer) => {
    const slack = await startTestSlack();
    const { body } = await callApi(slack, 'views.open', { trigger_id: 'any', view: refused });
    expect(body).toMatchObject({ ok: false, error: 'invalid_arguments' });
    expect(JSON.stringify(body)).toContain(pointer);
    await slack.close();
  });

  it('a select of several values among actions', async () => {
    const slack = await startTestSlack();
    const elements = [{ type: 'multi_static_select', action_id: 'i', options, placeholder: plain('p') }];
    const { body } = await post(slack, { text: 'x', blocks: [{ type: 'actions', elements }] });
    expect(body).toMatchObject({ ok: false, error: 'invalid_blocks' });
    await slack.close();
  });
});

/** Looking at production from the page: logs, charts and Home, by Ana on her phone in Spanish and Grace at her desk in English. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { CHROMIUM, launchBrowser, picture } from '../sandbox/slack-browser.ts';
import { inPage, PATIENCE } from './page-house.ts';
import { type Phone, type Phones, phonesOf } from './phones.ts';

const why = CHROMIUM === null ? ' (skipped: no Chromium here; CHROMIUM may name one)' : '';
const GROUP = '/ecs/hydrous-backend';
const STREAM = `ecs/hydrous-container/${'9f8e'.repeat(8)}`;
const DESK = { width: 1360, height: 940 };
const LINES = 80;

describe.skipIf(CHROMIUM === null)(`seeing${why}`, () => {
  let browser: Browser;
  let sandbox: Sandbox;
  let phones: Phones;
  let ana: Phone;
  let grace: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    [browser, sandbox] = await Promise.all([
      launchBrowser(),
      startSandbox({ aws: { speed: 60 }, rateLimits: false }),
    ]);
    const now = Date.now();
    for (let at = 0; at < LINES; at += 1)
      write(`ERROR:shop:parcel ${at} lost <!channel> password=hunter2`, now - 100_000 + at * 1_000);
    phones = phonesOf(browser, sandbox, 'es');
    [ana, grace] = await Promise.all([phones.of('U0ANA'), deskOf('U0GRACE')]);
  }, PATIENCE * 2);
  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
    expect([...complaints, ...phones.complaints]).toEqual([]);
  });

  function write(message: string, at?: number): void {
    sandbox.aws.world.logs.write(GROUP, STREAM, message, at);
  }

  async function deskOf(person: string): Promise<Page> {
    const context = await browser.newContext({ viewport: DESK });
    await context.addInitScript(`localStorage.me = '${person}'; localStorage.language = 'en';`);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(sandbox.url);
    await page.getByTestId('composer').waitFor();
    return page;
  }

  async function type(page: Page, text: string): Promise<void> {
    await page.getByTestId('composer').fill(text);
    await page.getByTestId('send').click();
  }
  const whisper = (page: Page, text: string | RegExp): Locator =>
    page.getByTestId('ephemeral').filter({ hasText: text }).last();
  const searches = (): number => sandbox.aws.calls.count('FilterLogEvents');

  /** As she reads it, with its beginning at the top; nothing reaches over the side of her screen. */
  async function look(place: Locator, name: string): Promise<string> {
    await place.waitFor();
    await place.evaluate(inPage<void>('node.scrollIntoView({ block: "start" })'));
    await picture(ana.page, `${name}-es-phone`);
    const wide = await ana.page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(wide, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
    return place.innerText();
  }

  /** To the bot's own place; on a phone the places are behind a button. */
  async function goTo(page: Page, tab: 'home' | 'messages'): Promise<void> {
    const isPhone = page !== grace;
    if (isPhone) await page.getByTestId('menu').click();
    await page.getByTestId('channel-app').click();
    if (isPhone) await page.keyboard.press('Escape');
    await page.getByTestId(`tab-${tab}`).click();
  }

  test(
    'Ana searches the log on her phone, and turns it over without asking AWS again',
    async () => {
      await ana.type('/hydrous logs parcel --since hace 10 minutos');
      const page = ana.whisper('parcel 79');
      const text = await look(page, 'seeing-logs');
      expect(text).toContain('Líneas 1 a 30 de 80.');
      expect(text).not.toContain('hunter2');
      const before = searches();
      await ana.tap(page, 'Más antiguas');
      const older = ana.whisper('parcel 49');
      expect(await look(older, 'seeing-logs-older')).toContain('Líneas 31 a 60 de 80.');
      expect(await older.getByText('parcel 79').count()).toBe(0);
      await ana.tap(older, 'Más nuevas');
      await ana.whisper('parcel 79').waitFor();
      expect(searches()).toBe(before);
    },
    PATIENCE,
  );

  test(
    'she filters inside by a form, and shares what she found',
    async () => {
      await ana.tap(ana.whisper('parcel 79'), 'Filtrar');
      await ana.field('words').fill('"parcel 4" -"parcel 42"');
      await ana.submit();
      const found = ana.whisper('Líneas 1 a 10 de 10.');
      expect(await look(found, 'seeing-logs-filtered')).not.toContain('parcel 42 lost');
      await ana.tap(found, 'Compartir aquí');
      const shared = grace.getByTestId('message').filter({ hasText: 'parcel 43' }).last();
      await shared.getByText(/Compartido por/).waitFor();
      expect(await shared.getByRole('button', { name: 'Filtrar' }).count()).toBe(0);
      await picture(grace, 'seeing-shared-en-desk');
    },
    PATIENCE,
  );

  test(
    'she follows a log, sees a line come, and stops it',
    async () => {
      await ana.type('/hydrous logs beacon --follow');
      await ana.whisper(/Sigo el log/).waitFor();
      await goTo(ana.page, 'messages');
      const live = ana.said('beacon');
      await live.getByTestId('button-Parar').waitFor();
      write('INFO:shop:beacon 1');
      await live.filter({ hasText: 'beacon 1' }).waitFor();
      await look(live, 'seeing-follow');
      await ana.tap(live, 'Parar');
      await live.filter({ hasText: /Parado/ }).waitFor();
      expect(await live.getByTestId('button-Parar').count()).toBe(0);
    },
    PATIENCE,
  );

  test(
    'Grace sees a chart as a picture, with its figures in words',
    async () => {
      await type(grace, '/hydrous metrics --since 3h');
      const answer = whisper(grace, /CPU/);
      const image = answer.locator('img').first();
      await image.waitFor();
      await expect
        .poll(() => image.evaluate(inPage<number>('return node.naturalWidth')))
        .toBeGreaterThan(300);
      await answer.evaluate(inPage<void>('node.scrollIntoView({ block: "start" })'));
      await picture(grace, 'seeing-metrics-en-desk');
    },
    PATIENCE,
  );

  test(
    'Ana asks for a change from her Home, and Grace approves it on hers',
    async () => {
      await Promise.all([goTo(ana.page, 'home'), goTo(grace, 'home')]);
      const [hers, graces] = [ana.page.locator('.home'), grace.locator('.home')];
      await hers.filter({ hasText: 'Todo en calma' }).waitFor();
      await picture(ana.page, 'seeing-home-es-phone');
      await hers.getByTestId('button-Escalar…').tap();
      await ana.field('count').fill('3');
      await picture(ana.page, 'seeing-home-form-es-phone');
      await ana.submit();
      await graces.filter({ hasText: /1 thing waits for you/ }).waitFor();
      await picture(grace, 'seeing-home-en-desk');
      await graces.getByTestId('button-Approve').first().click();
      await grace.getByTestId('modal').getByText('You approved').waitFor();
      await picture(grace, 'seeing-home-answer-en-desk');
    },
    PATIENCE,
  );
});

import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REST_MS } from '../../src/flows/home.ts';
import { type House, INC, openHouse, PATIENCE } from '../faults/house.ts';
import { CHROMIUM, launchBrowser, picture } from '../sandbox/slack-browser.ts';

const why = CHROMIUM === null ? ' (skipped: no Chromium here; CHROMIUM may name one)' : '';
const SIZES = { desk: { width: 1360, height: 940 }, phone: { width: 390, height: 844 } } as const;
/** ms. */
const SOON = 40_000;
/** The rest is counted from when the bot knows that it was taken, ms; a request may wait to be read before. */
const SLACK_MS = 1_000;

/** One evening on the Home tab: Ana on her phone in Spanish, Bruno at his desk, Grace on her phone in English. */
describe.skipIf(CHROMIUM === null)(`the Home tab${why}`, () => {
  let browser: Browser;
  let house: House;
  let ana: Page;
  let bruno: Page;
  let grace: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    [browser, house] = await Promise.all([launchBrowser(), openHouse({ rateLimits: true })]);
    [ana, bruno, grace] = await Promise.all([
      homeOf('U0ANA', 'es', 'phone'),
      homeOf('U0BRUNO', 'es', 'desk'),
      homeOf('U0GRACE', 'en', 'phone'),
    ]);
  }, PATIENCE);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
    expect(complaints).toEqual([]);
  });

  async function homeOf(me: string, language: string, size: keyof typeof SIZES): Promise<Page> {
    const context = await browser.newContext({ viewport: SIZES[size] });
    await context.addInitScript(`localStorage.me = '${me}'; localStorage.language = '${language}';`);
    const page = await context.newPage();
    page.setDefaultTimeout(SOON);
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(house.url);
    await page.getByTestId('composer').waitFor();
    if (size === 'phone') await page.getByTestId('menu').click();
    await page.getByTestId('channel-app').click();
    if (size === 'phone') await page.keyboard.press('Escape');
    await page.getByTestId('tab-home').click();
    return page;
  }

  const home = (page: Page): Locator => page.locator('.home');
  const says = (page: Page, text: string | RegExp): Promise<void> =>
    home(page).filter({ hasText: text }).waitFor();
  const press = (page: Page, label: string): Promise<void> =>
    home(page).getByTestId(`button-${label}`).first().click();
  async function closed(page: Page, text: string): Promise<void> {
    await page.getByTestId('modal').getByText(text).waitFor();
    await picture(page, `home-answer-${text.slice(0, 12).replace(/\W+/g, '-')}`);
    await page.getByTestId('modal-close').click();
    await page.getByTestId('modal').waitFor({ state: 'detached' });
  }

  test(
    'is calm, and shows how production is',
    async () => {
      await says(ana, /Todo en calma[\s\S]*production · 2 de 2 tareas · v1\.10\.0 · sin alarmas/);
      await says(grace, /All is calm[\s\S]*production · 2 of 2 tasks · v1\.10\.0 · no alarms/);
      await picture(ana, 'home-calm-es-phone');
      for (const page of [ana, grace]) {
        const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
        expect(width).toBeLessThanOrEqual(SIZES.phone.width);
      }
      expect(await home(ana).getByTestId('button-Desplegar…').count()).toBe(1);
      expect(await home(grace).getByTestId('button-Deploy…').count()).toBe(0);
    },
    PATIENCE,
  );

  test(
    'asks for a change with a form, which waits there for whoever may approve it',
    async () => {
      await press(ana, 'Escalar…');
      const count = ana.getByTestId('modal').getByTestId('input-count').locator('input');
      await count.fill('3');
      await ana.getByTestId('modal-submit').click();
      await ana.getByTestId('modal').waitFor({ state: 'detached' });
      await says(ana, /Tus solicitudes[\s\S]*Pediste/);
      await says(bruno, /1 cosa te espera[\s\S]*Ana Torres quiere/);
      await says(grace, /1 thing waits for you[\s\S]*Ana Torres wants to/);
      await Promise.all([
        picture(ana, 'home-mine-es-phone'),
        picture(bruno, 'home-waiting-es-desk'),
        picture(grace, 'home-waiting-en-phone'),
      ]);
    },
    PATIENCE,
  );

  test(
    'is approved there, answered privately, and everybody’s follows',
    async () => {
      await press(grace, 'Approve');
      await closed(grace, 'You approved');
      await says(bruno, /En marcha|Todo en calma/);
      expect(await home(bruno).getByTestId('button-Aprobar').count()).toBe(0);
      await says(ana, /Tus solicitudes[\s\S]*terminó bien/);
      await says(ana, '3 de 3 tareas');
      await picture(ana, 'home-done-es-phone');
    },
    PATIENCE,
  );

  test(
    'an incident is acknowledged there, and by a mention in its thread without its id',
    async () => {
      house.fire();
      await says(grace, /1 open incident/);
      await picture(grace, 'home-incident-en-phone');
      await press(grace, 'View logs');
      await grace
        .getByTestId('modal')
        .getByText(/lines|log/i)
        .first()
        .waitFor();
      await picture(grace, 'home-logs-en-phone');
      await grace.getByTestId('modal-close').click();
      await press(grace, 'Acknowledge');
      await closed(grace, 'inc-');
      await says(ana, /Incidentes abiertos[\s\S]*en manos de @?Grace Miller/);
      const card = house.incidentCards()[0]!;
      await house.slack.as('U0ANA').mention('silence 2h', INC, card.ts);
      await says(bruno, /en silencio hasta/);
      await picture(bruno, 'home-incident-es-desk');
    },
    PATIENCE,
  );

  test(
    'somebody from outside sees a polite word and nothing of production',
    async () => {
      await house.slack.as('U0GIL').openHome();
      const view = await house.slack.state.until(() => house.slack.state.homes.get('U0GIL'), SOON);
      expect(JSON.stringify(view)).toContain('Aquí verías');
      expect(JSON.stringify(view)).not.toContain('v1.10.0');
    },
    PATIENCE,
  );

  test('nobody’s was sent more often than every five seconds, and never twice the same', () => {
    const sent = house.slack.calls.filter(({ method }) => method === 'views.publish');
    for (const user of ['U0ANA', 'U0BRUNO', 'U0GRACE']) {
      const views = sent.filter(({ args }) => args['user_id'] === user);
      const bodies = views.map(({ args }) => JSON.stringify(args['view']));
      expect(bodies.filter((body, at) => body === bodies[at - 1])).toEqual([]);
      expect(views.length).toBeGreaterThan(2);
      const gaps = views.slice(1).map(({ at }, place) => at - views[place]!.at);
      expect(gaps.filter((gap) => gap < REST_MS - SLACK_MS)).toEqual([]);
    }
  });
});

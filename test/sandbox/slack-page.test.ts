import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { CHROMIUM, launchBrowser, picture } from './slack-browser.ts';
import { STAND_IN } from './slack-harness.ts';

const why = CHROMIUM === null ? ' (skipped: no Chromium here; CHROMIUM may name one)' : '';

describe.skipIf(CHROMIUM === null)(`the page${why}`, () => {
  let browser: Browser;
  let sandbox: Sandbox;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [browser, sandbox] = await Promise.all([launchBrowser(), startSandbox({ entry: STAND_IN })]);
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.close();
  });
  beforeEach(async () => {
    for (const channel of ['C0OPS', 'C0INC']) {
      for (const message of sandbox.slack.state.messages(channel, 'U0ANA'))
        sandbox.slack.state.remove(message);
    }
    complaints = [];
    page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
    page.setDefaultTimeout(5000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (line) => {
      if (line.type() === 'error') complaints.push(line.text());
    });
    await page.goto(sandbox.url);
    await page.getByTestId('composer').waitFor();
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  async function type(text: string): Promise<void> {
    await page.getByTestId('composer').fill(text);
    await page.keyboard.press('Enter');
  }

  it('begins with a composer that waits for a command, and Enter sends it', async () => {
    expect(await page.getByTestId('composer').inputValue()).toBe('/hydrous ');
    await type('/hydrous status');
    await page.getByTestId('ephemeral').getByText('Recibido: status').waitFor();
    expect(await page.getByTestId('ephemeral').innerText()).toContain('Solo tú puedes ver esto');
    expect(await page.getByTestId('composer').inputValue()).toBe('/hydrous ');
  });

  it('shows a private answer to nobody else', async () => {
    await type('/hydrous status');
    await page.getByTestId('ephemeral').waitFor();
    await page.getByTestId('person-U0BRUNO').click();
    await page.getByText('Aún no hay mensajes').waitFor();
    expect(await page.getByTestId('ephemeral').count()).toBe(0);
  });

  it('draws hostile text as text, decodes entities once, and parses only mrkdwn', async () => {
    await type('/hydrous hostile');
    const messages = page.getByTestId('message');
    await messages.nth(1).waitFor();
    const mrkdwn = await messages.nth(0).innerText();
    for (const shown of [
      '<img src=x onerror="window.broken=1">',
      '<script>window.broken=1</script>',
      '&lt;b&gt;',
      '<!channel> @here',
      '<javascript:window.broken=1|click me>',
      'safe <label>',
      '*not bold* bold a*b*c',
    ]) {
      expect(mrkdwn).toContain(shown);
    }
    const blocks = await messages.nth(1).innerText();
    expect(blocks).toContain('*plain* <!channel> &lt;b&gt; <https://example.com|x>');
    expect(blocks).toContain('*rich* <!channel> &lt;i&gt; <b>x</b> :warning:');
    expect(await messages.locator('script, img, iframe, a[href^="javascript"]').count()).toBe(0);
    expect(await messages.locator('.mention-all').allInnerTexts()).toEqual(['@here', '@here']);
    expect(
      await messages
        .nth(0)
        .locator('a')
        .evaluateAll((all) => all.map((one) => one.getAttribute('href'))),
    ).toEqual(['https://example.com/a?b=1&c=2']);
    expect(await page.evaluate('window.broken')).toBeUndefined();
    await picture(page, 'page-hostile');
  });

  it('asks before a click counts, delivers it, and edits the card in place', async () => {
    await type('/hydrous card');
    await page.getByTestId('button-Aprobar').click();
    await picture(page, 'page-confirm');
    await page.getByTestId('confirm-no').click();
    expect(await page.getByTestId('button-Aprobar').count()).toBe(1);
    await page.getByTestId('person-U0BRUNO').click();
    await page.getByTestId('button-Aprobar').click();
    await page.getByTestId('confirm-yes').click();
    await page.getByText('Aprobado por @Bruno Díaz').waitFor();
    expect(await page.getByTestId('message').count()).toBe(1);
    expect(await page.getByTestId('message').innerText()).toContain('(editado)');
    expect(await page.getByTestId('button-Aprobar').count()).toBe(0);
    await picture(page, 'page-card');
  });

  it('opens a modal, shows the errors beside its inputs, and closes when it was accepted', async () => {
    await type('/hydrous modal');
    const modal = page.getByTestId('modal');
    await modal.waitFor();
    await page.getByTestId('modal-submit').click();
    await modal.getByText('Completa este campo obligatorio.').waitFor();
    await modal.locator('textarea').fill('no');
    await page.getByTestId('modal-submit').click();
    await modal.getByText('Escribe al menos 5 letras.').waitFor();
    await picture(page, 'page-modal');
    await modal.locator('textarea').fill('Falta la migración');
    await page.getByTestId('modal-submit').click();
    await page.getByTestId('message').getByText('Rechazado: Falta la migración').waitFor();
    expect(await modal.count()).toBe(0);
  });

  it('closes a modal with Escape', async () => {
    await type('/hydrous modal');
    await page.getByTestId('modal').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('modal').waitFor({ state: 'detached' });
    expect(sandbox.slack.as('U0ANA').modal()).toBeNull();
  });

  it('shows threads under their message and the Home tab of the app', async () => {
    await type('@hydrous status');
    await page.getByTestId('thread').getByText('Hola @Ana Torres').waitFor();
    await page.getByTestId('channel-app').click();
    await page.getByTestId('home').getByText('Desplegar v1.11.0 en production').waitFor();
  });

  it('marks a channel where something new was said', async () => {
    await sandbox.slack.as('U0BRUNO').say('mira esto', 'C0INC');
    await page.getByTestId('channel-C0INC').locator('.unread-dot').waitFor();
    await page.getByTestId('channel-C0INC').click();
    await page.getByTestId('message').getByText('mira esto').waitFor();
    expect(await page.locator('.unread-dot').count()).toBe(0);
  });

  it('speaks English when asked to', async () => {
    await page.getByTestId('language-en').click();
    await page.getByText('You are').waitFor();
    expect(await page.getByTestId('panel').innerText()).toContain('Push a good image');
  });

  it('shows the service, pushes the world about, and starts the bot again when it was killed', async () => {
    await page.getByTestId('service').getByText('hydrous-production').waitFor();
    await page.getByTestId('panel-push-wrong-architecture').click();
    await page.getByTestId('panel-note').getByText('v1.11.1 (arm64) está en ECR.').waitFor();
    await sandbox.bot.kill();
    await page.getByTestId('bot-state').getByText('El bot se detuvo').waitFor();
    await page.getByTestId('panel-restart-bot').click();
    await page.getByTestId('bot-state').getByText('El bot está en marcha').waitFor();
    await type('/hydrous status');
    await page.getByTestId('ephemeral').getByText('Recibido: status').waitFor();
  });

  it('fits a phone: one column, the channels and people behind a button', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await type('/hydrous card');
    await page.getByTestId('button-Aprobar').waitFor();
    await page.getByTestId('channel-C0INC').waitFor({ state: 'hidden' });
    await picture(page, 'phone-card');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.getByTestId('menu').click();
    await page.getByTestId('person-U0GRACE').waitFor({ state: 'visible' });
    await page.waitForTimeout(250);
    await picture(page, 'phone-people');
    await page.getByTestId('channel-C0INC').click();
    await page.getByTestId('person-U0GRACE').waitFor({ state: 'hidden' });
    expect(await page.locator('h1').innerText()).toBe('incidentes');
  });
});

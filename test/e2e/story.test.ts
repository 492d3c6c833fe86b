import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { CHROMIUM, launchBrowser, picture } from '../sandbox/slack-browser.ts';

const why = CHROMIUM === null ? ' (skipped: no Chromium here; CHROMIUM may name one)' : '';

/** The main story, lived on the page with the shipped bot behind it. Each step builds on the one before. */
describe.skipIf(CHROMIUM === null)(`the story on the page${why}`, () => {
  let browser: Browser;
  let sandbox: Sandbox;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    [browser, sandbox] = await Promise.all([launchBrowser(), startSandbox({ aws: { speed: 2 } })]);
    page = await browser.newPage({ viewport: { width: 1360, height: 940 } });
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(sandbox.url);
    await page.getByTestId('composer').waitFor();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await sandbox.close();
  });

  async function be(person: string): Promise<void> {
    await page.getByTestId(`person-${person}`).click();
  }
  async function type(text: string): Promise<void> {
    await page.getByTestId('composer').fill(text);
    await page.getByTestId('send').click();
  }
  function card(text: string | RegExp): Locator {
    return page.getByTestId('message').filter({ hasText: text }).last();
  }

  test('Ana asks for a deploy, and the plan appears as a card with its checks', async () => {
    await type('/hydrous deploy v1.11.0');
    const asked = card('quiere desplegar v1.11.0 en production');
    await asked.getByText('Arquitectura correcta').waitFor();
    await page.getByTestId('ephemeral').getByText('Falta que la apruebe 1 persona').waitFor();
    await picture(page, 'story-1-request');
  });

  test('she may not approve her own request, and is told why', async () => {
    await card('quiere desplegar').getByTestId('button-Aprobar').click();
    await page
      .getByTestId('ephemeral')
      .getByText('No puedes aprobar tu propia solicitud')
      .or(page.getByText('No estás entre quienes aprueban'))
      .first()
      .waitFor();
    await expect.poll(() => card('quiere desplegar').count()).toBe(1);
    await picture(page, 'story-2-own-request');
  });

  test('a guest of another workspace is refused as well', async () => {
    await be('U0EVE');
    await card('quiere desplegar').getByTestId('button-Aprobar').click();
    await page.getByTestId('ephemeral').last().waitFor();
    expect(sandbox.aws.calls.count('UpdateService')).toBe(0);
  });

  test('Bruno approves, and the rollout moves on the same card until it is done', async () => {
    await be('U0BRUNO');
    await card('quiere desplegar').getByTestId('button-Aprobar').click();
    await card(/En marcha: desplegar/)
      .getByText(/Versión nueva|esperando las primeras tareas/)
      .waitFor();
    await picture(page, 'story-3-rollout');
    await card(/Hecho: desplegar v1.11.0/).waitFor();
    expect(await page.getByTestId('message').filter({ hasText: 'desplegar v1.11.0' }).count()).toBe(1);
    await picture(page, 'story-4-deployed');
  });

  test('a bad image goes out past the checks, and the incident card names the cause and quotes the fix', async () => {
    await page.getByTestId('panel-deploy-past-checks').click();
    await page.getByTestId('channel-C0INC').click();
    const incident = card('Causa: La imagen es de otra arquitectura');
    await incident.getByText('exec format error').first().waitFor();
    await incident.getByText('--platform linux/amd64').waitFor();
    await incident.getByTestId('button-Revertir').waitFor();
    await incident.scrollIntoViewIfNeeded();
    await picture(page, 'story-5-incident');
  });

  test('the logs are one click away, for the eyes of who asked', async () => {
    await card('Causa: La imagen').getByTestId('button-Ver logs').click();
    await page.getByTestId('ephemeral').getByText('exec format error').first().waitFor();
  });

  test('Ana’s click on Roll back is a request that again needs a second person', async () => {
    await be('U0ANA');
    await card('Causa: La imagen').getByTestId('button-Revertir').click();
    await page.getByTestId('channel-C0OPS').click();
    const request = card('quiere revertir production a');
    await request.getByTestId('button-Aprobar').waitFor();
    await request.scrollIntoViewIfNeeded();
    await picture(page, 'story-6-rollback');
  });

  test('Grace approves, the service goes back and the incident is resolved', async () => {
    await be('U0GRACE');
    await card('quiere revertir').getByTestId('button-Aprobar').click();
    await card(/Hecho: revertir production/).waitFor();
    await page.getByTestId('channel-C0INC').click();
    await card('ya no ≥').waitFor({ timeout: 60_000 });
    await card('ya no ≥').scrollIntoViewIfNeeded();
    await picture(page, 'story-7-recovered');
  }, 90_000);

  test('on a phone the same cards can be read and used', async () => {
    const phone = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await phone.goto(sandbox.url);
    await phone.getByTestId('message').filter({ hasText: 'Hecho: revertir' }).last().waitFor();
    const { width } = { width: Number(await phone.evaluate('document.documentElement.scrollWidth')) };
    expect(width).toBeLessThanOrEqual(390);
    await picture(phone, 'story-8-phone');
    await phone.close();
  });

  test('each AWS write was sent once, and the page had nothing to complain about', () => {
    expect(sandbox.aws.calls.count('RegisterTaskDefinition')).toBe(1);
    expect(sandbox.aws.calls.count('UpdateService')).toBe(2);
    expect(complaints).toEqual([]);
  });
});

/** The sandbox page with the shipped bot behind it, used as people use it: by clicking and typing. */
import type { Browser, Locator, Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { launchBrowser, picture } from '../sandbox/slack-browser.ts';

export type Language = 'es' | 'en';
export type Device = 'desk' | 'phone';

/** How much faster than life the simulated AWS is. */
const SPEED = 6;
/** What a busy machine may need for one step, ms. */
export const PATIENCE = 40_000;
const SIZES = { desk: { width: 1360, height: 940 }, phone: { width: 390, height: 844 } } as const;

export interface PageHouse {
  readonly sandbox: Sandbox;
  readonly browser: Browser;
  /** What the page's scripts stumbled over. */
  readonly complaints: readonly string[];
  open(device: Device, person?: string): Promise<Visitor>;
  close(): Promise<void>;
}

/** Somebody in front of the page. On a phone the channels, the people and the panel are behind a button each. */
export interface Visitor {
  readonly page: Page;
  be(person: string): Promise<void>;
  goTo(channel: string): Promise<void>;
  /** A button of the panel. */
  press(id: string): Promise<void>;
  type(text: string): Promise<void>;
  /** The last message with this text that everybody sees. */
  card(text: string | RegExp): Locator;
  /** The last message with this text that only this person sees. */
  whisper(text: string | RegExp): Locator;
  /** A picture with this message in sight. */
  picture(name: string, of?: Locator): Promise<void>;
}

/** The body of a function of `node` that runs in the page. A string alone would only be looked at, not called. */
export function inPage<T>(body: string): (node: unknown) => T {
  return new Function('node', body) as (node: unknown) => T;
}

export async function openPageHouse(language: Language): Promise<PageHouse> {
  const [browser, sandbox] = await Promise.all([
    launchBrowser(),
    startSandbox({ locale: language, aws: { speed: SPEED } }),
  ]);
  const complaints: string[] = [];
  return {
    sandbox,
    browser,
    complaints,
    async open(device, person = 'U0ANA') {
      const page = await browser.newPage({ viewport: SIZES[device], locale: language });
      page.setDefaultTimeout(PATIENCE);
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(sandbox.url);
      await page.getByTestId('composer').waitFor();
      const visitor = visitorOf(page, device, language);
      await reveal(page, device, 'menu');
      await page.getByTestId(`language-${language}`).click();
      await visitor.be(person);
      return visitor;
    },
    async close() {
      await browser.close();
      await sandbox.close();
    },
  };
}

async function reveal(page: Page, device: Device, what: 'menu' | 'panel-toggle'): Promise<void> {
  if (device === 'phone') await page.getByTestId(what).click();
}

function visitorOf(page: Page, device: Device, language: Language): Visitor {
  const isOpen = () => page.evaluate("document.getElementById('app').dataset.open !== ''");
  async function fold(): Promise<void> {
    if (device === 'phone' && (await isOpen())) await page.keyboard.press('Escape');
  }
  return {
    page,
    async be(person) {
      if (!(await isOpen())) await reveal(page, device, 'menu');
      await page.getByTestId(`person-${person}`).click();
      await fold();
    },
    async goTo(channel) {
      await reveal(page, device, 'menu');
      await page.getByTestId(`channel-${channel}`).click();
      await fold();
    },
    async press(id) {
      await reveal(page, device, 'panel-toggle');
      await page.getByTestId(`panel-${id}`).click();
      await fold();
    },
    async type(text) {
      await page.getByTestId('composer').fill(text);
      await page.getByTestId('send').click();
    },
    card: (text) => page.getByTestId('message').filter({ hasText: text }).last(),
    whisper: (text) => page.getByTestId('ephemeral').filter({ hasText: text }).last(),
    async picture(name, of) {
      // At once, without waiting for it to stand still: a card is drawn anew whenever it changes.
      await of?.evaluate(inPage<void>('node.scrollIntoView({ block: "start" })'));
      await picture(page, `${name}-${language}-${device}`);
    },
  };
}

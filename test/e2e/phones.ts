/** People of the seeded workspace, each with a phone in the hand: they tap and type, and read what fits on the screen. */
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Sandbox } from '../../sandbox/start.ts';
import { picture } from '../sandbox/slack-browser.ts';
import { inPage, type Language, PATIENCE } from './page-house.ts';

const SCREEN = { width: 390, height: 844 };
/** Of the screen, what the page's head and the line for typing leave for messages, px. */
const ROOM = 620;

/** What people said or are called is in their own language. */
const QUOTED = /@(?:Ana Torres|Bruno Díaz|Grace Miller|[a-z]+)|«[^»]*»|“[^”]*”|"[^"]*"/gu;
const FOREIGN: Readonly<Record<Language, RegExp>> = {
  es: /\b(?:the|and|with|was|were|has|is|are|by|ago|until|approved?|wants?|rejected|cancelled|running|done|nobody|reason|expires|request|risk|tasks?)\b/iu,
  en: /[áéíóúñ¿¡«»]|\b(?:el|la|los|las|una?|de|del|con|que|por|para|hasta|hace|desde|aprob\w+|rechaz\w+|tareas?|motivo|vence|solicitud|riesgo)\b/iu,
};

export interface Phone {
  readonly page: Page;
  type(text: string): Promise<void>;
  /** The last card with this text. */
  card(text: string | RegExp): Locator;
  /** The last message with this text that everybody sees. */
  said(text: string | RegExp): Locator;
  /** The last message with this text that only this person sees. */
  whisper(text: string | RegExp): Locator;
  modal(): Locator;
  field(name: string): Locator;
  /** The button with this word, in a card or in a private message. */
  tap(place: Locator, word: string): Promise<void>;
  submit(): Promise<void>;
  /** Waits for it, reads it as this person does, and takes a picture with it at the top of the screen. */
  read(place: Locator, name: string): Promise<string>;
}

export interface Phones {
  /** What the page's scripts stumbled over. */
  readonly complaints: readonly string[];
  of(person: string): Promise<Phone>;
}

export function phonesOf(browser: Browser, sandbox: Sandbox, language: Language): Phones {
  const complaints: string[] = [];
  return {
    complaints,
    async of(person) {
      const context = await browser.newContext({
        viewport: SCREEN,
        isMobile: true,
        hasTouch: true,
        locale: language,
      });
      await context.addInitScript(`localStorage.me = '${person}'; localStorage.language = '${language}';`);
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(sandbox.url);
      await page.getByTestId('composer').waitFor();
      return phoneOf(page, language);
    },
  };
}

function phoneOf(page: Page, language: Language): Phone {
  const modal = () => page.getByTestId('modal');
  return {
    page,
    modal,
    async type(text) {
      await page.getByTestId('composer').fill(text);
      await page.getByTestId('send').tap();
    },
    // A card has its id at its foot, which notes in its thread do not have in one block with buttons above.
    card: (text) =>
      page
        .getByTestId('message')
        .filter({ has: page.locator('.block-context', { hasText: /^op-/ }), hasText: text })
        .last(),
    said: (text) => page.getByTestId('message').filter({ hasText: text }).last(),
    whisper: (text) => page.getByTestId('ephemeral').filter({ hasText: text }).last(),
    field: (name) => modal().getByTestId(`input-${name}`).locator('input, textarea, select').first(),
    tap: (place, word) => place.getByTestId(`button-${word}`).tap(),
    submit: () => page.getByTestId('modal-submit').tap(),
    async read(place, name) {
      await place.waitFor();
      // At once, without waiting for it to stand still: a card is drawn anew whenever it changes.
      await place.evaluate(TO_THE_TOP);
      await picture(page, `phone-${name}-${language}`);
      const [text, prose, wide, reach] = await Promise.all([
        place.innerText(),
        place.evaluate(PROSE),
        place.evaluate(TOO_WIDE),
        place.evaluate(DECISION),
      ]);
      expect(prose.replaceAll(QUOTED, '').match(FOREIGN[language])?.[0], `${name}: ${prose}`).toBeUndefined();
      expect(wide, `${name} is wider than the screen`).toEqual([]);
      expect(reach, `${name}: the first button is a screen away`).toBeLessThan(ROOM);
      return text;
    },
  };
}

const TO_THE_TOP = inPage<void>('node.scrollIntoView({ block: "start" })');
/** The text without what is typed: commands, names in AWS, tags. */
const PROSE = inPage<string>(`
  const all = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const found = [];
  while (all.nextNode()) {
    const { parentElement, data } = all.currentNode;
    if (parentElement.closest('code, pre, .message-tools') === null) found.push(data);
  }
  return found.join(' ');
`);
/** What reaches over the right edge and cannot be scrolled by itself. */
const TOO_WIDE = inPage<readonly string[]>(`
  const found = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
  for (const one of node.querySelectorAll('*')) {
    const isOut = one.getBoundingClientRect().right > innerWidth + 1;
    if (isOut && one.closest('pre') === null) found.push(one.outerHTML.slice(0, 90));
  }
  return found;
`);
/** From the top of the message to the bottom of its first button, px; 0 without one. */
const DECISION = inPage<number>(`
  const button = node.querySelector('button[data-testid^="button-"]');
  if (button === null) return 0;
  return button.getBoundingClientRect().bottom - node.getBoundingClientRect().top;
`);

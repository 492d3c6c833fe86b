import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { CHROMIUM, launchBrowser } from '../sandbox/slack-browser.ts';
import { type Place, tellOfChanges } from './changes-story.ts';
import { type Language, PATIENCE } from './page-house.ts';
import { phonesOf } from './phones.ts';

const why = CHROMIUM === null ? ' (skipped: no Chromium here; CHROMIUM may name one)' : '';
const LANGUAGES: readonly Language[] = ['es', 'en'];
const RULES = {
  production: ['changes: { redeploy: { approvals: 2, requiredGroup: S0DBA } }'],
  file: ['breakGlass: { enabled: true, users: [U0ANA] }'],
};

describe.skipIf(CHROMIUM === null)(`changes on a phone${why}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, PATIENCE);
  afterAll(() => browser?.close());

  // Side by side: most of the time is waiting for the bot to look again.
  for (const language of LANGUAGES)
    describe.concurrent(language === 'es' ? 'in Spanish' : 'in English', () => {
      let sandbox: Sandbox;
      let place: Place;
      beforeAll(async () => {
        sandbox = await startSandbox({
          locale: language,
          aws: { speed: 60 },
          rateLimits: false,
          rules: RULES,
        });
        const { groups } = sandbox.slack.state;
        groups.set('S0DEV', { ...groups.get('S0DEV')!, users: ['U0ANA', 'U0GRACE'] });
        groups.set('S0DBA', {
          id: 'S0DBA',
          handle: 'datos',
          name: 'Databases',
          users: ['U0GRACE'],
        });
        place = { sandbox, phones: phonesOf(browser, sandbox, language) };
      }, PATIENCE * 2);
      afterAll(() => sandbox?.close());

      tellOfChanges(language, () => place);
    });
});

import { afterAll, beforeAll, describe } from 'vitest';
import { CHROMIUM } from '../sandbox/slack-browser.ts';
import { tellStoryOfADeploy } from './deploy-story.ts';
import { tellLifeOfAnIncident } from './incident-story.ts';
import { openPageHouse, PATIENCE, type PageHouse } from './page-house.ts';

const why = CHROMIUM === null ? ' (skipped: no Chromium here; CHROMIUM may name one)' : '';

describe.skipIf(CHROMIUM === null)(`the page in Spanish${why}`, () => {
  let house: PageHouse;
  beforeAll(async () => {
    house = await openPageHouse('es');
  }, PATIENCE * 2);
  afterAll(() => house?.close());

  describe('the story of a deploy', () => tellStoryOfADeploy('es', () => house));
  describe('the life of an incident, on a phone', () => tellLifeOfAnIncident('es', 'phone', () => house));
});

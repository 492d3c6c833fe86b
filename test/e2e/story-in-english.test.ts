import { afterAll, beforeAll, describe } from 'vitest';
import { CHROMIUM } from '../sandbox/slack-browser.ts';
import { tellStoryOfADeploy } from './deploy-story.ts';
import { tellLifeOfAnIncident } from './incident-story.ts';
import { openPageHouse, PATIENCE, type PageHouse } from './page-house.ts';

const why = CHROMIUM === null ? ' (skipped: no Chromium here; CHROMIUM may name one)' : '';

describe.skipIf(CHROMIUM === null)(`the page in English${why}`, () => {
  let house: PageHouse;
  beforeAll(async () => {
    house = await openPageHouse('en');
  }, PATIENCE * 2);
  afterAll(() => house?.close());

  describe('the story of a deploy', () => tellStoryOfADeploy('en', () => house));
  describe('the life of an incident', () => tellLifeOfAnIncident('en', 'desk', () => house));
});

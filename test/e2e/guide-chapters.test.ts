import { afterAll, beforeAll, describe } from 'vitest';
import { tellAlarms } from './chapter-alarms.ts';
import { tellResources } from './chapter-resources.ts';
import { tellUpdating } from './chapter-updating.ts';
import { guideHouse } from './guide-house.ts';

/** Slack takes one message a second in a channel, and every row posts several into the one channel of operations. */
const isAsked = process.env['LONG_TESTS'] === '1';
const why = isAsked ? '' : ' (skipped: takes six minutes; LONG_TESTS=1 runs it)';

/** Each row of the guide as people do it now: asked for in Slack, approved by a second person, seen in AWS, taken back. */
describe.skipIf(!isAsked)(`the rows of the guide${why}`, () => {
  const house = guideHouse();
  beforeAll(() => house.open(), 60_000);
  afterAll(() => house.close());

  describe('Actualización del Backend', () => tellUpdating(house));
  describe('Gestión de Recursos', () => tellResources(house));
  describe('Configuración de Alertas', () => tellAlarms(house));
});

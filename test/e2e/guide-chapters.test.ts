import { afterAll, beforeAll, describe } from 'vitest';
import { tellAlarms } from './chapter-alarms.ts';
import { tellResources } from './chapter-resources.ts';
import { tellUpdating } from './chapter-updating.ts';
import { guideHouse } from './guide-house.ts';

/** Each row of the guide as people do it now: asked for in Slack, approved by a second person, seen in AWS, taken back. */
describe('the rows of the guide', () => {
  const house = guideHouse();
  beforeAll(() => house.open(), 60_000);
  afterAll(() => house.close());

  describe('Actualización del Backend', () => tellUpdating(house));
  describe('Gestión de Recursos', () => tellResources(house));
  describe('Configuración de Alertas', () => tellAlarms(house));
});

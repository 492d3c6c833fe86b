import { describe, expect, test } from 'vitest';
import { readHydrousFile } from '../../src/config/hydrous-file.ts';
import { frozenAt } from '../../src/core/freeze.ts';
import { VALID } from './builders.ts';

const STAGING = VALID.replace(
  'sns:',
  '  staging:\n    region: us-east-1\n    cluster: hydrous\n    service: hydrous-staging\n    repository: hydrous\n    logGroup: /ecs/staging\nsns:',
);
const read = (more: string) => readHydrousFile(`${STAGING}${more}`, 'hydrous.yml');

function environments(more: string) {
  const found = read(more);
  if (!found.ok) throw new Error(found.mistakes.join('\n'));
  return found.configuration.environments;
}

function mistakes(more: string): string {
  const found = read(more);
  return found.ok ? '' : found.mistakes.join('\n');
}

describe('freezes in hydrous.yml', () => {
  test('weekly, daily and dated, each for the environments it names', () => {
    const [production, staging] = environments(`
freezes:
  - { name: weekend, environments: [production], from: "Fri 16:00", to: "Mon 08:00", zone: America/Bogota }
  - { name: holidays, from: 2026-12-23T00:00, to: 2027-01-04, zone: America/Bogota }
allow:
  - { name: office, environments: [production], from: "09:00", to: "24:00", zone: America/Bogota }
`);
    const frozen = (text: string) =>
      [production, staging].map((each) => frozenAt(each!.freezes!, [], Date.parse(text))?.names ?? null);
    expect(frozen('2026-11-28T17:00:00Z')).toEqual([['weekend'], null]);
    expect(frozen('2026-12-24T17:00:00Z')).toEqual([['holidays'], ['holidays']]);
    expect(frozen('2026-11-24T17:00:00Z')).toEqual([null, null]);
    expect(frozen('2026-11-24T13:00:00Z')).toEqual([[], null]);
  });

  test('are none where the file has none', () => {
    expect(environments('')[0]?.freezes).toEqual({ deny: [], allow: [] });
  });

  test.each([
    ['{ name: a, from: "Fri 16:00", to: "Mon 08:00" }', 'freezes[0].zone is missing; write a time zone'],
    ['{ name: a, from: "Fri 16:00", to: "Mon 08:00", zone: EST }', 'America/Bogota or UTC'],
    ['{ name: a, from: "Viernes", to: "Mon 08:00", zone: UTC }', '"Fri 16:00"'],
    ['{ name: a, from: "Fri 25:00", to: "Mon 08:00", zone: UTC }', '"Fri 16:00"'],
    ['{ name: a, from: "Fri 16:00", to: "08:00", zone: UTC }', 'of one kind'],
    ['{ name: a, from: "Fri 16:00", to: "Fri 16:00", zone: UTC }', 'a time after from'],
    ['{ name: a, from: 2026-12-23, to: 2026-12-22, zone: UTC }', 'a time after from'],
    ['{ name: a, from: 2026-02-30, to: 2026-03-22, zone: UTC }', '"2026-12-23T00:00"'],
    ['{ name: a, environments: [], from: "08:00", to: "09:00", zone: UTC }', 'left out, it means all'],
    [
      '{ name: a, environments: [develop], from: "08:00", to: "09:00", zone: UTC }',
      'names no environment of this file; there are production, staging',
    ],
    ['{ name: a, form: "08:00", to: "09:00", zone: UTC }', 'did you mean "from"?'],
  ])('%s is refused with what to write instead', (window, said) => {
    const found = mistakes(`freezes:\n  - ${window}\n`);
    expect(found).toContain(said);
    expect(found).toMatch(/^hydrous\.yml:\d+: /);
  });
});

describe('the order of environments', () => {
  const order = (production: string, staging = '') =>
    STAGING.replace('service: hydrous-production', `service: hydrous-production${production}`).replace(
      'service: hydrous-staging',
      `service: hydrous-staging${staging}`,
    );

  test('leads from one to the next', () => {
    const found = readHydrousFile(order('\n    promoteFrom: staging'), 'hydrous.yml');
    const [production, staging] = found.ok ? found.configuration.environments : [];
    expect(production?.promoteFrom).toBe(staging);
    expect(staging?.promoteFrom).toBeNull();
  });

  test.each([
    ['\n    promoteFrom: develop', '', 'environments.production.promoteFrom names no environment'],
    ['\n    promoteFrom: production', '', 'leads back to production'],
    ['\n    promoteFrom: staging', '\n    promoteFrom: production', 'leads back to production'],
  ])('%j and %j are refused', (production, staging, said) => {
    const found = readHydrousFile(order(production, staging), 'hydrous.yml');
    expect(found.ok ? '' : found.mistakes.join('\n')).toContain(said);
  });
});

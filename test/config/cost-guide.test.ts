import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadCostGuide, readCostGuide } from '../../src/config/cost-guide.ts';

const SHIPPED = readFileSync(new URL('../../guide/costs.yml', import.meta.url), 'utf8');

it('the file that ships says what the guide says', () => {
  expect(readCostGuide(SHIPPED, 'costs.yml')).toMatchObject({
    ok: true,
    costGuide: { expected: { from: 65, until: 100 } },
  });
});

it('a guide folder without the file gets the one that ships', () => {
  expect(loadCostGuide('nowhere', '/tmp/hydrous.yml')).toMatchObject({ ok: true });
});

it.each([
  ['expected: { from: 65, until: 100 }', 'expected: { from: 100, until: 65 }', 'write the smaller one first'],
  ['reserve: 20', 'reserve: twenty', 'costs.reserve'],
  ['savings: 30', 'saving: 30', 'savings'],
  ['quiet: { cpu: 20, memory: 40 }', 'quiet: { cpu: 0, memory: 40 }', 'costs.quiet.cpu'],
])('%s written as %s is a mistake with its line', (right, wrong, words) => {
  const read = readCostGuide(SHIPPED.replace(right, wrong), 'guide/costs.yml');
  expect(read.ok).toBe(false);
  const mistakes = read.ok ? '' : read.mistakes.join('\n');
  expect(mistakes).toMatch(/guide\/costs\.yml:\d+: /);
  expect(mistakes).toContain(words);
});

import { expect, it } from 'vitest';
import { isTypingMistake, nearMisses } from '../../src/core/near-miss.ts';

const VERBS = [
  'abort',
  'approve',
  'cancel',
  'deploy',
  'env',
  'logs',
  'redeploy',
  'rollback',
  'scale',
  'status',
];

it.each([
  ['deplooy', ['deploy']],
  ['depoly', ['deploy']],
  ['DEPLOI', ['deploy']],
  ['redploy', ['redeploy']],
  ['rolbak', ['rollback']],
  ['lgos', ['logs']],
  ['stat', ['status']],
  ['envs', ['env']],
  ['rollbackk', ['rollback']],
  ['xyz', []],
  ['l', []],
  ['', []],
  ['d'.repeat(2_000), []],
])('%j may mean %j', (word, meant) => {
  expect(nearMisses(word, VERBS)).toEqual(meant);
});

it('names all that are equally near', () => {
  expect(nearMisses('prod-c', ['prod-a', 'prod-b'])).toEqual(['prod-a', 'prod-b']);
});

it('an abbreviation is no typing mistake, and neither is the word itself', () => {
  expect(isTypingMistake('prod', 'production')).toBe(false);
  expect(isTypingMistake('production', 'production')).toBe(false);
  expect(isTypingMistake('prodution', 'production')).toBe(true);
});

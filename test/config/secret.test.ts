import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { secret } from '../../src/config/secret.ts';

const VALUE = 'xoxb-never-to-be-seen';
const hidden = secret(VALUE);

test.each([
  ['String()', String(hidden)],
  ['a template', `${hidden}`],
  ['joining', `token: ${[hidden]}`],
  ['adding', `${'' as string}${hidden as unknown as string}`],
  ['JSON', JSON.stringify({ hidden })],
  ['inspect', inspect({ hidden }, { showHidden: true, depth: 9 })],
  ['an error message', new Error(`bad token ${hidden}`).message],
  ['its own keys', JSON.stringify(Object.entries(hidden).map(([key, value]) => [key, String(value)]))],
])('a secret stays hidden in %s', (_, text) => {
  expect(text).not.toContain(VALUE);
});

test('its text is <secret>, and only reveal gives the value', () => {
  expect(String(hidden)).toBe('<secret>');
  expect(JSON.stringify(hidden)).toBe('"<secret>"');
  expect(inspect(hidden)).toBe('<secret>');
  expect(hidden.reveal()).toBe(VALUE);
});

test('a copy made field by field stays hidden too', () => {
  expect(inspect({ ...hidden })).not.toContain(VALUE);
  expect(JSON.stringify({ ...hidden })).not.toContain(VALUE);
});

import { describe, expect, it } from 'vitest';
import { problems as en } from '../../src/words/en/problems.ts';
import { problems as es } from '../../src/words/es/problems.ts';

/** Gives `‹name›` for every value, and remembers which were asked for. */
function spoken(word: unknown): { readonly text: string; readonly values: readonly string[] } {
  const values = new Set<string>();
  const asked = new Proxy(
    {},
    {
      get: (_target, name) => {
        values.add(String(name));
        return name === 'fields' ? ['‹fields›'] : `‹${String(name)}›`;
      },
    },
  );
  const text = (word as (given: object) => string)(asked);
  return { text, values: [...values].sort() };
}

describe('the sentence of the problem', () => {
  it.each(Object.keys(es) as (keyof typeof es)[])('%s says the same things in both languages', (key) => {
    const [spanish, english] = [spoken(es[key]), spoken(en[key])];
    expect(spanish.values).toEqual(english.values);
    for (const { text, values } of [spanish, english]) {
      for (const value of values) expect(text).toContain(`‹${value}›`);
      expect(text.length).toBeLessThan(300);
    }
    expect(spanish.text).not.toBe(english.text);
  });
});

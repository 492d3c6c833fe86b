import { describe, expect, test } from 'vitest';
import type { Locale } from '../src/core/member.ts';
import { en } from '../src/words/en.ts';
import { es } from '../src/words/es.ts';
import { type Ink, speak } from '../src/words/speak.ts';
import {
  type Declared,
  declaredIn,
  declaredSentences,
  sampleSentence,
  VARIANTS,
} from './sentence-samples.ts';

const DECLARED = declaredSentences(Object.keys(es));

/** Everything a sentence can look like in one language. */
function spoken(declared: Declared, locale: Locale, ink: Ink = 'plain'): string[] {
  return VARIANTS.map((variant) => speak(sampleSentence(declared, variant), locale, ink));
}

/** Its own words: without samples, code to type, times, ids, numbers and names of Amazon's. */
function ownWords(text: string): string {
  return text
    .replace(/`[^`]*`/g, ' ')
    .replace(/"[^"]*"|«[^»]*»/g, ' ')
    .replace(/\S*Qx\S*|@?U0QX|#?C0QX/g, ' ')
    .replace(/\d{4}-\d\d-\d\dT\S+/g, ' ')
    .replace(/\b\d[\d.]*( (?:d|h|min|s|ms))?\b/g, ' ')
    .replace(/[^\p{L}' ]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

test('every declared sentence is said in both languages, and no other is', () => {
  const keys = DECLARED.map((declared) => declared.key).sort();
  expect(keys.length).toBeGreaterThan(200);
  expect(new Set(keys).size).toBe(keys.length);
  expect(Object.keys(es).sort()).toEqual(keys);
  expect(Object.keys(en).sort()).toEqual(keys);
});

describe.each(['es', 'en'] as const)('in %s', (locale) => {
  test.each(['plain', 'slack'] as const)(
    'every sentence can be said in %s, with one, many or none',
    (ink) => {
      const broken = DECLARED.flatMap((declared) =>
        spoken(declared, locale, ink)
          .filter((text) => /undefined|\[object|NaN|\bnull\b|=>|\$\{/.test(text) || text.trim() === '')
          .map((text) => `${declared.key}: ${text}`),
      );
      expect(broken).toEqual([]);
    },
  );

  test('no sentence is without words', () => {
    const silent = DECLARED.filter((declared) => spoken(declared, locale)[0]!.trim() === '');
    expect(silent.map((declared) => declared.key)).toEqual([]);
  });

  test('no sentence has two spaces, a space before its stop, or a stop twice', () => {
    const untidy = DECLARED.flatMap((declared) =>
      spoken(declared, locale)
        .filter((text) => / {2}| [.,;:](?:\s|$)|[.,;:]\.(?!\.)|^\s|\s$/.test(text.replace(/\n/g, '')))
        .map((text) => `${declared.key}: ${text}`),
    );
    expect(untidy).toEqual([]);
  });

  test('no sentence is longer than a phone shows well', () => {
    const long = DECLARED.filter((declared) => spoken(declared, locale)[0]!.length > 400);
    expect(long.map((declared) => declared.key)).toEqual([]);
  });

  test('values that people may copy are shown as code in Slack', () => {
    const lost = DECLARED.filter((declared) => Object.values(declared.values).includes('Code')).filter(
      (declared) => !speak(sampleSentence(declared, 'one'), locale, 'slack').includes('`Qxcode`'),
    );
    expect(lost.map((declared) => declared.key)).toEqual([]);
  });
});

test('both languages use the same values', () => {
  const traces = (text: string): string[] => [...new Set(text.match(/Qx[a-z]+|[UC]0QX/g))].sort();
  const differ = DECLARED.filter((declared) => {
    const [spanish, english] = [spoken(declared, 'es')[0]!, spoken(declared, 'en')[0]!];
    return traces(spanish).join() !== traces(english).join();
  });
  expect(differ.map((declared) => declared.key)).toEqual([]);
});

test('Spanish is not English left over', () => {
  const same = DECLARED.filter((declared) => {
    const [spanish, english] = [ownWords(spoken(declared, 'es')[1]!), ownWords(spoken(declared, 'en')[1]!)];
    return spanish === english && english.split(' ').length > 2;
  });
  expect(same.map((declared) => declared.key)).toEqual([]);
});

const ENGLISH =
  /\b(?:the|and|with|of|is|are|was|were|this|that|for|from|not|you|your|to|by|will|which|when|it)\b/i;
const SPANISH = /\b(?:el|los|las|una|del|que|con|para|por|está|están|esta|este|desde|hay|quien)\b/i;

test.each([
  ['es', ENGLISH],
  ['en', SPANISH],
] as const)('%s has no word of the other language', (locale, other) => {
  const mixed = DECLARED.flatMap((declared) =>
    spoken(declared, locale)
      .filter((text) => other.test(ownWords(text)))
      .map((text) => `${declared.key}: ${text}`),
  );
  expect(mixed).toEqual([]);
});

test('people are spoken to as "tú", never as "usted" or "vos"', () => {
  const formal = DECLARED.flatMap((declared) => spoken(declared, 'es')).filter((text) =>
    /\b(?:usted(?:es)?|vosotros|vuestr[ao]s?|escriba|elija|pruebe|revise|vos|tenés|podés|querés)\b/i.test(
      ownWords(text),
    ),
  );
  expect(formal).toEqual([]);
});

describe('an untrusted value cannot do anything in Slack', () => {
  test.each(['<!channel>', '<@U0ADMIN>', '<https://evil.example|console>', '*bold*', '`code`', 'a\n> quote'])(
    '%j',
    (evil) => {
      const withText = DECLARED.filter((declared) => Object.values(declared.values).includes('string'));
      expect(withText.length).toBeGreaterThan(10);
      for (const declared of withText) {
        const sentence = sampleSentence(declared, 'one') as unknown as { values: Record<string, unknown> };
        for (const [name, type] of Object.entries(declared.values)) {
          if (type === 'string') sentence.values[name] = evil;
        }
        expect(speak(sentence as never, 'es', 'slack')).not.toContain(evil);
      }
    },
  );
});

test('the samples are read off the declarations', () => {
  const text = `interface Both {
  es: string;
}
type Many = { [R in Reason as \`a.many.\${R}\`]: { at: Moment } };
export interface Area extends Many {
  /** Why. */
  'a.one': Nothing;
  'a.two': { n: number; by: readonly Mention[] };
  'a.three': {
    x: string | null;
  };
  'a.four': Both;
}`;
  expect(declaredIn(text, ['a.one', 'a.many.first', 'b.other'])).toEqual([
    { key: 'a.one', values: {} },
    { key: 'a.two', values: { n: 'number', by: 'readonly Mention[]' } },
    { key: 'a.three', values: { x: 'string | null' } },
    { key: 'a.four', values: { es: 'string' } },
    { key: 'a.many.first', values: { at: 'Moment' } },
  ]);
});

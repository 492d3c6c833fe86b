import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadCommands } from '../src/command-files.ts';
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
    .replace(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\b/g, ' ')
    .replace(/https:\/\/\S+/g, ' ')
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

/** Words that the other language does not have: those that hold a sentence together, and those this bot uses most. */
const ENGLISH =
  anyOf(`the and with of is are was were this that these those for from not you your to by will which when
  it its on at has have had been be can could should must what who how more there here nothing nobody somebody only since
  until after before than then no-one their them they task tasks alarm alarms request approval approvals approve
  change changes running waiting failed read written seconds people open closed yet still again without within because`);
const SPANISH =
  anyOf(`el los las una uno unas unos del que con para por está están esta este esto desde hay quien sin más
  se su sus ya muy cuando donde porque como aunque tarea tareas alarma alarmas solicitud aprobar cambio cambios nada nadie
  alguien todo toda todos hasta después antes ahora hace fue fueron ser estar puede pueden falta faltan y o pero`);

function anyOf(words: string): RegExp {
  return new RegExp(`(?<![\\p{L}-])(?:${words.split(/\s+/).join('|')})(?![\\p{L}-])`, 'iu');
}

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

test('what is said of a verb is in its language', async () => {
  const commands = await loadCommands(new URL('../src/commands/', import.meta.url));
  const mixed = commands.filter(
    ({ summary }) => ENGLISH.test(ownWords(summary.es)) || SPANISH.test(ownWords(summary.en)),
  );
  expect(commands.length).toBeGreaterThan(20);
  expect(mixed.map(({ verb }) => verb)).toEqual([]);
});

/** Cards quote it. What is to be typed, and what a log or AWS says, is as it is. */
test.each([
  ['es', ENGLISH],
  ['en', SPANISH],
] as const)('the guide in %s has no word of the other language', (locale, other) => {
  const text = readFileSync(new URL(`../guide/${locale}.md`, import.meta.url), 'utf8');
  const prose = text.replace(/```[\s\S]*?```|`[^`]*`|"[^"]*"|«[^»]*»|H₂O|\*[^*]*\*|\{#[^}]*\}/g, ' ');
  expect(prose.length).toBeGreaterThan(3_000);
  expect(prose.split('\n').filter((line) => other.test(line))).toEqual([]);
});

/** Slack writes "today at", "yesterday at" there, after which no article or preposition of a day fits. */
test('a time is one of Slack’s, in the reader’s own zone, and stands where a day’s name may stand', () => {
  const wrong = DECLARED.filter(({ values }) =>
    Object.values(values).some((type) => /^Moment\b/.test(type)),
  ).flatMap((declared) =>
    (['es', 'en'] as const).flatMap((locale) => {
      const text = speak(sampleSentence(declared, 'one'), locale, 'slack');
      const said = /<!date\^\d+\^\{date_short_pretty\} \{time\}\|[^>]+>/.test(text);
      const fits = !/\b(?:el|al|del|en|on|at|in) <!date/.test(text);
      return said && fits && !/\d{13}|\dT\d\d:/.test(text) ? [] : [`${declared.key}: ${text}`];
    }),
  );
  expect(wrong).toEqual([]);
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

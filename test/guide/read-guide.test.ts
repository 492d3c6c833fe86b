import { describe, expect, it } from 'vitest';
import { inline, stepText } from '../../src/core/guide-text.ts';
import { patternMistake } from '../../src/core/pattern-safety.ts';
import { readGuide } from '../../src/core/read-guide.ts';
import { shippedGuide } from './shipped-guide.ts';

const ENTRY =
  '## Title {#some-entry}\n\nCause.\n\n1. First: `/hydrous status`\n2. Second:\n   ```bash\n   aws x\n   ```\n';
const PATTERNS = {
  'some-entry': {
    precedence: 1,
    rollbackHelps: 'no',
    patterns: [{ id: 'a', source: 'log', match: '^a', weight: 0.9 }],
  },
};
const read = (over: { es?: string; en?: string; patterns?: unknown } = {}) =>
  readGuide({ es: ENTRY, en: ENTRY, patterns: PATTERNS, ...over });
const mistakes = (over: { es?: string; en?: string; patterns?: unknown }) =>
  read(over)
    .mistakes.map(({ file, line, text }) => `${file}:${line ?? ''} ${text}`)
    .join('\n');
const pattern = (match: string) => ({
  'some-entry': { ...PATTERNS['some-entry'], patterns: [{ id: 'a', source: 'log', match, weight: 0.9 }] },
});

describe('the guide that ships', () => {
  const { guide, mistakes: found } = shippedGuide();
  it('has no mistakes and the seven entries, in both languages', () => {
    expect(found).toEqual([]);
    for (const entries of [guide.es, guide.en]) {
      expect(entries.map(({ id }) => id).sort()).toEqual([
        'api-validation',
        'architecture-mismatch',
        'container-does-not-start',
        'database-connection',
        'frontend-connection',
        'load-balancer',
        'memory-or-cpu',
      ]);
    }
  });

  it('has as many steps and cases in one language as in the other', () => {
    for (const es of guide.es) {
      const en = guide.en.find(({ id }) => id === es.id);
      expect(en?.steps.length).toBe(es.steps.length);
      expect(en?.cases?.map(({ id }) => id)).toEqual(es.cases?.map(({ id }) => id));
    }
  });

  it('names the right cluster, service and repository, and no others', () => {
    const text = JSON.stringify(guide);
    expect(text).not.toMatch(/hydrous-cluster|hydrous-backend-service|amazonaws\.com\/hydrous-backend/);
    expect(text).toContain('--cluster hydrous --service hydrous-production');
    expect(text).toContain('.amazonaws.com/hydrous:');
  });
});

describe('an entry is read', () => {
  it('with its prose, its steps and their code', () => {
    const [entry] = read().guide.es;
    expect(entry).toMatchObject({ id: 'some-entry', title: 'Title', cause: 'Cause.' });
    expect(entry?.steps).toEqual(['First: `/hydrous status`', 'Second:\n```bash\naws x\n```']);
    expect(stepText(entry?.steps[1] ?? '')).toEqual({ words: ['Second:'], lines: ['aws x'] });
    expect(inline('a `b` c')).toEqual(['a ', { code: 'b' }, ' c']);
  });

  it('with windows line ends and headings inside code', () => {
    const text = '## T {#some-entry}\r\n\r\n1. x\r\n   ```\r\n## no heading {#other}\r\n   ```\r\n';
    expect(read({ es: text, en: text }).guide.es.map(({ id }) => id)).toEqual(['some-entry']);
  });

  it('with markup, pictures and links made harmless', () => {
    const text = ENTRY.replace(
      'Cause.',
      'See [x](javascript:alert(1)) [y](file:///etc/passwd) [z](https://a.b/c) ![p](https://a.b/p.png) <script> <!everyone>',
    );
    const [entry] = read({ es: text, en: text }).guide.es;
    expect(entry?.cause).not.toMatch(/javascript:|file:|p\.png/);
    expect(entry?.cause).toContain('z (https://a.b/c)');
  });
});

describe('a mistake is named with its file and line', () => {
  it.each<[string, { es?: string; en?: string; patterns?: unknown }, RegExp]>([
    ['a heading without an id', { es: `## Nothing\n${ENTRY}` }, /^es\.md:1 the heading needs an id/],
    ['an id twice', { es: `${ENTRY}${ENTRY}` }, /es\.md:10 the id some-entry is there twice/],
    ['an entry in one language only', { en: '' }, /en\.md: has no entry {#some-entry}/],
    ['an entry without steps', { en: '## T {#some-entry}\n\nProse only.\n' }, /en\.md:1 .*no numbered steps/],
    ['a code block left open', { es: `${ENTRY}\n\`\`\`\nx` }, /es\.md:\d+ a code block is not closed/],
    [
      'a case in one language only',
      { es: `${ENTRY}\n### C {#some-case}\n\nx\n` },
      /en\.md:1 entry some-entry has no case {#some-case}/,
    ],
    [
      'a secret',
      { es: ENTRY.replace('Cause.', `password=${'hunter2'.repeat(2)}`) },
      /es\.md:3 holds what looks like a secret/,
    ],
    [
      'a line that is too long',
      { es: ENTRY.replace('Cause.', 'x'.repeat(3_000)) },
      /es\.md:3 is longer than 2000/,
    ],
    ['a file that is too long', { es: `${ENTRY}${'x\n'.repeat(400_000)}` }, /es\.md: is longer than 524288/],
    ['an entry without patterns', { patterns: {} }, /patterns\.yml: has no key some-entry/],
    [
      'patterns without an entry',
      { patterns: { ...PATTERNS, other: PATTERNS['some-entry'] } },
      /other has no entry {#other} in es\.md/,
    ],
    ['patterns that are no map', { patterns: [] }, /patterns\.yml: must be a map/],
    ['nothing', { patterns: null }, /patterns\.yml: must be a map/],
    [
      'an unknown key',
      { patterns: { 'some-entry': { ...PATTERNS['some-entry'], rolback: 'no' } } },
      /some-entry.*rolback/i,
    ],
    [
      'an unknown case',
      { patterns: { 'some-entry': { ...PATTERNS['some-entry'], cases: { nope: { rollbackHelps: 'no' } } } } },
      /names the case nope/,
    ],
    ['a broken expression', { patterns: pattern('(') }, /a: match is no regular expression/],
    ['a repeat in a repeat', { patterns: pattern('^(a+)+$') }, /a: match repeats something/],
    [
      'a pattern id twice',
      {
        patterns: {
          'some-entry': {
            ...PATTERNS['some-entry'],
            patterns: [...pattern('^a')['some-entry'].patterns, ...pattern('^b')['some-entry'].patterns],
          },
        },
      },
      /the id is there twice/,
    ],
  ])('%s', (_name, over, wanted) => {
    expect(mistakes(over)).toMatch(wanted);
  });

  it('and the other entries still load', () => {
    const both = `${ENTRY}\n## Other {#other}\n\n1. x\n`;
    const patterns = { ...pattern('('), other: PATTERNS['some-entry'] };
    const { guide } = read({ es: both, en: both, patterns });
    expect(guide.en.map(({ id }) => id)).toEqual(['other']);
  });
});

describe('a pattern that could take too long is refused', () => {
  it.each([
    '(a+)+$',
    '(a*)*',
    '(?:a|a)*',
    '(?:a|ab)+b',
    'a(?=b)',
    '(?<=a)b',
    '(a)\\1',
    '.*.*.*x',
    '(?:a{1,50}){2}',
    '',
    'x'.repeat(301),
  ])('%s', (source) => {
    expect(patternMistake(source)).not.toBeNull();
  });
  it.each([
    '^a',
    'a+b+',
    '(?:a|b)?c',
    '[+*(]+',
    '\\(a\\)+',
    'a{3}',
    '^\\S{1,60} - "[A-Z]{3,7} [^"]{1,2000}"',
  ])('but not %s', (source) => {
    expect(patternMistake(source)).toBeNull();
  });
});

/** The guide's files put together: prose in two languages, and the patterns that point at it. Pure. */
import type { Guide, GuideEntry, GuideMistake } from './guide.ts';
import type { GuideText } from './guide-markdown.ts';
import { readGuideMarkdown } from './guide-markdown.ts';
import type { EntryPatterns } from './guide-patterns.ts';
import { readGuidePatterns } from './guide-patterns.ts';

export interface GuideRead {
  /** What could be read; entries with a mistake are left out of both languages. */
  readonly guide: Guide;
  readonly mistakes: readonly GuideMistake[];
}

/** `patterns` is the parsed YAML of `patterns.yml`. Never throws. */
export function readGuide(files: {
  readonly es: string;
  readonly en: string;
  readonly patterns: unknown;
}): GuideRead {
  const es = readGuideMarkdown('es.md', files.es);
  const en = readGuideMarkdown('en.md', files.en);
  const patterns = readGuidePatterns(files.patterns);
  const mistakes = [
    ...es.mistakes,
    ...en.mistakes,
    ...patterns.mistakes,
    ...missing(es.entries, en.entries, 'en.md'),
    ...missing(en.entries, es.entries, 'es.md'),
    ...unpaired(es.entries, patterns.entries),
  ];
  const complete = es.entries.filter(
    ({ id }) => patterns.entries.has(id) && en.entries.some((entry) => entry.id === id),
  );
  const ids = new Set(complete.map(({ id }) => id));
  const joined = (texts: readonly GuideText[]) =>
    texts.filter(({ id }) => ids.has(id)).map((text) => join(text, patterns.entries.get(text.id)));
  return { guide: { es: joined(es.entries), en: joined(en.entries) }, mistakes };
}

function join(text: GuideText, known: EntryPatterns | undefined): GuideEntry {
  const { cases, line: _line, ...entry } = text;
  return {
    ...entry,
    cases: cases.map(({ line: _at, ...each }) => {
      const { rollbackHelps, touchedBy } = known?.cases?.[each.id] ?? {};
      return {
        ...each,
        ...(rollbackHelps === undefined ? {} : { rollbackHelps }),
        ...(touchedBy === undefined ? {} : { touchedBy }),
      };
    }),
    patterns: known?.patterns ?? [],
    precedence: known?.precedence ?? Number.MAX_SAFE_INTEGER,
    rollbackHelps: known?.rollbackHelps ?? 'no',
    symptomOf: known?.symptomOf ?? [],
    ruledOutBy: known?.ruledOutBy ?? [],
    ...(known?.touchedBy === undefined ? {} : { touchedBy: known.touchedBy }),
    ...(known?.broughtBy === undefined ? {} : { broughtBy: known.broughtBy }),
  };
}

/** Entries and cases that one language has and the other lacks. */
function missing(
  there: readonly GuideText[],
  here: readonly GuideText[],
  file: 'es.md' | 'en.md',
): readonly GuideMistake[] {
  const mistakes: GuideMistake[] = [];
  for (const entry of there) {
    const same = here.find(({ id }) => id === entry.id);
    if (same === undefined) {
      mistakes.push({ file, line: null, text: `has no entry {#${entry.id}}; the other language has one` });
      continue;
    }
    for (const { id } of entry.cases) {
      if (!same.cases.some((each) => each.id === id))
        mistakes.push({
          file,
          line: same.line,
          text: `entry ${entry.id} has no case {#${id}}; the other language has one`,
        });
    }
  }
  return mistakes;
}

function unpaired(
  texts: readonly GuideText[],
  patterns: ReadonlyMap<string, EntryPatterns>,
): readonly GuideMistake[] {
  const mistakes: GuideMistake[] = [];
  const file = 'patterns.yml';
  for (const { id } of texts) {
    if (!patterns.has(id))
      mistakes.push({ file, line: null, text: `has no key ${id}; without it nothing points at the entry` });
  }
  for (const [id, entry] of patterns) {
    const text = texts.find((each) => each.id === id);
    if (text === undefined) {
      mistakes.push({ file, line: null, text: `${id} has no entry {#${id}} in es.md` });
      continue;
    }
    const known = new Set(text.cases.map((each) => each.id));
    const named = [...Object.keys(entry.cases ?? {}), ...entry.patterns.map((each) => each.case ?? null)];
    for (const name of new Set(named)) {
      if (name !== null && !known.has(name))
        mistakes.push({ file, line: null, text: `${id} names the case ${name}, which es.md does not have` });
    }
  }
  return mistakes;
}

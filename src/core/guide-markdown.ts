/**
 * One language of the guide. The syntax is small: `## Title {#id}` begins an entry, prose follows, a numbered
 * list holds the steps, `### Title {#id}` begins a case with its own first step. What stands before the first
 * entry is for the reader of the file only.
 */
import { cleanText, cut } from './clean-text.ts';
import type { GuideMistake } from './guide.ts';
import { disarm } from './guide-text.ts';
import { redact } from './redact.ts';

export interface GuideText {
  readonly id: string;
  readonly title: string;
  readonly cause: string;
  readonly steps: readonly string[];
  readonly cases: readonly {
    readonly id: string;
    readonly title: string;
    readonly text: string;
    readonly line: number;
  }[];
  readonly line: number;
}

/** Characters of a file, its lines, and characters of a line that are read; the rest is cut with a note. */
const LONGEST_FILE = 512 * 1024;
const MOST_LINES = 5_000;
const LONGEST_LINE = 2_000;

const HEADING = /^(#{2,3})\s+([^{]{1,200}?)\s*(?:\{#([^}]{0,100})\})?\s*$/;
const ID = /^[a-z][a-z0-9-]{1,60}$/;
const STEP = /^\d{1,3}[.)]\s+(.*)$/;

type File = 'es.md' | 'en.md';

interface Section {
  readonly depth: number;
  readonly id: string;
  readonly title: string;
  readonly line: number;
  readonly lines: string[];
}

export function readGuideMarkdown(
  file: File,
  text: string,
): { readonly entries: readonly GuideText[]; readonly mistakes: readonly GuideMistake[] } {
  const mistakes: GuideMistake[] = [];
  const wrong = (line: number | null, what: string) => mistakes.push({ file, line, text: what });
  const lines = linesOf(text, wrong);
  const sections = sectionsOf(lines, wrong);
  const entries: GuideText[] = [];
  let entry: Section | null = null;
  let cases: Section[] = [];
  const close = () => {
    if (entry === null) return;
    const { steps, cause } = stepsOf(entry.lines);
    if (steps.length === 0)
      wrong(entry.line, `entry ${entry.id} has no numbered steps; write what to do as 1. 2. 3.`);
    entries.push({
      id: entry.id,
      title: entry.title,
      cause,
      steps,
      cases: cases.map((each) => ({
        id: each.id,
        title: each.title,
        text: joined(each.lines),
        line: each.line,
      })),
      line: entry.line,
    });
  };
  for (const section of sections) {
    if (section.depth === 3) {
      if (entry === null) wrong(section.line, `case ${section.id} stands before any entry`);
      else cases.push(section);
      continue;
    }
    close();
    entry = section;
    cases = [];
  }
  close();
  return { entries, mistakes };
}

function linesOf(text: string, wrong: (line: number | null, what: string) => void): readonly string[] {
  if (text.length > LONGEST_FILE)
    wrong(null, `is longer than ${LONGEST_FILE} characters; the rest is not read`);
  const shown = cleanText(text.slice(0, LONGEST_FILE));
  const safe = redact(shown).split('\n');
  const written = shown.split('\n');
  if (written.length > MOST_LINES)
    wrong(MOST_LINES, `has more than ${MOST_LINES} lines; the rest is not read`);
  return safe.slice(0, MOST_LINES).map((line, index) => {
    if (line !== written[index]) wrong(index + 1, 'holds what looks like a secret; take it out');
    if (line.length > LONGEST_LINE) wrong(index + 1, `is longer than ${LONGEST_LINE} characters; it is cut`);
    return cut(line, LONGEST_LINE);
  });
}

/** Headings inside fenced code are code. */
function sectionsOf(
  lines: readonly string[],
  wrong: (line: number | null, what: string) => void,
): readonly Section[] {
  const sections: Section[] = [];
  const seen = new Set<string>();
  let fenced = false;
  let entry = '';
  lines.forEach((text, index) => {
    if (/^\s*```/.test(text)) fenced = !fenced;
    const heading = fenced ? null : HEADING.exec(text);
    if (heading === null) {
      sections.at(-1)?.lines.push(text);
      return;
    }
    const [, marks = '', title = '', id] = heading;
    if (id === undefined || !ID.test(id)) {
      wrong(index + 1, `the heading needs an id, such as ${marks} ${cut(title, 60)} {#some-id}`);
      return;
    }
    entry = marks.length === 2 ? id : entry;
    const key = marks.length === 2 ? id : `${entry}/${id}`;
    if (seen.has(key)) wrong(index + 1, `the id ${id} is there twice`);
    else sections.push({ depth: marks.length, id, title: disarm(title), line: index + 1, lines: [] });
    seen.add(key);
  });
  if (fenced) wrong(lines.length, 'a code block is not closed; write ``` after it');
  return sections;
}

/** The prose before the first numbered line, and each numbered line with what belongs to it. */
function stepsOf(lines: readonly string[]): { readonly cause: string; readonly steps: readonly string[] } {
  const cause: string[] = [];
  const steps: string[][] = [];
  let fenced = false;
  for (const text of lines) {
    if (/^\s*```/.test(text)) fenced = !fenced;
    const step = fenced ? null : STEP.exec(text);
    if (step !== null) steps.push([step[1] ?? '']);
    else (steps.at(-1) ?? cause).push(text.replace(/^ {1,4}/, ''));
  }
  return { cause: joined(cause), steps: steps.map(joined) };
}

/** Blank lines at both ends go, inner ones stay; links and pictures outside of code become text. */
function joined(lines: readonly string[]): string {
  let fenced = false;
  const safe = lines.map((line) => {
    if (/^\s*```/.test(line)) {
      fenced = !fenced;
      return line.trim();
    }
    return fenced ? line : disarm(line);
  });
  return safe.join('\n').trim();
}

/** Log lines counted by their pattern, and what is new since a deployment. */
import { cut } from './clean-text.ts';
import type { Document, Piece } from './document.ts';
import { createDrain } from './log-drain.ts';
import { isPlainRequest, type LogEntry } from './log-entries.ts';
import { routeOf } from './log-fold.ts';
import { isAtLeast, type LogLevel } from './log-levels.ts';
import type { LogResult, LogsAsked } from './log-result.ts';
import { filterSentence, noneSentence, partialNotes } from './log-unread.ts';
import { code, moment, type Sentence, say } from './sentence.ts';

export interface CountedPattern {
  readonly text: string;
  /** The worst of its lines. */
  readonly level: LogLevel | null;
  /** Lines in each of the two times that are compared; `before` is 0 where there is only one. */
  readonly before: number;
  readonly after: number;
}

const MOST_SHOWN = 25;
const LONGEST = 220;
/** Characters of all patterns together. */
const MOST_CHARACTERS = 5_000;
/** A pattern that was there counts as much more often from this factor on, and this many lines. */
const FACTOR = 5;
const LEAST_MORE = 20;

interface Count {
  level: LogLevel | null;
  before: number;
  after: number;
}

/** Errors first, then the most frequent. Both lists are read into one tree, so that a pattern is the same in both. */
export function countPatterns(
  before: readonly LogEntry[],
  after: readonly LogEntry[],
): readonly CountedPattern[] {
  const drain = createDrain();
  const seen: Count[] = [];
  // A request is its method, route and status; the tree would put a wildcard in the place of its path.
  const requests = new Map<string, Count>();
  const countOf = (entry: LogEntry): Count => {
    if (!isPlainRequest(entry)) {
      const at = drain.add(lineOf(entry));
      seen[at] ??= { level: null, before: 0, after: 0 };
      return seen[at];
    }
    const { method, path, status } = entry.access;
    const key = `${method} ${routeOf(path)} ${status}`;
    const known = requests.get(key) ?? { level: null, before: 0, after: 0 };
    requests.set(key, known);
    return known;
  };
  const count = (entries: readonly LogEntry[], time: 'before' | 'after') => {
    // Oldest first: a pattern is made of the lines in their order.
    for (const entry of [...entries].reverse()) {
      const one = countOf(entry);
      one[time] += 1;
      if (entry.level !== null && (one.level === null || isAtLeast(entry.level, one.level)))
        one.level = entry.level;
    }
  };
  count(before, 'before');
  count(after, 'after');
  const lines = drain.patterns().map(({ words }, at) => ({ text: words.join(' '), ...seen[at]! }));
  return [...lines, ...[...requests].map(([text, count]) => ({ text, ...count }))].sort(
    (a, b) => severity(b) - severity(a) || b.after + b.before - (a.after + a.before),
  );
}

/** The line that says what it is: the first one, and of a traceback the last. */
function lineOf({ shown }: LogEntry): string {
  const lines = shown.split('\n').filter((line) => line.trim() !== '');
  const [first = '', last = ''] = [lines[0], lines.at(-1)];
  return /Traceback \(most recent call last\)/.test(shown) && last !== first ? `${first} … ${last}` : first;
}

function severity({ level }: CountedPattern): number {
  return level === 'error' ? 2 : level === 'warning' ? 1 : 0;
}

export function patternsDocument(
  asked: LogsAsked,
  patterns: readonly CountedPattern[],
  how: Pick<LogResult, 'partial' | 'unread'>,
): Document {
  const [from, until] = [moment(asked.window.from), moment(asked.window.until)];
  const filter = filterSentence(asked);
  const count = patterns.reduce((sum, { after }) => sum + after, 0);
  const notes = partialNotes(asked, how, '--patterns');
  if (patterns.length === 0) {
    const none = noneSentence(asked, how.unread);
    return { summary: none, pieces: [text(none), ...notes] };
  }
  const shown = fitting(patterns.map(({ after, text }) => `${times(after)}  ${text}`));
  const rest = patterns.slice(shown.length);
  const more = rest.reduce((sum, { after }) => sum + after, 0);
  return {
    summary: say('logs.patterns-summary', {
      environment: asked.environment,
      patterns: patterns.length,
      count,
    }),
    pieces: [
      text(say('logs.patterns-window', { group: code(asked.group), from, until, filter })),
      { piece: 'code', lines: shown },
      ...(rest.length === 0
        ? []
        : [context(say('logs.patterns-more', { patterns: rest.length, count: more }))]),
      ...notes,
    ],
  };
}

/** All patterns as a text file. */
export function patternsFile(
  asked: LogsAsked,
  patterns: readonly CountedPattern[],
  how: Pick<LogResult, 'partial' | 'unread'>,
): Document {
  const { environment, window } = asked;
  const title = say('logs.patterns-title', {
    environment,
    from: moment(window.from),
    until: moment(window.until),
  });
  const lines = patterns.map(({ after, level, text: words }) => `${times(after)}  ${level ?? '-'}  ${words}`);
  const file: Piece = { piece: 'file', name: `patterns-${environment}.txt`, title, lines: [title, ...lines] };
  const notes = partialNotes(asked, how, '--patterns --file');
  return { summary: title, pieces: [text(title), file, ...notes] };
}

export interface Comparison {
  readonly asked: LogsAsked;
  /** When the deployment began, ms. */
  readonly deployedAt: number;
  /** Length of the time before it that is compared, ms. */
  readonly length: number;
  readonly patterns: readonly CountedPattern[];
  readonly partial: boolean;
}

export function newPatternsDocument({ asked, deployedAt, length, patterns, partial }: Comparison): Document {
  const [at, minutes] = [moment(deployedAt), Math.max(1, Math.round(length / 60_000))];
  const fresh = patterns.filter(({ before, after }) => before === 0 && after > 0);
  const more = patterns.filter(
    ({ before, after }) => before > 0 && after >= LEAST_MORE && after >= FACTOR * before,
  );
  const after = patterns.reduce((sum, one) => sum + one.after, 0);
  const line = (one: CountedPattern): string => `${one.before} → ${times(one.after)}  ${one.text}`;
  const [news, louder] = [fitting(fresh.map(line)), fitting(more.map(line).slice(0, 8))];
  const left = fresh.slice(news.length);
  const summary =
    fresh.length === 0
      ? say('logs.new-none', { at, minutes, after })
      : say('logs.new-summary', { environment: asked.environment, count: fresh.length, at });
  const window = say('logs.new-window', { at, minutes, filter: filterSentence(asked) });
  return {
    summary,
    pieces: [
      text(fresh.length === 0 ? summary : window),
      ...(fresh.length === 0 ? [] : [{ piece: 'code' as const, lines: news }]),
      ...(left.length === 0
        ? []
        : [
            context(
              say('logs.patterns-more', {
                patterns: left.length,
                count: left.reduce((sum, one) => sum + one.after, 0),
              }),
            ),
          ]),
      ...(louder.length === 0
        ? []
        : [text(say('logs.new-more-often')), { piece: 'code' as const, lines: louder }]),
      ...(fresh.length + more.length === 0 ? [] : [context(say('logs.new-columns'))]),
      ...(partial ? [context(say('logs.partial'))] : []),
    ],
  };
}

function times(count: number): string {
  return `${count}×`.padStart(5);
}

function fitting(lines: readonly string[]): readonly string[] {
  const shown: string[] = [];
  let characters = 0;
  for (const line of lines.slice(0, MOST_SHOWN)) {
    const short = cut(line, LONGEST);
    characters += short.length + 1;
    if (characters > MOST_CHARACTERS) break;
    shown.push(short);
  }
  return shown;
}

function text(sentence: Sentence): Piece {
  return { piece: 'text', text: sentence };
}
function context(sentence: Sentence): Piece {
  return { piece: 'context', text: sentence };
}

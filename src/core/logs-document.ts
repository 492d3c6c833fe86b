/** Log lines as an answer: the window understood comes first, and what is not shown is counted. */
import { cleanText, cut } from './clean-text.ts';
import type { Document, Piece } from './document.ts';
import type { Environment } from './environment.ts';
import type { LogLevel } from './log-levels.ts';
import type { LogLine } from './ports/aws.ts';
import { redact } from './redact.ts';
import { type Code, code, moment, type Sentence, say } from './sentence.ts';
import { type Window, wallClock } from './time-window.ts';

export interface LogsFound {
  readonly environment: Environment;
  readonly window: Window;
  /** The longest window there may be, ms. */
  readonly longest: number;
  readonly words: readonly string[];
  readonly level: LogLevel | null;
  /** IANA zone in which times are shown; UTC when null. */
  readonly zone: string | null;
  /** Newest first, of the level asked for. */
  readonly lines: readonly LogLine[];
  /** How many lines were read in all, and how many of them say no level. */
  readonly read: number;
  readonly unlabelled: number;
  readonly partial: boolean;
}

const MOST_LINES = 50;
/** Code points of one line. */
const LONGEST_LINE = 400;
/** Characters of all lines together, so that the answer stays one Slack message. */
const MOST_CHARACTERS = 7_000;

export function logsDocument(found: LogsFound): Document {
  const { window, environment } = found;
  const [from, until] = [moment(window.from), moment(window.until)];
  const words = found.words.map(code);
  const level = found.level === null ? null : code(found.level);
  const shown = shownLines(found);
  if (shown.length === 0) {
    const none = say('reading.logs-none', { from, until, words, level });
    const pieces: Piece[] = [{ piece: 'text', text: none }, ...notes(found, 0), ...wider(found)];
    return { summary: none, pieces };
  }
  return {
    summary: say('reading.logs-summary', {
      environment: environment.name,
      shown: shown.length,
      from,
      until,
    }),
    pieces: [
      {
        piece: 'text',
        text: say('reading.logs-window', { group: code(environment.logGroup), from, until, words, level }),
      },
      { piece: 'code', lines: shown },
      ...notes(found, shown.length),
      context(say('reading.logs-zone', { zone: found.zone ?? 'UTC' })),
    ],
  };
}

/** Redacted before it is cut, so that half a secret is never left over. */
function shownLines(found: LogsFound): readonly string[] {
  const day = (at: number): string => wallClock(at, found.zone).slice(0, 10);
  const oneDay = day(found.window.from) === day(found.window.until);
  const lines: string[] = [];
  let characters = 0;
  for (const line of found.lines.slice(0, MOST_LINES)) {
    const at = wallClock(line.at, found.zone).slice(oneDay ? 11 : 5);
    const message = redact(cleanText(line.message))
      .trimEnd()
      .replace(/\s*\n\s*/g, ' ⏎ ');
    const text = `${at}  ${cut(message, LONGEST_LINE)}`;
    characters += text.length + 1;
    if (characters > MOST_CHARACTERS) break;
    lines.push(text);
  }
  return lines;
}

function notes(found: LogsFound, shown: number): readonly Piece[] {
  const pieces: Piece[] = [];
  const all = found.lines.length;
  if (shown > 0) pieces.push(context(countOf(shown, all, found.partial)));
  else if (found.partial) pieces.push(context(say('reading.logs-partial')));
  if (found.level !== null) {
    const lower = found.read - all - found.unlabelled;
    if (lower > 0) pieces.push(context(say('reading.logs-lower', { count: lower })));
    if (found.unlabelled > 0) pieces.push(context(say('reading.logs-no-level', { count: found.unlabelled })));
  }
  return pieces;
}

function countOf(shown: number, all: number, partial: boolean): Sentence {
  if (partial) return say('reading.logs-at-least', { shown, found: all });
  if (shown < all) return say('reading.logs-some', { shown, found: all });
  return say('reading.logs-all', { count: shown });
}

/** The same search over a longer time, ready to copy. */
function wider(found: LogsFound): readonly Piece[] {
  const minutes = Math.round((found.window.until - found.window.from) / 60_000);
  const next = [60, 6 * 60, 24 * 60, found.longest / 60_000].find((each) => each > minutes);
  if (next === undefined || found.partial) return [];
  const since = next % (24 * 60) === 0 ? `${next / (24 * 60)}d` : `${next / 60}h`;
  const words = found.words.map((word) =>
    /^[\w.:/]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`,
  );
  const level = found.level === null ? [] : ['--level', found.level];
  const line = ['/hydrous logs', found.environment.name, ...words, '--since', since, ...level];
  const command: Code = code(line.join(' '));
  return [{ piece: 'text', text: say('reading.logs-wider', { command }) }];
}

function context(text: Sentence): Piece {
  return { piece: 'context', text };
}

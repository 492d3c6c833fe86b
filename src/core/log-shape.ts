/**
 * What a log line itself says, told apart from what it quotes. A pattern of the guide must not be set off by words
 * that a person typed into a chat, so it is matched at the start of the line's own message, or, on lines that the
 * logger marked as an error, outside of quotes.
 */
import { cleanText } from './clean-text.ts';
import { type JsonLine, jsonLine } from './log-json.ts';
import type { LogLevel } from './log-levels.ts';
import { levelOf } from './log-levels.ts';

export interface LineShape {
  /** Where an anchored pattern may begin: the line, and what is left after its time, its level, its logger and so on. */
  readonly starts: readonly string[];
  readonly level: LogLevel | null;
  /** The message without what stands in quotes; only for lines that the logger marked as an error. */
  readonly unquoted: string | null;
}

/** Longer lines are judged by their beginning, in UTF-16 units. */
const LONGEST = 2_000;
/** A message of several lines, such as a traceback, is looked at line by line: its head, and its end, which says most. */
const MOST_HEAD_LINES = 20;
const MOST_END_LINES = 40;

export function shapesOf(message: string): readonly LineShape[] {
  const text = cleanText(message.slice(0, LONGEST * 20));
  const json = jsonLine(text);
  if (json !== null) return fromJson(json);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  // What follows a calm line in the same message is more of the same, whatever it looks like.
  const first = levelOf(lines[0] ?? '');
  return bothEnds(lines).map((line) =>
    shapeOf(line.slice(0, LONGEST), isCalm(first) ? first : levelOf(line)),
  );
}

function bothEnds(lines: readonly string[]): readonly string[] {
  if (lines.length <= MOST_HEAD_LINES + MOST_END_LINES) return lines;
  return [...lines.slice(0, MOST_HEAD_LINES), ...lines.slice(-MOST_END_LINES)];
}

function shapeOf(line: string, level: LogLevel | null): LineShape {
  const starts = [line];
  let rest = line;
  for (let round = 0; round < 6; round += 1) {
    const logger = LOGGER.exec(rest)?.[0] ?? '';
    // What an application says calmly about its users under its own name is theirs, not a fault; a request is none.
    if (logger !== '' && isCalm(level) && !/access|corn/.test(logger)) {
      const said = rest.slice(logger.length);
      if (REQUEST.test(said)) starts.push(said);
      break;
    }
    const next = logger === '' ? rest.replace(PREFIX, '') : rest.slice(logger.length);
    if (next === rest || next === '') break;
    rest = next;
    starts.push(rest);
  }
  if ((level === 'error' || level === 'warning') && !OWN_LINE.test(rest))
    for (const own of [rest, ...failureValues(rest)])
      starts.push(...(own === rest ? [] : [own]), ...afterLeadIns(own));
  const unquoted = level === 'error' && !SPEECH.test(rest) ? withoutQuotes(rest) : null;
  return { starts, level, unquoted };
}

export function isCalm(level: LogLevel | null): boolean {
  return level === 'info' || level === 'debug';
}

/** A line that is one by its words alone; anybody may have typed what stands before it. */
const OWN_LINE = /exec format error/i;

/** Words by which a line says that somebody else's words follow. */
const SPEECH =
  /\b(?:users?|usuari[oa]|chat|prompt|question|pregunta|asks?|asked|said|says|answer(?:ed)?|replied|wrote|flagged|moderat\w+|classif\w+|content|contenido|tickets?|transcripts?|comments?|comentarios?)\b/i;

/**
 * What a failure is wrapped into: the class of an exception, a driver's own sentence about the server, and the
 * words of the application before a colon.
 */
const LEAD_INS: readonly RegExp[] = [
  /^(?:[A-Za-z_]\w{0,60}\.){0,8}_?[A-Z]\w{2,60}: +/,
  /^\((?:[A-Za-z_]\w{0,60}\.){1,8}[A-Z]\w{2,60}\) +/,
  /^<class '[\w.]{1,120}'>: +/,
  /^connection to server at "[^"]{1,200}"(?: \([^)]{1,60}\))?, port \d{1,5} failed: +/,
  /^connection to server on socket "[^"]{1,200}" failed: +/,
  /^FATAL: +/,
  /^error connecting in '[^']{1,60}': +/,
  /^[A-Z]\w{2,60}(?:Error|Exception|Timeout|Refused)\(["']/,
  /^(?:redis|rediss|amqp|postgres(?:ql)?(?:\+\w{1,20})?):\/\/\S{1,300}: +/,
];
const SENTENCE = /^[^"'`{}<>?\n]{1,100}?: +(?=\S)/;
const MOST_LEAD_INS = 8;

function afterLeadIns(line: string): readonly string[] {
  const starts: string[] = [];
  let rest = line;
  for (let round = 0; round < MOST_LEAD_INS; round += 1) {
    const known = LEAD_INS.map((leadIn) => leadIn.exec(rest)?.[0] ?? '').find((found) => found !== '') ?? '';
    const sentence = known === '' ? (SENTENCE.exec(rest)?.[0] ?? '') : '';
    if ((known === '' && sentence === '') || SPEECH.test(sentence)) break;
    rest = rest.slice(known.length + sentence.length);
    if (rest === '') break;
    starts.push(rest);
  }
  return starts;
}

/** A whole request as an application's own middleware writes it. */
const REQUEST = /^"?(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \/\S{0,2000} .{0,40}?\b[1-5]\d\d\b/;

/** `key=value` as logfmt and structlog write it; what stands in quotes is one piece, whatever it looks like. */
const PAIR = /(?:(?<=^|\s)([a-z_][\w.]{0,40})=)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'(?=\s|$))/g;
const FAILURE_PAIRS = new Set(['error', 'err', 'exc', 'exception', 'exc_info', 'msg']);

/** What a failure's own fields say on a line of pairs. A person's words stand under other names. */
function failureValues(line: string): readonly string[] {
  if (!line.includes('=')) return [];
  return [...line.matchAll(PAIR)].flatMap(([, key = '', double, single]) =>
    FAILURE_PAIRS.has(key) ? [(double ?? single ?? '').replace(/\\(.)/g, '$1')] : [],
  );
}

const LEVELS = '(?:CRITICAL|FATAL|ERROR|WARNING|WARN|NOTICE|INFO|DEBUG|TRACE)';

/** One piece of what loggers put before a message: a time, a process id or a level, with its separator. */
const PREFIX = new RegExp(
  `^(?:\\[\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[\\d.,]{0,10}: ${LEVELS}\\/[\\w-]{1,40}\\]\\s+` +
    `|\\[?\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[\\d.,]{0,10} ?(?:Z|UTC|[+-]\\d\\d:?\\d\\d)?\\]?[\\s|:-]*` +
    `|\\[\\s{0,4}(?:\\d{1,7}|${LEVELS}|(?:critical|error|warning|info|debug))\\s{0,8}\\][\\s:|-]*` +
    `|${LEVELS}(?:\\s{0,8}[:|]\\s*|\\s{1,8}-\\s+|\\s+(?=\\S)))`,
);

/** The name of the logger: `app.db:`, `[app.db] `, `app.db - `, loguru's `app.db:connect:42 - `. */
const LOGGER =
  /^(?:\[?[a-z_][\w.]{1,60}(?::[\w<>]{1,60}:\d{1,6})?(?:\]\s+|\s-\s|\s\|\s|:(?=\S))|(?:[a-z_]\w{0,40}(?:\.[a-z_]\w{0,40}){1,6}|root|uvicorn|gunicorn|app|main|celery|sqlalchemy)\s(?=\S))/;

function fromJson({ level, own, access }: JsonLine): readonly LineShape[] {
  const lines = own
    .flatMap((text) => bothEnds(text.split('\n').filter((line) => line.trim() !== '')))
    .filter((line) => !isCalm(level) || /HTTP\/\d/.test(line));
  const shapes = lines.map((line) => shapeOf(line.slice(0, LONGEST), level ?? levelOf(line)));
  return access === null ? shapes : [...shapes, { starts: [access], level, unquoted: null }];
}

/** An apostrophe inside a word opens nothing. */
function withoutQuotes(text: string): string {
  return text
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/`[^`]*`/g, '``')
    .replace(/(?<![\p{L}\p{N}])'(?:[^'\\]|\\.)*'(?![\p{L}\p{N}])/gu, "''");
}

/**
 * What a log line itself says, told apart from what it quotes. A pattern of the guide must not be set off by words
 * that a person typed into a chat, so it is matched at the start of the line's own message, or, on lines that the
 * logger marked as an error, outside of quotes.
 */
import { cleanText } from './clean-text.ts';
import { type Fields, field, numberField, parseFields, textField } from './json-fields.ts';
import type { LogLevel } from './log-levels.ts';
import { levelOf } from './log-levels.ts';

export interface LineShape {
  /** Where an anchored pattern may begin: the line, and what is left after its time, its level and its logger. */
  readonly starts: readonly string[];
  readonly level: LogLevel | null;
  /** The message without what stands in quotes; only for lines that the logger marked as an error. */
  readonly unquoted: string | null;
}

/** Longer lines are judged by their beginning, in UTF-16 units. */
const LONGEST = 2_000;
/** A message of several lines, such as a traceback, is looked at line by line, up to this many. */
const MOST_LINES = 60;

export function shapesOf(message: string): readonly LineShape[] {
  const text = cleanText(message.slice(0, LONGEST * 20));
  const json = text.startsWith('{') ? parseFields(text) : null;
  if (json !== null) return fromJson(json, levelOf(text));
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(0, MOST_LINES).map((line) => shapeOf(line.slice(0, LONGEST), levelOf(line)));
}

function shapeOf(line: string, level: LogLevel | null): LineShape {
  const starts = [line];
  let rest = line;
  for (let round = 0; round < 6; round += 1) {
    const logger = LOGGER.exec(rest)?.[0] ?? '';
    // What an application says calmly about its users under its own name is theirs, not a fault.
    if (logger !== '' && isCalm(level) && !/access|corn/.test(logger)) break;
    const next = logger === '' ? rest.replace(PREFIX, '') : rest.slice(logger.length);
    if (next === rest || next === '') break;
    rest = next;
    starts.push(rest);
  }
  return { starts, level, unquoted: level === 'error' ? withoutQuotes(rest) : null };
}

function isCalm(level: LogLevel | null): boolean {
  return level === 'info' || level === 'debug';
}

const LEVELS = '(?:CRITICAL|FATAL|ERROR|WARNING|WARN|NOTICE|INFO|DEBUG|TRACE)';

/** One piece of what loggers put before a message: a time, a process id or a level, with its separator. */
const PREFIX = new RegExp(
  `^(?:\\[?\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[\\d.,]{0,10} ?(?:Z|UTC|[+-]\\d\\d:?\\d\\d)?\\]?[\\s|:-]*` +
    `|\\[\\s{0,4}(?:\\d{1,7}|${LEVELS})\\s{0,4}\\][\\s:|-]*` +
    `|${LEVELS}(?:\\s{0,8}[:|]\\s*|\\s{1,8}-\\s+|\\s+(?=\\S)))`,
);

/** The name of the logger: `app.db:`, `[app.db] `, `app.db - `, loguru's `app.db:connect:42 - `. */
const LOGGER = /^\[?[a-z_][\w.]{1,60}(?::[\w<>]{1,60}:\d{1,6})?(?:\]\s+|\s-\s|\s\|\s|:(?=\S))/;

/** Keys under which JSON loggers put their own words; whatever a person wrote stands under others. */
const OWN_KEYS = [
  'message',
  'msg',
  'event',
  'error',
  'exception',
  'exc_info',
  'traceback',
  'stack_trace',
  'stack',
  'stacktrace',
];

function fromJson(json: Fields, level: LogLevel | null): readonly LineShape[] {
  const shapes: LineShape[] = [];
  for (const key of OWN_KEYS) {
    const text = textField(json, key);
    if (text === null) continue;
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const own = lines.slice(0, MOST_LINES).filter((line) => !isCalm(level) || /HTTP\/\d/.test(line));
    shapes.push(...own.map((line) => shapeOf(line.slice(0, LONGEST), level)));
  }
  const access = accessOf(json);
  return access === null ? shapes : [...shapes, { starts: [access], level, unquoted: null }];
}

/** A request that was logged as JSON, in the words of uvicorn's access log. */
function accessOf(json: Fields): string | null {
  const status =
    numberField(json, 'status') ?? numberField(json, 'status_code') ?? numberField(json, 'statusCode');
  const method = textField(json, 'method') ?? textField(json, 'http_method');
  const path = textField(json, 'path') ?? textField(json, 'url') ?? textField(json, 'uri');
  if (status === null || method === null || path === null || field(json, 'status') === null) return null;
  return `client - "${method.slice(0, 10).toUpperCase()} ${path.slice(0, 500).replaceAll('"', '')} HTTP/1.1" ${status} `;
}

/** An apostrophe inside a word opens nothing. */
function withoutQuotes(text: string): string {
  return text
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/`[^`]*`/g, '``')
    .replace(/(?<![\p{L}\p{N}])'(?:[^'\\]|\\.)*'(?![\p{L}\p{N}])/gu, "''");
}

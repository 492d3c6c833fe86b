/** A log line that is JSON: which of its fields are the logger's own words, and the request that it tells of. */
import { type Fields, field, fieldsOf, numberField, parseFields, textField } from './json-fields.ts';
import type { LogLevel } from './log-levels.ts';
import { levelOf } from './log-levels.ts';

export interface JsonLine {
  readonly level: LogLevel | null;
  /** Texts that the logger or the application wrote; whatever a person wrote stands under other keys. */
  readonly own: readonly string[];
  /** The request it tells of, in the words of uvicorn's access log. */
  readonly access: string | null;
}

const MESSAGE_KEYS = ['message', 'msg', 'event'];
const FAILURE_KEYS = [
  'error',
  'err',
  'exception',
  'exc_info',
  'exc_text',
  'traceback',
  'stack_trace',
  'stack',
  'stacktrace',
  'error.message',
  'error.stack_trace',
  'exception.message',
  'exception.stacktrace',
];
/** Requests as JSON loggers and their frameworks call them. */
const STATUS_KEYS = ['status', 'status_code', 'statusCode', 'http.status_code', 'response_code'];
const METHOD_KEYS = ['method', 'http_method', 'request_method', 'http.method', 'verb'];
const PATH_KEYS = ['path', 'url', 'uri', 'request_uri', 'route', 'http.target', 'http.url', 'url.path'];

/** Null when the text is no JSON object. */
export function jsonLine(text: string): JsonLine | null {
  const json = text.startsWith('{') ? parseFields(text) : null;
  if (json === null) return null;
  const record = fieldsOf(field(json, 'record'));
  const named = textField(fieldsOf(field(record, 'level')), 'name');
  const level = levelOf(text) ?? (named === null ? null : levelOf(`${named}:`));
  // A message without a level may be anything, also what somebody sent.
  const messages = level === null ? [] : MESSAGE_KEYS.map((key) => textField(json, key));
  const inner = [textField(record, 'message'), failureText(field(record, 'exception'))];
  const failures = FAILURE_KEYS.map((key) => failureText(field(json, key)));
  const own = [...messages, ...(level === null ? [] : inner), ...failures].filter((each) => each !== null);
  return { level, own: [...new Set(own)], access: accessOf(json) };
}

/** A text, or an exception in parts: `{type, message}`, `[{exc_type, exc_value}]`. */
function failureText(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (Array.isArray(value)) {
    const texts = value.slice(0, 5).map(failureText);
    return texts.filter((each) => each !== null).join('\n') || null;
  }
  const fields = fieldsOf(value);
  if (fields === null) return null;
  const first = (keys: readonly string[]) =>
    keys.map((key) => textField(fields, key)).find((each) => each !== null) ?? null;
  const type = first(['type', 'exc_type', 'name', 'class', 'kind']);
  const words = first(['message', 'exc_value', 'value', 'msg']);
  const stack = first(['stack', 'stacktrace', 'traceback', 'stack_trace']);
  const line = type === null ? words : `${type}: ${words ?? ''}`;
  return [stack, line].filter((each) => each !== null).join('\n') || null;
}

function accessOf(json: Fields): string | null {
  const request = fieldsOf(field(json, 'request')) ?? fieldsOf(field(json, 'http'));
  const response = fieldsOf(field(json, 'response'));
  const holders = [json, request, response];
  const status =
    firstOf(STATUS_KEYS, (key) => holders.map((each) => numeric(each, key))) ??
    numberField(fieldsOf(field(json, 'res')), 'statusCode');
  const method = firstOf(METHOD_KEYS, (key) => holders.map((each) => textField(each, key)));
  const path = firstOf(PATH_KEYS, (key) => holders.map((each) => textField(each, key)));
  if (status === null || method === null || path === null) return null;
  const shown = path.slice(0, 500).replaceAll('"', '');
  return `client - "${method.slice(0, 10).toUpperCase()} ${shown} HTTP/1.1" ${status} `;
}

function numeric(fields: Fields | null, key: string): number | null {
  const number = numberField(fields, key);
  const text = number === null ? textField(fields, key) : null;
  return text !== null && /^\d{3}$/.test(text) ? Number(text) : number;
}

function firstOf<T>(keys: readonly string[], read: (key: string) => readonly (T | null)[]): T | null {
  for (const key of keys) {
    const found = read(key).find((each) => each !== null);
    if (found !== undefined && found !== null) return found;
  }
  return null;
}

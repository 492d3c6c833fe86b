/**
 * Events of CloudWatch as entries that a person can read: what one process said in one breath is one entry (a
 * traceback arrives as many events), without secrets, with its level and its request.
 */
import { cleanText } from './clean-text.ts';
import { field, fieldsOf, parseFields, textField } from './json-fields.ts';
import { jsonLine } from './log-json.ts';
import { isAtLeast, type LogLevel, levelOf } from './log-levels.ts';
import type { LogLine } from './ports/aws.ts';
import { redact } from './redact.ts';
import { requestsIn } from './requests.ts';

export interface LogEntry {
  /** ms. */
  readonly at: number;
  /** Id of the task that wrote it: the last part of its stream. */
  readonly task: string;
  readonly level: LogLevel | null;
  /** Cleaned and without secrets; line feeds stay. */
  readonly text: string;
  /** As one reads it on a phone: of JSON only the message and its ids. */
  readonly shown: string;
  readonly access: { readonly method: string; readonly path: string; readonly status: number } | null;
  /** Events that were joined. */
  readonly events: number;
}

const BEGINS =
  /^(?:[^\s"'].{0,80}\s)?(?:\s*[+|]\s*)?(?:Exception Group )?Traceback \(most recent call last\)/;
const CHAINED = /^(?:During handling of the above exception|The above exception was the direct cause)/;
/** The last line of a traceback: `package.SomeError: words`. */
const ENDS = /^(?:[A-Za-z_]\w{0,60}\.){0,8}[A-Z]\w{1,60}(?::|$)/;
const KEY_BEGINS = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/;
const KEY_ENDS = /-----END [A-Z ]{0,40}-----/;
/** Events of one breath come within this time, ms, and are no more than this. */
const TOGETHER_MS = 5_000;
const MOST_EVENTS = 200;
/** UTF-16 units of one entry that are kept. */
const LONGEST = 16_384;

interface Draft {
  readonly first: LogLine;
  /** Index of the first event in the answer, to keep the order of one millisecond. */
  readonly order: number;
  readonly texts: string[];
  last: number;
  /** Holds a traceback, and is inside of one. */
  traced: boolean;
  inTrace: boolean;
  inKey: boolean;
}

/** `lines` newest first, as they were read; the entries too. */
export function entriesOf(lines: readonly LogLine[]): readonly LogEntry[] {
  return draftsOf(lines).map(entry);
}

/** Entries made at once before others get their turn: ten thousand take half a second. */
const AT_ONCE = 500;

/** The same for many lines; `pause` lets others work in between. */
export async function manyEntriesOf(
  lines: readonly LogLine[],
  pause: () => Promise<void>,
): Promise<readonly LogEntry[]> {
  const drafts = draftsOf(lines);
  const entries: LogEntry[] = [];
  for (let at = 0; at < drafts.length; at += AT_ONCE) {
    if (at > 0) await pause();
    entries.push(...drafts.slice(at, at + AT_ONCE).map(entry));
  }
  return entries;
}

function draftsOf(lines: readonly LogLine[]): readonly Draft[] {
  const drafts: Draft[] = [];
  const open = new Map<string, Draft>();
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at]!;
    const draft = open.get(line.stream);
    if (draft !== undefined && belongs(line, draft)) add(line, draft);
    else {
      const made: Draft = {
        first: line,
        order: at,
        texts: [],
        last: 0,
        traced: false,
        inTrace: false,
        inKey: false,
      };
      add(line, made);
      open.set(line.stream, made);
      drafts.push(made);
    }
  }
  return drafts.sort((a, b) => b.first.at - a.first.at || a.order - b.order);
}

function belongs({ message, at }: LogLine, draft: Draft): boolean {
  if (at - draft.last > TOGETHER_MS || draft.texts.length >= MOST_EVENTS) return false;
  if (draft.inKey || /^\s+\S/.test(message)) return true;
  if (CHAINED.test(message) || message.trim() === '') return draft.traced;
  if (BEGINS.test(message)) {
    // `logger.exception` says first what it was about; a second trace belongs only to a chain.
    const level = levelOf(draft.texts[0] ?? '');
    const chained = CHAINED.test(draft.texts.findLast((text) => text.trim() !== '') ?? '');
    return chained || (draft.texts.length === 1 && level !== null && isAtLeast(level, 'warning'));
  }
  return draft.inTrace && ENDS.test(message);
}

function add({ message, at }: LogLine, draft: Draft): void {
  draft.texts.push(message);
  draft.last = at;
  draft.inKey = (draft.inKey || KEY_BEGINS.test(message)) && !KEY_ENDS.test(message);
  if (BEGINS.test(message) || message.includes('\nTraceback (most recent call last)')) draft.inTrace = true;
  else if (draft.inTrace && ENDS.test(message)) draft.inTrace = false;
  else if (CHAINED.test(message)) draft.inTrace = true;
  draft.traced ||= draft.inTrace;
}

function entry({ first, texts }: Draft): LogEntry {
  const raw = texts.join('\n').slice(0, LONGEST * 2);
  const text = redact(cleanText(raw)).trimEnd().slice(0, LONGEST);
  const [request] = requestsIn([{ ...first, message: texts[0] ?? '' }]);
  const access =
    request === undefined
      ? null
      : {
          method: request.method,
          path: redact(cleanText(request.path)).slice(0, 300),
          status: request.status,
        };
  return {
    at: first.at,
    task: first.stream.slice(first.stream.lastIndexOf('/') + 1),
    level: worst(texts),
    text,
    shown:
      access !== null && texts.length === 1 && !raw.startsWith('{')
        ? requestWords(access)
        : shownOf(raw, text),
    access,
    events: texts.length,
  };
}

/** A line of an access log, and nothing that an application says of its own about a request. */
export function isPlainRequest(
  entry: LogEntry,
): entry is LogEntry & { readonly access: NonNullable<LogEntry['access']> } {
  return entry.access !== null && entry.events === 1 && entry.shown === requestWords(entry.access);
}

/** The client and the protocol of a request say little on a phone; they are in the file. */
function requestWords({ method, path, status }: NonNullable<LogEntry['access']>): string {
  return `${method} ${path} ${status}`;
}

function worst(texts: readonly string[]): LogLevel | null {
  let found: LogLevel | null = null;
  for (const text of texts.length > 1 ? texts : texts.flatMap((each) => each.split('\n', 40))) {
    // Frames and what they quote say no level.
    const level = /^\s/.test(text) ? null : levelOf(text);
    if (level !== null && (found === null || isAtLeast(level, found))) found = level;
  }
  return found ?? levelOf(texts[0] ?? '');
}

const ID_KEYS = [
  'request_id',
  'requestId',
  'req_id',
  'x_request_id',
  'correlation_id',
  'correlationId',
  'trace_id',
  'traceId',
  'trace.id',
];

/** JSON lines in the words of their message, with the ids that lead on; whatever has no message stays as it is. */
function shownOf(raw: string, text: string): string {
  const json = raw.startsWith('{') ? parseFields(raw) : null;
  if (json === null) return text;
  const { level, own, access } = jsonLine(raw) ?? { level: null, own: [], access: null };
  const said = [...own];
  // Without a level the message is still the message.
  if (said.length === 0)
    said.push(...['message', 'msg', 'event'].flatMap((key) => textField(json, key) ?? []));
  const request = access?.match(/"([A-Z]+ \S+) HTTP\/1\.1" (\d{3})/);
  if (request != null && !said.some((each) => each.includes(request[1] ?? '')))
    said.splice(0, 1, [said[0] ?? '', `${request[1]} ${request[2]}`].filter(Boolean).join(' · '));
  if (said.length === 0) return text;
  const holders = [json, fieldsOf(field(json, 'request')), fieldsOf(field(json, 'extra'))];
  const ids = ID_KEYS.flatMap((key) =>
    holders.flatMap((holder) => textField(holder, key) ?? []).map((id) => `${key}=${id}`),
  );
  const label = level === null ? [] : [`${level.toUpperCase()}:`];
  return redact(cleanText([...label, said.join('\n'), ...new Set(ids)].join(' ')))
    .trimEnd()
    .slice(0, LONGEST);
}

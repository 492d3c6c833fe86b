/**
 * Takes secrets out of text that comes from logs, alarms, errors and guide files, before the text is cut or
 * shown. The name of a key stays, so that a reader still sees what stood there. Applying it twice changes
 * nothing, line breaks are kept, and every expression is linear: repeats are bounded or consume what they scan.
 */
import { bareEnd, bracketEnd, lineEnd, quotedEnd, stringEnd } from './value-end.ts';

const HIDDEN = '***';

const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}-----|$)/g;

/** `scheme://user:password@host`. A port followed by a path is not a password. */
const URL_PASSWORD =
  /\b([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@"'<>]{0,256}:)(?!\d{1,5}[/?#])[^\s"'<>]{1,1024}@/gi;

/**
 * Values that a framework copies out of a person's request into an error: FastAPI's `input`, pydantic's
 * `input_value`, the parameters of a failed SQL statement, PostgreSQL's failing row.
 */
const USER_VALUE =
  /\\?["']input\\?["']\s{0,4}:\s{0,4}|\binput_value\s{0,2}=\s{0,2}|\[parameters:\s{0,2}|\b(?:failing row contains|key \([^)\n]{1,200}\)=)\s{0,2}(?=\()/gi;

/** Headers whose whole value is secret: quoted in a dump of headers, else up to the end of the line. */
const HEADER =
  /\b(?:(?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-amz-security-token)(?:\\?["'])?\s{0,4}[:=,]\s{0,4}(?:b(?=["']))?(\\?["'])?/gi;

/** Not a secret: the word in an ARN or in the name of the service. */
const SECRET_WORD =
  'passwords?|passwd|passphrase|pwd|(?<!:\\d{12}:)secret(?!smanager:)|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|dsn|conn(?:ection)?[_-]?str(?:ing)?';

/** `password = value`, `"api_key": "value"`, `token=value&next=…`, escaped JSON included. */
const KEY_VALUE = new RegExp(
  `(?:${SECRET_WORD})([\\w-]{0,40}?)((?:\\\\{0,3}["'\\]]){0,2}\\s{0,4}(?:=>|:=|[:=])\\s{0,4}(?:b(?=["']))?)(\\\\{0,3}["'])?`,
  'gi',
);

/** `--password value` and `PASSWORD 'value'`. */
const SPOKEN =
  /(--[\w-]{0,20}(?:password|passwd|secret|token|api-?key)\s{1,4}|\b(?:password|passwd|pwd|secret)\s{1,3}(?=["']))(["']?)([^\s"']+|(?<=["'])[^"'\n]*)/gi;

/** Schemes of the Authorization header that turn up alone; `basic` is also an English word. */
const BEARER = /\b(bearer\s{1,4}|basic\s{1,4}(?=[^\s"',;]{0,200}[\d=+/]))[^\s"',;]{8,}/gi;

/** Tokens that are known by their beginning; the beginning stays. */
const KNOWN_TOKEN =
  /(AKIA|ASIA)[0-9A-Z]{16}|(xox[abeoprs]-|xapp-|gh[pousr]_|github_pat_|glpat-|npm_|[rs]k_(?:live|test)_|\bsk-|AIza)[\w-]{8,}|(hooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/-]+/g;

/** A run of token letters; whether it holds a JSON Web Token is looked at in the run itself. */
const TOKEN_RUN = /[\w.-]{20,}/g;

const EMAIL = /[\w.+%-]{1,64}@((?:[\w-]{1,63}\.){1,5}[a-z]{2,24})\b/gi;

/** What is left of a value may look like the beginning of another one; more rounds than these are never needed. */
const MOST_ROUNDS = 8;

/** Gives the text with every secret replaced by `***`. Never throws. */
export function redact(text: string): string {
  let shown = text;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = shown;
    shown = redactOnce(before);
    if (shown === before) break;
  }
  return shown;
}

function redactOnce(text: string): string {
  let shown = text
    .replace(PRIVATE_KEY, (key) => `[PRIVATE KEY ${HIDDEN}]${lineFeeds(key)}`)
    .replace(URL_PASSWORD, `$1${HIDDEN}@`);
  shown = hideAfter(shown, USER_VALUE, userValueEnd);
  shown = hideAfter(shown, HEADER, (at, start, [, quote]) =>
    quote === undefined ? lineEnd(at, start) : quotedEnd(at, start, quote),
  );
  shown = hideAfter(shown, KEY_VALUE, keyValueEnd);
  return shown
    .replace(SPOKEN, `$1$2${HIDDEN}`)
    .replace(BEARER, `$1${HIDDEN}`)
    .replace(KNOWN_TOKEN, (_all, key = '', prefix = '', hook = '') => `${key}${prefix}${hook}${HIDDEN}`)
    .replace(TOKEN_RUN, hideWebToken)
    .replace(EMAIL, `${HIDDEN}@$1`);
}

/** Redacts lines as one text, since a key may run over several of them. Gives as many lines as it got. */
export function redactLines(lines: readonly string[]): readonly string[] {
  return redact(lines.map((line) => line.replaceAll('\n', ' ')).join('\n')).split('\n');
}

/** Hides what follows each match, up to where `endOf` says; null keeps it. */
function hideAfter(
  text: string,
  pattern: RegExp,
  endOf: (text: string, start: number, found: RegExpExecArray) => number | null,
): string {
  let shown = '';
  let from = 0;
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const start = found.index + found[0].length;
    const end = endOf(text, start, found);
    if (end === null || end <= start) continue;
    shown += `${text.slice(from, start)}${HIDDEN}${lineFeeds(text.slice(start, end))}`;
    from = end;
    pattern.lastIndex = end;
  }
  pattern.lastIndex = 0;
  return shown + text.slice(from);
}

function keyValueEnd(text: string, start: number, found: RegExpExecArray): number | null {
  const [, suffix = '', between = '', quote] = found;
  const end = quote === undefined ? bareEnd(text, start) : quotedEnd(text, start, quote);
  const isCount = /^[^\w]*(?:\w*_)?tokens?/i.test(found[0]);
  return keeps(suffix, between, text.slice(start, Math.min(end, start + 40)), isCount) ? null : end;
}

/** What only looks like a secret: counts of tokens, names of exceptions, placeholders. */
function keeps(suffix: string, between: string, value: string, isCount: boolean): boolean {
  if (/^[.…*]+[,;)}\]]*$/.test(value)) return true;
  if (isCount && /^s?(?:_\w*)?$/i.test(suffix) && /^\d{1,6}[,;.)}\]]?$/.test(value)) return true;
  return /(?:error|exception|warning)$/i.test(suffix) && between.startsWith(':');
}

function userValueEnd(text: string, start: number): number {
  const first = text[start] ?? '';
  if (first !== '' && '\\"\''.includes(first)) return stringEnd(text, start);
  if (first !== '' && '{[('.includes(first)) return bracketEnd(text, start);
  const rest = /[,}\])\n]/g;
  rest.lastIndex = start;
  return rest.exec(text)?.index ?? text.length;
}

function hideWebToken(run: string): string {
  const start = run.indexOf('eyJ');
  return start === -1 || !run.includes('.', start) ? run : `${run.slice(0, start)}eyJ${HIDDEN}`;
}

function lineFeeds(text: string): string {
  return text.replace(/[^\n]+/g, '');
}

/** The level of a log line, from the shapes that Python, uvicorn, gunicorn and JSON loggers write. */
export type LogLevel = 'error' | 'warning' | 'info' | 'debug';

const SEVERITY: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warning: 2, error: 3 };

const NAMES: ReadonlyMap<string, LogLevel> = new Map([
  ['critical', 'error'],
  ['fatal', 'error'],
  ['error', 'error'],
  ['err', 'error'],
  ['exception', 'error'],
  ['warning', 'warning'],
  ['warn', 'warning'],
  ['notice', 'info'],
  ['success', 'info'],
  ['info', 'info'],
  ['debug', 'debug'],
  ['trace', 'debug'],
]);

/** Longer lines are judged by their beginning, where a level stands. */
const LOOKED_AT = 2_000;

export function isAtLeast(level: LogLevel, least: LogLevel): boolean {
  return SEVERITY[level] >= SEVERITY[least];
}

/** Null when the line does not say; a line that says nothing is never taken for a harmless one. */
export function levelOf(line: string): LogLevel | null {
  const text = line.slice(0, LOOKED_AT).trimStart();
  return fromJson(line, text) ?? fromText(text);
}

const LEVEL = '(critical|fatal|error|err|warning|warn|notice|success|info|debug|trace)';

/** In the order in which they are tried. */
const SHAPES: readonly RegExp[] = [
  // uvicorn `INFO:     …`, Python's basicConfig `ERROR:root:…`
  new RegExp(`^${LEVEL}\\s*:`, 'i'),
  // gunicorn `[2026-11-24 05:00:00 +0000] [7] [ERROR] …`, Lambda `[ERROR]\t…`, nginx `… [error] …`
  new RegExp(`^(?:\\[[^\\]]*\\]\\s*|[\\d/:.,TZ+-]+\\s+){0,4}\\[\\s*${LEVEL}\\s*\\]`, 'i'),
  // Celery `[2026-11-24 05:00:00,123: ERROR/MainProcess] …`
  new RegExp(`^\\[[\\d :,.-]{8,40}: ${LEVEL}/`, 'i'),
  // Python `2026-11-24 05:00:00,123 - app.db - ERROR - …`, loguru `… | ERROR    | …`
  new RegExp(`^[\\d/:.,TZ+ -]{8,40}(?:\\s*[|-]\\s*[\\w.:[\\]]{1,80}){0,2}\\s*[|-]\\s*${LEVEL}\\s*[|-]`, 'i'),
  // `2026-11-24T05:00:00Z ERROR app: …`, Flask `[…] ERROR in app: …`; capitals only, since prose may begin so
  new RegExp(`^(?:(?:\\[[^\\]]*\\]|[\\d/:.,TZ+-]{8,40})\\s+){0,3}${LEVEL.toUpperCase()}\\s`),
  // logfmt
  new RegExp(`(?:^|\\s)(?:level|lvl|severity)="?${LEVEL}\\b`, 'i'),
];

/** Lines without a level that only ever come from a failure. */
const FAILURES: readonly RegExp[] = [
  /^Traceback \(most recent call last\)/,
  /^(?:[a-z_][\w.]*\.)?_?[A-Z]\w*(?:Error|Exception)\b(?::|$)/,
  // A class with its module, such as `psycopg_pool.PoolTimeout: …`
  /^(?:[a-z_]\w{0,60}\.){1,8}[A-Z]\w{2,60}(?::\s|$)/,
  /exec format error/i,
  /^panic:/,
];

function fromText(text: string): LogLevel | null {
  for (const shape of SHAPES) {
    const found = shape.exec(text)?.[1];
    if (found !== undefined) return NAMES.get(found.toLowerCase()) ?? null;
  }
  return FAILURES.some((failure) => failure.test(text)) ? 'error' : null;
}

const KEYS = ['level', 'levelname', 'log.level', 'severity', 'lvl', 'loglevel'];

function fromJson(line: string, text: string): LogLevel | null {
  if (!text.startsWith('{')) return null;
  const fields = parse(line);
  if (fields === null) return null;
  for (const key of KEYS) {
    const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (typeof value === 'string') return NAMES.get(value.toLowerCase()) ?? null;
    if (typeof value === 'number') return fromNumber(value);
  }
  const python = Object.hasOwn(fields, 'levelno') ? fields['levelno'] : undefined;
  return typeof python === 'number' ? fromNumber(python + 10) : null;
}

/** pino and bunyan: 20 debug, 30 info, 40 warn, 50 error. Python's own numbers are ten lower. */
function fromNumber(value: number): LogLevel {
  if (value >= 50) return 'error';
  if (value >= 40) return 'warning';
  return value >= 30 ? 'info' : 'debug';
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

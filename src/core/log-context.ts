/** The stack trace above an exception's last line: `TimeoutError` alone says nothing, its frames say whose it is. */
import type { LogLine } from './ports/aws.ts';

const BEGINS =
  /^(?:[^\s"'].{0,80}\s)?(?:\s*[+|]\s*)?(?:Exception Group )?Traceback \(most recent call last\)/;
const CHAINED = /^(?:During handling of the above exception|The above exception was the direct cause)/;
/** Frames are indented; exception groups draw a tree in front of them. */
const FRAME = /^(?:\s+\S|\s*[|+]\s)/;
const MOST_FRAMES = 80;
/** Lines of one trace come within this time, ms. */
const TOGETHER_MS = 5_000;

/** Without a trace, what the same process said just before says whose it is. */
const NEIGHBOURS = 4;
const NEAR_MS = 2_000;

/** What stands above each line that looks like an exception; other lines are not in the map. `lines` newest first. */
export function tracesAbove(lines: readonly LogLine[]): ReadonlyMap<LogLine, string> {
  const streams = new Map<string, LogLine[]>();
  for (const line of [...lines].reverse()) {
    const known = streams.get(line.stream);
    if (known === undefined) streams.set(line.stream, [line]);
    else known.push(line);
  }
  const found = new Map<LogLine, string>();
  for (const stream of streams.values()) inStream(stream, found);
  return found;
}

/** Oldest first. Lines of other requests may stand between; what is no frame ends the trace and belongs to it. */
function inStream(lines: readonly LogLine[], found: Map<LogLine, string>): void {
  let frames: string[] = [];
  let since = 0;
  for (const [index, line] of lines.entries()) {
    const { message, at } = line;
    if (at - since > TOGETHER_MS) frames = [];
    if (BEGINS.test(message)) {
      frames = [];
      since = at;
    } else if (FRAME.test(message)) {
      // The frames nearest to the failure come last.
      if (frames.length >= MOST_FRAMES) frames.shift();
      frames.push(message.slice(0, 400));
      since = at;
    } else if (!CHAINED.test(message) && message.trim() !== '' && isEnd(message)) {
      found.set(line, frames.length > 0 ? frames.join('\n') : neighbours(lines, index));
      frames = [];
    }
  }
}

function neighbours(lines: readonly LogLine[], index: number): string {
  const own = lines[index]?.at ?? 0;
  return lines
    .slice(Math.max(0, index - NEIGHBOURS), index)
    .filter(({ at, message }) => own - at <= NEAR_MS && !/HTTP\/\d/.test(message))
    .map(({ message }) => message.slice(0, 400))
    .join('\n');
}

/** `File ".../site-packages/asyncpg/pool.py"` and `File "/usr/local/lib/python3.12/imaplib.py"` name a library. */
const LIBRARY =
  /^[\s|+>]*File "[^"]{0,300}\/(?:site-packages|dist-packages|lib\/python3\.\d{1,2})\/([^/".]{1,60})/;
const ANY_FILE = /^[\s|+>]*File "/;
/** Libraries that carry the calls of others: whatever fails in them is the caller's. */
const CARRIERS =
  /^(?:asyncio|socket|ssl|selectors|threading|concurrent|contextlib|functools|runpy|importlib|async_timeout|anyio|sniffio|trio|uvloop|gevent|eventlet|greenlet|starlette|fastapi|uvicorn|gunicorn|hypercorn|celery|click|typer|tenacity|backoff|sentry_sdk|opentelemetry|ddtrace|newrelic)$/;

/**
 * The stack without the frames of callers: whose connection failed is told by the library nearest to the failure,
 * not by whatever stands further out. Lines that are no frames stay.
 */
export function nearestFrames(stack: string): string {
  const lines = stack.split('\n');
  const names = lines.map((line) => LIBRARY.exec(line)?.[1] ?? null);
  const last = names.findLastIndex((name) => name !== null && !CARRIERS.test(name));
  if (last === -1) return stack;
  const isOther = (line: string, index: number) =>
    ANY_FILE.test(line) && names[index] !== names[last] && !CARRIERS.test(names[index] ?? '');
  const caller = lines.findLastIndex((line, index) => index < last && isOther(line, index));
  const from = lines.findIndex((line, index) => index > caller && ANY_FILE.test(line));
  return lines
    .filter((line, index) => index >= from || !(FRAME.test(line) || ANY_FILE.test(line)))
    .join('\n');
}

/** `package.SomeError: words`, with or without words. */
function isEnd(message: string): boolean {
  return /^(?:[A-Za-z_]\w{0,60}\.){0,8}(?:_?[A-Z]\w{0,40}[a-z]\w{0,40}|\w{1,60}error)(?::|$)/.test(message);
}

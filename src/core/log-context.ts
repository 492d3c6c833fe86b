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
      if (frames.length < MOST_FRAMES) frames.push(message.slice(0, 400));
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

/** `package.SomeError: words`, with or without words. */
function isEnd(message: string): boolean {
  return /^(?:[A-Za-z_]\w{0,60}\.){0,8}(?:[A-Z]\w{0,40}[a-z]\w{0,40}|\w{1,60}error)(?::|$)/.test(message);
}

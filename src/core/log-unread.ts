/** What was asked of a log, in words and as a command, and what of its window was not searched. */
import type { Piece } from './document.ts';
import type { LogResult, LogsAsked } from './log-result.ts';
import type { Unread } from './ports/aws.ts';
import { code, moment, type Sentence, say } from './sentence.ts';

export function filterSentence({ filter, task }: Pick<LogsAsked, 'filter' | 'task'>): Sentence {
  const one = (text: string | null) => (text === null ? null : code(text));
  return say('logs.filter', {
    words: filter.words.map(code),
    without: filter.without.map(code),
    level: one(filter.level),
    status: one(filter.status),
    path: one(filter.path),
    task: task === null ? null : code(task.slice(0, 8)),
  });
}

export function nothingRead(unread: Unread): Sentence {
  return say('logs.nothing-read', { why: whyOf(unread) });
}

function whyOf({ why }: Unread): Sentence {
  switch (why) {
    case 'throttled':
      return say('logs.why-throttled');
    case 'unanswered':
      return say('logs.why-unanswered');
    case null:
      return say('logs.why-much');
  }
}

/** There are no lines in what was read; that is not said of what was not. */
export function noneSentence(asked: LogsAsked, unread: Unread | undefined): Sentence {
  const { from, until } = asked.window;
  if (unread !== undefined && unread.until >= until) return nothingRead(unread);
  return say('logs.none', {
    from: moment(unread?.until ?? from),
    until: moment(until),
    filter: filterSentence(asked),
  });
}

/** What was not searched, and how to go on there, with `flags` for another way to see it. */
export function partialNotes(
  asked: LogsAsked,
  { partial, unread }: Pick<LogResult, 'partial' | 'unread'>,
  flags = '',
): readonly Piece[] {
  if (!partial) return [];
  if (unread === undefined) return [{ piece: 'context', text: say('logs.partial') }];
  const { from } = asked.window;
  const window = `--since ${isoTime(Math.floor(from / 1_000))} --until ${isoTime(Math.ceil(unread.until / 1_000))}`;
  const command = code([commandFor(asked), window, flags].filter(Boolean).join(' '));
  const { until } = unread;
  const text = say('logs.part-unread', {
    from: moment(from),
    until: moment(until),
    why: whyOf(unread),
    command,
  });
  return [{ piece: 'context', text }];
}

/** A whole second in UTC, as `--since` and `--until` read it. */
function isoTime(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().replace('.000Z', 'Z');
}

/** The command that asks for the same, without its window. */
export function commandFor({ environment, filter, task }: LogsAsked): string {
  const quoted = (word: string): string =>
    /^[\w.:/]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`;
  const option = (name: string, value: string | null): readonly string[] =>
    value === null ? [] : [`--${name}`, quoted(value)];
  return [
    '/hydrous logs',
    environment,
    ...filter.words.map(quoted),
    ...filter.without.map((word) => `-${quoted(word)}`),
    ...option('level', filter.level),
    ...option('status', filter.status),
    ...option('path', filter.path),
    ...option('task', task),
  ].join(' ');
}

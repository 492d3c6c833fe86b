/** Log lines as an answer: the window understood comes first, and what is not shown is counted. */
import type { Button, Document, Piece } from './document.ts';
import { fileLines, type LogPage, type LogResult, type LogsAsked, pageOf } from './log-result.ts';
import { commandFor, filterSentence, noneSentence, partialNotes } from './log-unread.ts';
import { code, moment, type Sentence, say } from './sentence.ts';

/** The longest window there may be, ms. */
export const LONGEST_WINDOW = 7 * 86_400_000;

/** Where the result is kept; null when it could not be kept and cannot be paged. */
export interface Kept {
  readonly id: string;
}

/** One page, counted from 0, with the buttons that lead on. */
export function logsDocument(result: LogResult, page: number, kept: Kept | null): Document {
  const { asked } = result;
  const [from, until] = [moment(asked.window.from), moment(asked.window.until)];
  const filter = filterSentence(asked);
  if (result.entries.length === 0) {
    const none = noneSentence(asked, result.unread);
    return {
      summary: none,
      pieces: [
        { piece: 'text', text: none },
        ...notes(result),
        ...wider(result),
        zoneNote(asked, false),
        ...(kept === null ? [] : onlyOn(result, kept.id)),
      ],
    };
  }
  const shown = pageOf(result, page);
  const total = result.entries.length + result.notKept;
  const counts = { first: shown.first, last: shown.last, total };
  return {
    summary: say('logs.summary', { environment: asked.environment, count: total, from, until }),
    pieces: [
      { piece: 'text', text: say('logs.window', { group: code(asked.group), from, until, filter }) },
      { piece: 'code', lines: shown.lines },
      context(say(result.partial ? 'logs.count-at-least' : 'logs.count', counts)),
      ...(shown.requestsFolded > 0 ? [context(say('logs.folded', { count: shown.requestsFolded }))] : []),
      ...notes(result),
      zoneNote(asked, kept !== null),
      ...(kept === null ? [] : [buttons(result, kept.id, page, shown)]),
    ],
  };
}

/** The same page for everybody: what was asked, the lines, and who shows them. */
export function sharedLogs(result: LogResult, page: number, by: string): Document {
  const { summary, pieces } = logsDocument(result, page, null);
  return { summary, pieces: [...pieces, context(say('logs.shared-by', { who: { mention: by } }))] };
}

/** Everything that was kept, as a text file. */
export function logsFile(result: LogResult): Document {
  const { window, environment, zone } = result.asked;
  const title = say('logs.file-title', {
    environment,
    from: moment(window.from),
    until: moment(window.until),
    count: result.entries.length,
    zone: zone ?? 'UTC',
  });
  const stamp = new Date(window.until).toISOString().slice(0, 16).replace(/[-:]/g, '');
  const file: Piece = {
    piece: 'file',
    name: `logs-${environment}-${stamp}.txt`,
    title,
    lines: [title, ...fileLines(result)],
  };
  return { summary: title, pieces: [{ piece: 'text', text: title }, file, ...notes(result, '--file')] };
}

function notes(result: LogResult, flags = ''): readonly Piece[] {
  const { leftOut, notKept, byLevelWords } = result;
  const pieces: Piece[] = [...partialNotes(result.asked, result, flags)];
  if (byLevelWords) pieces.push(context(say('logs.by-level-words')));
  if (leftOut.lower > 0) pieces.push(context(say('logs.lower', { count: leftOut.lower })));
  if (leftOut.noLevel > 0) pieces.push(context(say('logs.no-level', { count: leftOut.noLevel })));
  if (leftOut.noRequest > 0) pieces.push(context(say('logs.no-request', { count: leftOut.noRequest })));
  if (notKept > 0) pieces.push(context(say('logs.not-kept', { count: notKept })));
  return pieces;
}

function zoneNote({ zone }: LogsAsked, isPrivate: boolean): Piece {
  return context(say(isPrivate ? 'logs.private' : 'logs.zone', { zone: zone ?? 'UTC' }));
}

function button(action: Button['action'], subject: string, label: Sentence): Button {
  return { action, subject, label };
}

/** The button that reads on in what was not searched; none where no more would be kept. */
function onButton({ unread, notKept }: LogResult, subject: string): readonly Button[] {
  return unread === undefined || notKept > 0 ? [] : [button('logs-on', subject, say('logs.on-button'))];
}

function onlyOn(result: LogResult, id: string): readonly Piece[] {
  const buttons = onButton(result, `${id}:0`);
  return buttons.length === 0 ? [] : [{ piece: 'buttons', buttons }];
}

function buttons(result: LogResult, id: string, page: number, shown: LogPage): Piece {
  const [newer, older] = [shown.first > 1, !shown.isLast];
  return {
    piece: 'buttons',
    buttons: [
      ...(older ? [button('logs-older', `${id}:${page + 1}`, say('logs.older'))] : []),
      ...(newer ? [button('logs-newer', `${id}:${page - 1}`, say('logs.newer'))] : []),
      ...onButton(result, `${id}:${page}`),
      button('logs-filter', `${id}:${page}`, say('logs.filter-button')),
      button('logs-file', `${id}:${page}`, say('logs.file-button')),
      button('logs-share', `${id}:${page}`, say('logs.share-button')),
    ],
  };
}

/** The same search over a longer time, ready to copy. */
function wider({ asked, partial }: LogResult): readonly Piece[] {
  const minutes = Math.round((asked.window.until - asked.window.from) / 60_000);
  const next = [60, 6 * 60, 24 * 60, LONGEST_WINDOW / 60_000].find((each) => each > minutes);
  if (next === undefined || partial) return [];
  const since = next % (24 * 60) === 0 ? `${next / (24 * 60)}d` : `${next / 60}h`;
  return [
    { piece: 'text', text: say('logs.wider', { command: code(`${commandFor(asked)} --since ${since}`) }) },
  ];
}

function context(text: Sentence): Piece {
  return { piece: 'context', text };
}

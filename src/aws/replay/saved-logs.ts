/** Log events of saved answers, of whichever call, in the shape of one page of FilterLogEvents. */
import { type Fields, field, fieldsOf, listField, textField } from '../../core/json-fields.ts';
import { type SavedAnswer, type SavedFile, saysError } from './saved-answers.ts';
import { savedTime } from './saved-times.ts';

interface LogEvent {
  readonly timestamp: number;
  readonly logStreamName: string;
  readonly message: string;
  readonly eventId: string;
}

/** Null when no call that reads logs was saved. `otherwise` is the time (ms) of events that have none. */
export function savedLogEvents(
  answers: readonly SavedAnswer[],
  otherwise: number | null = null,
): { readonly events: readonly LogEvent[] } | null {
  const logs = answers.filter(
    ({ operation, output }) =>
      (operation === 'FilterLogEvents' || operation === 'GetLogEvents') && !saysError(output),
  );
  if (logs.length === 0) return null;
  const events = logs.flatMap((answer, number) =>
    (listField(answer.output, 'events') ?? []).flatMap((each, index) =>
      eventOf(fieldsOf(each), answer, `${number}-${index}`, otherwise),
    ),
  );
  return { events: events.sort((one, other) => one.timestamp - other.timestamp) };
}

function eventOf(
  event: Fields | null,
  answer: SavedAnswer,
  id: string,
  otherwise: number | null,
): readonly LogEvent[] {
  const message = field(event, 'message');
  const timestamp =
    savedTime(field(event, 'timestamp')) ?? savedTime(field(event, 'ingestionTime')) ?? otherwise;
  if (typeof message !== 'string' || timestamp === null) return [];
  const stream =
    textField(event, 'logStreamName') ??
    textField(answer.input, 'logStreamName') ??
    textField(answer.output, 'logStreamName') ??
    streamIn(answer.file);
  const eventId = textField(event, 'eventId') ?? id;
  return [{ timestamp, logStreamName: stream, message, eventId }];
}

/** `get-log-events-<task id>.json`: the task's id is all that is ever looked for in a stream's name. */
function streamIn(file: string): string {
  const task = /[0-9a-f]{32}/.exec(file)?.[0];
  return task === undefined ? '' : `ecs/container/${task}`;
}

/**
 * A plain text of log lines as an answer: as `aws logs tail` prints them, time and stream first, or bare. A line
 * without a time has that of the line before it.
 */
export function logAnswerIn({ name, text }: SavedFile, now: number): SavedAnswer {
  let at = now;
  const events = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const tail = /^(\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d\d:?\d\d)) (\S+\/\S+) (.*)$/.exec(line);
      const head = /^\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)/.exec(line);
      at = savedTime(tail?.[1] ?? head?.[1]) ?? at;
      return tail === null
        ? { timestamp: at, message: line }
        : { timestamp: at, logStreamName: tail[2], message: tail[3] };
    });
  return { operation: 'FilterLogEvents', output: { events }, input: null, file: name };
}

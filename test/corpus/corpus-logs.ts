/** What the tasks of a case wrote, as FilterLogEvents gives it. */
import type { CorpusCase } from './corpus-case.ts';
import type { Place } from './corpus-place.ts';

export interface SavedTask {
  readonly id: string;
  readonly startedAt: number | null;
  readonly stoppedAt: number;
  readonly lines: readonly string[];
}

const ORDINARY = [
  'INFO:     10.0.1.17:50112 - "GET /api/items?page=1 HTTP/1.1" 200 OK',
  'INFO:     10.0.2.31:41710 - "GET /api/items/184 HTTP/1.1" 200 OK',
  'INFO:     10.0.1.17:50113 - "POST /api/carts HTTP/1.1" 201 Created',
  'INFO:     10.0.1.200:31000 - "GET /api/version HTTP/1.1" 200 OK',
  'INFO:     10.0.2.44:45007 - "GET /api/favourites HTTP/1.1" 404 Not Found',
];
const SECOND = 1_000;
/** How long before the alarm the trouble shows in the logs. */
const WINDOW = 170 * SECOND;

/** Two running tasks share the lines of the service; each stopped one has its own. */
export function logEvents(
  each: CorpusCase,
  place: Place,
  at: number,
  stopped: readonly SavedTask[],
): readonly object[] {
  const stream = (task: string) => `ecs/${place.container}/${task}`;
  const live = ['a'.repeat(32), 'b'.repeat(32)];
  const events: { timestamp: number; logStreamName: string; message: string }[] = [];
  const write = (task: string, timestamp: number, message: string) =>
    events.push({ timestamp: Math.round(timestamp), logStreamName: stream(task), message });
  for (const task of stopped) {
    const from = task.startedAt ?? task.stoppedAt - SECOND;
    task.lines.forEach((line, index) => {
      write(task.id, from + ((task.stoppedAt - from) * (index + 1)) / (task.lines.length + 1), line);
    });
  }
  if (each.quiet !== true && (each.service?.running ?? 2) > 0)
    for (let index = 0; index < 30; index += 1)
      write(live[index % 2] ?? '', at - WINDOW + index * 5_600, ORDINARY[index % ORDINARY.length] ?? '');
  for (const group of each.logs ?? []) {
    const { times, lines, ago } =
      typeof group === 'string'
        ? { times: 1, lines: [group], ago: undefined }
        : { times: group.times, lines: group.lines ?? [group.line ?? ''], ago: group.ago };
    const from = at - (ago === undefined ? WINDOW : ago * SECOND);
    for (let time = 0; time < times; time += 1) {
      const begin = from + (time * (at - from)) / (times + 1) + 3;
      lines.forEach((line, index) => {
        write(live[time % 2] ?? '', begin + index, line);
      });
    }
  }
  return events
    .sort((one, other) => one.timestamp - other.timestamp)
    .map((event, index) => ({ ...event, ingestionTime: event.timestamp + 400, eventId: `${index}` }));
}

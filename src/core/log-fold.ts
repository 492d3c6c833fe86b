/** Requests that went well are the same line a thousand times: folded by method, path and status. */
import { isPlainRequest, type LogEntry } from './log-entries.ts';

/** One row of what is shown: an entry, or many requests that only differ in their time. */
export type LogRow =
  | { readonly row: 'entry'; readonly entry: LogEntry }
  | {
      readonly row: 'requests';
      readonly method: string;
      readonly path: string;
      readonly status: number;
      readonly count: number;
      /** ms, of the newest and the oldest. */
      readonly newest: number;
      readonly oldest: number;
    };

/** Fewer of a kind are shown one by one. */
const LEAST = 3;

/** Ids in a path become `{id}`, so that the requests of one route belong together. */
export function routeOf(path: string): string {
  return path
    .split('/')
    .map((part) =>
      /^(?:\d+|[0-9a-f-]{8,}|[\w-]*\d[\w-]{7,})$/i.test(part) && /\d/.test(part) ? '{id}' : part,
    )
    .join('/');
}

/** Newest first. A folded row stands where the newest of its requests was. */
export function folded(entries: readonly LogEntry[]): readonly LogRow[] {
  const groups = new Map<string, LogEntry[]>();
  const keys = entries.map((entry) => keyOf(entry));
  for (const [at, key] of keys.entries()) {
    if (key === null) continue;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [entries[at]!]);
    else known.push(entries[at]!);
  }
  const rows: LogRow[] = [];
  for (const [at, entry] of entries.entries()) {
    const key = keys[at] ?? null;
    const group = key === null ? undefined : groups.get(key);
    if (group === undefined || group.length < LEAST || entry.access === null)
      rows.push({ row: 'entry', entry });
    else if (group[0] === entry) {
      const { method, path, status } = entry.access;
      const times = { newest: entry.at, oldest: group.at(-1)?.at ?? entry.at };
      rows.push({ row: 'requests', method, path: routeOf(path), status, count: group.length, ...times });
    }
  }
  return rows;
}

/** What the logger marked as worse than a plain request says more than its status. */
function keyOf(entry: LogEntry): string | null {
  if (!isPlainRequest(entry) || entry.level === 'error' || entry.level === 'warning') return null;
  const { method, path, status } = entry.access;
  return `${status} ${method} ${routeOf(path)}`;
}

/** The database and the cache of an environment, each in one line. */
import type { Mark } from './document.ts';
import type { DependencyView } from './ports/evidence.ts';
import { code, say } from './sentence.ts';
import type { Item } from './target-health.ts';

/** Nothing, or nothing for long, can be had from one in these. Source: RDS and ElastiCache user guides, status. */
const DOWN =
  /^(?:stopped|stopping|failed|deleting|deleted|creating|restore-error|restore-failed|create-failed|restoring|storage-full|rebooting|starting|failing-over|rebooting cluster nodes|insufficient-capacity|inaccessible-encryption-credentials.*|incompatible-.*)$/;

/** Nothing where the environment has none. */
export function dependencyItems(of: 'database' | 'cache', view: DependencyView | null): readonly Item[] {
  if (view === null) return [];
  const { id, status, size, pending } = view;
  return [
    {
      mark: dependencyMark(view),
      text: say('health.dependency', {
        of,
        id: code(id),
        state: say('db.status', { status }),
        size,
        pending: pending.length,
      }),
    },
  ];
}

export function dependencyMark({ status }: Pick<DependencyView, 'status'>): Mark {
  if (status === 'available') return 'ok';
  return DOWN.test(status) ? 'stop' : 'warning';
}

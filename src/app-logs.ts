/** Log results that are kept and logs that are followed, put together. */
import { randomIds, systemClock } from './ambient.ts';
import type { CommandReaders } from './core/command.ts';
import type { Document } from './core/document.ts';
import type { Environment } from './core/environment.ts';
import type { Log, Sealer } from './core/ports/ambient.ts';
import type { LogTail } from './core/ports/log-tail.ts';
import type { Store } from './core/ports/store.ts';
import { createFollowLogs } from './flows/follow-logs.ts';
import { createKeepLogs } from './flows/keep-logs.ts';

/** Rows deleted at once. */
const FORGOTTEN_AT_ONCE = 50;

export function createLogs(parts: {
  readonly store: Store;
  readonly readers: Pick<CommandReaders, 'logs'>;
  readonly tail: LogTail;
  readonly environments: readonly Environment[];
  readonly sealer: Sealer;
  readonly owner: string;
  readonly log: Log;
  readonly nudge: () => void;
}) {
  const shared = { ...parts, ids: randomIds, clock: systemClock, logs: parts.readers.logs };
  const keeping = createKeepLogs(shared);
  const following = createFollowLogs(shared);
  return {
    keep: keeping.keep,
    begin: following.begin,
    press: keeping.press,
    stop: following.stop,
    /** What a message shows: a shared page, or a log that is followed. */
    card: (kind: 'logs' | 'follow', subject: string): Promise<Document | null> =>
      kind === 'logs' ? keeping.shared(subject) : following.card(subject),
    work: {
      follows: following.work,
      forgotten: () => parts.store.keptLogs.forget(FORGOTTEN_AT_ONCE),
    },
  };
}

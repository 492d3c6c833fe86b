/** The command line's way in: the same road as Slack's, without a server, without Slack's events, without the outbox. */
import { randomUUID } from 'node:crypto';
import type { CommandReaders } from './core/command.ts';
import type { Document } from './core/document.ts';
import type { Locale, Roles } from './core/member.ts';
import { isTerminal, type Operation, type OperationState } from './core/operation.ts';
import type { Profiles } from './core/ports/slack.ts';
import type { Records, Store } from './core/ports/store.ts';
import { isProblem } from './core/problem.ts';
import type { Sentence } from './core/sentence.ts';
import { expireRequests } from './flows/expire-requests.ts';
import { describeOperation } from './flows/operation-state.ts';
import type { RunCommand } from './flows/run-command.ts';
import { createOperationWorker, type RunPorts } from './flows/run-operations.ts';
import type { OpenedStore } from './store/open-store.ts';

/** Who sits at the terminal, whoever they say they are. It goes into every audit row. */
export interface CliOrigin {
  readonly osUser: string;
  readonly host: string;
}

export interface CliDoor {
  /** Opens the store that the bot uses. False when it does not answer. */
  open(): Promise<boolean>;
  run(text: string, user: string, source: string): Promise<Document>;
  operation(id: string): Promise<Operation | null>;
  bySource(source: string): Promise<Operation | null>;
  describe(operation: Operation): Sentence;
  /**
   * Watches the operation to its end, or until it waits for a person and `wait` is false. Where no bot takes it up,
   * it is carried out here; leases and versions keep the two from doing anything twice.
   */
  follow(id: string, how: FollowHow): Promise<Operation | null>;
  readonly audit: Store['audit'];
  /** Database time, ms. */
  readonly now: () => Promise<number>;
  readonly locale: Locale;
  close(): Promise<void>;
}

export interface FollowHow {
  readonly wait: boolean;
  readonly signal: AbortSignal;
  /** Told of each version of the row that was seen. */
  readonly tell: (operation: Operation) => void;
}

export interface CliParts {
  readonly database: OpenedStore;
  readonly work: RunPorts;
  readonly roles: Roles;
  readonly locale: Locale;
  readonly runCommand: RunCommand;
  readonly readers: Pick<CommandReaders, 'clock'>;
  readonly close: () => Promise<void>;
}

/** A bot that works takes an operation up within a second; this long it has the first turn, ms. */
const GRACE_MS = 1_500;
const LOOK_MS = 300;
const RUNNABLE: readonly OperationState[] = ['approved', 'executing'];

export function createCliDoor(parts: CliParts): CliDoor {
  const { database, work, roles, locale, runCommand } = parts;
  const { store } = work;
  const { clock } = parts.readers;

  return {
    async open() {
      await database.start();
      return database.ready();
    },
    run: (text, user, source) =>
      runCommand({
        text,
        member: { user, team: roles.teams[0] ?? '' },
        channel: 'cli',
        source,
        via: 'cli',
        locale,
        zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? null,
      }),
    operation: (id) => store.operations.get(id),
    bySource: (source) => store.operations.bySource(source),
    describe: (operation) => describeOperation(work.changes, operation),
    async follow(id, { wait, signal, tell }) {
      const worker = createOperationWorker({ ...work, owner: randomUUID(), store: onlyOne(store, id) });
      let seen: Operation | null = null;
      let runnableSince: number | null = null;
      for (;;) {
        const operation = await store.operations.get(id);
        if (operation === null) return null;
        if (operation.version !== seen?.version) {
          seen = operation;
          tell(operation);
        }
        if (signal.aborted || isTerminal(operation.state) || operation.state === 'unknown') return operation;
        if (operation.state === 'pending' && !wait) return operation;
        if (operation.state === 'pending') await expireRequests(store, work.channel, work.changes);
        if (RUNNABLE.includes(operation.state)) {
          runnableSince ??= clock.now();
          if (clock.now() - runnableSince >= GRACE_MS) await worker.work(signal);
        }
        await clock.sleep(LOOK_MS, signal);
      }
    },
    audit: store.audit,
    now: () => store.now(),
    locale,
    close: parts.close,
  };
}

/** The same store, in which the worker finds no other operation than this one. */
function onlyOne(store: Store, id: string): Store {
  return {
    ...store,
    operations: {
      ...store.operations,
      async list(filter) {
        const operation = await store.operations.get(id);
        if (operation === null || filter.states?.includes(operation.state) === false) return [];
        return [operation];
      },
    },
  };
}

/** Every audit row that this process writes says that it came through the command line, and from whose shell. */
export function throughCli<S extends Store>(store: S, origin: CliOrigin | undefined): S {
  if (origin === undefined) return store;
  const mark = (audit: Records['audit']): Records['audit'] => ({
    ...audit,
    append: (entry) => audit.append({ ...entry, data: { ...entry.data, via: 'cli', ...origin } }),
  });
  return {
    ...store,
    audit: mark(store.audit),
    transaction: (transacted) =>
      store.transaction((records) => transacted({ ...records, audit: mark(records.audit) })),
  };
}

/**
 * On the day Slack is down nobody can be looked up. Who is named in `hydrous.yml` keeps the rights that the file
 * gives; who is only in a user group has none until Slack answers. What Slack does answer counts: a person that it
 * calls deleted or a guest has no rights here either.
 */
export function namedWithoutSlack(
  profiles: Profiles,
  { operators, approvers, viewers }: Roles,
  origin: CliOrigin | undefined,
): Profiles {
  if (origin === undefined) return profiles;
  const lists = [operators, approvers, ...(viewers === 'everyone' ? [] : [viewers])];
  const named = new Set(lists.flatMap(({ users }) => users));
  return {
    async profile(user) {
      try {
        return await profiles.profile(user);
      } catch (error) {
        if (!isProblem(error) || !named.has(user)) throw error;
        return { kind: 'full', locale: null, zone: null };
      }
    },
  };
}

/** Locks, freezes and what waits for an opening, put together from their parts. */
import type { Document } from './core/document.ts';
import { plain } from './core/document.ts';
import type { Environment } from './core/environment.ts';
import type { Member } from './core/member.ts';
import type { Ids, Log } from './core/ports/ambient.ts';
import type { Store } from './core/ports/store.ts';
import { say } from './core/sentence.ts';
import { createActOnLock } from './flows/act-on-lock.ts';
import type { Authority } from './flows/authority.ts';
import type { Vote } from './flows/decide-operation.ts';
import type { GatePorts } from './flows/gates.ts';
import { createMindLocks } from './flows/mind-locks.ts';
import type { RunCommand } from './flows/run-command.ts';
import { cancelWaiting, createPlanAtOpening, startWaiting } from './flows/wait-for-opening.ts';

export interface LockParts {
  readonly store: Store;
  readonly authority: Authority;
  readonly environments: readonly Environment[];
  readonly permalink: NonNullable<GatePorts['permalink']>;
  readonly channel: string;
  readonly ids: Ids;
  readonly owner: string;
  readonly log: Log;
  readonly nudge: () => void;
}

export function createLocks(parts: LockParts) {
  return {
    actOnLock: createActOnLock(parts),
    wait: (id: string, member: Member): Promise<Document> => startWaiting(parts, id, member),
    /** What waits for an opening is cancelled by the same words and buttons as a request. */
    votes(vote: Vote): Vote {
      return async (ask, invocation) => {
        if (!ask.operation.startsWith('wait-')) return vote(ask, invocation);
        if (ask.vote === 'approve') return plain(say('wait.only-cancel'));
        return cancelWaiting(parts, ask.operation, invocation.member);
      };
    },
    work: (runCommand: RunCommand) => ({
      locks: createMindLocks(parts).work,
      openings: createPlanAtOpening({ ...parts, runCommand }).work,
    }),
  };
}

/** The address of a message; `workspace` as Slack's `auth.test` gives it. Null while Slack is not known. */
export function messageLink(
  workspace: string | null | undefined,
  channel: string,
  ts: string,
): string | null {
  if (workspace == null || !workspace.startsWith('https://')) return null;
  return `${workspace.replace(/\/$/, '')}/archives/${channel}/p${ts.replace('.', '')}`;
}

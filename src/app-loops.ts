/** The background work, by name, and how long each waits when there is nothing to do, ms. */
import type { Clock, Log } from './core/ports/ambient.ts';
import { type Loop, startLoop } from './flows/work-loop.ts';

export interface BackgroundWork {
  readonly operations: (signal: AbortSignal) => Promise<number>;
  /** The number of things done; 0 lets the loop rest. */
  readonly expiry: () => Promise<number>;
  readonly approvers: () => Promise<number>;
  /** Reviews of skipped approvals that are due. */
  readonly skipped: () => Promise<number>;
  readonly alarms: () => Promise<number>;
  readonly investigations: () => Promise<number>;
  readonly spool: () => Promise<number>;
  readonly charts: () => Promise<number>;
  readonly verifications: () => Promise<number>;
  readonly reminders: () => Promise<number>;
  /** One poll of the alarm queue; null where none is configured. */
  readonly queue: ((signal: AbortSignal) => Promise<number>) | null;
  readonly suspensions: () => Promise<number>;
  readonly locks: () => Promise<number>;
  readonly openings: () => Promise<number>;
  readonly follows: () => Promise<number>;
  readonly homes: () => Promise<number>;
  /** Deletes log results whose time is over. */
  readonly forgotten: () => Promise<number>;
  /** Takes away what is old, once a day; gives the ms until its next look. */
  readonly retention: (signal: AbortSignal) => Promise<number>;
  /** Whether all replicas have the same configuration; gives the ms until its next look. */
  readonly configuration: () => Promise<number>;
}

const REST_MS = 1_000;
/** ms between two looks for log results whose time is over. */
const FORGET_MS = 60_000;

export interface Loops {
  start(work: BackgroundWork): void;
  /** Lets every loop look at once: something was saved. */
  nudge(): void;
  stop(): Promise<void>;
}

export function createLoops(ports: { readonly clock: Clock; readonly log: Log }): Loops {
  const loops: Loop[] = [];
  const begin = (name: string, work: (signal: AbortSignal) => Promise<number>) => {
    loops.push(startLoop(name, work, ports));
  };
  const untilEmpty = (work: () => Promise<number>) => async () => ((await work()) > 0 ? 0 : REST_MS);
  return {
    start(work) {
      begin('operations', work.operations);
      begin('expiry', untilEmpty(work.expiry));
      begin('approvers', untilEmpty(work.approvers));
      begin('skipped', untilEmpty(work.skipped));
      begin('alarms', untilEmpty(work.alarms));
      begin('investigations', untilEmpty(work.investigations));
      begin('spool', untilEmpty(work.spool));
      begin('charts', untilEmpty(work.charts));
      begin('verifications', untilEmpty(work.verifications));
      begin('reminders', untilEmpty(work.reminders));
      if (work.queue !== null) begin('queue', work.queue);
      begin('suspensions', untilEmpty(work.suspensions));
      begin('locks', untilEmpty(work.locks));
      begin('openings', untilEmpty(work.openings));
      begin('follows', untilEmpty(work.follows));
      begin('homes', untilEmpty(work.homes));
      begin('forgotten', async () => ((await work.forgotten()) > 0 ? 0 : FORGET_MS));
      begin('retention', work.retention);
      begin('configuration', work.configuration);
    },
    nudge() {
      for (const loop of loops) loop.nudge();
    },
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

/** The loop that brings the outbox to Slack. It may run in every replica: the store hands each row to one of them. */
import type { OutboxMessage } from '../../core/ports/store.ts';
import { isProblem } from '../../core/problem.ts';
import { createInFlight } from '../in-flight.ts';
import { type Delivery, deliver } from './deliver.ts';
import { createPacing } from './pacing.ts';

/** ms. Longer than a held turn, a look into the channel and two calls that run into their time limit. */
const LEASE = 45_000;
const IDLE = 1_000;
/** While there is something to send, ms: the store lets a channel rest between two messages. */
const BUSY = 200;
/** How long after the last message it counts as busy, ms. */
const BUSY_FOR = 3_000;
const LONGEST_STORE_WAIT = 30_000;
/** Channels served at a time. */
const MOST_AT_ONCE = 20;

export interface OutboxSender {
  start(): void;
  /** Something was written: look now rather than at the next second. */
  nudge(): void;
  /** Claims nothing more and waits for what is under way, at most `deadlineMs`. */
  stop(deadlineMs: number): Promise<void>;
}

export function createOutboxSender(options: Omit<Delivery, 'pacing'>): OutboxSender {
  const { clock, log } = options;
  const delivery: Delivery = { ...options, pacing: createPacing(clock) };
  const inFlight = createInFlight();
  let stopped = false;
  let wake = new AbortController();
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    let failures = 0;
    let busyUntil = 0;
    while (!stopped) {
      // Made before the look, so that what is written during it is not missed.
      wake = new AbortController();
      const signal = wake.signal;
      const claimed = await claim();
      if (claimed === null) {
        failures += 1;
        await pause(Math.min(LONGEST_STORE_WAIT, IDLE * 2 ** Math.min(failures - 1, 5)));
        continue;
      }
      if (failures > 0) log.info({ failures }, 'outbox can be read again');
      failures = 0;
      for (const message of claimed) inFlight.track(carry(message));
      if (claimed.length > 0) busyUntil = clock.now() + BUSY_FOR;
      await clock.sleep(clock.now() < busyUntil ? BUSY : IDLE, signal);
    }

    async function claim(): Promise<readonly OutboxMessage[] | null> {
      const free = MOST_AT_ONCE - inFlight.count();
      if (free <= 0) return [];
      try {
        return await options.messages.claim(options.owner, LEASE, free);
      } catch (error) {
        if (failures === 0) log.warn({ err: error }, 'outbox cannot be read');
        return null;
      }
    }
  }

  /** A nudge does not shorten the pause for a store that is away. */
  async function pause(ms: number): Promise<void> {
    const until = clock.now() + ms;
    while (!stopped && clock.now() < until) await clock.sleep(Math.min(IDLE, until - clock.now()));
  }

  async function carry(message: OutboxMessage): Promise<void> {
    try {
      await deliver(message, delivery);
    } catch (error) {
      // The row keeps its lease and its doubt, and comes back when the lease ends.
      const level = isProblem(error, 'store-down') ? 'warn' : 'error';
      log[level]({ err: error, id: message.id }, 'outbox row could not be carried');
    }
    wake.abort();
  }

  return {
    start() {
      running ??= run();
    },
    nudge() {
      wake.abort();
    },
    async stop(deadlineMs) {
      stopped = true;
      wake.abort();
      const drained = inFlight.drain(deadlineMs);
      await Promise.race([running ?? Promise.resolve(), drained]);
      await drained;
    },
  };
}

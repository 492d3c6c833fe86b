/** Socket Mode: the same events over a connection that the bot opens, for places without an address of their own. */
import { SocketModeReceiver } from '@slack/bolt';
import { LogLevel } from '@slack/web-api';
import type { Clock, Log } from '../core/ports/ambient.ts';
import { boltLogger } from './bolt-logger.ts';
import { slackFailure } from './problems.ts';

/** ms. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
const CALL_TIMEOUT = 10_000;

export interface Socket {
  readonly receiver: SocketModeReceiver;
  connected(): boolean;
  /** Connects, again and again with growing pauses, until it is connected or the signal aborts. */
  connect(signal: AbortSignal): Promise<void>;
  disconnect(): Promise<void>;
}

export function createSocket(options: {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}): Socket {
  const { clock, log } = options;
  let connected = false;
  const receiver = new SocketModeReceiver({
    appToken: options.appToken,
    logger: boltLogger(log),
    logLevel: LogLevel.INFO,
    installerOptions: {
      clientOptions: {
        slackApiUrl: options.apiUrl,
        timeout: CALL_TIMEOUT,
        allowAbsoluteUrls: false,
        // After a last failure the SDK never tries again, so there is none; and its own growing pause has no end.
        retryConfig: {
          forever: true,
          factor: 1.3,
          minTimeout: FIRST_WAIT,
          maxTimeout: 30_000,
          randomize: true,
          unref: true,
        },
      },
    },
    processEventErrorHandler: async ({ error }) => {
      log.error({ err: error }, 'slack request failed');
      return true;
    },
  });
  receiver.client.on('connected', () => {
    connected = true;
    log.info({}, 'socket mode connected');
  });
  for (const state of ['disconnected', 'reconnecting', 'close'] as const)
    receiver.client.on(state, () => {
      connected = false;
    });

  return {
    receiver,
    connected: () => connected,
    async connect(signal) {
      for (let wait = FIRST_WAIT; !signal.aborted; wait = Math.min(LONGEST_WAIT, wait * 2)) {
        try {
          await receiver.start();
          return;
        } catch (error) {
          log.error({ failure: slackFailure(error), waitMs: wait }, 'socket mode could not connect');
          await clock.sleep(wait, signal);
        }
      }
    },
    async disconnect() {
      await receiver.stop();
    },
  };
}

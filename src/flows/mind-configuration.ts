/** Tells the channel when replicas run with different configurations: who may decide would depend on which one answers. */
import type { Clock, Log } from '../core/ports/ambient.ts';
import type { Store } from '../core/ports/store.ts';
import { say } from '../core/sentence.ts';

export interface MindConfigurationPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Digest of what this replica read from its file. */
  readonly configurationHash: string;
  readonly channels: { readonly operations: string };
  readonly nudge: () => void;
}

const LEASE = 'configuration';
/** ms between two looks, and for which a look counts: one that is missed is not yet the end. */
const LOOK_MS = 60_000;
const HELD_MS = 3 * LOOK_MS;
/** ms; while a new configuration is rolled out, old and new run side by side for some minutes. */
const PATIENCE_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** Gives the ms until the next look. Throws when the store is away. */
export function createMindConfiguration(ports: MindConfigurationPorts): () => Promise<number> {
  const { store, clock, log, configurationHash: hash, channels, nudge } = ports;
  let differsSince: number | null = null;
  let lookAt = 0;
  return async () => {
    const now = clock.now();
    if (now < lookAt) return lookAt - now;
    lookAt = now + LOOK_MS;
    // All replicas with one configuration hold the lease in its name, so who cannot have it has another one.
    if ((await store.leases.take(LEASE, hash, HELD_MS)) !== null) {
      differsSince = null;
      return LOOK_MS;
    }
    differsSince ??= now;
    if (now - differsSince < PATIENCE_MS) return LOOK_MS;
    log.warn({ configuration: hash }, 'another replica runs with another configuration');
    const id = `note:configuration:${hash.slice(0, 12)}:${Math.floor(now / DAY_MS)}`;
    await store.transaction((records) =>
      records.messages.say({
        id,
        channel: channels.operations,
        text: say('life.configuration-differs', { for: { span: now - differsSince! } }),
      }),
    );
    nudge();
    return LOOK_MS;
  };
}

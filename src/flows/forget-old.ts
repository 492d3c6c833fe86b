/** Once a day one replica takes away what is old: rows in batches, and pictures in Slack. */
import type { Clock, Ids, Log } from '../core/ports/ambient.ts';
import type { KeptPicture } from '../core/ports/retention.ts';
import type { UploadedPictures } from '../core/ports/slack.ts';
import type { Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { DAY_MS, type Forgettable, KEPT_DAYS, PICTURE_DAYS } from '../core/retention.ts';
import { LostRace, untilWon } from './save-incident.ts';

export interface ForgetOldPorts {
  readonly store: Store;
  readonly pictures: UploadedPictures;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly log: Log;
}

/** Rows of one transaction: few enough that nobody waits for it. */
const BATCH = 200;
/** Batches of one kind in a day. What is left is taken the next day. */
const MOST_BATCHES = 100;
const BETWEEN_BATCHES_MS = 50;
const PICTURES_A_DAY = 200;
/** ms. files.delete is tier 3, 50 a minute. Source: docs.slack.dev, files.delete. */
const BETWEEN_PICTURES_MS = 1_500;
/** How often a replica looks whether the day's turn is free, ms. */
const LOOK_MS = 60 * 60_000;
const LEASE = 'retention';

export interface ForgetOld {
  /** Gives the ms until the next look. Throws when the store is away. */
  work(signal: AbortSignal): Promise<number>;
}

export function createForgetOld(ports: ForgetOldPorts): ForgetOld {
  const { store, clock, log, ids } = ports;
  let lookAt = 0;

  async function turn(signal: AbortSignal): Promise<void> {
    const done: Record<string, number> = {};
    // Incidents before their cards: a card that is wanted again is posted anew.
    const kinds = Object.keys(KEPT_DAYS) as Forgettable[];
    for (const what of kinds) done[what] = await forgetAll(ports, what, signal);
    done['pictures'] = await forgetPictures(ports, signal);
    log.info({ done }, 'what was old has been taken away');
  }

  return {
    async work(signal) {
      const now = clock.now();
      if (now < lookAt) return lookAt - now;
      // A new name each time: not even the last owner has a second turn within the day, and a dead one holds up nobody longer.
      const owner = ids.next('turn');
      if ((await store.leases.take(LEASE, owner, DAY_MS)) !== null) {
        try {
          await turn(signal);
          if (signal.aborted) await store.leases.release(LEASE, owner);
        } catch (error) {
          await store.leases.release(LEASE, owner).catch(() => undefined);
          throw error;
        }
      }
      lookAt = clock.now() + LOOK_MS;
      return LOOK_MS;
    },
  };
}

async function forgetAll(
  { store, clock }: ForgetOldPorts,
  what: Forgettable,
  signal: AbortSignal,
): Promise<number> {
  const ageMs = KEPT_DAYS[what] * DAY_MS;
  let total = 0;
  for (let batch = 0; batch < MOST_BATCHES && !signal.aborted; batch += 1) {
    const count = await store.transaction((records) => records.retention.forget(what, ageMs, BATCH));
    total += count;
    if (count < BATCH) return total;
    await clock.sleep(BETWEEN_BATCHES_MS, signal);
  }
  return total;
}

async function forgetPictures(ports: ForgetOldPorts, signal: AbortSignal): Promise<number> {
  const { store, clock, log } = ports;
  const old = await store.pictures.old(PICTURE_DAYS * DAY_MS, PICTURES_A_DAY);
  let removed = 0;
  for (const picture of old) {
    if (signal.aborted) break;
    try {
      if (!(await forgetPicture(ports, picture))) continue;
      removed += 1;
    } catch (error) {
      if (!isProblem(error) || isProblem(error, 'store-down')) throw error;
      log.warn({ file: picture.file, err: error }, 'an old picture could not be deleted in Slack');
      // The others would fare no better; tomorrow is another day.
      break;
    }
    await clock.sleep(BETWEEN_PICTURES_MS, signal);
  }
  return removed;
}

/** False when it is still needed: its incident is open. */
async function forgetPicture(
  { store, pictures }: ForgetOldPorts,
  { file, name }: KeptPicture,
): Promise<boolean> {
  const id = name.replace(/\.png$/, '');
  const incident = await store.incidents.get(id);
  const shows = incident !== null && incident.chart?.file === file;
  if (shows && incident.state !== 'resolved') return false;
  await pictures.remove(file);
  // Without asking for the card again: nobody needs an edit of a message that old.
  if (shows)
    await untilWon(async () => {
      const current = await store.incidents.get(id);
      if (current === null || current.chart?.file !== file) return;
      const next = { ...current, chart: null, version: current.version + 1 };
      if (!(await store.incidents.save(next)))
        throw new LostRace('the incident was changed by somebody else');
    });
  await store.pictures.forget(file);
  return true;
}

/** How an environment is, in one line, read once for everybody who looks at the same moment. */
import type { CommandReaders } from '../core/command.ts';
import type { Environment } from '../core/environment.ts';
import type { Gathered } from '../core/evidence.ts';
import type { Glance } from '../core/home.ts';
import { runningImage } from '../core/running-image.ts';
import { primaryOf } from '../core/status-document.ts';
import { within } from '../core/within.ts';

export type ReadGlance = (environment: Environment, head: number) => Promise<Gathered<Glance>>;

/** ms. */
const BUDGET = 4_000;
/** Without news a reading is good for this long, ms. */
const AGE = 25_000;
/** One with a gap, ms. */
const AGE_WITH_GAP = 5_000;

/** `head` is the newest row of the audit trail that the reader knows of: with news it is read again. */
export function createReadGlance(readers: Pick<CommandReaders, 'ecs' | 'alarms' | 'clock'>): ReadGlance {
  const kept = new Map<string, { head: number; until: number; glance: Promise<Gathered<Glance>> }>();

  async function read(environment: Environment): Promise<Gathered<Glance>> {
    const soon = <T>(work: Promise<T>) => within(work, BUDGET, readers.clock);
    const [service, alarms] = await Promise.all([
      soon(readers.ecs.service(environment)),
      soon(readers.alarms.open(environment)),
    ]);
    if (!service.ok) return service;
    const { running, desired, taskDefinition } = service.value;
    const revision = primaryOf(service.value)?.taskDefinition ?? taskDefinition;
    const definition = await soon(readers.ecs.taskDefinition(environment, revision));
    return {
      ok: true,
      value: {
        running,
        desired,
        image: definition.ok ? runningImage(environment, definition.value).label : null,
        alarms: alarms.ok ? alarms.value.length : null,
      },
    };
  }

  return (environment, head) => {
    const now = readers.clock.now();
    const known = kept.get(environment.name);
    if (known !== undefined && known.head >= head && now < known.until) return known.glance;
    const glance = read(environment);
    const entry = { head, until: now + AGE, glance };
    kept.set(environment.name, entry);
    return glance.then((gathered) => {
      if (hasGap(gathered)) entry.until = Math.min(entry.until, now + AGE_WITH_GAP);
      return gathered;
    });
  };
}

/** Something of it could not be read, so that it is worth another look soon. */
export function hasGap(glance: Gathered<Glance>): boolean {
  return !glance.ok || glance.value.image === null || glance.value.alarms === null;
}

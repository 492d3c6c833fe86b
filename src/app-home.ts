/** The Home tabs, put together from their parts. */
import { sha256 } from './ambient.ts';
import type { CommandReaders } from './core/command.ts';
import { createHome, type HomeFlow, type HomePorts } from './flows/home.ts';
import { createReadGlance } from './flows/read-glance.ts';

export type HomeParts = Omit<HomePorts, 'glance' | 'digest'> & {
  readonly readers: Pick<CommandReaders, 'ecs' | 'alarms' | 'gate' | 'clock'>;
};

export function createHomeTabs(parts: HomeParts): HomeFlow {
  return createHome({ ...parts, glance: createReadGlance(parts.readers), digest: sha256 });
}

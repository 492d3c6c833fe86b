/** What `run` and `audit` begin with: settings, configuration, and the way into the bot's own parts. */
import { hostname, userInfo } from 'node:os';
import { createLog } from '../ambient.ts';
import { createApp } from '../app.ts';
import type { CliDoor } from '../app-cli.ts';
import { loadAlarmRecipes } from '../config/alarm-recipes.ts';
import { loadCostGuide } from '../config/cost-guide.ts';
import { guardedStoreMistake } from '../config/guarded-store.ts';
import { loadGuideFiles } from '../config/guide-files.ts';
import { loadConfiguration } from '../config/hydrous-file.ts';
import { readSettings } from '../config/settings.ts';
import { readGuide } from '../core/read-guide.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

export type OpenDoor =
  | { readonly ok: true; readonly door: CliDoor; readonly environments: readonly string[] }
  | { readonly ok: false; readonly lines: readonly string[]; readonly exitCode: 1 | 78 };

/** Opens the store as well. Never throws for what a person can mend. */
export async function openDoor(variables: Variables): Promise<OpenDoor> {
  const read = readSettings(variables);
  if (!read.ok) return { ok: false, lines: read.mistakes, exitCode: 78 };
  const { settings } = read;
  const loaded = loadConfiguration(settings.configPath);
  if (!loaded.ok) return { ok: false, lines: loaded.mistakes, exitCode: 78 };
  const { configuration } = loaded;
  const guarded = guardedStoreMistake(settings, configuration.environments);
  if (guarded !== null) return { ok: false, lines: [guarded], exitCode: 78 };
  const files = loadGuideFiles(configuration.guide, settings.configPath);
  if (!files.ok) return { ok: false, lines: files.mistakes, exitCode: 78 };
  const recipes = loadAlarmRecipes(configuration.guide, settings.configPath);
  if (!recipes.ok) return { ok: false, lines: recipes.mistakes, exitCode: 78 };
  const costs = loadCostGuide(configuration.guide, settings.configPath);
  if (!costs.ok) return { ok: false, lines: costs.mistakes, exitCode: 78 };
  const { guide } = readGuide(files.files);
  const app = await createApp({
    settings,
    configuration,
    guide,
    recipes: recipes.recipes,
    costGuide: costs.costGuide,
    log: createLog('silent'),
    origin: { osUser: osUser(), host: hostname() },
  });
  if (await app.cli.open())
    return { ok: true, door: app.cli, environments: configuration.environments.map(({ name }) => name) };
  await app.cli.close();
  const where = settings.databaseUrl === null ? settings.dataFolder : 'DATABASE_URL';
  return { ok: false, lines: [`the store (${where}) does not answer, so nothing was done`], exitCode: 1 };
}

/** A container may run under a number that has no name. */
function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}

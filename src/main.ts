/** Reads the settings, starts, keeps its memory small, stops on a signal; nothing else. */
import { setFlagsFromString } from 'node:v8';
import { createLog } from './ambient.ts';
import { createApp } from './app.ts';
import { loadAlarmRecipes } from './config/alarm-recipes.ts';
import { loadCostGuide } from './config/cost-guide.ts';
import { guardedStoreMistake } from './config/guarded-store.ts';
import { loadGuideFiles } from './config/guide-files.ts';
import { loadConfiguration } from './config/hydrous-file.ts';
import { readSettings } from './config/settings.ts';
import { readGuide } from './core/read-guide.ts';

/** EX_CONFIG of sysexits.h: something in the settings or the configuration has to be mended first. */
const CONFIGURATION_EXIT = 78;
/** A stop that takes longer than this is ended by force, ms; the contract gives 20 s. */
const STOP_MS = 18_000;

// Keeps what is young in the heap small: a burst of messages would let it, and the process, grow by 100 MiB and more.
setFlagsFromString('--semi-space-growth-factor=1');
/** From this resident size on memory is given back at the price of speed, bytes: three replicas stay below 300 MiB. */
const LEAN_FROM = 210 * 2 ** 20;
const MEMORY_LOOK_MS = 1_000;

/** On a large machine V8 lets a heap grow fourfold before it cleans up; a storm of notifications would fill it. */
function stayLean(): void {
  const isLarge = process.memoryUsage.rss() > LEAN_FROM;
  setFlagsFromString(isLarge ? '--optimize-for-size' : '--no-optimize-for-size');
}
setInterval(stayLean, MEMORY_LOOK_MS).unref();

function refuse(mistakes: readonly string[]): never {
  process.stderr.write(`${mistakes.join('\n')}\n`);
  process.exit(CONFIGURATION_EXIT);
}

async function main(): Promise<void> {
  const read = readSettings(process.env);
  if (!read.ok) refuse(read.mistakes);
  const { settings } = read;
  const loaded = loadConfiguration(settings.configPath);
  if (!loaded.ok) refuse(loaded.mistakes);
  const { configuration } = loaded;
  const guarded = guardedStoreMistake(settings, configuration.environments);
  if (guarded !== null) refuse([guarded]);
  const files = loadGuideFiles(configuration.guide, settings.configPath);
  if (!files.ok) refuse(files.mistakes);
  const recipes = loadAlarmRecipes(configuration.guide, settings.configPath);
  if (!recipes.ok) refuse(recipes.mistakes);
  const costs = loadCostGuide(configuration.guide, settings.configPath);
  if (!costs.ok) refuse(costs.mistakes);
  const { costGuide } = costs;
  const { guide, mistakes } = readGuide(files.files);

  const log = createLog(settings.logLevel);
  for (const warning of loaded.warnings) log.warn({ warning }, 'configuration warning');
  for (const mistake of mistakes) log.warn({ ...mistake }, 'guide entry ignored');
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));

  const app = await createApp({ settings, configuration, guide, recipes: recipes.recipes, costGuide, log });
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(0), STOP_MS).unref();
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  try {
    await app.start();
  } catch (error) {
    log.error({ err: error }, 'start failed');
    process.exit(1);
  }
}

await main();

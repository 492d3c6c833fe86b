/** A whole bot in this process, from settings as the program reads them, for tests that need many or start often. */
import { mkdirSync } from 'node:fs';
import { createLog } from '../src/ambient.ts';
import { type App, createApp } from '../src/app.ts';
import { loadConfiguration } from '../src/config/hydrous-file.ts';
import { readSettings } from '../src/config/settings.ts';
import type { Guide } from '../src/core/guide.ts';
import { shippedGuide } from './guide/shipped-guide.ts';

/** Started; `url` is where it listens. Its AWS is that of this process's environment. Throws on bad settings. */
export async function openApp(
  variables: Readonly<Record<string, string>>,
  guide: Guide = shippedGuide().guide,
): Promise<{ readonly app: App; readonly url: string }> {
  const read = readSettings({ LOG_LEVEL: 'silent', ...variables });
  if (!read.ok) throw new Error(read.mistakes.join('\n'));
  const { settings } = read;
  const loaded = loadConfiguration(settings.configPath);
  if (!loaded.ok) throw new Error(loaded.mistakes.join('\n'));
  mkdirSync(settings.dataFolder, { recursive: true, mode: 0o700 });
  const { configuration } = loaded;
  const app = await createApp({ settings, configuration, guide, log: createLog(settings.logLevel) });
  return { app, url: await app.start() };
}

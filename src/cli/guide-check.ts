/** `hydrous guide check`: every mistake in the troubleshooting guide, as CI and its authors want it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadGuideFiles } from '../config/guide-files.ts';
import { loadConfiguration } from '../config/hydrous-file.ts';
import { readGuide } from '../core/read-guide.ts';

/** What to print, and the exit code: 0 when the guide is whole, 1 when it has mistakes. */
export interface GuideCheck {
  readonly lines: readonly string[];
  readonly exitCode: 0 | 1;
}

/** Checks the guide that the configuration names; without a configuration, the one that ships with the bot. */
export function checkGuide(configPath: string): GuideCheck {
  const configuration = existsSync(configPath) ? loadConfiguration(configPath) : null;
  if (configuration?.ok === false) return { lines: configuration.mistakes, exitCode: 1 };
  const loaded = loadGuideFiles(configuration?.configuration.guide ?? 'guide/', configPath);
  if (!loaded.ok) return { lines: loaded.mistakes, exitCode: 1 };

  const { guide, mistakes } = readGuide(loaded.files);
  if (mistakes.length > 0) {
    const lines = mistakes.map(({ file, line, text }) => {
      return `${join(loaded.files.folder, file)}${line === null ? '' : `:${line}`}: ${text}`;
    });
    return { lines, exitCode: 1 };
  }
  const ids = guide.es.map((entry) => entry.id).join(', ');
  return { lines: [`${guide.es.length} entries in two languages: ${ids}`], exitCode: 0 };
}

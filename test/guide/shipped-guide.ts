import { loadGuideFiles } from '../../src/config/guide-files.ts';
import type { Guide } from '../../src/core/guide.ts';
import { readGuide } from '../../src/core/read-guide.ts';

/** The guide that ships with the bot, read as the bot reads it. */
export function shippedGuide(): { readonly guide: Guide; readonly mistakes: readonly unknown[] } {
  const loaded = loadGuideFiles(new URL('../../guide/', import.meta.url).pathname, 'hydrous.yml');
  if (!loaded.ok) throw new Error(loaded.mistakes.join('\n'));
  return readGuide(loaded.files);
}

/** What the configuration may say already although this release does nothing with it: said at start, never silent. */
import type { HydrousFile } from './hydrous-schema.ts';

export function notYetWarnings(file: HydrousFile): string[] {
  const warnings: string[] = [];
  if (file.breakGlass.enabled)
    warnings.push('breakGlass: this release has no way around a second person; it stays off');
  return warnings;
}

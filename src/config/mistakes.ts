import { cut } from '../core/clean-text.ts';
import { redact } from '../core/redact.ts';

/** A mistake in a file people wrote: where it is, what is wrong, and what to write instead. */
export interface Mistake {
  /** 1-based; 1 also when the whole file is meant. */
  readonly line: number;
  readonly text: string;
}

/** `hydrous.yml:12: …`, in the order of the file, each once. */
export function written(fileName: string, mistakes: readonly Mistake[]): string[] {
  const lines = [...mistakes]
    .sort((one, other) => one.line - other.line)
    .map((mistake) => `${fileName}:${mistake.line}: ${mistake.text}`);
  return [...new Set(lines)];
}

const LONGEST_SHOWN = 60;

/** A value as it may be repeated in a mistake: short, on one line, and without what looks like a secret. */
export function shown(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(cut(redact(value), LONGEST_SHOWN));
  }
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a block';
  return String(value);
}

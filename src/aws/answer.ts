/**
 * Readers for AWS's answers. The SDK checks no types: an empty body, `{}` and `"services": "x"` all come
 * back as a success. What a caller relies on is therefore read through these, and anything else is odd.
 */

/** Throws the error that `faults.ts` knows as an undecodable answer. `path` names the field, never its content. */
export function odd(path: string): never {
  const error = new Error(`the answer lacks ${path}`);
  error.name = 'OddAnswer';
  throw error;
}

export function text(value: unknown, path: string): string {
  return typeof value === 'string' && value !== '' ? value : odd(path);
}

export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function count(value: unknown, path: string): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : odd(path);
}

export function countOr<T>(value: unknown, otherwise: T): number | T {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

/** An array that must be there, though it may be empty. */
export function list<T>(value: readonly T[] | undefined | null, path: string): readonly T[] {
  return Array.isArray(value) ? value : odd(path);
}

/** An array that AWS leaves out when it is empty. */
export function listOrEmpty<T>(value: readonly T[] | undefined | null): readonly T[] {
  return Array.isArray(value) ? value : [];
}

/** ms since the epoch, null when AWS does not tell. */
export function timeOrNull(value: unknown): number | null {
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.getTime() : null;
}

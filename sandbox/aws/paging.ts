/** Page tokens that say where to go on, and nothing to whoever reads them. */

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** Gives null when the token is none of ours. */
export function offsetOf(token: string | undefined): number | null {
  if (token === undefined) return 0;
  const match = /^offset:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  return match === null ? null : Number(match[1]);
}

export function pageOf<T>(all: readonly T[], offset: number, size: number): Page<T> {
  const end = offset + size;
  const next = end < all.length ? Buffer.from(`offset:${end}`).toString('base64url') : undefined;
  return { items: all.slice(offset, end), next };
}

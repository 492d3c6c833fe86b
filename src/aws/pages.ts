/** Walking AWS's pages without trusting the other side to ever end. */

/**
 * Calls `page` until there is no token, the token repeats, `enough` says so, or `most` pages were read.
 * Gives everything that was read.
 */
export async function pages<T>(
  page: (
    token: string | undefined,
  ) => Promise<{ readonly items: readonly T[]; readonly next: string | undefined }>,
  most: number,
  enough: (items: readonly T[]) => boolean = () => false,
): Promise<readonly T[]> {
  const items: T[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  for (let read = 0; read < most; read += 1) {
    const answer = await page(token);
    items.push(...answer.items);
    if (answer.next === undefined || answer.next === '' || seen.has(answer.next) || enough(items)) break;
    seen.add(answer.next);
    token = answer.next;
  }
  return items;
}

/** The items in groups of at most `size`. */
export function batches<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

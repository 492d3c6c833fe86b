/** Field-by-field comparison of the live state a plan was made against with the live state now. */
export type LiveState = Readonly<Record<string, string>>;

/** One text for one state, whatever the order of its fields. */
export function canonical(live: LiveState): string {
  return JSON.stringify(Object.entries(live).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

export interface Moved {
  readonly field: string;
  readonly planned: string;
  readonly now: string;
}

/** The fields that differ; a field that only one side has differs too. */
export function whatMoved(planned: LiveState, now: LiveState): readonly Moved[] {
  const fields = [...new Set([...Object.keys(planned), ...Object.keys(now)])].sort();
  return fields
    .filter((field) => planned[field] !== now[field])
    .map((field) => ({ field, planned: planned[field] ?? '–', now: now[field] ?? '–' }));
}

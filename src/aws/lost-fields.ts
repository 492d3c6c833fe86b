/**
 * The fields of ECS's answer that this SDK does not know. It drops them from what it parses and from what it
 * sends, without an error, so a task definition registered again would lose them.
 */

/** At most this many paths are told; one is enough to refuse. */
const MOST = 20;

/** Paths such as `containerDefinitions[0].newThing` that `raw` has and `parsed` lacks. Nulls are no loss. */
export function lostFields(raw: unknown, parsed: unknown): readonly string[] {
  const lost: string[] = [];
  compare(raw, parsed, '', lost);
  return lost.slice(0, MOST);
}

function compare(raw: unknown, parsed: unknown, path: string, lost: string[]): void {
  if (lost.length >= MOST || raw === null || raw === undefined) return;
  if (parsed === null || parsed === undefined) {
    lost.push(path);
    return;
  }
  if (Array.isArray(raw)) {
    const items: readonly unknown[] = Array.isArray(parsed) ? parsed : [];
    for (const [index, item] of raw.entries()) compare(item, items[index], `${path}[${index}]`, lost);
    return;
  }
  // Times come as numbers and are parsed to dates, so only objects are looked into.
  if (typeof raw !== 'object') return;
  for (const [key, value] of Object.entries(raw)) {
    const inner = Object.hasOwn(parsed, key) ? (parsed as Record<string, unknown>)[key] : undefined;
    compare(value, inner, path === '' ? key : `${path}.${key}`, lost);
  }
}

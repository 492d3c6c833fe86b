/** Values that no plan may hold: sealed when a change is asked for, opened when its request is sent. */
import type { SecretValues } from '../core/change.ts';
import type { Operation } from '../core/operation.ts';
import type { Sealer } from '../core/ports/ambient.ts';
import type { Store } from '../core/ports/store.ts';

/** Null when there is nothing to keep. */
export function sealedFor(
  sealer: Sealer,
  { id }: Operation,
  values: SecretValues | undefined,
): string | null {
  if (values === undefined || Object.keys(values).length === 0) return null;
  return sealer.seal(JSON.stringify(values), contextOf(id));
}

/** Null when they can no longer be read: the bot's secret was changed meanwhile. */
export async function openedFor(
  { sealer, store }: { readonly sealer: Sealer; readonly store: Store },
  { id }: Operation,
): Promise<SecretValues | null> {
  const sealed = await store.sealed.get(id);
  if (sealed === null) return {};
  const text = sealer.open(sealed, contextOf(id));
  return text === null ? null : (JSON.parse(text) as SecretValues);
}

function contextOf(id: string): string {
  return `operation:${id}`;
}

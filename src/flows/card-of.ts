/** The card of an operation or an incident as it stands now: drawn when it is sent, so the newest state wins. */
import { incidentCard, incidentMetadata } from '../core/cards/incident-card.ts';
import { operationCard, operationMetadata } from '../core/cards/operation-card.ts';
import type { Document } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import type { Guide } from '../core/guide.ts';
import type { Incident } from '../core/incident.ts';
import type { CardKind, Store } from '../core/ports/store.ts';
import { type Changes, describeOperation } from './operation-state.ts';

export interface DrawnCard {
  readonly document: Document;
  readonly metadata: {
    readonly event_type: string;
    readonly event_payload: Readonly<Record<string, string | null>>;
  };
}

export function createCardOf(ports: {
  readonly store: Store;
  readonly changes: Changes;
  readonly guide: Guide;
  readonly environments: readonly Environment[];
  /** People and user groups whom the first card of an incident calls. */
  readonly call?: readonly string[];
}): (card: { readonly kind: CardKind; readonly subject: string }) => Promise<DrawnCard | null> {
  const { store, changes, guide, environments } = ports;

  async function operation(id: string): Promise<DrawnCard | null> {
    const found = await store.operations.get(id);
    if (found === null) return null;
    const votes = await store.votes.of(id);
    const what = describeOperation(changes, found);
    const undo = changes[found.kind].undo(found);
    const approvals = votes.filter((vote) => vote.decision === 'approve').length;
    const document = operationCard({ operation: found, what, undo, approvals });
    return { document, metadata: operationMetadata(found) };
  }

  /** Nobody is called a second time by an edit, nor by an alarm that somebody wants to be quiet. */
  async function calledBy({ id, silence, alarm }: Incident): Promise<readonly string[]> {
    if (silence != null || alarm?.suppressedBy !== undefined) return [];
    const posted = await store.messages.get(`incident:${id}`);
    return posted?.ts == null ? (ports.call ?? []) : [];
  }

  async function incident(id: string): Promise<DrawnCard | null> {
    const found = await store.incidents.get(id);
    if (found === null) return null;
    const environment = environments.find((each) => each.name === found.environment) ?? null;
    return {
      document: incidentCard({ incident: found, guide, environment, call: await calledBy(found) }),
      metadata: incidentMetadata(found),
    };
  }

  return ({ kind, subject }) => (kind === 'operation' ? operation(subject) : incident(subject));
}

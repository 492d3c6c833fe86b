/** The card of an operation or an incident as it stands now: drawn when it is sent, so the newest state wins. */
import { type BreakGlass, isOffered } from '../core/break-glass.ts';
import { incidentCard, incidentMetadata } from '../core/cards/incident-card.ts';
import { operationCard, operationMetadata } from '../core/cards/operation-card.ts';
import type { Document } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import { ETA_SAMPLES, type Eta, etaOf } from '../core/eta.ts';
import type { Guide } from '../core/guide.ts';
import type { Incident } from '../core/incident.ts';
import type { Operation } from '../core/operation.ts';
import type { CardKind, Store } from '../core/ports/store.ts';
import { type Changes, describeOperation } from './operation-state.ts';

export interface DrawnCard {
  readonly document: Document;
  readonly metadata: {
    readonly event_type: string;
    readonly event_payload: Readonly<Record<string, string | null>>;
  };
}

/** From the last changes of the kind in the same environment. */
async function etaFor(store: Store, { environment, kind }: Operation): Promise<Eta | null> {
  return etaOf(await store.operations.list({ environment, kind, states: ['succeeded'], limit: ETA_SAMPLES }));
}

export function createCardOf(ports: {
  readonly store: Store;
  readonly changes: Changes;
  readonly guide: Guide;
  readonly environments: readonly Environment[];
  /** Who may skip an approval; without it nobody may. */
  readonly breakGlass?: BreakGlass;
  /** People and user groups whom the first card of an incident calls. */
  readonly call?: readonly string[];
  /** Log lines that somebody shared or follows; null when they are not kept any more. */
  readonly logs?: (kind: 'logs' | 'follow', subject: string) => Promise<Document | null>;
}): (card: { readonly kind: CardKind; readonly subject: string }) => Promise<DrawnCard | null> {
  const { store, changes, guide, environments } = ports;
  const skippable = ports.breakGlass !== undefined && isOffered(ports.breakGlass);

  async function operation(id: string): Promise<DrawnCard | null> {
    const found = await store.operations.get(id);
    if (found === null) return null;
    const votes = await store.votes.of(id);
    const what = describeOperation(changes, found);
    const undo = changes[found.kind].undo(found);
    const approvals = votes.filter((vote) => vote.decision === 'approve').length;
    const glass = await store.breakGlass.get(id);
    const eta = found.state === 'executing' ? await etaFor(store, found) : null;
    const document = operationCard({ operation: found, what, undo, approvals, glass, skippable, eta, guide });
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

  async function logs(kind: 'logs' | 'follow', subject: string): Promise<DrawnCard | null> {
    const document = (await ports.logs?.(kind, subject)) ?? null;
    const metadata = { event_type: 'hydrous_logs', event_payload: { [kind]: subject } };
    return document === null ? null : { document, metadata };
  }

  return ({ kind, subject }) => {
    switch (kind) {
      case 'operation':
        return operation(subject);
      case 'incident':
        return incident(subject);
      case 'logs':
      case 'follow':
        return logs(kind, subject);
    }
  };
}

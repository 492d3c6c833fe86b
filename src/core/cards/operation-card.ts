/** An operation as a card: one message, edited through its life. Pure; `slack/` turns it into blocks. */
import type { Check } from '../check.ts';
import type { Button, ButtonAction, Document, Mark, Piece } from '../document.ts';
import type { Operation, PlanRow } from '../operation.ts';
import { code, mention, moment, type Sentence, say, span } from '../sentence.ts';
import { operationTitle } from './operation-title.ts';

export interface OperationCardInput {
  readonly operation: Operation;
  /** What it does in a few words, from its change. */
  readonly what: Sentence;
  /** The command line that takes it back, null when nothing can. */
  readonly undo: string | null;
  /** People who have approved so far. */
  readonly approvals: number;
}

export function operationCard(input: OperationCardInput): Document {
  const { operation } = input;
  const title = operationTitle(operation, input.what);
  const pieces: Piece[] = [{ piece: 'text', text: title }];
  if (operation.reason !== null)
    pieces.push({ piece: 'text', text: say('card.reason', { reason: operation.reason }) });
  if (operation.outcome !== null) pieces.push(...outcomePieces(operation));
  const rows = operation.plan.rows.filter((row) => row.from !== null || row.to !== null);
  pieces.push({ piece: 'fields', fields: rows.map(rowField) });
  if (operation.state === 'executing' || operation.state === 'unknown')
    pieces.push(...rolloutPieces(operation));
  if (operation.state === 'pending') pieces.push(...planPieces(input));
  pieces.push({ piece: 'context', text: footer(operation) });
  const buttons = buttonsFor(input);
  if (buttons.length > 0) pieces.push({ piece: 'buttons', buttons });
  // Below the buttons: on a phone the decision must not be a page of shell away.
  if (operation.state === 'pending') {
    pieces.push(
      { piece: 'context', text: say('card.manual') },
      { piece: 'code', lines: operation.plan.manual },
    );
  }
  return { summary: title, pieces };
}

function rowField(row: PlanRow): { readonly label: Sentence; readonly value: Sentence } {
  const shown = (value: string | null) => (value === null ? null : code(value));
  return {
    label: say(`card.field.${row.field}`),
    value: say('card.change', { from: shown(row.from), to: shown(row.to) }),
  };
}

function planPieces({ operation, approvals }: OperationCardInput): readonly Piece[] {
  const { plan, policy, expiresAt } = operation;
  const deploys = plan.startsDeployment ? 'yes' : 'no';
  return [
    { piece: 'list', items: plan.checks.map((check) => ({ mark: markOf(check), text: check.text })) },
    { piece: 'text', text: say(`card.risk.${plan.risk}`, { deploys }) },
    {
      piece: 'text',
      text: say('card.approvals', { need: policy.approvals, have: approvals, expires: moment(expiresAt) }),
    },
  ];
}

function markOf(check: Check): Mark {
  return check.level === 'not-checked' ? 'warning' : check.level;
}

function rolloutPieces({ rollout, plan, kind }: Operation): readonly Piece[] {
  if (kind === 'test-alarm')
    return [{ piece: 'list', items: [{ mark: 'running', text: say('card.test-running') }] }];
  if (rollout === null)
    return [{ piece: 'list', items: [{ mark: 'running', text: say('card.rollout.starting') }] }];
  const { running, desired, pending, failed, breaker, draining } = rollout;
  const items: { mark: Mark; text: Sentence }[] = [
    {
      mark: failed > 0 ? 'warning' : 'running',
      text: say('card.rollout', { running, desired, pending, failed }),
    },
  ];
  if (breaker !== null && breaker.failures > 0) {
    items.push({ mark: 'warning', text: say('card.rollout.breaker', { ...breaker }) });
  }
  const live = plan.startsDeployment && running >= desired && draining > 0;
  if (live) items.push({ mark: 'ok', text: say('card.rollout.draining', { count: draining }) });
  return [{ piece: 'list', items }];
}

function outcomePieces({ outcome, state }: Operation): readonly Piece[] {
  if (outcome === null) return [];
  const mark: Mark = state === 'succeeded' ? 'ok' : state === 'failed' ? 'stop' : 'warning';
  const pieces: Piece[] = [{ piece: 'list', items: [{ mark, text: outcome.text }] }];
  if (outcome.details.length > 0) {
    pieces.push({ piece: 'list', items: outcome.details.map((text) => ({ mark: 'none' as const, text })) });
  }
  if (outcome.lines.length > 0) pieces.push({ piece: 'code', lines: outcome.lines });
  if (outcome.entry !== null)
    pieces.push({ piece: 'text', text: say('card.guide', { entry: code(outcome.entry) }) });
  return pieces;
}

function footer(operation: Operation): Sentence {
  const { id, requester, createdAt, decidedAt, decidedBy, endedAt, startedAt } = operation;
  const parts: Sentence[] = [
    say('card.id', { id: code(id), requester: mention(requester.user), at: moment(createdAt) }),
  ];
  if (decidedAt !== null && decidedBy.length > 0) {
    parts.push(say('card.decided', { by: decidedBy.map(mention), at: moment(decidedAt) }));
  }
  if (endedAt !== null && startedAt !== null) {
    parts.push(say('card.ended', { at: moment(endedAt), took: span(endedAt - startedAt) }));
  }
  return say('card.footer', { parts });
}

function buttonsFor({ operation, undo }: OperationCardInput): readonly Button[] {
  const button = (action: ButtonAction, style?: 'primary' | 'danger'): Button => ({
    action,
    subject: operation.id,
    label: say(`button.${action}`),
    ...(style === undefined ? {} : { style }),
  });
  switch (operation.state) {
    case 'pending':
      return [button('approve', 'primary'), button('reject', 'danger'), button('cancel')];
    case 'executing':
      return operation.plan.startsDeployment && operation.kind !== 'abort' ? [button('abort', 'danger')] : [];
    case 'succeeded':
      return undo === null ? [] : [button('undo')];
    case 'failed':
      return [
        ...(leftBroken(operation) ? [button('roll-back', 'danger')] : []),
        button('view-logs'),
        button('plan-again'),
      ];
    case 'unknown':
      return [button('view-logs')];
    case 'stale':
    case 'expired':
      return [button('plan-again')];
    case 'planned':
    case 'approved':
    case 'rejected':
    case 'cancelled':
    case 'superseded':
      return [];
  }
}

/** A rollout that failed and that ECS did not take back by itself. */
function leftBroken({ plan, outcome, steps }: Operation): boolean {
  const wentBack =
    outcome !== null && 'say' in outcome.text && outcome.text.say === 'outcome.rolled-back-by-ecs';
  return (
    plan.startsDeployment &&
    !wentBack &&
    steps.some((record) => record.step === 'update' && record.result !== null)
  );
}

/** Ids only: anybody in the workspace can read a message's metadata. */
export function operationMetadata(operation: Operation): {
  readonly event_type: 'hydrous_operation';
  readonly event_payload: { readonly operation: string; readonly kind: string; readonly state: string };
} {
  const { id, kind, state } = operation;
  return { event_type: 'hydrous_operation', event_payload: { operation: id, kind, state } };
}

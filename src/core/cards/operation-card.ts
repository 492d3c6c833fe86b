/** An operation as a card: one message, edited through its life. Pure; `slack/` turns it into blocks. */
import type { Button, ButtonAction, Document, Piece } from '../document.ts';
import type { Eta } from '../eta.ts';
import type { Guide } from '../guide.ts';
import { laneOf } from '../lanes.ts';
import type { Operation, PlanRow } from '../operation.ts';
import type { BrokenGlass } from '../ports/break-glass.ts';
import { type Code, code, mention, moment, type Sentence, say, span } from '../sentence.ts';
import { checkPieces } from './check-pieces.ts';
import { glassPieces, isUnreviewed } from './glass-pieces.ts';
import { operationTitle } from './operation-title.ts';
import { outcomePieces, rolloutPieces } from './rollout-pieces.ts';

export interface OperationCardInput {
  readonly operation: Operation;
  /** What it does in a few words, from its change. */
  readonly what: Sentence;
  /** The command line that takes it back, null when nothing can. */
  readonly undo: string | null;
  /** The approval that was skipped, where one was; an offer to skip it shows nothing. */
  readonly glass?: BrokenGlass | null;
  /** Somebody may skip the approval in an emergency. */
  readonly skippable?: boolean;
  /** People who have approved so far. */
  readonly approvals: number;
  /** How long a change of this kind usually takes here. */
  readonly eta?: Eta | null;
  /** For the title of the entry that fits. */
  readonly guide?: Guide;
}

export function operationCard(input: OperationCardInput): Document {
  const { operation } = input;
  const title = operationTitle(operation, input.what);
  const pieces: Piece[] = [{ piece: 'text', text: title }];
  pieces.push(...glassPieces(input.glass));
  if (operation.reason !== null)
    pieces.push({ piece: 'text', text: say('card.reason', { reason: operation.reason }) });
  if (operation.outcome !== null) pieces.push(...outcomePieces(operation, input.guide));
  // Before the plan: who looks now wants to know how it goes.
  if (operation.state === 'executing' || operation.state === 'unknown')
    pieces.push(...rolloutPieces(operation, input.eta ?? null));
  const rows = operation.plan.rows.filter((row) => row.from !== null || row.to !== null);
  pieces.push({ piece: 'fields', fields: rows.map(rowField) });
  if (operation.state === 'pending') pieces.push(...planPieces(input));
  pieces.push({ piece: 'context', text: footer(operation) });
  const buttons = [...buttonsFor(input), ...(isUnreviewed(input.glass) ? [reviewButton(operation.id)] : [])];
  if (buttons.length > 0) pieces.push({ piece: 'buttons', buttons });
  // Below the buttons: on a phone the decision must not be a page of shell and of what is fine away.
  if (operation.state === 'pending') {
    pieces.push(
      ...checkPieces(operation.plan.checks).below,
      { piece: 'context', text: say('card.manual') },
      { piece: 'code', lines: operation.plan.manual },
    );
  }
  return { summary: title, pieces };
}

function rowField(row: PlanRow): { readonly label: Sentence; readonly value: Sentence } {
  const shown = (value: string | null) => (value === null ? null : shownValue(value));
  return {
    label: say(`card.field.${row.field}`),
    value: say('card.change', { from: shown(row.from), to: shown(row.to) }),
  };
}

/** A revision that is only made when it runs has no number yet. */
function shownValue(value: string): Sentence | Code {
  const family = /^(.+) \(\+1\)$/.exec(value)?.[1];
  return family === undefined ? code(value) : say('card.new-revision', { family: code(family) });
}

function planPieces({ operation, approvals }: OperationCardInput): readonly Piece[] {
  const { plan, policy, expiresAt, awaiting } = operation;
  const groups = (awaiting?.groups ?? policy.requiredGroups ?? []).map(mention);
  const have = awaiting?.have ?? approvals;
  const need = Math.max(policy.approvals, awaiting?.need ?? 0);
  const deploys = plan.startsDeployment ? 'yes' : 'no';
  return [
    ...checkPieces(plan.checks).above,
    { piece: 'text', text: say(`card.risk.${plan.risk}`, { deploys }) },
    {
      piece: 'text',
      text: say('card.approvals', {
        need,
        have,
        by: have === 0 ? [] : operation.decidedBy.map(mention),
        groups,
        expires: moment(expiresAt),
      }),
    },
  ];
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

function reviewButton(subject: string): Button {
  return { action: 'review', subject, label: say('button.review') };
}

function buttonsFor({ operation, undo, skippable }: OperationCardInput): readonly Button[] {
  const button = (
    action: Exclude<ButtonAction, 'open-form' | `logs-${string}`>,
    style?: 'primary' | 'danger',
  ): Button => ({
    action,
    subject: operation.id,
    label: say(`button.${action}`),
    ...(style === undefined ? {} : { style }),
  });
  switch (operation.state) {
    case 'pending':
      return [
        button('approve', 'primary'),
        button('reject', 'danger'),
        button('cancel'),
        ...(skippable === true ? [button('skip-approval')] : []),
      ];
    case 'executing':
      return [
        ...(operation.plan.startsDeployment && operation.kind !== 'abort' ? [button('abort', 'danger')] : []),
        ...(operation.rollout?.stuck == null ? [] : [button('view-logs')]),
      ];
    case 'succeeded':
      return undo === null ? [] : [button('undo')];
    case 'failed':
      return [
        ...(leftBroken(operation) ? [button('roll-back', 'danger')] : []),
        ...(laneOf(operation.kind) === 'data' ? [] : [button('view-logs')]),
        button('plan-again'),
      ];
    case 'unknown':
      return laneOf(operation.kind) === 'data' ? [] : [button('view-logs')];
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

/** From a wish to a request: plan, refuse early, save with its audit and card in one transaction. */

import { withoutBreakGlass } from '../core/break-glass.ts';
import type { ChangeReaders } from '../core/change.ts';
import { type Check, stops } from '../core/check.ts';
import type { CommandResult, Invocation } from '../core/command.ts';
import { type Document, type Piece, plain } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import { collide, laneOf } from '../core/lanes.ts';
import { gateKind } from '../core/lock.ts';
import type { Operation } from '../core/operation.ts';
import { type PolicySnapshot, policyOf } from '../core/policy.ts';
import type { Ids, Log, Sealer } from '../core/ports/ambient.ts';
import type { Store } from '../core/ports/store.ts';
import { Problem } from '../core/problem.ts';
import { code, mention, moment, type Sentence, say } from '../core/sentence.ts';
import type { Authority } from './authority.ts';
import type { Glass, Offer } from './break-glass.ts';
import { whyNobodyCould } from './could-approve.ts';
import type { GatePorts } from './gates.ts';
import { type Changes, describeOperation, stateText } from './operation-state.ts';
import { passGate } from './pass-gate.ts';
import { saveRequest } from './save-request.ts';
import { sealedFor } from './sealed-values.ts';

export type ChangeAsk = Extract<CommandResult, { result: 'change' }>;

export interface RequestChangePorts extends GatePorts {
  readonly store: Store;
  readonly changes: Changes;
  readonly readers: ChangeReaders;
  readonly authority: Authority;
  readonly sealer: Sealer;
  readonly ids: Ids;
  readonly log: Log;
  /** Slack channel of operation cards. */
  readonly channel: string;
  /** The way around approval in an emergency; without it there is none. */
  readonly glass?: Glass;
  /** Called after something was saved that the workers should see at once. */
  readonly nudge: () => void;
}

export type RequestChange = (ask: ChangeAsk, invocation: Invocation) => Promise<Document>;

export function createRequestChange(ports: RequestChangePorts): RequestChange {
  const { store, changes, readers } = ports;
  return async function requestChange(ask, invocation) {
    const earlier = await store.operations.bySource(invocation.source);
    if (earlier !== null) return alreadyAsked(changes, earlier);
    const { environment } = ask;
    const busy = await underWay(ports, environment, ask.kind);
    if (busy !== null) return busy;

    const own = policyOf(environment, ports.authority.roles, ask.kind);
    const { breakGlass } = invocation;
    const broken = breakGlass === undefined ? null : await admit(ports, own, invocation, breakGlass);
    if (broken !== null && 'why' in broken) return { ...plain(broken.why), refused: true };
    const how = { brokenGlass: broken !== null };
    const before = await passGate(ports, ask, invocation, how);
    if ('refusal' in before) return before.refusal;
    const planned = await changes[ask.kind].plan(readers, environment, ask.wish);
    if (!planned.ok) return refusal(planned.refusal, planned.checks);
    const kind = gateKind(ask.kind, planned.plan);
    const gate = kind === ask.kind ? before : await passGate(ports, { ...ask, kind }, invocation, how);
    if ('refusal' in gate) return gate.refusal;
    const stopping = stops(planned.plan.checks);
    if (stopping.length > 0) {
      const text = say('plan.stopped', { environment: environment.name, count: stopping.length });
      return refusal(text, planned.plan.checks);
    }
    const asksNobody = changes[ask.kind].needsApproval === false;
    const rules: PolicySnapshot = asksNobody ? { ...own, approvals: 0, requiredGroups: [] } : own;
    if (broken !== null && rules.approvals === 0 && gate.named.length === 0)
      return { ...plain(say('glass.refused.no-need')), refused: true };
    const { user } = invocation.member;
    const nobody =
      broken === null ? await whyNobodyCould(ports.authority, environment.name, rules, user) : null;
    if (nobody !== null) return { ...plain(nobody), refused: true };

    const isApproved = rules.approvals === 0 && broken === null;
    const now = await store.now();
    const operation: Operation = {
      id: ports.ids.next('op'),
      kind: ask.kind,
      environment: environment.name,
      command: ask.line ?? withoutBreakGlass(invocation.text),
      requester: invocation.member,
      reason: ask.reason,
      incident: invocation.incident ?? null,
      plan: { ...planned.plan, checks: [...gate.named, ...planned.plan.checks] },
      policy: rules,
      state: isApproved ? 'approved' : 'pending',
      version: 1,
      steps: [],
      rollout: null,
      outcome: null,
      decidedBy: [],
      createdAt: now,
      expiresAt: now + environment.expires,
      decidedAt: isApproved ? now : null,
      startedAt: null,
      endedAt: null,
    };
    const sealed = sealedFor(ports.sealer, operation, planned.secretValues);
    if (!(await saveRequest(ports, operation, invocation.source, { sealed, broken })))
      return lostTheRace(ports, ask, invocation);
    ports.nudge();
    ports.log.info(
      { operation: operation.id, kind: operation.kind, requester: invocation.member.user },
      'change requested',
    );
    return broken !== null && ports.glass !== undefined
      ? ports.glass.offered(operation.id)
      : asked(ports, operation);
  };
}

/** Whether approval may be skipped, and for how many that would be. Nothing is saved by it. */
async function admit(
  { glass }: RequestChangePorts,
  { approvers }: PolicySnapshot,
  { member }: Invocation,
  reason: string,
): Promise<Offer | { readonly why: Sentence }> {
  if (glass === undefined) return { why: say('glass.refused.off') };
  const admitted = await glass.admit(member.user, reason, approvers);
  return 'why' in admitted ? admitted : { by: member.user, reason, skipped: admitted.skipped };
}

/** A second change while one is under way is refused before anything is read, with what to do instead. */
async function underWay(
  { store, changes }: RequestChangePorts,
  environment: Environment,
  kind: ChangeAsk['kind'],
): Promise<Document | null> {
  const states = ['pending', 'approved', 'executing'] as const;
  const active = await store.operations.list({ environment: environment.name, states, limit: 5 });
  const busy = active.find((each) => collide(each.kind, kind));
  if (busy === undefined) return null;
  const text = say('operation.refused.busy', {
    environment: environment.name,
    id: code(busy.id),
    what: describeOperation(changes, busy),
    by: mention(busy.requester.user),
    state: stateText(busy.state),
  });
  const next =
    busy.state === 'executing' && laneOf(busy.kind) === 'service'
      ? say('operation.refused.busy-abort', { environment: environment.name })
      : null;
  const pieces: Piece[] = [{ piece: 'text', text }];
  if (next !== null) pieces.push({ piece: 'context', text: next });
  return { summary: text, pieces, refused: true };
}

async function lostTheRace(
  ports: RequestChangePorts,
  ask: ChangeAsk,
  invocation: Invocation,
): Promise<Document> {
  const earlier = await ports.store.operations.bySource(invocation.source);
  if (earlier !== null) return alreadyAsked(ports.changes, earlier);
  const busy = await underWay(ports, ask.environment, ask.kind);
  if (busy !== null) return busy;
  throw new Problem(
    'ambiguous',
    say('store.ambiguous'),
    'the request was not saved and no other one explains it',
  );
}

function asked({ changes, channel }: RequestChangePorts, operation: Operation): Document {
  const what = describeOperation(changes, operation);
  const id = code(operation.id);
  if (operation.state === 'approved') return plain(say('operation.accepted', { id, what }));
  const need = operation.policy.approvals;
  const text = say('operation.asked', {
    id,
    what,
    need,
    channel: { channel },
    expires: moment(operation.expiresAt),
  });
  // Whoever scales learns at once what autoscaling makes of it, and which other ways there are.
  const ways = operation.plan.checks.filter(({ name }) => name === 'autoscaling');
  if (operation.kind !== 'scale' || ways.length === 0) return plain(text);
  return {
    summary: text,
    pieces: [
      { piece: 'text', text },
      { piece: 'list', items: ways.map(checkItem) },
    ],
  };
}

function alreadyAsked(changes: Changes, operation: Operation): Document {
  const what = describeOperation(changes, operation);
  return plain(
    say('operation.already.asked', { id: code(operation.id), what, state: stateText(operation.state) }),
  );
}

function refusal(text: Sentence, checks: readonly Check[]): Document {
  const pieces: Piece[] = [{ piece: 'text', text }];
  if (checks.length > 0) pieces.push({ piece: 'list', items: checks.map(checkItem) });
  return { summary: text, pieces, refused: true };
}

export function checkItem(check: Check): {
  readonly mark: 'ok' | 'warning' | 'stop';
  readonly text: Sentence;
} {
  return { mark: check.level === 'not-checked' ? 'warning' : check.level, text: check.text };
}

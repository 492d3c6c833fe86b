/** From a wish to a request: plan, refuse early, save with its audit and card in one transaction. */
import type { ChangeReaders } from '../core/change.ts';
import { type Check, stops } from '../core/check.ts';
import type { CommandResult, Invocation } from '../core/command.ts';
import { type Document, type Piece, plain } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import type { Operation } from '../core/operation.ts';
import { policyOf } from '../core/policy.ts';
import type { Ids, Log, Sealer } from '../core/ports/ambient.ts';
import type { Records, Store } from '../core/ports/store.ts';
import { isProblem, Problem } from '../core/problem.ts';
import { code, mention, moment, type Sentence, say } from '../core/sentence.ts';
import type { Authority } from './authority.ts';
import { type Changes, describeOperation, stateText } from './operation-state.ts';
import { sealedFor } from './sealed-values.ts';

export type ChangeAsk = Extract<CommandResult, { result: 'change' }>;

export interface RequestChangePorts {
  readonly store: Store;
  readonly changes: Changes;
  readonly readers: ChangeReaders;
  readonly authority: Authority;
  readonly sealer: Sealer;
  readonly ids: Ids;
  readonly log: Log;
  /** Slack channel of operation cards. */
  readonly channel: string;
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

    const planned = await changes[ask.kind].plan(readers, environment, ask.wish);
    if (!planned.ok) return refusal(planned.refusal, planned.checks);
    const stopping = stops(planned.plan.checks);
    if (stopping.length > 0) {
      const text = say('plan.stopped', { environment: environment.name, count: stopping.length });
      return refusal(text, planned.plan.checks);
    }
    const rules = changes[ask.kind].needsApproval === false ? { ...environment, approvals: 0 } : environment;
    const nobody = await nobodyCouldApprove(ports, rules, invocation.member.user);
    if (nobody !== null) return plain(nobody);

    const now = await store.now();
    const operation: Operation = {
      id: ports.ids.next('op'),
      kind: ask.kind,
      environment: environment.name,
      command: ask.line ?? invocation.text,
      requester: invocation.member,
      reason: ask.reason,
      incident: invocation.incident ?? null,
      plan: planned.plan,
      policy: policyOf(rules, ports.authority.roles),
      state: rules.approvals === 0 ? 'approved' : 'pending',
      version: 1,
      steps: [],
      rollout: null,
      outcome: null,
      decidedBy: [],
      createdAt: now,
      expiresAt: now + environment.expires,
      decidedAt: rules.approvals === 0 ? now : null,
      startedAt: null,
      endedAt: null,
    };
    const sealed = sealedFor(ports.sealer, operation, planned.secretValues);
    if (!(await save(ports, operation, invocation.source, sealed)))
      return lostTheRace(ports, ask, invocation);
    ports.nudge();
    ports.log.info(
      { operation: operation.id, kind: operation.kind, requester: invocation.member.user },
      'change requested',
    );
    return asked(ports, operation);
  };
}

async function save(
  ports: RequestChangePorts,
  operation: Operation,
  source: string,
  sealed: string | null,
): Promise<boolean> {
  return ports.store.transaction(async (records) => {
    if (!(await records.operations.insert(operation, source))) return false;
    if (sealed !== null) await records.sealed.put(operation.id, sealed);
    await auditRequest(records, operation);
    const { id: subject } = operation;
    await records.messages.want({ kind: 'operation', subject, channel: ports.channel });
    return true;
  });
}

async function auditRequest(records: Records, operation: Operation): Promise<void> {
  const { id: subject, environment } = operation;
  const actor = operation.requester.user;
  const data = {
    kind: operation.kind,
    command: operation.command,
    digest: operation.plan.digest,
    reason: operation.reason,
  };
  await records.audit.append({ actor, event: 'requested', subject, environment, data });
  if (operation.state !== 'approved') return;
  await records.audit.append({
    actor: 'policy',
    event: 'approved',
    subject,
    environment,
    data: { approvals: 0 },
  });
}

/** A second change while one is under way is refused before anything is read, with what to do instead. */
async function underWay(
  { store, changes }: RequestChangePorts,
  environment: Environment,
  kind: ChangeAsk['kind'],
): Promise<Document | null> {
  const states = ['pending', 'approved', 'executing'] as const;
  const active = await store.operations.list({ environment: environment.name, states, limit: 5 });
  const busy = active.find((each) => (each.kind === 'abort') === (kind === 'abort'));
  if (busy === undefined) return null;
  const text = say('operation.refused.busy', {
    environment: environment.name,
    id: code(busy.id),
    what: describeOperation(changes, busy),
    by: mention(busy.requester.user),
    state: stateText(busy.state),
  });
  const next =
    busy.state === 'executing'
      ? say('operation.refused.busy-abort', { environment: environment.name })
      : null;
  const pieces: Piece[] = [{ piece: 'text', text }];
  if (next !== null) pieces.push({ piece: 'context', text: next });
  return { summary: text, pieces };
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

/** A request that nobody could ever approve is refused before a card goes out. */
async function nobodyCouldApprove(
  { authority }: RequestChangePorts,
  environment: Environment,
  requester: string,
): Promise<Sentence | null> {
  const need = environment.approvals;
  if (need === 0) return null;
  try {
    const all = await authority.everybody(authority.roles.approvers);
    const able = environment.selfApproval ? all : all.filter((user) => user !== requester);
    if (able.length >= need) return null;
    return say('operation.refused.nobody', { environment: environment.name, need, have: able.length });
  } catch (error) {
    if (!isProblem(error)) throw error;
    return say('operation.refused.nobody-lookup', { why: error.sentence });
  }
}

function asked({ changes, channel }: RequestChangePorts, operation: Operation): Document {
  const what = describeOperation(changes, operation);
  const id = code(operation.id);
  if (operation.state === 'approved') return plain(say('operation.accepted', { id, what }));
  const need = operation.policy.approvals;
  return plain(
    say('operation.asked', { id, what, need, channel: { channel }, expires: moment(operation.expiresAt) }),
  );
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
  return { summary: text, pieces };
}

export function checkItem(check: Check): {
  readonly mark: 'ok' | 'warning' | 'stop';
  readonly text: Sentence;
} {
  return { mark: check.level === 'not-checked' ? 'warning' : check.level, text: check.text };
}

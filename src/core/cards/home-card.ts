/** The Home tab of one person: what waits for them first, then what goes on. Pure; `slack/home.ts` shows it. */
import type { Button, ButtonAction, Document, Mark, Piece } from '../document.ts';
import { type HomeFacts, type HomeIncident, type HomeOperation, type HomeParts, homeParts } from '../home.ts';
import { incidentItem } from '../incidents-document.ts';
import { code, link, mention, moment, type Sentence, say } from '../sentence.ts';
import { environmentPieces, gatePieces, troubledIn } from './home-environments.ts';

/** Each with its own row of buttons. */
const WAITING_SHOWN = 5;
const LISTED = 5;
const WARNINGS_SHOWN = 3;

type Item = { readonly mark: Mark; readonly text: Sentence };

export function homeCard(facts: HomeFacts): Document {
  const parts = homeParts(facts);
  const open = parts.calls.length + parts.incidents.length;
  const title = say('home.title', {
    waiting: parts.requests.length + parts.calls.length,
    incidents: open,
    running: parts.running.length,
    // Where an incident or a rollout is told of, it is told why.
    troubled: open + parts.running.length === 0 ? troubledIn(facts) : 0,
  });
  return {
    summary: title,
    pieces: [
      { piece: 'heading', text: title },
      ...unread(facts.operations),
      ...waitingPieces(parts, facts),
      ...runningPieces(parts.running),
      ...minePieces(parts),
      ...otherPieces(parts),
      ...unread(facts.incidents),
      ...incidentPieces(parts, facts),
      ...gatePieces(facts.environments),
      ...environmentPieces(facts),
    ],
  };
}

/** Said below everything else; it changes at each look and is no news. */
export function homeFooter(at: number): Piece {
  return { piece: 'context', text: say('home.footer', { at: moment(at), line: code('/hydrous help') }) };
}

/** For somebody who may see nothing here. */
export function closedHome(why: Sentence): Document {
  const text = say('home.closed', { why });
  return { summary: text, pieces: [{ piece: 'text', text }] };
}

function unread(part: HomeFacts['operations'] | HomeFacts['incidents']): readonly Piece[] {
  if (part.ok) return [];
  return [{ piece: 'list', items: [{ mark: 'warning', text: say('home.unread', { why: part.why }) }] }];
}

function waitingPieces(parts: HomeParts, { at, mayUnknown }: HomeFacts): readonly Piece[] {
  const { calls, requests } = parts;
  const pieces: Piece[] = [];
  if (calls.length + requests.length > 0) pieces.push({ piece: 'text', text: say('home.part.waiting') });
  for (const call of calls.slice(0, WAITING_SHOWN)) {
    const { id } = call.incident;
    const buttons = [button('acknowledge', id, 'primary'), button('view-logs', id)];
    pieces.push({ piece: 'list', items: [incidentLine(call, at)] }, { piece: 'buttons', buttons });
  }
  pieces.push(...more(calls.length - WAITING_SHOWN, 'incidents'));
  for (const request of requests.slice(0, WAITING_SHOWN)) {
    const { id } = request.operation;
    const reject = request.mayReject ? [button('reject', id, 'danger')] : [];
    pieces.push(
      { piece: 'list', items: [waitingItem(request), ...warningsOf(request)] },
      { piece: 'buttons', buttons: [button('approve', id, 'primary'), ...reject] },
    );
  }
  pieces.push(...more(requests.length - WAITING_SHOWN, 'status'));
  if (mayUnknown !== null)
    pieces.push({ piece: 'context', text: say('home.may-unknown', { why: mayUnknown }) });
  return pieces;
}

function runningPieces(running: readonly HomeOperation[]): readonly Piece[] {
  if (running.length === 0) return [];
  const pieces: Piece[] = [{ piece: 'text', text: say('home.part.running') }];
  for (const each of running.slice(0, LISTED)) {
    const { id, state, plan, kind } = each.operation;
    pieces.push({ piece: 'list', items: [runningItem(each)] });
    if (state === 'executing' && plan.startsDeployment && kind !== 'abort')
      pieces.push({ piece: 'buttons', buttons: [button('abort', id, 'danger')] });
  }
  return [...pieces, ...more(running.length - LISTED, 'status')];
}

function runningItem({ operation, what, link: address }: HomeOperation): Item {
  const { rollout, requester, decidedBy, startedAt, decidedAt, createdAt } = operation;
  const text = say('home.running', {
    what,
    progress: progressOf(operation),
    by: [...new Set([requester.user, ...decidedBy])].map(mention),
    since: moment(startedAt ?? decidedAt ?? createdAt),
  });
  return { mark: (rollout?.failed ?? 0) > 0 ? 'warning' : 'running', text: linked(text, address) };
}

function progressOf({ rollout, state }: HomeOperation['operation']): Sentence {
  if (state === 'approved') return say('operation.state.approved');
  if (rollout?.progress !== undefined) return say('card.progress', { ...rollout.progress });
  if (rollout === null || rollout.desired === 0) return say('operation.state.executing');
  return say('home.progress', { running: rollout.running, desired: rollout.desired });
}

function minePieces({ mine, ended }: HomeParts): readonly Piece[] {
  if (mine.length + ended.length === 0) return [];
  const pieces: Piece[] = [{ piece: 'text', text: say('home.part.mine') }];
  for (const { operation, what, link: address } of mine.slice(0, WAITING_SHOWN)) {
    const { id, expiresAt } = operation;
    const text = say('home.mine', {
      id: code(id),
      what,
      ...lackingOf(operation),
      expires: moment(expiresAt),
    });
    pieces.push(
      { piece: 'list', items: [{ mark: 'waiting', text: linked(text, address) }] },
      { piece: 'buttons', buttons: [button('cancel', id)] },
    );
  }
  pieces.push(...more(mine.length - WAITING_SHOWN, 'status'));
  if (ended.length > 0) pieces.push({ piece: 'list', items: ended.slice(0, LISTED).map(endedItem) });
  return pieces;
}

function endedItem({ operation, what, link: address }: HomeOperation): Item {
  const { state, endedAt, createdAt } = operation;
  const mark = state === 'succeeded' ? 'ok' : state === 'failed' || state === 'unknown' ? 'stop' : 'none';
  const text = say('home.ended', {
    what,
    state: say(`operation.state.${state}`),
    at: moment(endedAt ?? createdAt),
  });
  return { mark, text: linked(text, address) };
}

function waitingItem({ operation, what, link: address }: HomeOperation): Item {
  const { id, requester, expiresAt, reason, plan } = operation;
  const text = say('home.request', {
    id: code(id),
    who: mention(requester.user),
    what,
    ...lackingOf(operation),
    expires: moment(expiresAt),
    risk: say(`home.risk.${plan.risk}`),
    reason,
  });
  return { mark: 'waiting', text: linked(text, address) };
}

/** Nobody approves what they were not warned of; the whole plan is on the card. */
function warningsOf({ operation: { plan } }: HomeOperation): readonly Item[] {
  const warnings = plan.checks.filter(({ level }) => level !== 'ok');
  return warnings.slice(0, WARNINGS_SHOWN).map(({ text }) => ({ mark: 'warning', text }));
}

function lackingOf({ policy, awaiting, decidedBy }: HomeOperation['operation']) {
  const need = Math.max(policy.approvals, awaiting?.need ?? 0);
  const groups = (awaiting?.groups ?? policy.requiredGroups ?? []).map(mention);
  return { lacking: Math.max(0, need - (awaiting?.have ?? decidedBy.length)), groups };
}

function incidentPieces({ incidents }: HomeParts, { user, at }: HomeFacts): readonly Piece[] {
  if (incidents.length === 0) return [];
  const held = incidents.filter(({ incident }) => incident.acknowledged?.by === user).slice(0, LISTED);
  const others = incidents.filter((each) => !held.includes(each));
  const pieces: Piece[] = [{ piece: 'text', text: say('home.part.incidents') }];
  for (const each of held) {
    const { id } = each.incident;
    const buttons = [button('silence', id), button('resolve', id), button('view-logs', id)];
    pieces.push({ piece: 'list', items: [incidentLine(each, at)] }, { piece: 'buttons', buttons });
  }
  if (others.length > 0)
    pieces.push({ piece: 'list', items: others.slice(0, LISTED).map((each) => incidentLine(each, at)) });
  return [...pieces, ...more(others.length - LISTED, 'incidents')];
}

function incidentLine({ incident, link: address }: HomeIncident, now: number): Item {
  const { mark, text } = incidentItem(incident, now);
  return { mark, text: linked(text, address) };
}

function otherPieces({ others }: HomeParts): readonly Piece[] {
  if (others.length === 0) return [];
  return [
    { piece: 'text', text: say('home.part.others') },
    { piece: 'list', items: others.slice(0, LISTED).map(waitingItem) },
    ...more(others.length - LISTED, 'status'),
  ];
}

function more(count: number, verb: string): readonly Piece[] {
  if (count <= 0) return [];
  return [{ piece: 'context', text: say('home.more', { count, line: code(`/hydrous ${verb}`) }) }];
}

function linked(text: Sentence, address: string | null): Sentence {
  return address === null ? text : say('home.linked', { text, link: link(address) });
}

function button(
  action: Extract<
    ButtonAction,
    'approve' | 'reject' | 'cancel' | 'abort' | 'acknowledge' | 'silence' | 'resolve' | 'view-logs'
  >,
  subject: string,
  style?: 'primary' | 'danger',
): Button {
  return { action, subject, label: say(`button.${action}`), ...(style === undefined ? {} : { style }) };
}

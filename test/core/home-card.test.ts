import { describe, expect, test } from 'vitest';
import { closedHome, homeCard, homeFooter } from '../../src/core/cards/home-card.ts';
import type { Document } from '../../src/core/document.ts';
import { type HomeOperation, homeParts, nextTurnMs } from '../../src/core/home.ts';
import type { Incident } from '../../src/core/incident.ts';
import type { Lock } from '../../src/core/lock.ts';
import { say } from '../../src/core/sentence.ts';
import { NOW, textOf } from '../commands/builders.ts';
import { asked, facts, incident } from './home-samples.ts';

const operations = (...value: HomeOperation[]) => ({ operations: { ok: true, value } }) as const;
const incidents = (...all: Incident[]) =>
  ({ incidents: { ok: true, value: all.map((each) => ({ incident: each, link: null })) } }) as const;
const labels = (document: Document) =>
  document.pieces.flatMap((piece) =>
    piece.piece === 'buttons' ? piece.buttons.map(({ action, subject }) => `${action} ${subject}`) : [],
  );

describe('what waits for somebody', () => {
  test('a request that a vote of theirs would decide has its buttons, and stands first', () => {
    const card = homeCard(facts(operations(asked({}, { mayApprove: true, mayReject: true }))));
    expect(textOf(card, 'es').split('\n')[0]).toBe('1 cosa te espera');
    expect(labels(card).slice(0, 2)).toEqual(['approve op-7kq2m9xd4t', 'reject op-7kq2m9xd4t']);
    expect(textOf(card, 'en')).toContain('@U0OPERATOR wants to deploy v1.11.0 to production');
    expect(textOf(card, 'en')).toContain('needs 1 approval');
  });

  test('the next to expire comes first, and what has expired is gone', () => {
    const all = [
      asked({ id: 'op-late', expiresAt: NOW + 9 }, { mayApprove: true }),
      asked({ id: 'op-soon', expiresAt: NOW + 5 }, { mayApprove: true }),
      asked({ id: 'op-over', expiresAt: NOW }, { mayApprove: true }),
    ];
    const { requests } = homeParts(facts(operations(...all)));
    expect(requests.map(({ operation: { id } }) => id)).toEqual(['op-soon', 'op-late']);
  });

  test('their own request can be cancelled, somebody else’s is only listed', () => {
    const mine = asked({ id: 'op-mine', requester: { user: 'U0APPROVER', team: 'T' } });
    const card = homeCard(facts(operations(mine, asked({ id: 'op-other' }))));
    expect(labels(card)).toContain('cancel op-mine');
    expect(labels(card).join()).not.toContain('op-other');
    expect(textOf(card, 'es')).toContain('Esperan a otras personas');
  });

  test('an open incident is acknowledged by whoever may; one that is taken, silent or a test calls nobody', () => {
    const open = incident({ id: 'inc-open' });
    const taken = incident({ id: 'inc-taken', state: 'acknowledged' });
    const silent = incident({ id: 'inc-silent', silence: { by: 'U', since: NOW, until: NOW + 1 } as never });
    const all = incidents(open, taken, silent);
    const { calls, incidents: others } = homeParts(facts(all));
    expect(calls.map((each) => each.incident.id)).toEqual(['inc-open']);
    expect(others.map((each) => each.incident.id)).toEqual(['inc-taken', 'inc-silent']);
    expect(homeParts(facts({ ...all, mayAct: false })).calls).toEqual([]);
    expect(labels(homeCard(facts(all)))).toEqual(
      expect.arrayContaining(['acknowledge inc-open', 'view-logs inc-open']),
    );
  });
});

test('a request says its risk and its warnings before anybody approves it', () => {
  const checks = [
    { name: 'rollout', level: 'ok', text: { es: 'todo bien', en: 'fine' } },
    { name: 'alarms', level: 'warning', text: { es: 'hay una alarma', en: 'an alarm is on' } },
  ] as const;
  const plan = { ...asked().operation.plan, risk: 'high' as const, checks };
  const text = textOf(homeCard(facts(operations(asked({ plan }, { mayApprove: true })))), 'es');
  expect(text).toContain('riesgo alto');
  expect(text).toContain('hay una alarma');
  expect(text).not.toContain('todo bien');
});

test('an incident in one’s own hands can be silenced and resolved', () => {
  const taken = (by: string) =>
    incident({ id: `inc-${by}`, state: 'acknowledged', acknowledged: { by, at: NOW } });
  const card = homeCard(facts(incidents(taken('U0APPROVER'), taken('U0OTHER'))));
  expect(labels(card).slice(0, 3)).toEqual([
    'silence inc-U0APPROVER',
    'resolve inc-U0APPROVER',
    'view-logs inc-U0APPROVER',
  ]);
  expect(labels(card).join()).not.toContain('inc-U0OTHER');
});

test('it is not calm where an alarm is on, though no incident tells of it', () => {
  const [first] = facts().environments;
  const glance = { ok: true, value: { running: 2, desired: 2, image: 'v1', alarms: 1 } } as const;
  const card = homeCard(facts({ environments: [{ ...first!, glance }] }));
  expect(textOf(card, 'es')).toMatch(/^1 entorno con problemas/);
  expect(textOf(homeCard(facts()), 'es')).toMatch(/^Todo en calma/);
});

test('a rollout shows how far it is and can be aborted', () => {
  const rollout = {
    deploymentId: null,
    serviceDeploymentArn: null,
    rolloutState: null,
    desired: 2,
    running: 1,
    pending: 1,
    failed: 0,
    breaker: null,
    draining: 0,
  };
  const card = homeCard(facts(operations(asked({ state: 'executing', rollout, startedAt: NOW }))));
  expect(textOf(card, 'es')).toContain('1 de 2 tareas');
  expect(labels(card)).toContain('abort op-7kq2m9xd4t');
});

test('what ended today is told to whoever asked, and nobody else', () => {
  const ended = asked({ state: 'failed', endedAt: NOW - 60_000 });
  expect(textOf(homeCard(facts({ ...operations(ended), user: 'U0OPERATOR' })), 'es')).toContain('falló');
  expect(textOf(homeCard(facts(operations(ended))), 'es')).not.toContain('falló');
});

test('whoever may not ask for changes is offered none, but may look', () => {
  const subjects = labels(homeCard(facts({ isOperator: false })));
  expect(subjects).toEqual(['open-form logs::production:', 'open-form ::production:']);
  expect(labels(homeCard(facts()))).toEqual([
    'open-form deploy::production:',
    'open-form rollback::production:',
    'open-form scale::production:',
    'open-form env:set:production:',
    'open-form logs::production:',
    'open-form ::production:',
  ]);
});

test('a part that could not be read says why, and the rest stands', () => {
  const why = say('store.down');
  const text = textOf(
    homeCard(facts({ operations: { ok: false, why }, incidents: { ok: false, why } })),
    'es',
  );
  expect(text.match(/Esto no se pudo leer/g)).toHaveLength(2);
  expect(text).toContain('v1.10.0');
  const doubtful = facts({ ...operations(asked({}, { mayApprove: null })), mayUnknown: why });
  expect(textOf(homeCard(doubtful), 'es')).toContain('No pude comprobar qué puedes aprobar tú');
});

const LOCK: Lock = {
  id: 'lock-1',
  environment: 'production',
  kind: 'lock',
  owner: 'U0ANA',
  reason: 'migración',
  revision: null,
  operation: null,
  source: 's',
  since: NOW - 60_000,
  until: NOW + 60_000,
  nagged: 0,
};
const LOCKED = {
  environments: facts().environments.map((each) => ({
    ...each,
    gate: {
      ok: true,
      value: { barriers: [{ barrier: 'lock', lock: LOCK, link: null }], next: null, waiting: [], now: NOW },
    } as const,
  })),
};

test('a lock stands there with its owner and reason, and its end is when it is looked at again', () => {
  expect(textOf(homeCard(facts(LOCKED)), 'es')).toContain('bloqueado por @U0ANA');
  expect(nextTurnMs(facts(LOCKED))).toBe(60_000);
  expect(nextTurnMs(facts())).toBeNull();
});

test('two looks at the same state are the same to the letter, whenever they were', () => {
  const all = { ...operations(asked({}, { mayApprove: true })), ...incidents(incident()), ...LOCKED };
  expect(homeCard(facts({ ...all, at: NOW + 1_000 }))).toEqual(homeCard(facts(all)));
  expect(homeFooter(NOW)).not.toEqual(homeFooter(NOW + 1_000));
});

test('the largest of all stays within a hundred blocks', () => {
  const many = Array.from({ length: 60 }, (_, at) => at);
  const mine = { user: 'U0APPROVER', team: 'T' };
  const all = many.flatMap((at) => [
    asked({ id: `op-a${at}` }, { mayApprove: true, mayReject: true }),
    asked({ id: `op-b${at}`, requester: mine }),
    asked({ id: `op-c${at}` }),
    asked({ id: `op-d${at}`, state: 'executing' }),
    asked({ id: `op-e${at}`, state: 'succeeded', endedAt: NOW, requester: mine }),
  ]);
  const open = many.map((at) => incident({ id: `inc-${at}`, state: at % 2 === 0 ? 'open' : 'acknowledged' }));
  const card = homeCard(
    facts({
      ...operations(...all),
      ...incidents(...open),
      environments: many.flatMap(() => LOCKED.environments),
    }),
  );
  expect(card.pieces.length).toBeLessThanOrEqual(96);
  expect(textOf(card, 'es')).toContain('Y 55 más: /hydrous status');
  expect(textOf(card, 'es')).toContain('Y 52 más: /hydrous status');
});

test('whoever may see nothing is told why, politely, and nothing else', () => {
  const closed = closedHome(say('grammar.not-viewer'));
  expect(closed.pieces).toHaveLength(1);
  expect(labels(closed)).toEqual([]);
});

/**
 * Every button of an operation's card, in every state of the operation, pressed by every kind of person, through
 * admission as Slack's clicks go: one answer with the right words, and no effect beyond those that are named here.
 */

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/ambient.ts';
import { CHANGES } from '../../src/app-changes.ts';
import type { ButtonAction } from '../../src/core/document.ts';
import type { OperationState } from '../../src/core/operation.ts';
import { createPressButton } from '../../src/flows/press-button.ts';
import { createRunCommand } from '../../src/flows/run-command.ts';
import type { Listening } from '../../src/slack/listening.ts';
import { createPeople } from '../../src/slack/people.ts';
import { press } from '../../src/slack/press.ts';
import { speak } from '../../src/words/speak.ts';
import { COMMANDS, readers } from '../commands/builders.ts';
import { sampleOperation } from '../core/operations-sample.ts';
import { type FakeSlack, startFakeSlack } from '../slack/fake-slack.ts';
import { keyOf } from './house.ts';
import { openPolicyHouse, type PolicyHouse } from './policy-house.ts';

const BUTTONS = [
  'approve',
  'reject',
  'cancel',
  'skip-approval',
  'skip-approval with a reason',
  'break-glass',
  'review',
  'plan-again',
  'undo',
  'roll-back',
  'abort',
  'view-logs',
] as const satisfies readonly (ButtonAction | 'skip-approval with a reason')[];
type Pressed = (typeof BUTTONS)[number];

/** `planned` is never saved: a request begins as pending or approved. */
const STATES = [
  'pending',
  'approved',
  'executing',
  'succeeded',
  'failed',
  'superseded',
  'unknown',
  'rejected',
  'cancelled',
  'expired',
  'stale',
] as const satisfies readonly OperationState[];
type State = (typeof STATES)[number];

/** The person, and whose request it is. */
const ROLES = {
  'the requester': { user: 'U0ANA', requester: 'U0ANA' },
  'the requester’s other account, an approver': { user: 'U0ANA2', requester: 'U0ANA' },
  'an approver': { user: 'U0GRACE', requester: 'U0ANA' },
  'an operator': { user: 'U0OMAR', requester: 'U0ANA' },
  'a viewer': { user: 'U0VERA', requester: 'U0ANA' },
  'a guest': { user: 'U0GUEST', requester: 'U0ANA' },
  'somebody from elsewhere': { user: 'U0ELSE', requester: 'U0ANA' },
  'a requester who is an approver': { user: 'U0BRUNO', requester: 'U0BRUNO' },
} as const;
type Role = keyof typeof ROLES;

const OPERATORS: readonly Role[] = ['the requester', 'an operator'];
/** In `breakGlass` of the house. */
const NAMED: readonly Role[] = ['the requester', 'an operator'];
const OWN: readonly Role[] = [
  'the requester',
  'a requester who is an approver',
  'the requester’s other account, an approver',
];
const RUNNING: readonly State[] = ['pending', 'approved', 'executing'];

let house: PolicyHouse;
let slack: FakeSlack;
let listening: Listening;
let database: DatabaseSync;

beforeAll(async () => {
  house = await openPolicyHouse({ scale: { min: 1, max: 99 } });
  house.roles.approvers = { users: ['U0BRUNO', 'U0GRACE', 'U0ANA2'], groups: [] };
  database = new DatabaseSync(join(house.folder, 'hydrous.db'));
  slack = await startFakeSlack();
  for (const { user } of Object.values(ROLES)) slack.users.set(user, person(user));
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const client = new WebClient('xoxb-test', { slackApiUrl: slack.apiUrl });
  const people = createPeople({ client, roles: house.roles, clock: systemClock, log: silent });
  const { store, policy, rules } = house;
  const runCommand = createRunCommand({
    commands: COMMANDS,
    environments: [rules],
    roles: house.roles,
    profiles: people.profiles,
    groups: people.groups,
    readers: readers(),
    requestChange: ({ kind, wish }, { member, source, text }) =>
      house.ask(kind, wish, { by: member.user, source, line: text }),
    vote: ({ vote, operation }, { member, breakGlass }) =>
      house.vote(vote, member.user, operation, breakGlass === undefined ? {} : { breakGlass }),
    act: async () => ({ summary: { es: '', en: '' }, pieces: [] }),
    actOnLock: async () => ({ summary: { es: '', en: '' }, pieces: [] }),
  });
  const click = createPressButton({
    store,
    changes: CHANGES,
    runCommand,
    vote: ({ vote, operation }, { member }) => house.vote(vote, member.user, operation),
    wait: async () => ({ summary: { es: '', en: '' }, pieces: [] }),
    glass: policy.glass,
  });
  listening = { people, locale: 'es', log: silent, handlers: { click } } as unknown as Listening;
});
afterAll(async () => {
  database.close();
  await slack.close();
  await house.close();
});

function person(id: string): Readonly<Record<string, unknown>> {
  const team = id === 'U0ELSE' ? 'T0OTHER' : 'T0HYDROUS';
  const isGuest = id === 'U0GUEST';
  return { id, team_id: team, locale: 'es-ES', tz: 'America/Bogota', is_restricted: isGuest };
}

/** Key of the one answer. */
function expected(action: Pressed, state: State, role: Role): string {
  if (role === 'a guest') return 'slack.not-full-member';
  if (role === 'somebody from elsewhere') return 'slack.outsider';
  switch (action) {
    case 'approve':
      if (state !== 'pending') return tooLate(state);
      if (role === 'a requester who is an approver') return 'operation.refused.self-approval';
      if (role === 'the requester’s other account, an approver') return 'policy.refused.own-as';
      return role === 'an approver' ? 'operation.you.approved' : 'operation.refused.approve-rights';
    case 'reject':
      if (state !== 'pending') return tooLate(state);
      return role === 'a viewer' ? 'operation.refused.reject-rights' : 'operation.you.rejected';
    case 'cancel':
      if (state !== 'pending') return tooLate(state);
      return OWN.includes(role) ? 'operation.you.cancelled' : 'operation.refused.cancel-rights';
    case 'skip-approval':
      if (state !== 'pending') return tooLate(state);
      return NAMED.includes(role) ? 'glass.ask' : 'glass.refused.person';
    case 'skip-approval with a reason':
      // The line that could be typed: whoever may neither ask nor approve has nothing to skip.
      if (role === 'a viewer') return 'grammar.not-approver';
      if (state !== 'pending') return tooLate(state);
      return NAMED.includes(role) ? 'glass.offer' : 'glass.refused.person';
    case 'break-glass':
      return state === 'pending' ? 'glass.refused.none' : tooLate(state);
    case 'review':
      return 'glass.review.none';
    case 'view-logs':
      return 'logs';
    case 'plan-again':
    case 'undo':
    case 'roll-back':
      if (!OPERATORS.includes(role)) return 'grammar.not-operator';
      return RUNNING.includes(state) ? 'operation.refused.busy' : 'operation.asked';
    case 'abort':
      // Nothing is being rolled out here, so there is nothing to stop; who may ask is what counts.
      return OPERATORS.includes(role) ? 'nothing-to-do' : 'grammar.not-operator';
  }
}

function tooLate(state: Exclude<State, 'pending'>): string {
  switch (state) {
    case 'approved':
    case 'executing':
      return 'operation.already.approved';
    case 'succeeded':
    case 'failed':
    case 'superseded':
    case 'unknown':
      return 'operation.already.ended';
    case 'rejected':
    case 'cancelled':
      return `operation.already.${state}`;
    case 'expired':
      return 'operation.refused.expired';
    case 'stale':
      return 'operation.already.stale';
  }
}

/** What may be written after an answer: the decision, or a new request. */
const EFFECTS: Readonly<Record<string, { readonly rows: number; readonly moved: boolean }>> = {
  'operation.you.approved': { rows: 0, moved: true },
  'operation.you.rejected': { rows: 0, moved: true },
  'operation.you.cancelled': { rows: 0, moved: true },
  'glass.offer': { rows: 0, moved: false },
  'operation.asked': { rows: 1, moved: false },
};

/** Everything that is kept, but for the audit's own hash chain. */
function kept(): Readonly<Record<string, readonly string[]>> {
  const tables = ['operations', 'votes', 'break_glass', 'follow_ups', 'messages', 'audit', 'locks'];
  const found = tables.map((table) => [
    table,
    database
      .prepare(`select * from ${table}`)
      .all()
      .map((row) => JSON.stringify(row)),
  ]);
  return Object.fromEntries(found);
}

const WRITES = ['UpdateService', 'RegisterTaskDefinition', 'StopServiceDeployment', 'PutMetricAlarm'];
const writes = (): number => WRITES.reduce((sum, name) => sum + house.aws.calls.count(name), 0);
let made = 0;
let pressed = 0;

async function put(state: State, requester: string): Promise<string> {
  made += 1;
  const id = `op-m${String(made).padStart(9, '0')}`;
  const now = await house.store.now();
  const sample = sampleOperation();
  const operation = sampleOperation({
    id,
    kind: 'scale',
    state,
    command: 'scale 7 production',
    requester: { user: requester, team: 'T0HYDROUS' },
    plan: { ...sample.plan, startsDeployment: false, target: { from: 5, count: 7 } },
    policy: { ...sample.policy, approvers: house.roles.approvers },
    decidedBy: state === 'pending' ? [] : ['U0BRUNO'],
    createdAt: now - 60_000,
    expiresAt: state === 'expired' ? now - 1 : now + 60_000,
  });
  expect(await house.store.operations.insert(operation, `matrix-${made}`)).toBe(true);
  return id;
}

describe.each(BUTTONS)('the button %s', (action) => {
  test.each(STATES)(
    'of an operation that is %s answers everybody once, and does no more than it says',
    async (state) => {
      let one = { requester: '', subject: '' };
      for (const role of Object.keys(ROLES) as Role[]) {
        const { user, requester } = ROLES[role];
        if (one.requester !== requester) {
          house.clear();
          one = { requester, subject: await put(state, requester) };
        }
        const { subject } = one;
        const before = kept();
        const written = writes();
        pressed += 1;
        const team = user === 'U0ELSE' ? 'T0OTHER' : 'T0HYDROUS';
        const { document } = await press(
          {
            action: action === 'skip-approval with a reason' ? 'skip-approval' : action,
            subject,
            what: 'change',
            user,
            team,
            channel: 'C0OPS',
            source: `press-${pressed}`,
            reason: action === 'skip-approval with a reason' ? 'everything burns here' : null,
          },
          listening,
        );
        const where = `${action} by ${role} of one that is ${state}`;
        const key = keyOf(document.summary);
        const wanted = expected(action, state, role);
        if (wanted === 'logs') expect(key, where).toMatch(/^logs\.|^reading\./);
        else if (wanted === 'nothing-to-do') expect(key, where).toMatch(/^plan\./);
        else expect(key, where).toBe(wanted);
        for (const locale of ['es', 'en'] as const)
          expect(speak(document.summary, locale, 'slack'), where).toMatch(/^(?!.*undefined).{10,}/s);
        const after = kept();
        expect(writes(), where).toBe(written);
        const effect = EFFECTS[key];
        if (effect === undefined) expect(after, where).toEqual(before);
        else {
          // What was changed is of no use to the next person.
          one = { requester: '', subject: '' };
          expect(after['operations'], where).toHaveLength(before['operations']!.length + effect.rows);
          expect(after['operations']!.includes(before['operations']![0]!), where).toBe(!effect.moved);
          expect(after['audit'], where).toHaveLength(before['audit']!.length + 1);
        }
      }
    },
  );
});

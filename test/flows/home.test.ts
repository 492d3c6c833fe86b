import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CHANGES as changes } from '../../src/app-changes.ts';
import { createHomeTabs } from '../../src/app-home.ts';
import type { Document } from '../../src/core/document.ts';
import type { Locale, Profile, Roles } from '../../src/core/member.ts';
import type { Published } from '../../src/core/ports/slack.ts';
import { Problem } from '../../src/core/problem.ts';
import { say } from '../../src/core/sentence.ts';
import { createAuthority } from '../../src/flows/authority.ts';
import { readGateFacts } from '../../src/flows/gates.ts';
import { REST_MS } from '../../src/flows/home.ts';
import { type OpenedStore, openStore } from '../../src/store/open-store.ts';
import { COMMANDS, environment, operation, ROLES, readers, textOf } from '../commands/builders.ts';
import { incident } from '../core/home-samples.ts';

const TEAM = 'T0HYDROUS';
const APPROVER = { user: 'U0APPROVER', team: TEAM };
const OPERATOR = { user: 'U0OPERATOR', team: TEAM };
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

let folder: string;
let store: OpenedStore;
/** Past the store, as an insider would. */
let insider: DatabaseSync;
let shown: { user: string; document: Document; locale: Locale }[];
let answer: Published;
let profile: Profile | Problem;
let reads: number;
let isAwsAway: boolean;
/** ms that the bot's clock is ahead. */
let ahead: number;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hydrous-home-'));
  await reopen();
  insider = new DatabaseSync(join(folder, 'hydrous.db'));
  insider.exec('pragma synchronous = off');
});
beforeEach(() => {
  for (const table of ['home_views', 'operations', 'incidents', 'messages']) raw(`delete from ${table}`);
  shown = [];
  answer = { published: 'sent' };
  profile = { kind: 'full', locale: 'es', zone: 'America/Bogota' };
  reads = 0;
  isAwsAway = false;
  ahead = 0;
});
afterAll(async () => {
  insider.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function reopen(): Promise<void> {
  store = openStore({ url: null, folder });
  await store.start();
  await store.takeOver();
}

function home(roles: Roles = ROLES, owner = 'one') {
  const base = readers();
  return createHomeTabs({
    store,
    changes,
    commands: COMMANDS,
    environments: [environment()],
    roles,
    authority: createAuthority(roles, { members: async () => [] }),
    profiles: {
      async profile() {
        if (profile instanceof Problem) throw profile;
        return profile;
      },
    },
    groups: { members: async () => [] },
    readers: {
      ...base,
      ecs: {
        ...base.ecs,
        async service(which) {
          reads += 1;
          if (isAwsAway) throw new Problem('unreachable', say('slack.unreachable'), 'away');
          return base.ecs.service(which);
        },
      },
      gate: (which) => readGateFacts({ store }, which),
      clock: { ...base.clock, now: () => Date.now() + ahead },
    },
    permalink: (channel, ts) => `https://team.slack.com/archives/${channel}/p${ts.replace('.', '')}`,
    homes: {
      async publish(user, document, locale) {
        shown.push({ user, document, locale });
        return answer;
      },
    },
    locale: 'en',
    owner,
    log: silent,
    nudge: () => undefined,
  });
}

const raw = (statement: string) => insider.prepare(statement).all();
const past = (what: string) => raw(`update home_views set ${what}`);
const rested = () => past('rest_until = 0');
const news = (event = 'approved') =>
  store.audit.append({ actor: 'hydrous', event, subject: null, environment: null, data: {} });
const last = (locale: Locale = 'es') => textOf(shown.at(-1)!.document, locale);
const buttons = () =>
  shown
    .at(-1)!
    .document.pieces.flatMap((piece) =>
      piece.piece === 'buttons' ? piece.buttons.map(({ action, subject }) => `${action} ${subject}`) : [],
    );
async function ask(over: Parameters<typeof operation>[0] = {}): Promise<void> {
  const now = Date.now();
  const target = { ...operation().plan, target: { shown: 'v1.11.0' } };
  const pending = { plan: target, state: 'pending' as const, decidedBy: [], version: 1, endedAt: null };
  const made = operation({ ...pending, createdAt: now, expiresAt: now + 60_000, ...over });
  await store.operations.insert(made, made.id);
  await news('requested');
}

describe('what somebody sees', () => {
  test('an approver the request to decide on, in their language, and a link to its card', async () => {
    await ask();
    await store.messages.want({ kind: 'operation', subject: 'op-7kq2m9xd4t', channel: 'C0OPS' });
    await store.messages.claim('one', 30_000, 1);
    const sent = { ts: '17.1', channel: 'C0OPS', wanted: 1, digest: 'd' };
    await store.messages.sent('operation:op-7kq2m9xd4t', 'one', sent);
    await home().opened(APPROVER, true);
    await home().work();
    expect(shown).toMatchObject([{ user: 'U0APPROVER', locale: 'es' }]);
    expect(last()).toContain('@U0OPERATOR quiere desplegar v1.11.0 en production');
    expect(last()).toContain('https://team.slack.com/archives/C0OPS/p171');
    expect(buttons().slice(0, 2)).toEqual(['approve op-7kq2m9xd4t', 'reject op-7kq2m9xd4t']);
    expect(buttons().join()).not.toContain('deploy');
  });

  test('the requester their own request, which they may cancel and not approve', async () => {
    await ask();
    await home().opened(OPERATOR, true);
    await home().work();
    expect(buttons().slice(0, 1)).toEqual(['cancel op-7kq2m9xd4t']);
    expect(buttons()).toContain('open-form deploy::production:');
  });

  test('an incident that nobody has taken', async () => {
    await store.incidents.save(incident(), 0);
    await home().opened(OPERATOR, true);
    await home().work();
    expect(buttons().slice(0, 2)).toEqual(['acknowledge inc-aaaaaaaaaa', 'view-logs inc-aaaaaaaaaa']);
    expect(last()).toMatch(/^1 cosa te espera · 1 incidente abierto/);
  });

  test('somebody who may only look neither buttons that change something nor what they may not see', async () => {
    await ask();
    await store.incidents.save(incident(), 0);
    await home().opened({ user: 'U0EVE', team: TEAM }, true);
    await home().work();
    expect(buttons()).toEqual(['open-form logs::production:', 'open-form ::production:']);
    const closed: Roles = { ...ROLES, viewers: { users: [], groups: [] } };
    await home(closed).opened({ user: 'U0MAX', team: TEAM }, true);
    await home(closed).work();
    expect(last()).not.toContain('production');
    expect(last()).toContain('Aquí verías lo que espera por ti.');
  });

  test.each([
    ['a guest', { kind: 'guest', locale: 'en', zone: null } as const, APPROVER],
    ['a stranger', { kind: 'full', locale: 'en', zone: null } as const, { user: 'U0FAR', team: 'T0FAR' }],
  ])('%s a polite word and nothing else', async (_name, who, member) => {
    await ask();
    profile = who;
    await home().opened(member, true);
    await home().work();
    expect(shown).toHaveLength(1);
    expect(shown[0]!.document.pieces).toHaveLength(1);
    expect(last('en')).toContain('Here you would see what waits for you.');
  });
});

describe('it is drawn again', () => {
  beforeEach(async () => {
    await home().opened(APPROVER, true);
    await home().work();
    shown = [];
  });

  test('when something happened, after its rest, by one of several replicas', async () => {
    await ask();
    expect(await home().work()).toBe(0);
    rested();
    const done = await Promise.all([home().work(), home(ROLES, 'two').work()]);
    expect(done.sort()).toEqual([0, 1]);
    expect(shown).toHaveLength(1);
    expect(last()).toContain('1 cosa te espera');
  });

  test('and not sent when it would look the same', async () => {
    await news('something-else');
    rested();
    expect(await home().work()).toBe(1);
    expect(shown).toEqual([]);
  });

  test('after a restart, from what is remembered', async () => {
    await ask();
    await store.close();
    await reopen();
    rested();
    await home().work();
    expect(shown).toHaveLength(1);
  });

  test('as soon as Slack takes it again, after it asked to wait', async () => {
    await ask();
    rested();
    answer = { published: 'later', waitMs: 60_000 };
    await home().work();
    await news();
    expect(await home().work()).toBe(0);
    answer = { published: 'sent' };
    past('rest_until = 0, wanted_at = 1');
    await home().work();
    expect(shown).toHaveLength(2);
    expect(await home().work()).toBe(0);
  });

  test('only when it is opened, once Slack has no place for it', async () => {
    await ask();
    rested();
    answer = { published: 'never' };
    await home().work();
    await news();
    expect(await home().work()).toBe(0);
    await home().opened(APPROVER, true);
    expect(await home().work()).toBe(1);
  });

  test('never within five seconds', async () => {
    await ask();
    rested();
    await home().work();
    const [row] = past('seen = 0 returning rest_until');
    expect(Number(row!['rest_until']) - (await store.now())).toBeGreaterThan(REST_MS - 3_000);
    await home().opened(APPROVER, false);
    expect(await home().work()).toBe(0);
  });

  test('while a rollout runs and somebody may be looking, without any news', async () => {
    await ask({ state: 'executing', startedAt: Date.now() });
    rested();
    await home().work();
    const [row] = past('seen = seen returning wanted_at, opened_at');
    expect(Number(row!['wanted_at']) - (await store.now())).toBeLessThanOrEqual(10_000);
  });
});

test('what could not be read is read again soon, and not only once a minute', async () => {
  isAwsAway = true;
  const flow = home();
  await flow.opened(APPROVER, true);
  await flow.work();
  expect(last()).not.toContain('v1.10.0');
  const [row] = past('seen = seen returning wanted_at');
  expect(Number(row!['wanted_at']) - (await store.now())).toBeLessThanOrEqual(10_000);
  isAwsAway = false;
  await flow.opened(APPROVER, false);
  past('rest_until = 0, wanted_at = 1');
  ahead = 6_000;
  await flow.work();
  expect(last()).toContain('v1.10.0');
});

test('everybody who looks at the same moment costs AWS one reading', async () => {
  const flow = home();
  await flow.opened(APPROVER, true);
  await flow.opened(OPERATOR, true);
  expect(await flow.work()).toBe(2);
  expect(reads).toBe(1);
});

test('without Slack’s word on who it is nothing is shown, and it is asked again later', async () => {
  profile = new Problem('unreachable', say('slack.unreachable'), 'away');
  await home().opened(APPROVER, true);
  expect(await home().work()).toBe(1);
  expect(shown).toEqual([]);
  profile = { kind: 'full', locale: 'es', zone: null };
  past('rest_until = 0, wanted_at = 1');
  await home().work();
  expect(shown).toHaveLength(1);
});

test('while the store is away whoever looks sees how AWS is, and that the rest could not be read', async () => {
  await store.close();
  await home().opened(OPERATOR, true);
  await reopen();
  expect(shown).toHaveLength(1);
  expect(last()).toContain('Esto no se pudo leer');
  expect(last()).toContain('v1.10.0');
});

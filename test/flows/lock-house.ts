/** The house of operations with its locks, its commands and its clockwork. */

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { randomIds, systemClock } from '../../src/ambient.ts';
import { CHANGES } from '../../src/app-changes.ts';
import { createLocks } from '../../src/app-locks.ts';
import type { ButtonAction, Document } from '../../src/core/document.ts';
import type { Environment } from '../../src/core/environment.ts';
import type { Log } from '../../src/core/ports/ambient.ts';
import { createAuthority } from '../../src/flows/authority.ts';
import { readGateFacts } from '../../src/flows/gates.ts';
import { createPressButton } from '../../src/flows/press-button.ts';
import { createRunCommand } from '../../src/flows/run-command.ts';
import { speak } from '../../src/words/speak.ts';
import { COMMANDS, readers } from '../commands/builders.ts';
import { type House, openHouse, ROLES } from './house.ts';

const roles = { ...ROLES, operators: { users: ['U0ANA', 'U0OMAR'], groups: [] } };

export interface LockHouse extends House {
  type(text: string, by?: string, source?: string): Promise<Document>;
  press(document: Document, action: string, by?: string): Promise<Document>;
  pressOn(subject: string, action: ButtonAction, by?: string): Promise<Document>;
  /** Runs what locks and openings say by themselves; gives how many were looked at. */
  passTime(): Promise<number>;
  /** Moves what was kept `ms` into the past, as if that time had gone by. */
  age(ms: number): void;
  /** Nothing is locked, waits or is under way any more, and nothing was said. */
  reset(): void;
  /** What the channel was told beside cards, in Spanish. */
  notes(): readonly string[];
}

let sources = 0;

function newSource(): string {
  sources += 1;
  return `asked-${sources}`;
}

export async function openLockHouse(over: Partial<Environment> = {}): Promise<LockHouse> {
  const house = await openHouse(over, roles);
  const { store } = house;
  const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const authority = createAuthority(roles, { members: async () => [] });
  const { promoteFrom = null } = house.environment;
  const environments = [house.environment, ...(promoteFrom === null ? [] : [promoteFrom])];
  const shared = { store, environments, authority, ids: randomIds, log: silent, nudge() {} };
  const parts = { ...shared, permalink: () => null, channel: 'C0OPS', owner: 'test' };
  const locks = createLocks(parts);
  const runCommand = createRunCommand({
    commands: COMMANDS,
    environments,
    roles,
    profiles: { profile: async () => ({ kind: 'full', locale: 'es', zone: 'America/Bogota' }) },
    groups: { members: async () => [] },
    readers: readers({
      gate: (environment) => readGateFacts({ store }, environment),
      clock: systemClock,
    }),
    requestChange: ({ kind, wish, line }, { member, source, text }) =>
      house.ask(kind, wish, { by: member.user, source, line: line ?? text }),
    vote: async (ask, { member }) => voteOf(ask, { member }),
    act: async () => ({ summary: { es: '', en: '' }, pieces: [] }),
    actOnLock: locks.actOnLock,
  });
  const voteOf = locks.votes(({ vote, operation }, { member }) => house.vote(vote, member.user, operation));
  const press = createPressButton({ store, changes: CHANGES, runCommand, vote: voteOf, wait: locks.wait });
  const work = locks.work(runCommand);
  const place = { channel: 'C0OPS', via: 'slash', locale: 'es', zone: 'America/Bogota' } as const;
  const pressOn: LockHouse['pressOn'] = (subject, action, by = 'U0ANA') => {
    const source = newSource();
    const member = { user: by, team: 'T0HYDROUS' };
    return press({ ...place, action, subject, source, member, reason: null });
  };
  const database = (): DatabaseSync => new DatabaseSync(join(house.folder, 'hydrous.db'));

  return {
    ...house,
    type: (text, by = 'U0ANA', source = newSource()) =>
      runCommand({ ...place, text, source, member: { user: by, team: 'T0HYDROUS' } }),
    press(document, action, by = 'U0ANA') {
      const buttons = document.pieces.flatMap((each) => (each.piece === 'buttons' ? each.buttons : []));
      const button = buttons.find((each) => each.action === action);
      if (button === undefined) throw new Error(`there is no button ${action}`);
      return pressOn(button.subject, button.action, by);
    },
    pressOn,
    async passTime() {
      return (await work.locks()) + (await work.openings());
    },
    age(ms) {
      const db = database();
      db.exec(`update locks set since = since - ${ms}, until = until - ${ms}`);
      db.exec(`update follow_ups set due_at = due_at - ${ms}`);
      db.close();
    },
    reset() {
      const db = database();
      for (const table of ['locks', 'openings', 'follow_ups', 'messages']) db.exec(`delete from ${table}`);
      db.exec(
        `update operations set state = 'cancelled' where state in ('pending', 'approved', 'executing')`,
      );
      db.close();
    },
    notes() {
      const db = database();
      const rows = db.prepare(`select note from messages where kind is null order by seq`).all();
      db.close();
      return rows.map((row) => speak(JSON.parse(String(row['note'])).text, 'es', 'plain'));
    },
  };
}

/** The whole answer as text, in Spanish. */
export function textOf({ pieces }: Document): string {
  return pieces
    .flatMap((each) => {
      if (each.piece === 'text' || each.piece === 'context' || each.piece === 'heading') return [each.text];
      return each.piece === 'list' ? each.items.map(({ text }) => text) : [];
    })
    .map((text) => speak(text, 'es', 'plain'))
    .join('\n');
}

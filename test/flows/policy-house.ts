/** The house of operations with several people in it, whose lists may change while a request waits. */

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { BreakGlass } from '../../src/core/break-glass.ts';
import type { Document } from '../../src/core/document.ts';
import type { Environment } from '../../src/core/environment.ts';
import type { Roles } from '../../src/core/member.ts';
import { Problem } from '../../src/core/problem.ts';
import { say } from '../../src/core/sentence.ts';
import { speak } from '../../src/words/speak.ts';
import { type House, openHouse } from './house.ts';

type Changeable<T> = { -readonly [K in keyof T]: T[K] };

export interface PolicyHouse extends House {
  readonly roles: Changeable<Roles>;
  /** Members of each user group; null = Slack cannot be asked. */
  members: Record<string, readonly string[] | null>;
  readonly rules: Changeable<Environment>;
  /** Moves everything that was kept `ms` into the past, as if that time had gone by. */
  age(ms: number): void;
  /** Notes and private words in order: where they were said, and the text in Spanish. */
  said(): readonly { readonly channel: string; readonly text: string; readonly broadcast: boolean }[];
  /** Forgets what was asked and said so far. */
  clear(): void;
}

export const GLASS: BreakGlass = { enabled: true, users: ['U0ANA', 'U0OMAR'] };

export async function openPolicyHouse(over: Partial<Environment> = {}): Promise<PolicyHouse> {
  const roles: Changeable<Roles> = {
    operators: { users: ['U0ANA', 'U0OMAR'], groups: [] },
    approvers: { users: ['U0BRUNO', 'U0GRACE'], groups: ['S0OPS'] },
    viewers: 'everyone',
    teams: ['T0HYDROUS'],
    same: [['U0ANA', 'U0ANA2']],
  };
  const found: { members: Record<string, readonly string[] | null> } = { members: { S0OPS: ['U0HEIDI'] } };
  const groups = {
    async members(group: string) {
      const members = found.members[group];
      if (members === null)
        throw new Problem('unreachable', say('operation.refused.unclear', { id: group }), 'no answer');
      return members ?? [];
    },
  };
  const house = await openHouse(over, roles, { groups, breakGlass: GLASS });
  const database = <T>(work: (db: DatabaseSync) => T): T => {
    const db = new DatabaseSync(join(house.folder, 'hydrous.db'));
    try {
      return work(db);
    } finally {
      db.close();
    }
  };
  return {
    ...house,
    roles,
    rules: house.environment,
    get members() {
      return found.members;
    },
    set members(members) {
      found.members = members;
    },
    age: (ms) =>
      database((db) => {
        db.exec(`update operations set created_at = created_at - ${ms}, expires_at = expires_at - ${ms}`);
        db.exec(`update follow_ups set due_at = due_at - ${ms}`);
        db.exec(`update break_glass set until = until - ${ms}, broken_at = broken_at - ${ms}`);
      }),
    said: () =>
      database((db) =>
        db
          .prepare('select channel, note from messages where kind is null order by seq')
          .all()
          .map((row) => {
            const note = JSON.parse(String(row['note']));
            const text = speak(note.text, 'es', 'plain');
            return { channel: String(row['channel']), text, broadcast: note.broadcast === true };
          }),
      ),
    clear: () =>
      database((db) => {
        db.exec('pragma synchronous = off; begin');
        for (const table of ['votes', 'operations', 'follow_ups', 'messages', 'break_glass', 'locks'])
          db.exec(`delete from ${table}`);
        db.exec('commit');
      }),
  };
}

/** Spoken in Spanish, as people read it. */
export function spoken({ summary }: Document): string {
  return speak(summary, 'es', 'plain');
}

import type { OutboxMessage } from '../core/ports/store.ts';
import type { Row } from './schema.ts';

/** What the `note` column holds. */
export type NoteBody = Omit<NonNullable<OutboxMessage['note']>, 'parent'>;

export function messageOf(row: Row<'messages'>): OutboxMessage {
  const note: NoteBody | null = row.note === null ? null : JSON.parse(row.note);
  return {
    id: row.id,
    channel: row.channel,
    card: row.kind === null || row.subject === null ? null : { kind: row.kind, subject: row.subject },
    note: note === null ? null : { ...note, parent: row.parent },
    ts: row.ts,
    wanted: row.wanted,
    sent: row.sent,
    attempts: row.attempts,
    lastDigest: row.digest,
    unsure: row.unsure === 1,
  };
}

/** The answer to `history`: changes with their ends, what else people did, and the trail as a file. */
import { AUDIT_HEAD, auditCsvLine, auditJsonLine } from './audit-lines.ts';
import { shownLine } from './command-text.ts';
import type { Document, Mark, Piece } from './document.ts';
import type { Environment } from './environment.ts';
import type { Gathered } from './evidence.ts';
import type { Operation, OperationState } from './operation.ts';
import type { AuditEntry } from './ports/store.ts';
import { code, mention, moment, type Sentence, say } from './sentence.ts';
import type { Item } from './target-health.ts';

const SHOWN = 15;
const ACTS_SHOWN = 10;

/** What people do beside changes. */
const ACTS: readonly string[] = [
  'locked',
  'unlocked',
  'unfrozen',
  'incident-acknowledged',
  'incident-taken',
  'incident-handed-over',
  'incident-silenced',
  'incident-resolved',
  'glass-broken',
  'glass-reviewed',
];

export interface TrailFile {
  readonly format: 'csv' | 'json';
  /** Newest first. */
  readonly rows: Gathered<readonly AuditEntry[]>;
  /** True when there are more rows than were read. */
  readonly partial: boolean;
  readonly verified: Gathered<{ readonly rows: number; readonly broken: number | null }>;
}

export interface HistoryFacts {
  readonly environment: Environment;
  readonly operations: readonly Operation[];
  /** Newest first. */
  readonly acts: Gathered<readonly AuditEntry[]>;
  /** True when only some were asked for. */
  readonly filtered: boolean;
  /** Null where none is wanted. */
  readonly file: TrailFile | null;
}

export function historyDocument(facts: HistoryFacts): Document {
  const { environment, operations, filtered } = facts;
  const { name } = environment;
  const none = say(filtered ? 'reading.history-none-matching' : 'reading.history-none', {
    environment: name,
  });
  const summary =
    operations.length === 0
      ? none
      : say('reading.history-summary', { environment: name, count: operations.length });
  const pieces: Piece[] =
    operations.length === 0 ? [{ piece: 'text', text: none }] : operationPieces(name, operations);
  pieces.push(...actPieces(facts.acts));
  pieces.push(...(facts.file === null ? [hint()] : filePieces(name, facts.file)));
  return { summary, pieces };
}

function operationPieces(name: string, operations: readonly Operation[]): Piece[] {
  const items = operations.slice(0, SHOWN).map((one) => ({ mark: markOf(one.state), text: item(one) }));
  const more = operations.length - items.length;
  const pieces: Piece[] = [
    { piece: 'heading', text: say('reading.history-title', { environment: name }) },
    { piece: 'list', items },
  ];
  if (more > 0) pieces.push({ piece: 'context', text: say('reading.history-more', { count: more }) });
  return pieces;
}

function hint(): Piece {
  return { piece: 'context', text: say('history.file-hint', { command: code('/hydrous history --file') }) };
}

function item(operation: Operation): Sentence {
  const line = say('reading.history-item', {
    at: moment(operation.createdAt),
    command: code(shownLine(operation.command)),
    who: mention(operation.requester.user),
    decided: operation.decidedBy.map(mention),
    state: say(`operation.state.${operation.state}`),
    id: code(operation.id),
  });
  return operation.reason === null
    ? line
    : say('reading.history-reason', { item: line, reason: operation.reason });
}

function actPieces(acts: Gathered<readonly AuditEntry[]>): readonly Piece[] {
  if (!acts.ok) {
    const text = say('reading.not-read', { part: say('history.part.acts'), why: acts.why });
    return [{ piece: 'list', items: [{ mark: 'warning', text }] }];
  }
  const known = acts.value.filter(
    ({ event, actor }) => ACTS.includes(event) && /^[UW][A-Z0-9]+$/.test(actor),
  );
  if (known.length === 0) return [];
  const items = known.slice(0, ACTS_SHOWN).map(
    ({ at, actor, event, subject }): Item => ({
      mark: 'none',
      text: say('history.act', {
        at: moment(at),
        who: mention(actor),
        act: event,
        subject: subject === null ? null : code(subject),
      }),
    }),
  );
  return [
    { piece: 'text', text: say('history.acts') },
    { piece: 'list', items },
  ];
}

/** The trail as a file, oldest first, with whether its chain of hashes holds said on it. */
function filePieces(environment: string, { format, rows, partial, verified }: TrailFile): readonly Piece[] {
  const chain = verified.ok
    ? verified.value.broken === null
      ? say('history.chain-holds', { rows: verified.value.rows })
      : say('history.chain-broken', { row: verified.value.broken })
    : say('history.chain-unread', { why: verified.why });
  const mark: Mark = !verified.ok ? 'warning' : verified.value.broken === null ? 'ok' : 'stop';
  const items: Item[] = [{ mark, text: chain }];
  if (!rows.ok) {
    const why = say('reading.not-read', { part: say('history.part.file'), why: rows.why });
    return [{ piece: 'list', items: [...items, { mark: 'warning', text: why }] }];
  }
  if (partial)
    items.push({ mark: 'warning', text: say('history.file-partial', { count: rows.value.length }) });
  const oldestFirst = rows.value.toReversed();
  const lines =
    format === 'csv' ? [AUDIT_HEAD, ...oldestFirst.map(auditCsvLine)] : oldestFirst.map(auditJsonLine);
  const said = !verified.ok ? 'not-verified' : verified.value.broken === null ? 'verified' : 'BROKEN';
  return [
    { piece: 'list', items },
    {
      piece: 'file',
      name: `audit-${environment}-${said}.${format === 'csv' ? 'csv' : 'jsonl'}`,
      title: say('history.file-title', { environment, count: rows.value.length, chain }),
      lines,
    },
  ];
}

function markOf(state: OperationState): Mark {
  switch (state) {
    case 'succeeded':
      return 'ok';
    case 'failed':
      return 'stop';
    case 'unknown':
    case 'superseded':
    case 'stale':
      return 'warning';
    case 'executing':
    case 'approved':
      return 'running';
    case 'planned':
    case 'pending':
      return 'waiting';
    case 'rejected':
    case 'cancelled':
    case 'expired':
      return 'none';
  }
}

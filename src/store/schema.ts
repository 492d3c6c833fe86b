/** The tables as kysely sees them, so that a misspelt column or state does not compile. Times are database ms. */
import type { Generated, Selectable } from 'kysely';
import type { AlarmState } from '../core/alarm.ts';
import type { IncidentState } from '../core/incident.ts';
import type { ChangeKind, OperationState } from '../core/operation.ts';
import type { FollowUpKind } from '../core/ports/follow-ups.ts';
import type { KeptLogKind } from '../core/ports/kept-logs.ts';
import type { CardKind, Vote } from '../core/ports/store.ts';
import type { SignalKind } from '../core/signal.ts';
import type { HomeViewsTable } from './home-table.ts';
import type { LocksTable, OpeningsTable } from './lock-tables.ts';

export interface OperationsTable {
  id: string;
  source: string;
  kind: ChangeKind;
  environment: string;
  state: OperationState;
  version: number;
  /** JSON of what never changes after planning. */
  body: string;
  /** JSON. */
  steps: string;
  /** JSON. */
  rollout: string | null;
  /** JSON. */
  outcome: string | null;
  /** JSON list of user ids. */
  decided_by: string;
  /** JSON. */
  awaiting: string | null;
  created_at: number;
  expires_at: number;
  decided_at: number | null;
  started_at: number | null;
  ended_at: number | null;
}

export interface VotesTable {
  operation: string;
  person: string;
  decision: Vote['decision'];
  /** JSON of a text or null. */
  reason: string;
  at: number;
}

export interface AuditTable {
  seq: number;
  at: number;
  actor: string;
  event: string;
  subject: string | null;
  environment: string | null;
  /** Canonical JSON. */
  data: string;
  hash: string;
}

export interface AuditHeadTable {
  id: number;
  seq: number;
  hash: string;
}

export interface IncidentsTable {
  id: string;
  fingerprint: string;
  environment: string | null;
  state: IncidentState;
  version: number;
  /** JSON of what is not queried. */
  body: string;
  opened_at: number;
  changed_at: number;
  resolved_at: number | null;
  investigate_at: number | null;
  inserted_at: number;
}

export interface NotificationsTable {
  id: string;
  topic: string;
  /** JSON of subject and message. */
  body: string;
  /** SHA-256 of topic and body, to tell a duplicate from a conflict. */
  digest: string;
  published_at: number;
  received_at: number;
  state: 'new' | 'handled' | 'quarantined';
  attempts: Generated<number>;
  owner: string | null;
  lease_until: Generated<number>;
}

export interface MessagesTable {
  seq: Generated<number>;
  id: string;
  channel: string;
  kind: CardKind | null;
  subject: string | null;
  /** JSON of a note's text and broadcast flag; null for a card. */
  note: string | null;
  parent: string | null;
  ts: string | null;
  wanted: Generated<number>;
  sent: Generated<number>;
  attempts: Generated<number>;
  digest: string | null;
  unsure: Generated<0 | 1>;
  parked: Generated<0 | 1>;
  next_at: number;
  owner: string | null;
  lease_until: Generated<number>;
}

export interface ChannelWaitsTable {
  channel: string;
  until: number;
}

export interface LeasesTable {
  name: string;
  owner: string;
  until: number;
  fence: number;
}

export interface FollowUpsTable {
  kind: FollowUpKind;
  subject: string;
  wanted: Generated<number>;
  due_at: number;
  attempts: Generated<number>;
  owner: string | null;
  lease_until: Generated<number>;
}

export interface IncidentSignalsTable {
  incident: string;
  fingerprint: string;
  kind: SignalKind;
  /** JSON of a text. */
  name: string;
  state: AlarmState;
  trusted: 0 | 1;
  changed_at: number;
  fired_at: number;
  fired: number;
  rank: number;
  /** JSON. */
  content: string | null;
}

export interface UnheardSignalsTable {
  fingerprint: string;
  changed_at: number;
  /** JSON. */
  content: string;
}

export interface SilencesTable {
  fingerprint: string;
  by_user: string;
  at: number;
  until: number;
}

export interface StoppedTasksTable {
  arn: string;
  environment: string;
  stopped_at: number;
  /** JSON of a TaskView. */
  body: string;
}

export interface BreakGlassTable {
  operation: string;
  by_user: string;
  /** JSON of a text. */
  reason: string;
  skipped: number;
  until: number;
  broken_at: number | null;
  reviewed_by: string | null;
  reviewed_at: number | null;
}

export interface KeptLogsTable {
  id: string;
  owner: string;
  kind: KeptLogKind;
  version: number;
  sealed: string;
  until: number;
}

export interface PicturesTable {
  file: string;
  name: string;
  at: number;
}

export interface SealedValuesTable {
  operation: string;
  sealed: string;
}

export interface SchemaMigrationsTable {
  name: string;
  sha: string;
}

export interface Tables {
  operations: OperationsTable;
  votes: VotesTable;
  audit: AuditTable;
  audit_head: AuditHeadTable;
  incidents: IncidentsTable;
  notifications: NotificationsTable;
  messages: MessagesTable;
  channel_waits: ChannelWaitsTable;
  leases: LeasesTable;
  follow_ups: FollowUpsTable;
  incident_signals: IncidentSignalsTable;
  unheard_signals: UnheardSignalsTable;
  silences: SilencesTable;
  stopped_tasks: StoppedTasksTable;
  sealed_values: SealedValuesTable;
  locks: LocksTable;
  kept_logs: KeptLogsTable;
  openings: OpeningsTable;
  break_glass: BreakGlassTable;
  home_views: HomeViewsTable;
  pictures: PicturesTable;
  schema_migrations: SchemaMigrationsTable;
}

export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;

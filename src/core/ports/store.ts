/** What is remembered. `transaction` commits everything or nothing; a state change, its audit row and its outbox row share one. */
import type { Incident } from '../incident.ts';
import type { ChangeKind, Operation, OperationState } from '../operation.ts';
import type { Sentence } from '../sentence.ts';
import type { GlassRecords } from './break-glass.ts';
import type { FollowUpRecords } from './follow-ups.ts';
import type { HomeViewRecords } from './home-views.ts';
import type { SignalRecords, SilenceRecords, StoppedTaskRecords } from './incident-life.ts';
import type { KeptLogRecords } from './kept-logs.ts';
import type { LeaseRecords } from './leases.ts';
import type { LockRecords, OpeningRecords } from './locks.ts';
import type { PictureRecords, RetentionRecords } from './retention.ts';

/** Fields of an operation that may change after it was planned. */
export type OperationPatch = Partial<
  Pick<
    Operation,
    'steps' | 'rollout' | 'outcome' | 'decidedBy' | 'awaiting' | 'decidedAt' | 'startedAt' | 'endedAt'
  >
>;

export interface OperationRecords {
  /** False when `source` has asked before or another operation of this environment is under way: nothing is written then. */
  insert(operation: Operation, source: string): Promise<boolean>;
  get(id: string): Promise<Operation | null>;
  bySource(source: string): Promise<Operation | null>;
  /** Compare-and-set: moves only from one of `from` (same state allowed for a patch) and, when given, only from that version. Null when it lost. `pending` also needs to be unexpired by database time to be approved. */
  move(
    id: string,
    from: readonly OperationState[],
    to: OperationState,
    patch: OperationPatch,
    version?: number,
  ): Promise<Operation | null>;
  list(filter: OperationFilter): Promise<readonly Operation[]>;
}

export interface OperationFilter {
  readonly environment?: string;
  readonly kind?: ChangeKind;
  readonly states?: readonly OperationState[];
  /** Only `pending` ones whose time is over by database time. */
  readonly expired?: boolean;
  readonly limit: number;
  /** Newest first unless true. */
  readonly oldestFirst?: boolean;
}

export interface Vote {
  readonly operation: string;
  readonly person: string;
  readonly decision: 'approve' | 'reject';
  readonly reason: string | null;
  readonly at: number;
}

export interface VoteRecords {
  /** False when this person has voted on the operation before. */
  insert(vote: Omit<Vote, 'at'>): Promise<boolean>;
  of(operation: string): Promise<readonly Vote[]>;
}

export interface AuditEntry {
  readonly seq: number;
  /** Database time, ms. */
  readonly at: number;
  readonly actor: string;
  readonly event: string;
  /** Operation or incident id. */
  readonly subject: string | null;
  readonly environment: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

export interface AuditRecords {
  append(entry: Omit<AuditEntry, 'seq' | 'at' | 'hash'>): Promise<void>;
  /** Newest first. */
  recent(filter: {
    readonly environment?: string;
    readonly since?: number;
    readonly actor?: string;
    /** Only rows about one of these operations or incidents. */
    readonly subjects?: readonly string[];
    readonly limit: number;
  }): Promise<readonly AuditEntry[]>;
  /** Oldest first, those after row `seq`. */
  after(
    seq: number,
    filter: { readonly environment?: string; readonly since?: number; readonly limit: number },
  ): Promise<readonly AuditEntry[]>;
  /** Walks the hash chain; the first row that does not fit, or null when all do. */
  verify(): Promise<{ readonly rows: number; readonly broken: number | null }>;
}

export interface IncidentRecords {
  /** The newest incident of a fingerprint, in any state. */
  latest(fingerprint: string): Promise<Incident | null>;
  get(id: string): Promise<Incident | null>;
  /**
   * Inserts at version 1 (or when `stored` is 0), or replaces when the stored version is `stored`, which is one less
   * than the incident's where left out. False when it lost the race.
   */
  save(incident: Incident, stored?: number): Promise<boolean>;
  /** Several at once, in no order; ids that are unknown are left out. */
  some(ids: readonly string[]): Promise<readonly Incident[]>;
  list(filter: {
    readonly states?: readonly Incident['state'][];
    readonly environment?: string;
    readonly limit: number;
  }): Promise<readonly Incident[]>;
  /** Open incidents whose investigation is due by database time. */
  due(limit: number): Promise<readonly Incident[]>;
}

export interface Notification {
  readonly id: string;
  readonly topic: string;
  readonly subject: string | null;
  readonly message: string;
  /** When SNS published it, ms. */
  readonly publishedAt: number;
}

/** The inbox: what arrived, once each, before it was answered with 200. */
export interface NotificationRecords {
  /** `new` committed now · `duplicate` the same message was there · `conflict` the id was there with another body. */
  receive(notification: Notification): Promise<'new' | 'duplicate' | 'conflict'>;
  /** Claims the oldest unhandled ones for `leaseMs`; attempts are counted. */
  claim(
    owner: string,
    leaseMs: number,
    limit: number,
  ): Promise<readonly (Notification & { readonly attempts: number })[]>;
  /** As `finish` for several that were handled. Throws when one of them was finished by somebody else. */
  finishAll(ids: readonly string[]): Promise<void>;
  /** Inside a transaction with the incident it became. */
  finish(id: string, outcome: 'handled' | 'quarantined'): Promise<void>;
}

/** `logs` a page of a result that was shared · `follow` a log that is being followed. */
export type CardKind = 'operation' | 'incident' | 'logs' | 'follow';

/** A message of ours in Slack: a card that follows its subject's state, or a note that is said once. */
export interface OutboxMessage {
  /** `operation:<id>`, `incident:<id>`, or `note:<…>`. */
  readonly id: string;
  readonly channel: string;
  readonly card: { readonly kind: CardKind; readonly subject: string } | null;
  readonly note: {
    readonly text: Sentence;
    readonly parent: string | null;
    readonly broadcast: boolean;
  } | null;
  /** Slack's ts once it was posted. */
  readonly ts: string | null;
  /** How often the state has asked for it, and the last of these that was sent. */
  readonly wanted: number;
  readonly sent: number;
  readonly attempts: number;
  /** Digest of what was sent last, so that an unchanged card is not edited. */
  readonly lastDigest: string | null;
  /** True when a post was sent and its answer was lost: look before posting again. */
  readonly unsure: boolean;
}

export interface MessageRecords {
  /** Asks for the card to be brought up to date; many asks before the sender comes are one. */
  want(card: { readonly kind: CardKind; readonly subject: string; readonly channel: string }): Promise<void>;
  /** Says something once; the same id twice is one note. `parent` is the outbox id of the card whose thread it belongs to. */
  say(note: {
    readonly id: string;
    readonly channel: string;
    readonly text: Sentence;
    readonly parent?: string;
    readonly broadcast?: boolean;
  }): Promise<void>;
  get(id: string): Promise<OutboxMessage | null>;
  /** The card that was posted at this place; null when it is none of ours. */
  at(channel: string, ts: string): Promise<OutboxMessage['card']>;
  /** Claims the due messages for `leaseMs`, oldest first, at most one a channel. */
  claim(owner: string, leaseMs: number, limit: number): Promise<readonly OutboxMessage[]>;
  /** Marks that a post is about to be sent, before it is sent. */
  sending(id: string, owner: string): Promise<boolean>;
  sent(
    id: string,
    owner: string,
    what: {
      readonly ts: string;
      readonly channel: string;
      readonly wanted: number;
      readonly digest: string;
      /** Keeps the channel back for so long, on all replicas; left out when nothing was sent just now. */
      readonly restMs?: number;
    },
  ): Promise<void>;
  /**
   * Tries again after `delayMs`; `parked` gives up and keeps the row for an operator; `holdChannel` keeps every
   * message of the channel back for that long, on all replicas, as a 429 asks.
   */
  later(
    id: string,
    owner: string,
    what: {
      readonly delayMs: number;
      readonly unsure: boolean;
      readonly parked?: boolean;
      readonly forgetTs?: boolean;
      readonly holdChannel?: boolean;
    },
  ): Promise<void>;
}

/** Encrypted values of operations that have not ended; gone with the move that ends them. */
export interface SealedRecords {
  put(operation: string, sealed: string): Promise<void>;
  get(operation: string): Promise<string | null>;
}

export interface Records {
  readonly operations: OperationRecords;
  readonly sealed: SealedRecords;
  readonly votes: VoteRecords;
  readonly audit: AuditRecords;
  readonly incidents: IncidentRecords;
  readonly notifications: NotificationRecords;
  readonly messages: MessageRecords;
  readonly leases: LeaseRecords;
  readonly followUps: FollowUpRecords;
  readonly signals: SignalRecords;
  readonly silences: SilenceRecords;
  readonly stoppedTasks: StoppedTaskRecords;
  readonly locks: LockRecords;
  readonly keptLogs: KeptLogRecords;
  readonly openings: OpeningRecords;
  readonly breakGlass: GlassRecords;
  readonly homeViews: HomeViewRecords;
  readonly retention: RetentionRecords;
  readonly pictures: PictureRecords;
}

export interface Store extends Records {
  readonly engine: 'sqlite' | 'postgres';
  /** Database time, ms. */
  now(): Promise<number>;
  transaction<T>(work: (records: Records) => Promise<T>): Promise<T>;
}

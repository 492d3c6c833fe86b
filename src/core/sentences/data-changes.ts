import type { Code, Moment, Nothing, Sentence, Span } from '../sentence.ts';

/** What changes of databases and caches say: plans, checks, outcomes, and AWS's refusals in plain words. */
export interface DataChangeSentences {
  'change.db-snapshot': { database: Code; environment: string };
  'change.db-resize': { to: Code; environment: string };
  'change.db-restore': { snapshot: Code; instance: Code; environment: string };
  'change.cache-resize': { to: Code; environment: string };

  'plan.no-database': { environment: string };
  'plan.database-missing': { database: Code };
  'plan.no-cache': { environment: string };
  'plan.cache-missing': { cache: Code };
  'plan.same-class': { database: Code; class: Code };
  'plan.class-unknown': { class: Code; engine: string; near: readonly Code[] };
  'plan.type-unknown': { type: string; near: readonly Code[] };
  'plan.snapshot-missing': { snapshot: string; offered: readonly Code[]; command: Code };
  'plan.snapshot-engine': { snapshot: Code; has: string; wants: string };
  'plan.restore-again': { instance: Code };

  'check.database.ok': { database: Code; status: Code };
  'check.database.busy': { database: Code; status: Code };
  'check.cache.ok': { cache: Code; status: Code };
  'check.cache.busy': { cache: Code; status: Code };
  'check.class.ok': { class: Code; engine: string };
  'check.class.not-checked': { class: Code; engine: string; why: Sentence };
  'check.type.ok': { type: Code };
  'check.type.not-checked': { type: Code; why: Sentence };
  'check.interruption.restart': Nothing;
  'check.interruption.failover': Nothing;
  'check.interruption.cache': Nothing;
  'check.interruption.group': Nothing;
  'check.pending.none': Nothing;
  'check.pending.with-it': { names: readonly Code[] };
  'check.data.rollout': Nothing;
  'check.snapshot.standby': { storage: number };
  'check.snapshot.pause': { storage: number };
  'check.snapshot.fresh': { snapshot: Code; age: Span };
  'check.snapshot.old': { snapshot: Code; age: Span; command: Code };
  'check.snapshot.none': { command: Code };
  'check.snapshot.not-checked': { why: Sentence };
  'check.data-cost': { difference: string; region: string; asOf: string };
  'check.data-cost.unknown': { what: Code; region: string };
  'check.restore.beside': { database: Code };
  'check.restore.snapshot': { at: Moment; age: Span; storage: number };
  'check.restore.other': { snapshot: Code; other: Code; at: Moment; age: Span };
  'check.restore.not-ready': { snapshot: Code; status: Code };
  'check.restore.cost': { month: string; region: string; asOf: string };
  'check.settings.carried': { class: Code; subnets: Code; groups: readonly Code[]; parameters: Code };
  'check.settings.version': { has: string; wants: string };
  'check.host.variables': { variables: readonly Code[] };
  'check.host.maybe': { names: readonly Code[] };
  'check.host.nowhere': Nothing;
  'check.host.not-checked': { why: Sentence };

  'outcome.snapshot': { snapshot: Code; storage: number; took: Span };
  'outcome.snapshot-next': { command: Code };
  'outcome.snapshot-failed': { snapshot: Code; status: Code };
  'outcome.snapshot-gone': { snapshot: Code };
  'outcome.db-resized': { class: Code; took: Span };
  'outcome.db-not-resized': { class: Code };
  'outcome.db-resize-superseded': { now: Code };
  'outcome.database-gone': { database: Code };
  'outcome.database-broken': { database: Code; status: Code };
  'outcome.see-events': { command: Code };
  'outcome.restored': { instance: Code; host: Code; took: Span };
  'outcome.restore-both': { old: Code; month: string | null };
  'outcome.restore-by-hand': { line: Code };
  'outcome.cache-resized': { type: Code; took: Span };
  'outcome.cache-not-resized': { type: Code };
  'outcome.cache-resize-superseded': { now: Code };
  'outcome.cache-gone': { cache: Code };

  'point.set': { command: Code };
  'point.within': { variables: readonly Code[]; old: Code; host: Code };
  'point.maybe': { names: readonly Code[]; host: Code; command: Code };
  'point.nowhere': { host: Code };
  'point.unknown': { host: Code };

  'card.field.snapshot': Nothing;
  'card.field.database': Nothing;
  'card.field.new-database': Nothing;
  'card.field.instance-class': Nothing;
  'card.field.node-type': Nothing;
  'card.progress': { status: string; percent: number | null };
  'card.progress.sent': Nothing;

  'aws.snapshot-exists': Nothing;
  'aws.instance-exists': Nothing;
  'aws.database-state': Nothing;
  'aws.snapshot-state': Nothing;
  'aws.database-gone': Nothing;
  'aws.snapshot-gone': Nothing;
  'aws.snapshot-quota': Nothing;
  'aws.instance-quota': Nothing;
  'aws.storage-quota': Nothing;
  'aws.capacity': Nothing;
  'aws.storage-type': Nothing;
  'aws.settings-gone': Nothing;
  'aws.network': Nothing;
  'aws.key': Nothing;
  'aws.cache-state': Nothing;
  'aws.cache-gone': Nothing;
  'aws.node-quota': Nothing;
}

/** What every change of the database reads first, and the checks they share. */
import type { ChangeReaders, Planned } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import type { DatabaseView } from '../core/ports/rds.ts';
import { code, say, span } from '../core/sentence.ts';
import { refusedPlan } from './plan-of.ts';
import { tryRead } from './read-live.ts';

/** A snapshot that is younger than this is one to go back to, ms. */
const FRESH_MS = 24 * 60 * 60_000;

export async function readDatabase(
  readers: ChangeReaders,
  environment: Environment,
): Promise<{ readonly view: DatabaseView } | { readonly none: Planned }> {
  const { database, name } = environment;
  if (database === null) return { none: refusedPlan(say('plan.no-database', { environment: name })) };
  const view = await readers.rds.instance(environment, database);
  if (view !== null) return { view };
  return { none: refusedPlan(say('plan.database-missing', { database: code(database) })) };
}

/** Every change of RDS is refused while the instance does anything else. */
export function checkDatabase({ id, status }: DatabaseView): Check {
  const values = { database: code(id), status: code(status) };
  return status === 'available'
    ? { name: 'database', level: 'ok', text: say('check.database.ok', values) }
    : { name: 'database', level: 'stop', text: say('check.database.busy', values) };
}

/** By names and in one order, so that the same waiting changes read the same. */
export function pendingText({ pending }: Pick<DatabaseView, 'pending'>): string {
  const pairs = Object.entries(pending).sort(([one], [other]) => (one < other ? -1 : 1));
  return pairs.length === 0 ? '–' : pairs.map(([name, value]) => `${name}=${value}`).join(', ');
}

/** Something to go back to, should the change go wrong. */
export async function checkSnapshotAge(
  readers: ChangeReaders,
  environment: Environment,
  view: DatabaseView,
): Promise<Check> {
  const name = 'snapshot';
  const found = await tryRead(readers.rds.snapshots(environment, view.id));
  if (!found.ok)
    return { name, level: 'not-checked', text: say('check.snapshot.not-checked', { why: found.why }) };
  const command = code(`/hydrous db snapshot ${environment.name}`);
  const newest = found.value.find(({ status, createdAt }) => status === 'available' && createdAt !== null);
  if (newest === undefined || newest.createdAt === null)
    return { name, level: 'warning', text: say('check.snapshot.none', { command }) };
  const age = Math.max(0, readers.clock.now() - newest.createdAt);
  const values = { snapshot: code(newest.id), age: span(age) };
  return age <= FRESH_MS
    ? { name, level: 'ok', text: say('check.snapshot.fresh', values) }
    : { name, level: 'warning', text: say('check.snapshot.old', { ...values, command }) };
}

/** States in which RDS stays by itself and that need a person. Source: RDS User Guide, "Viewing DB instance status". */
const BROKEN: ReadonlySet<string> = new Set([
  'failed',
  'inaccessible-encryption-credentials',
  'inaccessible-encryption-credentials-recoverable',
  'incompatible-create',
  'incompatible-credentials',
  'incompatible-network',
  'incompatible-option-group',
  'incompatible-parameters',
  'incompatible-restore',
  'insufficient-capacity',
  'restore-error',
  'storage-full',
]);

export function isBroken(status: string): boolean {
  return BROKEN.has(status);
}

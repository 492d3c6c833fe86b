/** Facts about the database, the cache, and what a probe heard. */
import type { DependencyEvidence, Evidence } from './evidence.ts';
import { type Fact, type FactName, one } from './fact.ts';

/** Nothing can be had from an instance in one of these. Source: RDS User Guide, "DB instance status". */
const DOWN =
  /^(?:stopped|stopping|failed|deleting|creating|renaming|restore-error|inaccessible-encryption-credentials(?:-recoverable)?|incompatible-\w+|insufficient-capacity|create-failed|restoring)$/;
const RESTARTING = /^(?:rebooting|starting|failing-over|rebooting cluster nodes)$/;
/** An instance in one of these usually works, and sometimes not for a while. */
const BUSY = /^(?:maintenance|upgrading|moving-to-vpc|converting-to-vpc|resetting-master-credentials)$/;
const CACHE_DOWN = /^(?:create-failed|deleting|deleted|creating|incompatible-network|restore-failed)$/;

export function dependencyFacts({ database, cache, probes }: Evidence): readonly Fact[] {
  return [
    ...(database?.ok === true && database.value !== null ? databaseFacts(database.value) : []),
    ...(cache?.ok === true && cache.value !== null ? cacheFacts(cache.value) : []),
    ...(probes?.ok === true && probes.value !== null ? probeFacts(probes.value) : []),
  ];
}

function databaseFacts(database: DependencyEvidence): readonly Fact[] {
  const { id, status } = database;
  const detail = `${id}: ${status}`;
  const known: readonly (readonly [boolean, FactName])[] = [
    [status === 'storage-full', 'database-storage-full'],
    [DOWN.test(status), 'database-down'],
    [RESTARTING.test(status), 'database-restarting'],
    [BUSY.test(status), 'database-not-ready'],
  ];
  return known.filter(([is]) => is).map(([, name]) => one(name, detail));
}

function cacheFacts({ id, status }: DependencyEvidence): readonly Fact[] {
  return CACHE_DOWN.test(status) || RESTARTING.test(status) ? [one('cache-down', `${id}: ${status}`)] : [];
}

type Probes = Extract<NonNullable<Evidence['probes']>, { readonly ok: true }>['value'];

/** A refusal is one only when the backend answers: errors of the server never carry the headers of CORS. */
function probeFacts({ health, preflight, origin }: NonNullable<Probes>): readonly Fact[] {
  const facts: Fact[] = [];
  if (health !== null && (health.status === null || health.status >= 500))
    facts.push(one('health-probe-failed', health.failure ?? `HTTP ${health.status}`));
  if (origin === null || preflight === null || preflight.status === null) return facts;
  const answers = [preflight, ...(health === null ? [] : [health])];
  if (answers.some((each) => each.status === null || each.status >= 500)) return facts;
  const allowed = (each: { readonly headers: Readonly<Record<string, string>> }) => {
    const value = each.headers['access-control-allow-origin'];
    return value === '*' || value === origin;
  };
  facts.push(
    answers.some(allowed)
      ? one('cors-probe-allowed', origin)
      : one('cors-probe-refused', `${origin} → HTTP ${preflight.status}`),
  );
  return facts;
}

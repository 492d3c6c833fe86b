/** Whether going back to the last proven revision would cure what was found, and in any case why or why not. */
import type { MetricAlarm } from './alarm.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Evidence, LastChange } from './evidence.ts';
import { METRIC, pointsOf } from './evidence-metrics.ts';
import type { Fact } from './fact.ts';
import type { GuideCase, RollbackHelps } from './guide.ts';
import type { Hit, Weighed } from './matches.ts';
import { touchedBy } from './revision-diff.ts';
import type { Sentence } from './sentence.ts';
import { code, say } from './sentence.ts';
import { unreadPart } from './unread-evidence.ts';

export type RollbackAdvice = Pick<Diagnosis, 'advice' | 'offerRollback'>;

export interface RollbackQuestion {
  readonly evidence: Evidence;
  /** The entries that fit, the first cause first. */
  readonly found: readonly Weighed[];
  /** Hits of the first cause at any time, also long before the alarm. */
  readonly before: readonly Hit[];
  readonly facts: readonly Fact[];
  readonly alarm: MetricAlarm | null;
}

/** Trouble that shows this soon after a change is taken to have begun with it, ms. */
const SOON_MS = 30 * 60_000;
/** Clocks of ECS, logs and alarms do not agree to the second, ms. */
const CLOCKS_MS = 60_000;

export function rollbackAdvice(question: RollbackQuestion): RollbackAdvice {
  const { evidence, found, facts } = question;
  const no = (why: Sentence): RollbackAdvice => ({ advice: [why], offerRollback: false });
  const [first] = found;
  if (first === undefined) return { advice: [], offerRollback: false };
  if (evidence.service.ok && evidence.service.value.rollingBack)
    return no(say('incidents.already-rolling-back'));
  const down = downNow(evidence, facts);
  if (down !== null && first.hits.some(({ evidence: { fact } }) => isDown(fact)))
    return no(say('evidence.dependency-is-down', down));
  const helps = helpsOf(first);
  if (helps === 'no') return no(say('incidents.rollback-is-no-cure'));
  if (!evidence.lastChange.ok) return no(say('incidents.changes-not-read', { why: evidence.lastChange.why }));
  const change = evidence.lastChange.value;
  if (change === null) return no(say('incidents.no-change-known'));
  if (helps === 'if-the-change-touched-it' && !isTouched(first, change))
    return no(
      change.diff != null && beganWith(change, question, first)
        ? say('evidence.rollback-not-touched', { revision: change.revision })
        : say('incidents.rollback-is-no-cure'),
    );
  const { proven, historyUnread } = change;
  if (proven === null && historyUnread !== undefined)
    return no(say('incidents.changes-not-read', { why: historyUnread }));
  if (proven === null) return no(say('incidents.nothing-proven'));
  const live = evidence.service.ok ? evidence.service.value.taskDefinition : null;
  const isAnother = proven.revision !== change.revision;
  if (isAnother && revisionOf(live) === proven.revision)
    return no(say('incidents.already-back', { revision: proven.revision }));
  if (!beganWith(change, question, first)) return no(say('incidents.began-before'));
  if (!isBrought(first, evidence, facts))
    return no(say('evidence.load-not-change', { revision: change.revision }));
  const part = unreadPart(first, evidence);
  if (part !== null) return no(say('incidents.part-not-read', { part }));
  return {
    advice: [
      say('incidents.rollback-helps', {
        revision: proven.revision,
        command: code('/hydrous rollback'),
      }),
    ],
    offerRollback: true,
  };
}

const DOWN = ['database-down', 'database-storage-full', 'database-restarting', 'cache-down'];

function isDown(fact: string | undefined): boolean {
  return fact !== undefined && DOWN.includes(fact);
}

function downNow({ database, cache }: Evidence, facts: readonly Fact[]) {
  const fact = facts.find(({ name }) => isDown(name));
  if (fact === undefined) return null;
  const part = fact.name === 'cache-down' ? cache : database;
  if (part?.ok !== true || part.value === null) return null;
  return { name: code(part.value.id), status: code(part.value.status) };
}

/** The case that the strongest hit with one points at. */
function caseOf({ entry, hits }: Weighed): GuideCase | undefined {
  const strongest = [...hits].sort((one, other) => other.pattern.weight - one.pattern.weight);
  const named = strongest.find(({ pattern }) => pattern.case !== undefined)?.pattern.case;
  return entry.cases?.find(({ id }) => id === named);
}

function helpsOf(weighed: Weighed): RollbackHelps {
  return caseOf(weighed)?.rollbackHelps ?? weighed.entry.rollbackHelps;
}

/** Without a comparison of the revisions at least another image is known from the deployments themselves. */
function isTouched(weighed: Weighed, { diff, image }: LastChange): boolean {
  const expression = caseOf(weighed)?.touchedBy ?? weighed.entry.touchedBy;
  if (expression === undefined) return false;
  const other = image !== null && image.from !== null && image.from !== image.to ? ['image'] : [];
  const touched = diff == null ? other : touchedBy(diff);
  return touched.some((word) => new RegExp(expression, 'iu').test(word));
}

/** Where metrics of the tasks were read they must have jumped with the change; what only rose with the load did not. */
function isBrought({ entry }: Weighed, { metrics }: Evidence, facts: readonly Fact[]): boolean {
  const needed = entry.broughtBy;
  if (needed === undefined || metrics?.ok !== true) return true;
  const known = [METRIC.cpu, METRIC.memory].some((metric) => pointsOf(metrics.value, metric).length > 0);
  return !known || facts.some(({ name }) => needed.includes(name));
}

/**
 * The trouble began with the change when nothing of it was seen before, no task of the proven revision shows it, and
 * it came soon after the change or the change's rollout never ended well.
 */
function beganWith(change: LastChange, question: RollbackQuestion, { hits }: Weighed): boolean {
  const { evidence, before, alarm } = question;
  const times = [...hits, ...before].flatMap(({ from }) => (from === null ? [] : [from]));
  const first = times.length === 0 ? (alarm?.changedAt ?? null) : Math.min(...times);
  if (first !== null && first < change.at - CLOCKS_MS) return false;
  const definitions = hits.flatMap(({ taskDefinitions }) => taskDefinitions);
  if (definitions.some((each) => revisionOf(each) !== change.revision)) return false;
  if (first !== null && first <= change.at + SOON_MS) return true;
  return rolloutIsBad(change, evidence);
}

function rolloutIsBad(change: LastChange, { service }: Evidence): boolean {
  if (!service.ok) return false;
  return service.value.deployments.some(
    ({ taskDefinition, rolloutState }) =>
      revisionOf(taskDefinition) === change.revision && rolloutState !== null && rolloutState !== 'COMPLETED',
  );
}

/** `arn:…:task-definition/hydrous:43` → 43. */
export function revisionOf(taskDefinition: string | null): number | null {
  const digits = /:(\d{1,9})$/.exec(taskDefinition ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Whether going back to the last proven revision would cure what was found, and in any case why or why not. */
import type { Diagnosis } from './diagnosis.ts';
import type { Evidence, LastChange } from './evidence.ts';
import type { RollbackHelps } from './guide.ts';
import type { Weighed } from './matches.ts';
import type { Sentence } from './sentence.ts';
import { code, say } from './sentence.ts';

export type RollbackAdvice = Pick<Diagnosis, 'advice' | 'offerRollback'>;

/** Trouble that shows this soon after a change is taken to have begun with it, ms. */
const SOON_MS = 30 * 60_000;
/** Clocks of ECS, logs and alarms do not agree to the second, ms. */
const CLOCKS_MS = 60_000;

/** `found` are the entries that fit, the first cause first. */
export function rollbackAdvice(evidence: Evidence, found: readonly Weighed[]): RollbackAdvice {
  const no = (why: Sentence): RollbackAdvice => ({ advice: [why], offerRollback: false });
  const [first] = found;
  if (first === undefined) return { advice: [], offerRollback: false };
  if (evidence.service.ok && evidence.service.value.rollingBack)
    return no(say('incidents.already-rolling-back'));
  if (helpsOf(first) === 'no') return no(say('incidents.rollback-is-no-cure'));
  if (!evidence.lastChange.ok) return no(say('incidents.changes-not-read', { why: evidence.lastChange.why }));
  const change = evidence.lastChange.value;
  if (change === null) return no(say('incidents.no-change-known'));
  if (change.proven === null) return no(say('incidents.nothing-proven'));
  const live = evidence.service.ok ? evidence.service.value.taskDefinition : null;
  const isAnother = change.proven.revision !== change.revision;
  if (isAnother && revisionOf(live) === change.proven.revision)
    return no(say('incidents.already-back', { revision: change.proven.revision }));
  if (!beganWith(change, evidence, first)) return no(say('incidents.began-before'));
  return {
    advice: [
      say('incidents.rollback-helps', {
        revision: change.proven.revision,
        command: code('/hydrous rollback'),
      }),
    ],
    offerRollback: true,
  };
}

function helpsOf({ entry, hits }: Weighed): RollbackHelps {
  const strongest = [...hits].sort((one, other) => other.pattern.weight - one.pattern.weight);
  const named = strongest.find(({ pattern }) => pattern.case !== undefined)?.pattern.case;
  return entry.cases?.find(({ id }) => id === named)?.rollbackHelps ?? entry.rollbackHelps;
}

/**
 * The trouble began with the change when nothing of it was seen before, no task of the proven revision shows it, and
 * it came soon after the change or the change's rollout never ended well.
 */
function beganWith(change: LastChange, evidence: Evidence, { hits }: Weighed): boolean {
  const times = hits.flatMap(({ from }) => (from === null ? [] : [from]));
  const first = times.length === 0 ? null : Math.min(...times);
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

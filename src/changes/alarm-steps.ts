/** What setting up alarms and taking that back share: which alarms a plan holds, and how one stands now. */
import type { Change, ChangeReaders, Settlement, StepSeen } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import { ALARM } from '../core/moved-text.ts';
import type { Operation } from '../core/operation.ts';
import type { AlarmDefinition } from '../core/ports/alarm-definitions.ts';
import { code, type Sentence, say } from '../core/sentence.ts';

/** `before` is null for an alarm that was not there, `after` is null for one that is deleted. */
export interface AlarmStep {
  readonly name: string;
  readonly before: AlarmDefinition | null;
  readonly after: AlarmDefinition | null;
}

/** One write for each alarm of the plan, and how it is known to have happened. */
export const ALARM_STEPS: Pick<Change<unknown>, 'live' | 'steps' | 'apply' | 'seen'> = {
  live: (readers, environment, plan) => liveAlarms(readers, environment, alarmSteps({ plan })),
  steps: (plan) => alarmSteps({ plan }).map(({ name }) => name),
  async apply(writer, environment, operation, step) {
    const found = alarmSteps(operation).find(({ name }) => name === step);
    if (found === undefined) throw new Error(`the plan has no alarm ${step}`);
    if (found.after === null) await writer.deleteAlarm(environment, found.name);
    else await writer.putAlarm(environment, found.after);
    return {};
  },
  seen: (readers, environment, operation, { step }) => seenAlarm(readers, environment, operation, step),
};

export function alarmSteps({ plan }: Pick<Operation, 'plan'>): readonly AlarmStep[] {
  return Array.isArray(plan.target['alarms']) ? (plan.target['alarms'] as readonly AlarmStep[]) : [];
}

/** The steps that were sent and answered. */
export function appliedSteps(operation: Operation): readonly AlarmStep[] {
  const done = new Set(operation.steps.flatMap((record) => (record.result === null ? [] : [record.step])));
  return alarmSteps(operation).filter(({ name }) => done.has(name));
}

/** Null where there is no alarm of that name, `other-kind` where it is no plain one. */
export type AlarmNow = AlarmDefinition | null | 'other-kind';

export async function readAlarmsNow(
  readers: ChangeReaders,
  environment: Environment,
): Promise<(name: string) => AlarmNow> {
  const all = await readers.alarmDefinitions.all(environment);
  const byName = new Map(all.map(({ name, definition }) => [name, definition ?? ('other-kind' as const)]));
  return (name) => byName.get(name) ?? null;
}

export function sameAlarm(one: AlarmNow, other: AlarmNow): boolean {
  return shapeOf(one) === shapeOf(other);
}

/** Short, for a person who reads what moved; its end is a digest, so that no setting can change unseen. */
function alarmText(readers: ChangeReaders, now: AlarmNow): string {
  if (now === null) return '–';
  if (now === 'other-kind') return now;
  const { metric, statistic, threshold, datapointsToAlarm, evaluationPeriods, period } = now;
  const window = `${datapointsToAlarm}/${evaluationPeriods} x ${period} s`;
  const digest = readers.digest(shapeOf(now)).slice(0, 8);
  return `${statistic} ${metric} ${now.comparison} ${threshold}, ${window} (${digest})`;
}

/** One text for one alarm, whatever the order of its dimensions and actions. */
function shapeOf(now: AlarmNow): string {
  if (now === null || now === 'other-kind') return String(now);
  const fields = Object.entries(now).map(([field, value]): readonly [string, unknown] => [
    field,
    Array.isArray(value)
      ? [...value].sort()
      : typeof value === 'object' && value !== null
        ? Object.entries(value).sort()
        : value,
  ]);
  return JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The plan's alarms as they were when it was made. */
export function plannedAlarms(
  readers: ChangeReaders,
  steps: readonly AlarmStep[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(steps.map(({ name, before }) => [`${ALARM}${name}`, alarmText(readers, before)]));
}

/** The plan's alarms as they are; one that an earlier step has already changed is no drift. */
async function liveAlarms(
  readers: ChangeReaders,
  environment: Environment,
  steps: readonly AlarmStep[],
): Promise<Readonly<Record<string, string>>> {
  const now = await readAlarmsNow(readers, environment);
  return Object.fromEntries(
    steps.map(({ name, before, after }) => [
      `${ALARM}${name}`,
      alarmText(readers, sameAlarm(now(name), after) ? before : now(name)),
    ]),
  );
}

async function seenAlarm(
  readers: ChangeReaders,
  environment: Environment,
  operation: Operation,
  name: string,
): Promise<{ readonly seen: StepSeen; readonly result?: Readonly<Record<string, string>> }> {
  const step = alarmSteps(operation).find((each) => each.name === name);
  if (step === undefined) return { seen: 'cannot-tell' };
  const now = (await readAlarmsNow(readers, environment))(name);
  if (sameAlarm(now, step.after)) return { seen: 'applied', result: {} };
  return { seen: sameAlarm(now, step.before) ? 'not-applied' : 'cannot-tell' };
}

/** What DescribeAlarms may still not show, ms after a write. */
const SHOWING_MS = 10_000;

/** `done` is told when every alarm of the plan is as the plan wants it. */
export async function settleAlarms(
  readers: ChangeReaders,
  environment: Environment,
  operation: Operation,
  done: Sentence,
): Promise<Settlement> {
  const now = await readAlarmsNow(readers, environment);
  const unlike = alarmSteps(operation).filter(({ name, after }) => !sameAlarm(now(name), after));
  if (unlike.length === 0) return ended('succeeded', done);
  const lastSent = Math.max(operation.createdAt, ...operation.steps.map(({ sentAt }) => sentAt));
  if (readers.clock.now() - lastSent < SHOWING_MS) return { state: 'running', rollout: null };
  const names = unlike.map(({ name }) => code(name));
  return ended('superseded', say('outcome.alarms-superseded', { names }));
}

function ended(state: 'succeeded' | 'superseded', text: Sentence): Settlement {
  return { state, rollout: null, outcome: { text, details: [], lines: [], entry: null } };
}

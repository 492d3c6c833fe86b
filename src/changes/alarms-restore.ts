import type { Change, ChangeReaders, Planned } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import type { Operation, PlanRow } from '../core/operation.ts';
import { code, say } from '../core/sentence.ts';
import {
  ALARM_STEPS,
  type AlarmStep,
  alarmSteps,
  appliedSteps,
  plannedAlarms,
  readAlarmsNow,
  sameAlarm,
  settleAlarms,
} from './alarm-steps.ts';
import { deleteAlarmLine, putAlarmLine } from './manual-lines.ts';
import { planOf, refusedPlan } from './plan-of.ts';

/** `operation` is the id of the one that set the alarms up. */
interface RestoreWish {
  readonly operation: string;
}

/** Takes an `alarms create` back: deletes what it made, and gives what it changed its former settings again. */
export const alarmsRestore: Change<RestoreWish> = {
  kind: 'alarms-restore',
  plan: planRestore,
  ...ALARM_STEPS,
  settle: (readers, environment, operation) =>
    settleAlarms(readers, environment, operation, say('outcome.alarms-restored', countsOf(operation))),
  soFar(operation) {
    const applied = appliedSteps(operation);
    if (applied.length === 0) return [say('outcome.alarms-none-so-far')];
    return [say('outcome.alarms-restored-so-far', { names: applied.map(({ name }) => code(name)) })];
  },
  undo: () => null,
  describe: ({ plan, environment }) => say('change.alarms-restore', { ...countsOf({ plan }), environment }),
};

function countsOf(operation: Pick<Operation, 'plan'>): {
  readonly deleted: number;
  readonly restored: number;
} {
  const steps = alarmSteps(operation);
  const deleted = steps.filter(({ after }) => after === null).length;
  return { deleted, restored: steps.length - deleted };
}

async function planRestore(
  readers: ChangeReaders,
  environment: Environment,
  wish: RestoreWish,
): Promise<Planned> {
  const made = await readers.operation(wish.operation);
  if (made === null || made.kind !== 'alarms-create' || made.environment !== environment.name)
    return refusedPlan(say('plan.no-alarms-made', { id: wish.operation, environment: environment.name }));
  const now = await readAlarmsNow(readers, environment);
  const looked = appliedSteps(made).map((step) => look(step, now(step.name)));
  const steps = looked.flatMap(({ step }) => (step === null ? [] : [step]));
  const checks = looked.map(({ check }) => check);
  if (steps.length === 0) return refusedPlan(say('plan.alarms-nothing-back', { id: code(made.id) }), checks);
  return planOf(readers, {
    rows: [...rowOf('alarms-deleted', steps, true), ...rowOf('alarms-changed', steps, false)],
    checks,
    live: plannedAlarms(readers, steps),
    startsDeployment: false,
    manual: steps.map(({ name, after }) =>
      after === null ? deleteAlarmLine(environment, name) : putAlarmLine(environment, after),
    ),
    target: { alarms: steps, made: made.id },
  });
}

/** What somebody has changed since is theirs, and stays. */
function look(
  { name, before, after }: AlarmStep,
  now: ReturnType<Awaited<ReturnType<typeof readAlarmsNow>>>,
): { readonly step: AlarmStep | null; readonly check: Check } {
  const check = (level: Check['level'], key: 'gone' | 'moved' | 'delete' | 'put-back'): Check => ({
    name: 'recipe',
    level,
    text: say(`check.alarm.${key}`, { name: code(name) }),
  });
  if (sameAlarm(now, before)) return { step: null, check: check('ok', 'gone') };
  if (!sameAlarm(now, after)) return { step: null, check: check('warning', 'moved') };
  const step = { name, before: after, after: before };
  return { step, check: check('ok', before === null ? 'delete' : 'put-back') };
}

function rowOf(
  field: 'alarms-deleted' | 'alarms-changed',
  steps: readonly AlarmStep[],
  isGone: boolean,
): readonly PlanRow[] {
  const names = steps.filter(({ after }) => (after === null) === isGone).map(({ name }) => name);
  return names.length === 0 ? [] : [{ field, from: names.join(', '), to: isGone ? null : '↩' }];
}

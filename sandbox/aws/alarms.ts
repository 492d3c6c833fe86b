/** Alarms: their states, their evaluation against the metrics and each other, and the actions they take. */
import type * as cw from '@aws-sdk/client-cloudwatch';
import { judge, type Verdict } from './alarm-judge.ts';
import { alarmMessage, alarmSubject, periodOf } from './alarm-message.ts';
import { childText } from './alarm-text.ts';
import { awsTime } from './aws-time.ts';
import { alarmName, alarmsIn, holds, parseRule, type Rule } from './composite-rule.ts';
import type { MetricStore } from './metrics.ts';
import type { Timeline } from './timeline.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface TriggeringChild {
  readonly Arn: string;
  readonly State: { readonly Value: AlarmState; readonly Timestamp: string };
}

/** What only a composite alarm has. */
export interface Composite {
  readonly rule: string;
  readonly parsed: Rule;
  /** Name of the alarm that holds back the actions while it is in ALARM. */
  readonly suppressor: string | null;
  /** Children behind the last change of state. */
  triggering: readonly TriggeringChild[];
}

export interface Alarm {
  readonly name: string;
  readonly arn: string;
  /** Of a composite alarm only the name, the description and the actions. */
  definition: cw.PutMetricAlarmCommandInput;
  composite: Composite | null;
  configuredAt: number;
  state: AlarmState;
  reason: string;
  reasonData: string | null;
  /** Time of the last change of state. */
  changedAt: number;
  /** A state set by hand stands until then. */
  heldUntil: number;
  /** Why the actions of the last change were held back; null when they were not. */
  suppressedBy: string | null;
}

export interface AlarmHistoryItem {
  readonly alarm: string;
  readonly isComposite: boolean;
  readonly at: number;
  readonly type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly summary: string;
  readonly data: string;
}

export interface Alarms {
  readonly all: ReadonlyMap<string, Alarm>;
  /** Newest first, at most 1000. */
  readonly history: readonly AlarmHistoryItem[];
  /** Creates or replaces; `state` is where a new one starts. */
  put(arn: string, definition: cw.PutMetricAlarmCommandInput, state?: AlarmState): Alarm;
  /** Throws an Error when the rule cannot be read or names an alarm that does not exist. */
  putComposite(arn: string, definition: cw.PutCompositeAlarmCommandInput): Alarm;
  remove(name: string): void;
  /** Sets a state by hand: actions run, and evaluation leaves it alone for one period. */
  set(alarm: Alarm, state: AlarmState, reason: string, reasonData?: string): void;
  evaluate(): void;
}

export interface AlarmParts {
  readonly timeline: Timeline;
  readonly metrics: MetricStore;
  readonly account: string;
  /** False when there is no such topic. */
  publish(topicArn: string, message: string, subject: string): boolean;
  /** Told of every change of state, whether or not it has actions. */
  changed(alarm: Alarm, previous: Pick<Alarm, 'state' | 'reason' | 'reasonData' | 'changedAt'>): void;
}

const MAX_HISTORY = 1_000;
/** Composite alarms may stand on others; their changes settle within this many looks. */
const MAX_LOOKS = 10;

export function createAlarms(parts: AlarmParts): Alarms {
  const { timeline } = parts;
  const all = new Map<string, Alarm>();
  const history: AlarmHistoryItem[] = [];

  function note(alarm: Alarm, type: AlarmHistoryItem['type'], summary: string, data: object): void {
    const { name, composite } = alarm;
    const text = JSON.stringify({ version: '1.0', ...data });
    const isComposite = composite !== null;
    history.unshift({ alarm: name, isComposite, at: timeline.now(), type, summary, data: text });
    if (history.length > MAX_HISTORY) history.length = MAX_HISTORY;
  }

  function move(alarm: Alarm, verdict: Verdict): void {
    const { state, reason, reasonData, changedAt } = alarm;
    if (state === verdict.state) return;
    const oldState = { stateValue: state, stateReason: reason, ...dataOf(reasonData) };
    alarm.state = verdict.state;
    alarm.reason = verdict.reason;
    alarm.reasonData = verdict.data;
    alarm.changedAt = timeline.now();
    const newState = { stateValue: alarm.state, stateReason: alarm.reason, ...dataOf(verdict.data) };
    const summary = `Alarm updated from ${state} to ${alarm.state}`;
    note(alarm, 'StateUpdate', summary, { type: 'StateUpdate', oldState, newState });
    alarm.suppressedBy = suppression(alarm);
    act(alarm, state);
    parts.changed(alarm, { state, reason, reasonData, changedAt });
  }

  function suppression(alarm: Alarm): string | null {
    const suppressor = alarm.composite?.suppressor ?? null;
    const found = suppressor === null ? undefined : all.get(suppressor);
    return found?.state === 'ALARM' ? `Actions suppressed by ${found.arn}` : null;
  }

  function act(alarm: Alarm, old: AlarmState): void {
    if (alarm.definition.ActionsEnabled === false) return;
    for (const action of actionsOf(alarm)) {
      if (!action.startsWith('arn:aws:sns:')) continue;
      if (alarm.suppressedBy !== null) {
        note(alarm, 'Action', alarm.suppressedBy, { type: 'Action', actionState: 'Suppressed' });
        continue;
      }
      const message = alarmMessage(parts.account, alarm, old);
      const sent = parts.publish(action, message, alarmSubject(alarm));
      const summary = `${sent ? 'Successfully executed' : 'Failed to execute'} action ${action}`;
      note(alarm, 'Action', summary, {
        type: 'Notification',
        actionState: sent ? 'Succeeded' : 'Failed',
        stateUpdateTimestamp: Math.floor(alarm.changedAt),
        notificationResource: action,
        ...(sent ? { publishedMessage: message } : { error: 'Resource not found' }),
      });
    }
  }

  function keep(
    arn: string,
    definition: cw.PutMetricAlarmCommandInput,
    state: AlarmState,
    composite: Composite | null,
  ): Alarm {
    const name = definition.AlarmName ?? '';
    const known = all.get(name);
    const alarm: Alarm = known ?? {
      name,
      arn,
      definition,
      composite,
      configuredAt: timeline.now(),
      state,
      reason: state === 'INSUFFICIENT_DATA' ? 'Unchecked: Initial alarm creation' : 'Threshold not crossed',
      reasonData: null,
      changedAt: timeline.now(),
      heldUntil: 0,
      suppressedBy: null,
    };
    alarm.definition = definition;
    alarm.composite = composite;
    alarm.configuredAt = timeline.now();
    all.set(name, alarm);
    const verb = known === undefined ? 'created' : 'updated';
    const type = known === undefined ? 'Create' : 'Update';
    note(alarm, 'ConfigurationUpdate', `Alarm "${name}" ${verb}`, {
      type,
      [`${verb}Alarm`]: { ...definition },
    });
    return alarm;
  }

  function childrenOf(composite: Composite): readonly Alarm[] {
    return alarmsIn(composite.parsed).flatMap((name) => all.get(name) ?? []);
  }

  /** A composite alarm is in ALARM while its rule holds, else OK. Gives whether it changed. */
  function judgeComposite(alarm: Alarm, composite: Composite): boolean {
    const state = holds(composite.parsed, (name) => all.get(name)?.state ?? null) ? 'ALARM' : 'OK';
    if (state === alarm.state) return false;
    const children = childrenOf(composite);
    const latest = [...children].sort((a, b) => b.changedAt - a.changedAt)[0];
    const isNew = alarm.state === 'INSUFFICIENT_DATA';
    const behind = state === 'ALARM' ? children.filter((child) => child.state === 'ALARM') : [];
    composite.triggering = (behind.length > 0 || latest === undefined ? behind : [latest]).map(childOf);
    const reason =
      isNew || latest === undefined
        ? `${alarm.arn} was created and its alarm rule evaluates to ${state}`
        : childText(latest.arn, latest.state, latest.changedAt);
    const triggeringAlarms = composite.triggering.map(({ Arn: arn, State }) => ({
      arn,
      state: { value: State.Value, timestamp: State.Timestamp },
    }));
    move(alarm, { state, reason, data: JSON.stringify({ triggeringAlarms }) });
    return true;
  }

  function judgeComposites(): void {
    for (let look = 0; look < MAX_LOOKS; look += 1) {
      const changed = [...all.values()].filter(
        (alarm) =>
          alarm.composite !== null &&
          timeline.now() >= alarm.heldUntil &&
          judgeComposite(alarm, alarm.composite),
      );
      if (changed.length === 0) return;
    }
  }

  return {
    all,
    history,
    put: (arn, definition, state = 'INSUFFICIENT_DATA') => keep(arn, definition, state, null),
    putComposite(arn, { AlarmRule: rule = '', ActionsSuppressor: suppressor, ...definition }) {
      const parsed = parseRule(rule);
      const lost = alarmsIn(parsed).filter((name) => !all.has(name));
      if (lost.length > 0) {
        const names = lost.join(', ');
        throw new Error(
          `Could not save the composite alarm as alarms [${names}] in the alarm rule do not exist`,
        );
      }
      return keep(arn, definition, 'INSUFFICIENT_DATA', {
        rule,
        parsed,
        suppressor: suppressor === undefined ? null : alarmName(suppressor),
        triggering: [],
      });
    },
    remove: (name) => void all.delete(name),
    set(alarm, state, reason, reasonData) {
      alarm.heldUntil = timeline.now() + timeline.scaled(periodOf(alarm.definition) * 1000);
      move(alarm, { state, reason, data: reasonData ?? null });
    },
    evaluate() {
      for (const alarm of all.values()) {
        if (alarm.composite !== null || timeline.now() < alarm.heldUntil) continue;
        const verdict = judge(alarm.definition, parts.metrics, timeline);
        if (verdict !== null) move(alarm, verdict);
      }
      judgeComposites();
    },
  };
}

function childOf(child: Alarm): TriggeringChild {
  return { Arn: child.arn, State: { Value: child.state, Timestamp: awsTime(child.changedAt) } };
}

function dataOf(reasonData: string | null): object {
  if (reasonData === null) return {};
  try {
    return { stateReasonData: JSON.parse(reasonData) as unknown };
  } catch {
    return { stateReasonData: reasonData };
  }
}

function actionsOf(alarm: Alarm): readonly string[] {
  switch (alarm.state) {
    case 'ALARM':
      return alarm.definition.AlarmActions ?? [];
    case 'OK':
      return alarm.definition.OKActions ?? [];
    case 'INSUFFICIENT_DATA':
      return alarm.definition.InsufficientDataActions ?? [];
  }
}

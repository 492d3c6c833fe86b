/** Alarms: their states, their evaluation against the metrics, and the actions they take. */
import type * as cw from '@aws-sdk/client-cloudwatch';
import { alarmMessage, alarmSubject, datapointText } from './alarm-message.ts';
import { awsTime } from './aws-time.ts';
import { type MetricStore, statisticOf } from './metrics.ts';
import type { Timeline } from './timeline.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface Alarm {
  readonly name: string;
  readonly arn: string;
  definition: cw.PutMetricAlarmCommandInput;
  configuredAt: number;
  state: AlarmState;
  reason: string;
  reasonData: string | null;
  /** Time of the last change of state. */
  changedAt: number;
  /** A state set by hand stands until then. */
  heldUntil: number;
}

export interface AlarmHistoryItem {
  readonly alarm: string;
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
  remove(name: string): void;
  /** Sets a state by hand: actions run, and evaluation leaves it alone for one period. */
  set(alarm: Alarm, state: AlarmState, reason: string, reasonData?: string): void;
  evaluate(): void;
}

export interface AlarmParts {
  readonly timeline: Timeline;
  readonly metrics: MetricStore;
  readonly account: string;
  publish(topicArn: string, message: string, subject: string): void;
}

interface Verdict {
  readonly state: AlarmState;
  readonly reason: string;
  readonly data: string | null;
}

const MAX_HISTORY = 1_000;

export function createAlarms(parts: AlarmParts): Alarms {
  const { timeline } = parts;
  const all = new Map<string, Alarm>();
  const history: AlarmHistoryItem[] = [];

  function note(alarm: Alarm, type: AlarmHistoryItem['type'], summary: string, data: object): void {
    history.unshift({ alarm: alarm.name, at: timeline.now(), type, summary, data: JSON.stringify(data) });
    if (history.length > MAX_HISTORY) history.length = MAX_HISTORY;
  }

  function move(alarm: Alarm, verdict: Verdict): void {
    const old = alarm.state;
    if (old === verdict.state) return;
    alarm.state = verdict.state;
    alarm.reason = verdict.reason;
    alarm.reasonData = verdict.data;
    alarm.changedAt = timeline.now();
    note(alarm, 'StateUpdate', `Alarm updated from ${old} to ${verdict.state}`, {
      version: '1.0',
      oldState: { stateValue: old },
      newState: { stateValue: verdict.state, stateReason: verdict.reason },
    });
    if (alarm.definition.ActionsEnabled === false) return;
    for (const action of actionsOf(alarm)) {
      if (!action.startsWith('arn:aws:sns:')) continue;
      parts.publish(action, alarmMessage(parts.account, alarm, old), alarmSubject(alarm));
      note(alarm, 'Action', `Successfully executed action ${action}`, { actionState: 'Succeeded' });
    }
  }

  function judge(alarm: Alarm): Verdict | null {
    const { definition } = alarm;
    const period = timeline.scaled((definition.Period ?? 60) * 1000);
    const count = definition.EvaluationPeriods ?? 1;
    const needed = definition.DatapointsToAlarm ?? count;
    const statistic = definition.Statistic ?? definition.ExtendedStatistic ?? 'Average';
    const metric = {
      namespace: definition.Namespace ?? '',
      name: definition.MetricName ?? '',
      dimensions: Object.fromEntries(definition.Dimensions?.map((pair) => [pair.Name, pair.Value]) ?? []),
    };
    const points: { at: number; value: number }[] = [];
    for (let index = 0; index < count; index += 1) {
      const until = timeline.now() - index * period;
      const value = statisticOf(parts.metrics.samples(metric, until - period, until), statistic);
      if (value !== null) points.push({ at: until - period, value });
    }
    const missing = count - points.length;
    const treat = definition.TreatMissingData ?? 'missing';
    if (points.length === 0 && treat === 'ignore') return null;
    if (points.length === 0 && treat === 'missing') {
      const reason = `Insufficient Data: ${count} datapoint${count === 1 ? ' was' : 's were'} unknown.`;
      return { state: 'INSUFFICIENT_DATA', reason, data: null };
    }
    const breaching = points.filter((point) => breaches(definition, point.value));
    const bad = breaching.length + (treat === 'breaching' ? missing : 0);
    const state = bad >= needed ? 'ALARM' : 'OK';
    return {
      state,
      reason: datapointText(definition, points, breaching.length, missing, state),
      data: JSON.stringify({
        version: '1.0',
        queryDate: awsTime(timeline.now()),
        statistic,
        period: definition.Period ?? 60,
        recentDatapoints: points.map((point) => point.value),
        threshold: definition.Threshold,
      }),
    };
  }

  return {
    all,
    history,
    put(arn, definition, state = 'INSUFFICIENT_DATA') {
      const name = definition.AlarmName ?? '';
      const known = all.get(name);
      const alarm: Alarm = known ?? {
        name,
        arn,
        definition,
        configuredAt: timeline.now(),
        state,
        reason: state === 'INSUFFICIENT_DATA' ? 'Unchecked: Initial alarm creation' : 'Threshold not crossed',
        reasonData: null,
        changedAt: timeline.now(),
        heldUntil: 0,
      };
      alarm.definition = definition;
      alarm.configuredAt = timeline.now();
      all.set(name, alarm);
      const verb = known === undefined ? 'created' : 'updated';
      note(alarm, 'ConfigurationUpdate', `Alarm "${name}" ${verb}`, { type: verb });
      return alarm;
    },
    remove: (name) => void all.delete(name),
    set(alarm, state, reason, reasonData) {
      alarm.heldUntil = timeline.now() + timeline.scaled((alarm.definition.Period ?? 60) * 1000);
      move(alarm, { state, reason, data: reasonData ?? null });
    },
    evaluate() {
      for (const alarm of all.values()) {
        if (timeline.now() < alarm.heldUntil) continue;
        const verdict = judge(alarm);
        if (verdict !== null) move(alarm, verdict);
      }
    },
  };
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

function breaches(definition: cw.PutMetricAlarmCommandInput, value: number): boolean {
  const threshold = definition.Threshold ?? 0;
  switch (definition.ComparisonOperator) {
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
    default:
      // Anomaly bands are not modelled; such an alarm rests.
      return false;
  }
}

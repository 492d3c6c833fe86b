/** The only changes this bot makes to CloudWatch: to its own test alarm. Each sends one request, and no second one. */
import { PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import type { AlarmWriter } from '../core/ports/alarms.ts';
import { TEST_DESCRIPTION, TEST_METRIC, TEST_NAMESPACE, testAlarmDimensions } from '../core/test-alarm.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';

export function createAlarmWriter(clients: Clients, caller: Caller): AlarmWriter {
  return {
    async putTestAlarm(environment, { name, topic }) {
      const command = new PutMetricAlarmCommand({
        AlarmName: name,
        AlarmDescription: TEST_DESCRIPTION,
        Namespace: TEST_NAMESPACE,
        MetricName: TEST_METRIC,
        Dimensions: Object.entries(testAlarmDimensions(environment)).map(([Name, Value]) => ({
          Name,
          Value,
        })),
        Statistic: 'Maximum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        // There is never a datapoint: the state stays what it was set to.
        TreatMissingData: 'ignore',
        ActionsEnabled: true,
        AlarmActions: [topic],
        OKActions: [topic],
      });
      await caller.write(
        'cloudwatch:PutMetricAlarm',
        (options) => clients.of(environment.region).cloudwatchOnce.send(command, options),
        () => undefined,
      );
    },
    async setTestAlarmState(environment, { name, state, reason }) {
      const command = new SetAlarmStateCommand({ AlarmName: name, StateValue: state, StateReason: reason });
      await caller.write(
        'cloudwatch:SetAlarmState',
        (options) => clients.of(environment.region).cloudwatchOnce.send(command, options),
        () => undefined,
      );
    },
  };
}

/** The only changes this bot makes to CloudWatch: to its own test alarm. Each sends one request, and no second one. */
import { PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import type { AlarmWriter } from '../core/ports/alarms.ts';
import { TEST_METRIC, TEST_NAMESPACE } from '../core/test-alarm.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';

const DESCRIPTION =
  'Fired on purpose by `/hydrous alarms test`, to see that alarms reach Slack. Nobody writes its metric.';

export function createAlarmWriter(clients: Clients, caller: Caller): AlarmWriter {
  return {
    async putTestAlarm(environment, { name, topic }) {
      const command = new PutMetricAlarmCommand({
        AlarmName: name,
        AlarmDescription: DESCRIPTION,
        Namespace: TEST_NAMESPACE,
        MetricName: TEST_METRIC,
        // By these the notification is known as one of this environment's.
        Dimensions: [
          { Name: 'ClusterName', Value: environment.cluster },
          { Name: 'ServiceName', Value: environment.service },
        ],
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

/** What an incident already knows, as AWS would have answered it: ECS forgets stopped tasks within the hour. */
import type { MetricAlarm } from '../../core/alarm.ts';
import type { Evidence } from '../../core/evidence.ts';
import type { SavedFile } from './saved-answers.ts';

function file(name: string, content: object): SavedFile {
  return { name, text: JSON.stringify(content, null, 2) };
}

/** `savedAt` in ms. */
export function aboutFile(incident: string, environment: string, savedAt: number): SavedFile {
  return file('hydrous.json', { incident, environment, savedAt: new Date(savedAt).toISOString() });
}

/** The notification in the shape of CloudWatch's own. */
export function notificationFile(alarm: MetricAlarm): SavedFile {
  const { metric } = alarm;
  return file('notification.json', {
    AlarmName: alarm.name,
    AlarmDescription: alarm.description,
    AWSAccountId: alarm.account,
    NewStateValue: alarm.state,
    OldStateValue: alarm.previousState,
    NewStateReason: alarm.reason,
    StateChangeTime: new Date(alarm.changedAt).toISOString(),
    ...(alarm.arn === null ? {} : { AlarmArn: alarm.arn }),
    Trigger: {
      ...(metric === null
        ? {}
        : {
            Namespace: metric.namespace,
            MetricName: metric.name,
            Statistic: metric.statistic,
            Dimensions: Object.entries(metric.dimensions).map(([name, value]) => ({ name, value })),
          }),
      Period: alarm.period,
      EvaluationPeriods: alarm.evaluationPeriods,
      DatapointsToAlarm: alarm.datapointsToAlarm,
      ComparisonOperator: alarm.comparison,
      Threshold: alarm.threshold,
    },
  });
}

/** Stopped tasks and log lines of the incident's own evidence, beside what AWS still tells. */
export function rememberedFiles(evidence: Evidence | null): readonly SavedFile[] {
  if (evidence === null) return [];
  const { stoppedTasks, logLines, image, probes } = evidence;
  const tasks = stoppedTasks.ok ? stoppedTasks.value : [];
  const lines = logLines.ok ? logLines.value : [];
  const platform = image.ok && image.value.platforms?.length === 1 ? image.value.platforms[0] : undefined;
  const [os = '', architecture = ''] = platform?.split('/') ?? [];
  const probe = probes?.ok === true ? probes.value : null;
  return [
    ...(tasks.length === 0 ? [] : [file('describe-tasks-remembered.json', { tasks: tasks.map(taskAnswer) })]),
    ...(lines.length === 0
      ? []
      : [
          file('filter-log-events-remembered.json', {
            events: lines.map(({ at, stream, message, id }) => ({
              timestamp: at,
              logStreamName: stream,
              message,
              eventId: id,
            })),
          }),
        ]),
    ...(platform === undefined ? [] : [file('image-config.json', { os, architecture })]),
    ...(probe?.health == null ? [] : [file('probe-health.json', probe.health)]),
    ...(probe?.preflight == null ? [] : [file('probe-cors.json', probe.preflight)]),
  ];
}

type Stopped = Extract<Evidence['stoppedTasks'], { readonly ok: true }>['value'][number];

function taskAnswer(task: Stopped): object {
  const iso = (at: number | null) => (at === null ? undefined : new Date(at).toISOString());
  return {
    taskArn: task.arn,
    taskDefinitionArn: task.taskDefinition,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    healthStatus: task.healthStatus,
    startedBy: task.startedBy ?? undefined,
    startedAt: iso(task.startedAt),
    stoppedAt: iso(task.stoppedAt),
    stopCode: task.stopCode ?? undefined,
    stoppedReason: task.stoppedReason ?? undefined,
    containers: task.containers.map(({ name, exitCode, reason }) => ({
      name,
      ...(exitCode === null ? {} : { exitCode }),
      ...(reason === null ? {} : { reason }),
    })),
  };
}

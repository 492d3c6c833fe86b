/** What a folder of saved answers is about: which alarm, which service, and when. */
import { type Fields, field, fieldsOf, listField, parseFields, textField } from '../../core/json-fields.ts';
import type { ImageReader } from '../../core/ports/aws.ts';
import type { ProbeAnswer } from '../../core/ports/evidence.ts';
import { type SavedAnswer, type SavedFile, saysError } from './saved-answers.ts';
import { savedTime } from './saved-times.ts';

/** When the alarm says that it changed, ms; null where it does not say. */
export function changeTimeIn({ message }: SavedNotification): number | null {
  const fields = parseFields(message);
  return savedTime(field(fields, 'StateChangeTime')) ?? savedTime(field(fields, 'time'));
}

export interface SavedNotification {
  readonly message: string;
  readonly topic: string;
  readonly subject: string | null;
  readonly publishedAt: number | null;
}

/** The alarm's message, bare or in the envelope of SNS, as HTTP, SQS and Lambda deliver it. */
export function notificationIn({ text }: SavedFile): SavedNotification | null {
  const fields = parseFields(text.replace(/^\ufeff/, ''));
  return fields === null ? null : delivered(fields, 0);
}

function delivered(fields: Fields, depth: number): SavedNotification | null {
  if (depth > 3) return null;
  const isAlarm = field(fields, 'NewStateValue') !== undefined && field(fields, 'AlarmName') !== undefined;
  const isEvent = field(fields, 'detail-type') !== undefined;
  if (isAlarm || isEvent)
    return { message: JSON.stringify(fields), topic: '', subject: null, publishedAt: null };
  const [record] = listField(fields, 'Records') ?? [];
  const inner =
    fieldsOf(field(fieldsOf(record), 'Sns')) ??
    parseFields(textField(fieldsOf(record), 'body') ?? '') ??
    parseFields(textField(fields, 'Body') ?? '');
  if (inner !== null) return delivered(inner, depth + 1);
  const message = textField(fields, 'Message');
  if (message === null || textField(fields, 'TopicArn') === null) return null;
  return {
    message,
    topic: textField(fields, 'TopicArn') ?? '',
    subject: textField(fields, 'Subject'),
    publishedAt: savedTime(field(fields, 'Timestamp')),
  };
}

/** Without a notification, the alarm that is open tells the same. The newest of several. */
export function alarmIn(answers: readonly SavedAnswer[]): SavedNotification | null {
  const open = answers
    .flatMap(({ output }) => listField(output, 'MetricAlarms') ?? [])
    .map(fieldsOf)
    .filter((alarm) => textField(alarm, 'StateValue') === 'ALARM')
    .sort((one, other) => changedAt(other) - changedAt(one));
  const [alarm] = open;
  if (alarm === undefined || alarm === null) return null;
  const at = changedAt(alarm);
  const message = {
    AlarmName: alarm['AlarmName'],
    AlarmDescription: alarm['AlarmDescription'] ?? null,
    AlarmArn: alarm['AlarmArn'],
    NewStateValue: 'ALARM',
    NewStateReason: alarm['StateReason'] ?? '',
    ...(at === 0 ? {} : { StateChangeTime: new Date(at).toISOString() }),
    OKActions: alarm['OKActions'] ?? [],
    Trigger: { ...alarm, StatisticType: 'Statistic' },
  };
  return {
    message: JSON.stringify(message),
    topic: '',
    subject: null,
    publishedAt: at === 0 ? null : at,
  };
}

function changedAt(alarm: Fields | null): number {
  return (
    savedTime(field(alarm, 'StateTransitionedTimestamp')) ??
    savedTime(field(alarm, 'StateUpdatedTimestamp')) ??
    0
  );
}

/** Keys whose times tell when the folder was saved; certificates and creation dates of databases do not. */
const TELLING =
  /^(?:timestamp|createdAt|startedAt|stoppedAt|updatedAt|StateUpdatedTimestamp|Timestamps?|Date)$/;

/** The newest time in the answers, ms; 0 when there is none. */
export function newestIn(answers: readonly SavedAnswer[]): number {
  let newest = 0;
  const look = (value: unknown, key: string): void => {
    if (Array.isArray(value)) for (const each of value) look(each, key);
    else if (typeof value === 'object' && value !== null)
      for (const [name, each] of Object.entries(value)) look(each, name);
    else if (TELLING.test(key)) newest = Math.max(newest, savedTime(value) ?? 0);
  };
  for (const { output } of answers) look(output, '');
  return newest;
}

/** Names that the answers give; what nobody saved is null or a placeholder that is asked for in vain. */
export function placeIn(answers: readonly SavedAnswer[]): {
  readonly region: string;
  readonly cluster: string;
  readonly service: string;
  readonly repository: string;
  readonly database: string | null;
  readonly cache: string | null;
} {
  const first = (operation: string, key: string) =>
    answers
      .filter((each) => each.operation === operation)
      .flatMap(({ output }) => listField(output, key) ?? [])
      .map(fieldsOf)[0] ?? null;
  // A call that failed when it was saved was made: what it asked for is there, and could not be read.
  const refused = (operation: string, name: string) =>
    answers.some((each) => each.operation === operation && saysError(each.output)) ? name : null;
  const service = first('DescribeServices', 'services');
  const arn = textField(service, 'serviceArn') ?? '';
  return {
    region: arn.split(':')[3] || 'us-east-1',
    cluster: textField(service, 'clusterArn')?.split('/').at(-1) ?? arn.split('/').at(-2) ?? 'cluster',
    service: textField(service, 'serviceName') ?? 'service',
    repository: textField(first('BatchGetImage', 'images'), 'repositoryName') ?? 'repository',
    database:
      textField(first('DescribeDBInstances', 'DBInstances'), 'DBInstanceIdentifier') ??
      refused('DescribeDBInstances', 'database'),
    cache:
      textField(first('DescribeReplicationGroups', 'ReplicationGroups'), 'ReplicationGroupId') ??
      textField(first('DescribeCacheClusters', 'CacheClusters'), 'CacheClusterId') ??
      refused('DescribeCacheClusters', 'cache'),
  };
}

/** `probe-health.json` and `probe-cors.json`: `{"status": 200, "headers": {…}}`. */
export function probeIn({ name, text }: SavedFile): ProbeAnswer | null {
  if (!/probe|health-?check|cors|preflight/i.test(name)) return null;
  const fields = parseFields(text);
  const status = field(fields, 'status') ?? field(fields, 'statusCode') ?? null;
  const failure = textField(fields, 'failure') ?? textField(fields, 'error');
  if (typeof status !== 'number' && failure === null) return null;
  const headers = Object.entries(fieldsOf(field(fields, 'headers')) ?? {});
  return {
    status: typeof status === 'number' ? status : null,
    headers: Object.fromEntries(headers.map(([key, value]) => [key.toLowerCase(), String(value)])),
    failure,
    took: 0,
  };
}

/** The config blob of a single-platform image, saved as a file of its own, tells what the manifest does not. */
export function withSavedConfig(images: ImageReader, files: readonly SavedFile[]): ImageReader {
  const config = files
    .map(({ text }) => parseFields(text))
    .find((fields) => textField(fields, 'architecture') !== null && textField(fields, 'os') !== null);
  if (config === undefined || config === null) return images;
  const platform = {
    os: String(config['os']),
    architecture: String(config['architecture']),
  };
  return {
    ...images,
    async image(environment, reference) {
      const found = await images.image(environment, reference);
      return found === null ? null : { ...found, platforms: found.platforms ?? [platform] };
    },
  };
}

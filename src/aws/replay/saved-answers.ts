/**
 * A folder of AWS answers as people save them: the command line's output, one file a call, named however they like.
 * An answer is known by what it holds; its file's name only decides where that leaves a doubt.
 */
import { type Fields, field, fieldsOf, listField, textField } from '../../core/json-fields.ts';
import { completed } from './saved-defaults.ts';

export interface SavedFile {
  readonly name: string;
  readonly text: string;
}

export interface SavedAnswer {
  /** As the API calls it, such as `DescribeServices`. */
  readonly operation: string;
  readonly output: Fields;
  /** What was asked, where the file tells. */
  readonly input: Fields | null;
  readonly file: string;
}

/** The key that only this answer has. */
const BY_KEY: readonly (readonly [key: string, operation: string])[] = [
  ['services', 'DescribeServices'],
  ['taskArns', 'ListTasks'],
  ['tasks', 'DescribeTasks'],
  ['taskDefinition', 'DescribeTaskDefinition'],
  ['serviceRevisions', 'DescribeServiceRevisions'],
  ['serviceDeployments', 'ListServiceDeployments'],
  ['imageDetails', 'DescribeImages'],
  ['images', 'BatchGetImage'],
  ['downloadUrl', 'GetDownloadUrlForLayer'],
  ['TargetHealthDescriptions', 'DescribeTargetHealth'],
  ['TargetGroups', 'DescribeTargetGroups'],
  ['LoadBalancers', 'DescribeLoadBalancers'],
  ['MetricDataResults', 'GetMetricData'],
  ['Datapoints', 'GetMetricStatistics'],
  ['DBInstances', 'DescribeDBInstances'],
  ['CacheClusters', 'DescribeCacheClusters'],
  ['ReplicationGroups', 'DescribeReplicationGroups'],
  ['AlarmHistoryItems', 'DescribeAlarmHistory'],
  ['MetricAlarms', 'DescribeAlarms'],
  ['CompositeAlarms', 'DescribeAlarms'],
  ['Events', 'DescribeEvents'],
  ['events', 'FilterLogEvents'],
];

/** Lists and things that somebody cut out of their answer. */
const BY_ITEM: readonly (readonly [key: string, holder: string])[] = [
  ['TargetHealth', 'TargetHealthDescriptions'],
  ['containerDefinitions', 'taskDefinition'],
  ['taskArn', 'tasks'],
  ['serviceRevisionArn', 'serviceRevisions'],
  ['serviceDeploymentArn', 'serviceDeployments'],
  ['serviceArn', 'services'],
  ['DBInstanceIdentifier', 'DBInstances'],
  ['ReplicationGroupId', 'ReplicationGroups'],
  ['CacheClusterId', 'CacheClusters'],
  ['HealthCheckPath', 'TargetGroups'],
  ['StateValue', 'MetricAlarms'],
];

const OUTPUTS = ['output', 'response', 'answer', 'result', 'body', 'data', 'Output', 'Response'];
const INPUTS = ['input', 'request', 'params', 'parameters', 'Input', 'Request'];
const DEEPEST = 4;

/** What the file holds; nothing when it is no answer of AWS. */
export function answersIn({ name, text }: SavedFile): readonly SavedAnswer[] {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return [];
  }
  return answersOf(json, name, null, 0);
}

function answersOf(json: unknown, file: string, input: Fields | null, depth: number): readonly SavedAnswer[] {
  if (depth > DEEPEST) return [];
  if (Array.isArray(json)) return ofList(json, file, input, depth);
  const output = fieldsOf(json);
  if (output === null) return [];
  const operation = operationOf(output, file);
  if (operation !== null) {
    const whole = saysError(output) ? output : completed(operation, output, file);
    return [{ operation, output: whole, input: input ?? inputIn(output), file }];
  }
  const [held] = BY_ITEM.filter(([key]) => Object.hasOwn(output, key));
  if (held !== undefined)
    return answersOf({ [held[1]]: held[1] === 'taskDefinition' ? output : [output] }, file, input, depth + 1);
  return OUTPUTS.some((key) => Object.hasOwn(output, key))
    ? OUTPUTS.flatMap((key) => answersOf(unpacked(output[key]), file, inputIn(output), depth + 1))
    : Object.entries(output).flatMap(([key, value]) =>
        answersOf(unpacked(value), `${file} ${key}`, null, depth + 1),
      );
}

function ofList(
  list: readonly unknown[],
  file: string,
  input: Fields | null,
  depth: number,
): readonly SavedAnswer[] {
  const [first] = list;
  if (typeof first === 'string' && /^arn:[\w-]+:ecs:.*:task\//.test(first))
    return answersOf({ taskArns: list }, file, input, depth + 1);
  const item = fieldsOf(first);
  if (Object.hasOwn(item ?? {}, 'message') && Object.hasOwn(item ?? {}, 'timestamp'))
    return answersOf({ events: list }, file, input, depth + 1);
  const [held] = BY_ITEM.filter(([key]) => Object.hasOwn(item ?? {}, key));
  if (held !== undefined && held[1] !== 'taskDefinition')
    return answersOf({ [held[1]]: list }, file, input, depth + 1);
  return list.flatMap((each) => answersOf(each, file, null, depth + 1));
}

/** An answer inside an answer may be kept as the text that it came as. */
function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

function inputIn(output: Fields): Fields | null {
  for (const key of INPUTS) {
    const found = fieldsOf(unpacked(output[key]));
    if (found !== null) return found;
  }
  return listField(output, 'MetricDataQueries') === null ? null : output;
}

function operationOf(output: Fields, file: string): string | null {
  if (saysError(output)) return namedIn(file);
  const found = BY_KEY.find(
    ([key]) => Object.hasOwn(output, key) && typeof output[key] === 'object' && output[key] !== null,
  );
  if (found === undefined) return textField(output, 'downloadUrl') === null ? null : 'GetDownloadUrlForLayer';
  const [, operation] = found;
  if (operation === 'ListServiceDeployments') return deploymentsCall(output);
  if (operation === 'FilterLogEvents' && Object.hasOwn(output, 'nextForwardToken')) return 'GetLogEvents';
  // ECS and the log service both know lists called `events`, and a service has some of its own.
  return operation;
}

/** The short list names the target revision by its ARN only. */
function deploymentsCall(output: Fields): string {
  const deployments = listField(output, 'serviceDeployments') ?? [];
  return deployments.some((each) => Object.hasOwn(fieldsOf(each) ?? {}, 'targetServiceRevision'))
    ? 'DescribeServiceDeployments'
    : 'ListServiceDeployments';
}

/** The call failed when it was saved: its answer is the error. */
export function saysError(output: Fields): boolean {
  return (
    textField(output, '__type') !== null ||
    fieldsOf(field(output, 'Error')) !== null ||
    fieldsOf(field(output, 'error')) !== null ||
    textField(output, 'error') !== null
  );
}

const OPERATIONS = [...new Set([...BY_KEY.map(([, operation]) => operation), 'DescribeServiceDeployments'])];

/** `ecs-describe-services-1.json`, `DescribeServices.json` and `describe_services` name the same call. */
function namedIn(file: string): string | null {
  const letters = file.replace(/\.\w{1,5}$/, '').replace(/[^A-Za-z]/g, '');
  const named = OPERATIONS.filter((operation) => letters.toLowerCase().includes(operation.toLowerCase()));
  return named.sort((one, other) => other.length - one.length)[0] ?? null;
}

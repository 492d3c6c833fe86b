/** Which saved answer fits a question. Filters and pages were the business of whoever saved them. */
import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { type Fields, field, fieldsOf, listField, textField } from '../../core/json-fields.ts';
import { type SavedAnswer, saysError } from './saved-answers.ts';
import { savedLogEvents } from './saved-logs.ts';
import { resultFor, savedSeries } from './saved-metrics.ts';
import { withDates } from './saved-times.ts';

/** `raw` as it was saved, `parsed` as the SDK gives it. */
export interface Replayed {
  readonly raw: unknown;
  readonly parsed: unknown;
}

type Input = Readonly<Record<string, unknown>>;

/** `service` is the name of the client that is asked. Null when there is nothing to answer with. */
export function answerTo(
  service: string,
  operation: string,
  input: Input,
  answers: readonly SavedAnswer[],
): Replayed | null {
  const found = rawAnswer(service, operation, input, answers);
  if (found === null) return null;
  return operation === 'FilterLogEvents' || operation === 'GetMetricData'
    ? { raw: found, parsed: found }
    : { raw: found, parsed: withDates(found) };
}

function rawAnswer(
  service: string,
  operation: string,
  input: Input,
  answers: readonly SavedAnswer[],
): object | null {
  const all = (name: string) =>
    answers.filter((each) => each.operation === name && !saysError(each.output)).map(({ output }) => output);
  const items = (name: string, key: string) =>
    all(name)
      .flatMap((output) => listField(output, key) ?? [])
      .map(fieldsOf)
      .filter((each) => each !== null);
  const known = (name: string, key: string, some = items(name, key)) =>
    all(name).length === 0 ? null : { [key]: some };
  switch (operation) {
    case 'DescribeServices': {
      const services = items('DescribeServices', 'services');
      const named = services.find((each) => each['serviceName'] === listed(input, 'services')[0]);
      return known(
        operation,
        'services',
        [named ?? services[0]].filter((each) => each !== undefined),
      );
    }
    case 'ListTasks':
      return taskList(input, items('DescribeTasks', 'tasks'), all);
    case 'DescribeTasks': {
      const wanted = new Set(listed(input, 'tasks'));
      const tasks = items(operation, 'tasks').filter((each) => wanted.has(each['taskArn']));
      return known(operation, 'tasks', tasks);
    }
    case 'DescribeTaskDefinition':
      return definitionOf(String(input['taskDefinition']), all(operation));
    case 'ListServiceDeployments':
      return deploymentList([
        ...items('DescribeServiceDeployments', 'serviceDeployments'),
        ...items('ListServiceDeployments', 'serviceDeployments'),
      ]);
    case 'DescribeServiceDeployments':
      return deploymentsOf(listed(input, 'serviceDeploymentArns'), [
        ...items('DescribeServiceDeployments', 'serviceDeployments'),
        ...items('ListServiceDeployments', 'serviceDeployments'),
      ]);
    case 'DescribeServiceRevisions': {
      const wanted = new Set(listed(input, 'serviceRevisionArns'));
      const some = items(operation, 'serviceRevisions').filter((each) =>
        wanted.has(each['serviceRevisionArn']),
      );
      return known(operation, 'serviceRevisions', some);
    }
    case 'FilterLogEvents': {
      const until = input['endTime'];
      return savedLogEvents(answers, typeof until === 'number' ? until : null);
    }
    case 'GetMetricData': {
      const saved = savedSeries(answers);
      if (saved.length === 0) return null;
      const queries = (input['MetricDataQueries'] ?? []) as readonly MetricDataQuery[];
      return { MetricDataResults: queries.map((query) => resultFor(query, saved)) };
    }
    case 'DescribeEvents': {
      const isCache = service === 'caches';
      const events = items(operation, 'Events').filter(
        (each) => /cache|replication/i.test(textField(each, 'SourceType') ?? '') === isCache,
      );
      return known(operation, 'Events', events);
    }
    case 'DescribeReplicationGroups': {
      // A cluster without a group is asked for by another call.
      const groups = items(operation, 'ReplicationGroups');
      return all(operation).length + all('DescribeCacheClusters').length === 0
        ? null
        : { ReplicationGroups: groups };
    }
    case 'DescribeTargetHealth': {
      const own = answers.find(
        (each) =>
          each.operation === operation &&
          field(each.input, 'TargetGroupArn') === input['TargetGroupArn'] &&
          input['TargetGroupArn'] !== undefined,
      );
      return own?.output ?? known(operation, 'TargetHealthDescriptions');
    }
    case 'BatchGetImage':
      return imagesOf(fieldsOf(listed(input, 'imageIds')[0]), items(operation, 'images'), all(operation));
    case 'DescribeAlarms':
      return all(operation).length === 0
        ? null
        : {
            MetricAlarms: items(operation, 'MetricAlarms'),
            CompositeAlarms: items(operation, 'CompositeAlarms'),
          };
    default:
      return all(operation)[0] ?? null;
  }
}

function listed(input: Input, key: string): readonly unknown[] {
  const value = input[key];
  return Array.isArray(value) ? value : [];
}

/** The tasks that were described tell which have stopped; a bare list says nothing about it. */
function taskList(
  input: Input,
  tasks: readonly Fields[],
  all: (operation: string) => readonly Fields[],
): object | null {
  const bare = all('ListTasks');
  if (tasks.length === 0 && all('DescribeTasks').length === 0)
    // An empty list needs no descriptions.
    return bare.some((each) => (listField(each, 'taskArns') ?? []).length > 0)
      ? null
      : bare.length > 0
        ? { taskArns: [] }
        : null;
  const stopped = input['desiredStatus'] === 'STOPPED';
  const hasEnded = (task: Fields) =>
    task['lastStatus'] === 'STOPPED' || task['desiredStatus'] === 'STOPPED' || 'stoppedAt' in task;
  return { taskArns: tasks.filter((task) => hasEnded(task) === stopped).map((task) => task['taskArn']) };
}

function definitionOf(reference: string, outputs: readonly Fields[]): object | null {
  const short = reference.slice(reference.lastIndexOf('/') + 1);
  return (
    outputs.find((output) => {
      const definition = fieldsOf(field(output, 'taskDefinition'));
      const arn = textField(definition, 'taskDefinitionArn') ?? '';
      return arn === reference || arn.endsWith(`/${short}`);
    }) ?? null
  );
}

function deploymentList(deployments: readonly Fields[]): object | null {
  return deployments.length === 0 ? null : { serviceDeployments: deployments };
}

/** The short list tells enough of a deployment to stand in for its description. */
function deploymentsOf(wanted: readonly unknown[], deployments: readonly Fields[]): object | null {
  const some = wanted.flatMap(
    (arn) => deployments.find((each) => each['serviceDeploymentArn'] === arn) ?? [],
  );
  return {
    serviceDeployments: some.map((each) => {
      const arn = textField(fieldsOf(each), 'targetServiceRevisionArn');
      return arn === null ? each : { ...fieldsOf(each), targetServiceRevision: { arn } };
    }),
  };
}

/** By tag or digest; an image that was saved without either is the one that is meant. */
function imagesOf(
  wanted: Fields | null,
  images: readonly Fields[],
  outputs: readonly Fields[],
): object | null {
  if (outputs.length === 0) return null;
  const fits = (image: Fields) => {
    const id = fieldsOf(field(image, 'imageId'));
    return ['imageTag', 'imageDigest'].some(
      (key) => field(id, key) !== undefined && field(id, key) === field(wanted, key),
    );
  };
  const found: Fields | undefined = images.find(fits) ?? (images.length === 1 ? images[0] : undefined);
  const failures = outputs.flatMap((output) => listField(output, 'failures') ?? []);
  if (found === undefined)
    return failures.length === 0 ? null : { images: [], failures: failures.slice(0, 1) };
  const id = fieldsOf(field(found, 'imageId'));
  const imageDigest = textField(id, 'imageDigest') ?? `sha256:${'0'.repeat(64)}`;
  return { images: [{ ...found, imageId: { ...id, imageDigest } }], failures: [] };
}

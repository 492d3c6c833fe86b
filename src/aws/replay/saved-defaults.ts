/**
 * Saved answers are often cut down to what somebody found telling. What AWS always gives, and what says nothing by
 * itself, is filled in here, so that the rest of such an answer still counts.
 */
import { type Fields, field, fieldsOf, listField, numberField, textField } from '../../core/json-fields.ts';

type Fill = (item: Fields, index: number) => Fields;

/** `file` is the name of the file, which may tell a revision. */
export function completed(operation: string, output: Fields, file: string): Fields {
  switch (operation) {
    case 'DescribeServices':
      return each(output, 'services', service);
    case 'DescribeTasks':
      return each(output, 'tasks', task);
    case 'DescribeTaskDefinition':
      return { ...output, taskDefinition: definition(fieldsOf(field(output, 'taskDefinition')) ?? {}, file) };
    case 'DescribeServiceDeployments':
    case 'ListServiceDeployments':
      return each(output, 'serviceDeployments', (item, index) => ({
        serviceDeploymentArn: `service-deployment/${index}`,
        status: 'SUCCESSFUL',
        ...item,
      }));
    case 'DescribeTargetHealth':
      return each(output, 'TargetHealthDescriptions', (item, index) => ({
        ...item,
        Target: { Id: `target-${index}`, ...fieldsOf(field(item, 'Target')) },
      }));
    case 'DescribeTargetGroups':
      return each(output, 'TargetGroups', (item) => ({ TargetGroupArn: 'targetgroup', ...item }));
    case 'DescribeDBInstances':
      return each(output, 'DBInstances', (item) => ({ DBInstanceIdentifier: 'database', ...item }));
    case 'DescribeCacheClusters':
      return each(output, 'CacheClusters', (item) => ({ CacheClusterId: 'cache', ...item }));
    case 'DescribeReplicationGroups':
      return each(output, 'ReplicationGroups', (item) => ({ ReplicationGroupId: 'cache', ...item }));
    default:
      return output;
  }
}

function each(output: Fields, key: string, fill: Fill): Fields {
  const items = (listField(output, key) ?? []).map((item, index) => fill(fieldsOf(item) ?? {}, index));
  return { ...output, [key]: items };
}

function service(item: Fields): Fields {
  const running = numberField(item, 'runningCount') ?? 0;
  const deployments = listField(item, 'deployments') ?? [];
  const taskDefinition =
    textField(item, 'taskDefinition') ??
    textField(fieldsOf(deployments[0]), 'taskDefinition') ??
    'task-definition/service:0';
  const name = textField(item, 'serviceName') ?? 'service';
  return {
    serviceArn: `service/cluster/${name}`,
    serviceName: name,
    status: 'ACTIVE',
    desiredCount: running,
    runningCount: running,
    pendingCount: 0,
    ...item,
    taskDefinition,
    deployments: deployments.map((inner, index) => ({
      id: `ecs-svc/${index}`,
      status: index === 0 ? 'PRIMARY' : 'ACTIVE',
      taskDefinition,
      desiredCount: 0,
      runningCount: 0,
      pendingCount: 0,
      ...fieldsOf(inner),
    })),
    events: (listField(item, 'events') ?? []).map((inner, index) => ({
      id: `event-${index}`,
      ...fieldsOf(inner),
    })),
  };
}

function task(item: Fields, index: number): Fields {
  const hasEnded = ['stoppedAt', 'stopCode', 'stoppedReason'].some((key) => Object.hasOwn(item, key));
  return {
    taskArn: `task/cluster/${index}`,
    taskDefinitionArn: 'task-definition/service:0',
    ...(hasEnded ? { lastStatus: 'STOPPED' } : {}),
    ...item,
    containers: (listField(item, 'containers') ?? []).map((inner) => ({
      name: 'container',
      ...fieldsOf(inner),
    })),
  };
}

/** The revision out of the ARN, else out of the file's name: `describe-task-definition-43.json`. */
function definition(item: Fields, file: string): Fields {
  const family = textField(item, 'family') ?? 'service';
  const told = textField(item, 'taskDefinitionArn')?.split(':').at(-1) ?? /(\d+)\D*$/.exec(file)?.[1];
  const revision = numberField(item, 'revision') ?? Number(told ?? 0);
  return {
    taskDefinitionArn: `task-definition/${family}:${revision}`,
    family,
    revision,
    ...item,
    containerDefinitions: (listField(item, 'containerDefinitions') ?? []).map((inner) => ({
      name: 'container',
      image: '',
      ...fieldsOf(inner),
    })),
  };
}

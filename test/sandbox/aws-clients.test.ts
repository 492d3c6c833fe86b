import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';

/** Other people's clients as judges of the simulated AWS: the `aws` command line and boto3. */
const run = promisify(execFile);

async function works(command: string, ...args: readonly string[]): Promise<boolean> {
  return run(command, [...args]).then(
    () => true,
    () => false,
  );
}

const [hasCli, hasBoto] = await Promise.all([
  works('aws', '--version'),
  works('python3', '-c', 'import boto3'),
]);

let aws: SimulatedAws;
beforeAll(async () => {
  aws = await startAws({ speed: 10 });
});
afterAll(() => aws.close());

const environment = () => ({ ...awsEnvironment(aws.url, process.env), AWS_PAGER: '' });

async function cli(...args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const { stdout } = await run('aws', [...args, '--output', 'json'], { env: environment() });
  return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
}

describe.skipIf(!hasCli)('the aws command line (skipped where aws is not installed)', () => {
  const service = ['--cluster', 'hydrous'];

  test('ecs describe-services and update-service', async () => {
    const described = await cli('ecs', 'describe-services', ...service, '--services', 'hydrous-production');
    expect(described).toMatchObject({ services: [{ desiredCount: 2, runningCount: 2 }], failures: [] });
    const updated = await cli(
      'ecs',
      'update-service',
      ...service,
      '--service',
      'hydrous-production',
      '--task-definition',
      'hydrous:41',
    );
    expect(updated).toMatchObject({
      service: { deployments: [{ status: 'PRIMARY' }, { status: 'ACTIVE' }] },
    });
  }, 60_000);

  test('logs filter-log-events', async () => {
    const found = await cli(
      'logs',
      'filter-log-events',
      '--log-group-name',
      '/ecs/hydrous-backend',
      '--filter-pattern',
      '"HTTP/1.1"',
      '--max-items',
      '3',
    );
    expect(found['events']).toHaveLength(3);
  }, 30_000);

  test('cloudwatch describe-alarms and sns publish', async () => {
    const alarms = await cli('cloudwatch', 'describe-alarms', '--alarm-names', 'hydrous-cpu-high');
    expect(alarms).toMatchObject({ MetricAlarms: [{ AlarmName: 'hydrous-cpu-high', Threshold: 80 }] });
    const published = await cli('sns', 'publish', '--topic-arn', aws.topicArn, '--message', 'hola');
    expect(published['MessageId']).toMatch(/^[0-9a-f-]{36}$/);
  }, 30_000);

  test('an error is shown with its code', async () => {
    const wrong = cli('ecs', 'describe-services', '--cluster', 'none', '--services', 'x');
    await expect(wrong).rejects.toThrow('ClusterNotFoundException');
  }, 30_000);
});

const SCRIPT = `
import json, sys, boto3
topic = sys.argv[1]
ecs = boto3.client('ecs')
out = {}
service = ecs.describe_services(cluster='hydrous', services=['hydrous-production'])['services'][0]
out['desired'] = service['desiredCount']
out['created'] = service['createdAt'].year
updated = ecs.update_service(cluster='hydrous', service='hydrous-production', desiredCount=2)
out['updated'] = updated['service']['desiredCount']
try:
    ecs.update_service(cluster='hydrous', service='none')
except ecs.exceptions.ServiceNotFoundException as error:
    out['error'] = type(error).__name__
pages = boto3.client('logs').get_paginator('filter_log_events').paginate(
    logGroupName='/ecs/hydrous-backend', filterPattern='POST')
out['lines'] = sum(len(page['events']) for page in pages)
alarms = boto3.client('cloudwatch').describe_alarms(AlarmNamePrefix='hydrous-')['MetricAlarms']
out['alarms'] = sorted(alarm['AlarmName'] for alarm in alarms)
sns = boto3.client('sns')
out['message'] = sns.publish(TopicArn=topic, Message='hola', Subject='test')['MessageId']
out['image'] = boto3.client('ecr').describe_images(
    repositoryName='hydrous', imageIds=[{'imageTag': 'v1.11.0'}])['imageDetails'][0]['imageDigest']
out['account'] = boto3.client('sts').get_caller_identity()['Account']
print(json.dumps(out))
`;

describe.skipIf(!hasBoto)('boto3 (skipped where boto3 is not installed)', () => {
  test('reads, changes, pages and publishes with typed answers and errors', async () => {
    const { stdout } = await run('python3', ['-c', SCRIPT, aws.topicArn], { env: environment() });
    const out = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
    expect(out).toMatchObject({
      desired: 2,
      updated: 2,
      error: 'ServiceNotFoundException',
      message: expect.stringMatching(/^[0-9a-f-]{36}$/),
      image: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      account: '123456789012',
    });
    expect(out['created']).toBeGreaterThan(2020);
    expect(out['lines']).toBeGreaterThan(50);
    expect(out['alarms']).toContain('hydrous-tasks-failing');
  }, 60_000);
});

const INCIDENT_SCRIPT = `
import json, sys, boto3
queue = sys.argv[1]
out = {}
rds = boto3.client('rds')
out['status'] = rds.describe_db_instances()['DBInstances'][0]['DBInstanceStatus']
try:
    rds.describe_db_instances(DBInstanceIdentifier='none')
except rds.exceptions.DBInstanceNotFoundFault as error:
    out['error'] = error.response['Error']['Code']
cache = boto3.client('elasticache')
out['node'] = cache.describe_cache_clusters(ShowCacheNodeInfo=True)['CacheClusters'][0]['CacheNodes'][0]['CacheNodeId']
sqs = boto3.client('sqs')
sqs.send_message(QueueUrl=queue, MessageBody='hola', MessageAttributes={'a': {'DataType': 'String', 'StringValue': 'b'}})
message = sqs.receive_message(QueueUrl=queue, AttributeNames=['All'], MessageAttributeNames=['All'])['Messages'][0]
out['received'] = [message['Body'], message['Attributes']['ApproximateReceiveCount']]
cloudwatch = boto3.client('cloudwatch')
cloudwatch.put_composite_alarm(AlarmName='both', AlarmRule='ALARM("hydrous-5xx")')
out['composite'] = cloudwatch.describe_alarms(AlarmTypes=['CompositeAlarm'])['CompositeAlarms'][0]['AlarmRule']
image = cloudwatch.get_metric_widget_image(MetricWidget=json.dumps({'metrics': [['AWS/ECS', 'CPUUtilization']]}))
out['image'] = image['MetricWidgetImage'][1:4].decode()
print(json.dumps(out))
`;

describe.skipIf(!hasBoto)('boto3 and what incidents need (skipped where boto3 is not installed)', () => {
  test('reads databases, queues, composite alarms and charts', async () => {
    const { stdout } = await run('python3', ['-c', INCIDENT_SCRIPT, aws.queueUrl], { env: environment() });
    expect(JSON.parse(stdout)).toEqual({
      status: 'available',
      error: 'DBInstanceNotFound',
      node: '0001',
      received: ['hola', '1'],
      composite: 'ALARM("hydrous-5xx")',
      image: 'PNG',
    });
  }, 60_000);
});

describe('the environment for a child process', () => {
  test('drops every AWS setting that could lead elsewhere', () => {
    const base = { PATH: '/bin', AWS_PROFILE: 'real', AWS_ENDPOINT_URL_ECS: 'https://x', EMPTY: undefined };
    const made = awsEnvironment('http://127.0.0.1:1', base);
    expect(made).toMatchObject({ PATH: '/bin', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
    expect(made).not.toHaveProperty('AWS_PROFILE');
    expect(made).not.toHaveProperty('AWS_ENDPOINT_URL_ECS');
    expect(made).not.toHaveProperty('EMPTY');
  });
});

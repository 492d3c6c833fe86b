import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SCENARIOS } from '../../sandbox/aws/scenarios.ts';
import type { SimulatedAws } from '../../sandbox/aws/server.ts';
import { type Inbox, settingsFor, startStepped, subscribedInbox } from './aws-house.ts';

let aws: SimulatedAws;
beforeEach(async () => {
  aws = await startStepped();
});
afterEach(() => aws.close());

const service = () => aws.world.ecs.clusters.get('hydrous')!.services.get('hydrous-production')!;
const lines = () => aws.world.logs.groups.get('/ecs/hydrous-backend')!.events.map((event) => event.message);
const stopped = () => service().tasks.filter((task) => task.lastStatus === 'STOPPED' && task.failed);
const inAlarm = () =>
  [...aws.world.alarms.all.values()].filter((alarm) => alarm.state === 'ALARM').map((alarm) => alarm.name);

function elapse(seconds: number): readonly string[] {
  const fired = new Set<string>();
  for (let second = 0; second < seconds; second += 1) {
    aws.advance(1_000);
    for (const name of inAlarm()) fired.add(name);
  }
  return [...fired].sort();
}

async function post(name: string, body?: object): Promise<number> {
  const init = { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  return (await fetch(`${aws.url}/_sandbox/${name}`, init)).status;
}

describe('scenarios', () => {
  test.each<[string, object, RegExp, string]>([
    ['wrong-architecture', {}, /^exec \S+: exec format error$/, 'hydrous-tasks-failing'],
    ['api-validation', {}, /" 422 Unprocessable Entity$/, 'hydrous-4xx'],
    ['container-does-not-start', {}, /^ModuleNotFoundError: /, 'hydrous-tasks-failing'],
    [
      'container-does-not-start',
      { how: 'missing-setting' },
      /^pydantic_core.*Settings$/,
      'hydrous-tasks-failing',
    ],
    ['container-does-not-start', { how: 'image-missing' }, /./, 'hydrous-tasks-failing'],
    ['database-down', {}, /^TimeoutError$/, 'hydrous-5xx'],
    [
      'database-down',
      { how: 'failover' },
      /CannotConnectNowError: the database system is starting up/,
      'hydrous-5xx',
    ],
    ['database-down', { how: 'network' }, /asyncpg connection to \S+ timed out/, 'hydrous-unhealthy-hosts'],
    ['database-password', {}, /InvalidPasswordError: password authentication failed/, 'hydrous-5xx'],
    ['database-slots', {}, /remaining connection slots are reserved/, 'hydrous-database-connections'],
    ['memory-leak', {}, /./, 'hydrous-memory-high'],
    ['cpu-high', {}, /./, 'hydrous-cpu-high'],
    ['wrong-health-path', {}, /"GET \/health HTTP\/1.1" 404 Not Found$/, 'hydrous-unhealthy-hosts'],
    ['wrong-health-path', { how: 'deploy' }, /"GET \/api\/health HTTP\/1.1" 404/, 'hydrous-unhealthy-hosts'],
    ['cors', {}, /"OPTIONS \S+ HTTP\/1.1" 400 Bad Request$/, 'hydrous-4xx'],
    ['database-down-looks-like-cors', {}, /"OPTIONS \S+ HTTP\/1.1" 500/, 'hydrous-5xx'],
    ['redis-down', {}, /Error 111 connecting to \S+:6379\. Connection refused\./, 'hydrous-5xx'],
    ['flapping', {}, /./, 'hydrous-flapping'],
  ])('%s %o leaves its traces, fires its alarm, and ends with calm', async (id, options, trace, alarm) => {
    expect(await post(id, options)).toBe(200);
    expect(elapse(60)).toContain(alarm);
    expect(lines().some((line) => trace.test(line))).toBe(true);
    expect(await post('calm')).toBe(200);
    elapse(240);
    expect(inAlarm()).toEqual([]);
    const alive = service().tasks.filter((task) => task.lastStatus === 'RUNNING');
    expect(alive.map((task) => task.health)).toEqual(['HEALTHY', 'HEALTHY']);
    expect(service().taskDefinition).toMatch(/:42$/);
  });

  test('each has a button in both languages and answers on its path', async () => {
    const answer = await fetch(`${aws.url}/_sandbox/`);
    const { scenarios } = (await answer.json()) as { scenarios: readonly string[] };
    for (const { id, label, hint } of SCENARIOS) {
      expect(scenarios).toContain(id);
      for (const text of [label.es, label.en, hint.es, hint.en]) expect(text.length).toBeGreaterThan(5);
    }
  });

  test.each([
    ['database-down', { how: 'magic' }],
    ['storm', { count: 0 }],
  ])('%s refuses %o', async (id, options) => {
    expect(await post(id, options)).toBe(400);
  });
});

describe('causes that show in ECS and RDS', () => {
  test('a leak ends out of memory, again and again', () => {
    aws.play('memory-leak');
    elapse(120);
    expect(stopped().length).toBeGreaterThan(2);
    expect(stopped()[0]).toMatchObject({
      exitCode: 137,
      stopCode: 'EssentialContainerExited',
      containerReason: 'OutOfMemoryError: Container killed due to memory usage',
    });
  });

  test('a missing image cannot be pulled', () => {
    aws.play('container-does-not-start', { how: 'image-missing' });
    elapse(10);
    expect(stopped()[0]).toMatchObject({
      exitCode: null,
      stopCode: 'TaskFailedToStart',
      stoppedReason: expect.stringMatching(/^CannotPullContainerError: .*: not found$/),
    });
  });

  test('a wrong path makes targets unhealthy with the code that came back', async () => {
    aws.play('wrong-health-path');
    elapse(22);
    const elb = new ElasticLoadBalancingV2Client(settingsFor(aws));
    const TargetGroupArn = aws.world.elb.targetGroups[0]!.arn;
    const { TargetHealthDescriptions } = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    expect(TargetHealthDescriptions!.map((target) => target.TargetHealth)).toContainEqual({
      State: 'unhealthy',
      Reason: 'Target.ResponseCodeMismatch',
      Description: 'Health checks failed with these codes: [404]',
    });
    elapse(20);
    expect(stopped()[0]).toMatchObject({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: expect.stringMatching(/^Task failed ELB health checks in \(target-group arn:/),
    });
    const event =
      /\(port 8000\) is unhealthy in \(target-group \S+\) due to \(reason Health checks failed with these codes: \[404\]\)\.$/;
    expect(service().events.some(({ message }) => event.test(message))).toBe(true);
  });

  test('tasks that the load balancer has given up are replaced before they are stopped', () => {
    aws.play('database-down', { how: 'network' });
    expect(elapse(60)).not.toContain('hydrous-running-tasks');
    expect(stopped().length).toBeGreaterThan(1);
  });

  test('a stopped database is stopped in RDS, and starts with calm', () => {
    aws.play('database-down');
    elapse(10);
    const database = aws.world.rds.instances.get('hydrous-db')!;
    expect(database.status).toBe('stopped');
    expect(aws.world.rds.events.map((event) => event.id)).toEqual(['RDS-EVENT-0087']);
    aws.play('calm');
    elapse(15);
    expect(database.status).toBe('available');
  });
});

describe('cures', () => {
  const quiet = (from: number, trace: RegExp) =>
    !lines()
      .slice(from)
      .some((line) => trace.test(line));

  test('rolling back ends the 422s', () => {
    aws.play('api-validation');
    elapse(30);
    aws.console.deployRevision('hydrous:42');
    elapse(20);
    const from = lines().length;
    elapse(20);
    expect(quiet(from, /" 422 /)).toBe(true);
  });

  test('a new deployment takes the new password', () => {
    aws.play('database-password');
    elapse(10);
    aws.console.forceNewDeployment();
    elapse(20);
    const from = lines().length;
    elapse(20);
    expect(quiet(from, /password authentication failed/)).toBe(true);
  });

  test('the right origin ends the refusals', () => {
    aws.play('cors');
    elapse(20);
    aws.console.deployWith({ CORS_ORIGINS: 'https://app.example.com' });
    elapse(20);
    const from = lines().length;
    elapse(20);
    expect(quiet(from, /"OPTIONS /)).toBe(true);
  });

  test('more tasks bring the CPU down', () => {
    aws.play('cpu-high');
    elapse(20);
    expect(inAlarm()).toContain('hydrous-cpu-high');
    aws.console.setDesired(4);
    elapse(90);
    expect(inAlarm()).toEqual([]);
  });
});

describe('many messages', () => {
  let inbox: Inbox;
  beforeEach(async () => {
    inbox = await subscribedInbox(aws);
  });
  afterEach(() => inbox.close());

  test('a storm delivers every alarm, and every OK after the calm', async () => {
    aws.play('storm');
    aws.advance(2_000);
    await expect.poll(() => inbox.bodies.length, { interval: 20, timeout: 10_000 }).toBe(200);
    expect(new Set(inbox.messages().map((message) => message['AlarmName'])).size).toBe(200);
    aws.play('calm');
    aws.advance(70_000);
    await expect.poll(() => inbox.bodies.length, { interval: 20, timeout: 10_000 }).toBe(400);
    aws.advance(180_000);
    expect([...aws.world.alarms.all.keys()].some((name) => name.includes('storm'))).toBe(false);
  });

  test('a flapping alarm goes to and fro', async () => {
    aws.play('flapping');
    elapse(120);
    await expect.poll(() => inbox.bodies.length, { interval: 20 }).toBeGreaterThan(5);
    const states = inbox.messages().map((message) => message['NewStateValue']);
    expect(new Set(states)).toEqual(new Set(['ALARM', 'OK']));
  });

  test('a database that goes down takes the composite, the rate and the latency along', async () => {
    aws.play('more-alarms');
    expect(elapse(60)).toEqual([]);
    aws.play('database-down', { how: 'network' });
    const fired = elapse(60);
    expect(fired).toEqual(
      expect.arrayContaining(['hydrous-backend-down', 'hydrous-error-rate', 'hydrous-latency-anomaly']),
    );
  });
});

describe('the address behind the load balancer', () => {
  const get = () => fetch(aws.healthUrl, { signal: AbortSignal.timeout(300) });
  const preflight = (origin: string) =>
    fetch(aws.healthUrl.replace('health', 'orders'), {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });

  test('answers the health check as the application does', async () => {
    expect(await (await get()).json()).toEqual({ status: 'ok' });
    for (const status of [503, 404] as const) {
      aws.console.setHealth(status);
      expect((await get()).status).toBe(status);
    }
    aws.console.setHealth('timeout');
    await expect(get()).rejects.toMatchObject({ name: 'TimeoutError' });
    aws.console.setHealth(null);
    aws.play('database-down');
    expect((await get()).status).toBe(503);
    aws.console.stopTasks();
    aws.console.setDesired(0);
    aws.advance(10_000);
    const none = await get();
    expect([none.status, none.headers.get('server')]).toEqual([503, 'awselb/2.0']);
  });

  test('lets in the frontend and nobody else', async () => {
    const allowed = await preflight('https://app.example.com');
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    const refused = await preflight('https://evil.example.com');
    expect([refused.status, await refused.text()]).toEqual([400, 'Disallowed CORS origin']);
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('refuses the frontend after the change of CORS_ORIGINS, and has no headers while the database is down', async () => {
    aws.play('cors');
    elapse(30);
    expect((await preflight('https://app.example.com')).status).toBe(400);
    aws.play('calm');
    elapse(30);
    aws.play('database-down-looks-like-cors');
    const masked = await preflight('https://app.example.com');
    expect([masked.status, masked.headers.get('access-control-allow-origin')]).toEqual([503, null]);
  });
});

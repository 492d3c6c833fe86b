import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import type { Notification } from '../../src/core/ports/store.ts';
import { clock, environment, silent } from './fake-aws.ts';

let simulated: SimulatedAws;
let client: Aws;
let bot: Server | undefined;
beforeAll(async () => {
  simulated = await startAws({ snsRetryGap: 50, speed: 20 });
  for (const name of Object.keys(process.env).filter((each) => each.startsWith('AWS_')))
    delete process.env[name];
  Object.assign(process.env, awsEnvironment(simulated.url));
  client = createAws({ clock, log: silent });
});
afterAll(async () => {
  bot?.close();
  bot?.closeAllConnections();
  client.close();
  await simulated.close();
});

/** Looks again every few ms until the test's own time runs out. */
async function until<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await clock.sleep(20);
  }
}

describe('against the simulated AWS', () => {
  it('reads the service, its tasks, targets, bounds and history', async () => {
    const service = await client.ecs.service(environment);
    expect(service).toMatchObject({ status: 'ACTIVE', controller: 'ECS' });
    expect(await client.ecs.tasks(environment, 'RUNNING')).toHaveLength(service.running);
    expect(await client.targets.health(environment, service.targetGroups[0]?.arn ?? '')).not.toHaveLength(0);
    expect(await client.scaling.bounds(environment)).toMatchObject({ min: expect.any(Number) });
    const [latest] = await client.history.recent(environment, 3);
    expect(latest).toMatchObject({
      status: 'SUCCESSFUL',
      targetRevision: { taskDefinition: service.taskDefinition },
    });
    expect(latest?.targetRevision?.images[0]?.digest).toMatch(/^sha256:/);
  });

  it('reads images with their platforms, and null for a tag that is not there', async () => {
    expect(await client.images.image(environment, { tag: 'v1.11.0' })).toMatchObject({
      tags: ['v1.11.0'],
      platforms: [{ os: 'linux', architecture: 'amd64' }],
    });
    const multi = await client.images.image(environment, { tag: 'v1.11.0-multi' });
    expect(multi?.platforms?.map(({ architecture }) => architecture)).toEqual(['amd64', 'arm64']);
    expect(await client.images.image(environment, { tag: 'v9' })).toBeNull();
    expect((await client.images.recent(environment, 2)).map(({ tags }) => tags[0])).toEqual([
      'v1.11.0-multi',
      'v1.11.0',
    ]);
  });

  it('finds the newest log lines first', async () => {
    simulated.console.writeLine('GET /api/health 200 "needle"');
    const now = Date.now();
    const found = await client.logs.search(environment, {
      from: now - 3_600_000,
      until: now + 60_000,
      words: ['"needle"'],
      limit: 5,
    });
    expect(found.partial).toBe(false);
    expect(found.lines[0]?.message).toContain('"needle"');
  });

  it('registers a revision that differs in its image only, finds it by its tag, and rolls it out', async () => {
    const before = await client.ecs.service(environment);
    const from = await client.ecs.taskDefinition(environment, before.taskDefinition);
    expect(from.lostFields).toEqual([]);
    const image = `123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous:v1.11.0`;
    const { arn } = await client.writer.registerWithImage(environment, {
      from: before.taskDefinition,
      container: 'hydrous-container',
      image,
      operation: 'op-simulated',
    });
    const found = await client.revisions.registeredFor(environment, from.family, 'op-simulated');
    expect(found?.arn).toBe(arn);
    expect(found?.containers[0]?.image).toBe(image);
    expect(found?.containers[0]?.environmentNames).toEqual(from.containers[0]?.environmentNames);
    const { deploymentId } = await client.writer.updateService(environment, { taskDefinition: arn });
    expect(deploymentId).toMatch(/^ecs-svc\//);
    const running = (await client.ecs.service(environment)).currentServiceDeployment ?? '';
    expect((await client.history.describe(environment, running)).targetRevision?.taskDefinition).toBe(arn);
    await client.writer.rollBackDeployment(environment, running);
    await until(async () => {
      const { status } = await client.history.describe(environment, running);
      return status.startsWith('ROLLBACK') ? status : undefined;
    });
  });

  it('sees an open alarm, and receives it over HTTP from a topic that it subscribed to by itself', async () => {
    const received: Notification[] = [];
    const receive = client.sns.receiver(
      { topics: new Set([simulated.topicArn]), allowSignatureV1: false, maxAge: 3_600_000 },
      {
        receive: async (notification) => {
          received.push(notification);
          return 'new';
        },
        unsubscribed: async () => undefined,
        onSecurityEvent: () => undefined,
      },
    );
    bot = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const { status } = await receive({ headers: request.headers, body: Buffer.concat(parts).toString() });
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => bot?.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(bot.address() as AddressInfo).port}/sns`;
    const stop = new AbortController();
    const fast = createAws({ log: silent, clock: { now: Date.now, sleep: () => clock.sleep(50) } });
    await fast.sns.subscribe([simulated.topicArn], address, stop.signal);
    fast.close();

    const [name = ''] = [...simulated.world.alarms.all.keys()];
    simulated.console.setAlarm(name, 'ALARM', 'set by the test');
    expect((await client.alarms.open(environment)).map((alarm) => alarm.name)).toContain(name);
    expect(await client.alarms.alarm(environment, name)).toMatchObject({
      state: 'ALARM',
      reason: 'set by the test',
    });
    const notification = await until(() => received[0]);
    expect(JSON.parse(notification.message)).toMatchObject({ AlarmName: name, NewStateValue: 'ALARM' });
  });
});

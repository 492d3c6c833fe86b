import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { arn, container, taskDefinition } from './ecs-fixtures.ts';
import { aws, environment, type FakeAws, fault, json, startFakeAws } from './fake-aws.ts';

let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws();
});
afterEach(() => {
  fake.calls.length = 0;
  fake.answers = {};
});
afterAll(() => fake.close());

const read = (definition: object, tags: unknown = []) => {
  fake.answers = { DescribeTaskDefinition: json({ taskDefinition: definition, tags }) };
  return aws().ecs.taskDefinition(environment, 'hydrous-backend:42');
};

describe('a task definition', () => {
  it('is read with its containers, tags and platform', async () => {
    const view = await read(taskDefinition(), [{ key: 'team', value: 'backend' }]);
    expect(fake.calls[0]?.input).toEqual({ taskDefinition: 'hydrous-backend:42', include: ['TAGS'] });
    expect(view).toEqual({
      arn: arn('task-definition/hydrous-backend:42'),
      family: 'hydrous-backend',
      revision: 42,
      status: 'ACTIVE',
      cpu: '256',
      memory: '512',
      architecture: 'X86_64',
      operatingSystem: 'LINUX',
      containers: [
        {
          name: 'hydrous-container',
          image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous:v1.10.0',
          essential: true,
          environmentNames: ['DATABASE_URL', 'EMPTY'],
          variables: [
            { name: 'DATABASE_URL', length: 37, fingerprint: '' },
            { name: 'EMPTY', length: 0, fingerprint: '' },
          ],
          secretNames: [],
          limits: { cpu: 0, memory: null, memoryReservation: null },
          logGroup: '/ecs/hydrous-backend',
          logStreamPrefix: 'ecs',
        },
        {
          name: 'sidecar',
          image: 'envoy:1',
          essential: false,
          environmentNames: [],
          variables: [],
          secretNames: [],
          limits: { cpu: 0, memory: null, memoryReservation: null },
          logGroup: null,
          logStreamPrefix: null,
        },
      ],
      tags: { team: 'backend' },
      lostFields: [],
    });
  });

  it('never lets the value of a variable out', async () => {
    expect(JSON.stringify(await read(taskDefinition()))).not.toContain('hunter2');
  });

  it('A15: holds a thousand variables and a container that does not say whether it is essential', async () => {
    const many = Array.from({ length: 1_000 }, (_, index) => ({
      name: `V${index}`,
      value: `value ${index}`,
    }));
    const view = await read(
      taskDefinition({
        runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
        containerDefinitions: [container({ environment: many, essential: undefined, secrets: null })],
      }),
    );
    expect(view.architecture).toBe('ARM64');
    expect(view.containers[0]?.environmentNames).toHaveLength(1_000);
    expect(view.containers[0]?.essential).toBe(true);
  });

  it.each([
    ['at the top', { newThing: { a: 1 } }, ['newThing']],
    [
      'inside a container',
      { containerDefinitions: [container({ newThing: true })] },
      ['containerDefinitions[0].newThing'],
    ],
    [
      'deep inside',
      {
        containerDefinitions: [
          container(),
          container({ healthCheck: { command: ['CMD'], jitter: 3 }, linuxParameters: { x: { y: 1 } } }),
        ],
      },
      ['containerDefinitions[1].healthCheck.jitter', 'containerDefinitions[1].linuxParameters.x'],
    ],
    ['that is an empty list', { newList: [] }, ['newList']],
    ['that is false', { newSwitch: false }, ['newSwitch']],
    [
      'called like a part of every object',
      { constructor: { a: 1 }, toString: 'x' },
      ['constructor', 'toString'],
    ],
  ])('names an unknown field %s', async (_where, over, lost) => {
    expect((await read(taskDefinition(over))).lostFields).toEqual(lost);
  });

  it('counts nulls, empty texts, empty lists and maps with any key as kept', async () => {
    const view = await read(
      taskDefinition({
        volumes: null,
        taskRoleArn: '',
        containerDefinitions: [container({ dockerLabels: { 'any.key/at all': '' }, command: null })],
      }),
    );
    expect(view.lostFields).toEqual([]);
  });

  it('names an unknown field of a tag', async () => {
    const view = await read(taskDefinition(), [{ key: 'a', value: 'b', scope: 'c' }]);
    expect(view.lostFields).toEqual(['tags[0].scope']);
  });

  it('that does not exist is told by its short name', async () => {
    fake.answers = { DescribeTaskDefinition: fault('ClientException') };
    await expect(
      aws().ecs.taskDefinition(environment, arn('task-definition/hydrous-backend:7')),
    ).rejects.toMatchObject({
      kind: 'not-found',
      sentence: {
        say: 'aws.task-definition-not-found',
        values: { reference: { code: 'hydrous-backend:7' } },
      },
    });
  });

  it.each([
    ['empty', {}],
    ['without containers', taskDefinition({ containerDefinitions: null })],
    ['without a revision', taskDefinition({ revision: null })],
  ])('that is %s is an odd answer', async (_name, definition) => {
    await expect(read(definition)).rejects.toMatchObject({ kind: 'odd-answer' });
  });
});

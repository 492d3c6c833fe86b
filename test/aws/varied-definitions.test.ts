import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import { clock, environment, silent } from './fake-aws.ts';
import { APP } from './varied-definition.ts';
import { VARIED } from './varied-definitions.ts';

let simulated: SimulatedAws;
let client: Aws;
beforeAll(async () => {
  simulated = await startAws({});
  Object.assign(process.env, awsEnvironment(simulated.url));
  client = createAws({ clock, log: silent });
});
afterAll(async () => {
  client.close();
  await simulated.close();
});

/** As any client would, without the SDK of this bot: JSON over HTTP. */
async function call(action: string, input: object): Promise<Record<string, unknown>> {
  const response = await fetch(simulated.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AmazonEC2ContainerServiceV20141113.${action}`,
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20261124/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return JSON.parse(text);
}

const OURS = ['taskDefinitionArn', 'revision', 'registeredAt'];
const OPERATION = 'op-7kq2m9xd4t';

async function described(reference: string) {
  const { taskDefinition, tags } = await call('DescribeTaskDefinition', {
    taskDefinition: reference,
    include: ['TAGS'],
  });
  const kept = Object.entries(taskDefinition as object).filter(([name]) => !OURS.includes(name));
  const others = ((tags ?? []) as { key: string }[]).filter(({ key }) => key !== 'hydrous:request');
  return { definition: Object.fromEntries(kept) as Record<string, unknown>, tags: others };
}

type Container = { name: string; environment?: { name: string; value: string }[]; image: string };

/** The same definition with one thing changed, by the words of the test and not of the bot. */
function changed(
  whole: Awaited<ReturnType<typeof described>>,
  top: object,
  container: (one: Container) => object,
) {
  const containers = whole.definition['containerDefinitions'] as Container[];
  return {
    ...whole,
    definition: {
      ...whole.definition,
      ...top,
      containerDefinitions: containers.map((one) => (one.name === APP ? { ...one, ...container(one) } : one)),
    },
  };
}

describe('registered again, identical but for the intended change, over the wire:', () => {
  it('there are at least thirty of them, all different', () => {
    expect(new Set(VARIED.map(([, one]) => JSON.stringify(one))).size).toBeGreaterThanOrEqual(30);
  });

  it.each(VARIED)('%s', async (_, definition) => {
    const registered = await call('RegisterTaskDefinition', definition);
    const from = (registered['taskDefinition'] as { taskDefinitionArn: string }).taskDefinitionArn;
    const before = await described(from);
    const writer = client.writer;

    const size = { cpu: '1024', memory: '2048' };
    const resized = await writer.registerWith(environment, { from, operation: OPERATION, patch: { size } });
    expect(await described(resized.arn)).toEqual(changed(before, size, () => ({})));

    const image = 'registry/hydrous@sha256:beef';
    const change = { from, operation: OPERATION, container: APP, image };
    const deployed = await writer.registerWithImage(environment, change);
    expect(await described(deployed.arn)).toEqual(changed(before, {}, () => ({ image })));

    const variables = { container: APP, set: { LOG_LEVEL: 'debug', NEW: 'ñ "1"' }, unset: ['EMPTY'] };
    const set = await writer.registerWith(environment, { from, operation: OPERATION, patch: { variables } });
    expect(await described(set.arn)).toEqual(
      changed(before, {}, ({ environment: known = [] }) => ({
        environment: [
          ...known
            .filter(({ name }) => name !== 'EMPTY')
            .map((one) => (one.name === 'LOG_LEVEL' ? { ...one, value: 'debug' } : one)),
          { name: 'NEW', value: 'ñ "1"' },
        ],
      })),
    );
    expect(await described(from)).toEqual(before);
  });
});

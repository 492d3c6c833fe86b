import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { arn, taskDefinition } from './ecs-fixtures.ts';
import {
  aws,
  environment,
  type FakeAws,
  fault,
  type Input,
  json,
  type Reply,
  startFakeAws,
} from './fake-aws.ts';

let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws();
});
afterEach(() => {
  fake.calls.length = 0;
  fake.answers = {};
});
afterAll(() => fake.close());

const deploymentArn = (n: number) => arn(`service-deployment/hydrous/hydrous-production/${n}`);
const revisionArn = (n: number) => arn(`service-revision/hydrous/hydrous-production/${n}`);
const numberOf = (of: string) => Number(of.slice(of.lastIndexOf('/') + 1));

function history(count: number, perPage = 100): void {
  const all = Array.from({ length: count }, (_, index) => ({
    serviceDeploymentArn: deploymentArn(count - index),
    createdAt: 1_764_000_000 + (count - index),
  }));
  fake.answers = {
    ListServiceDeployments: (input) => {
      const from = Number(input['nextToken'] ?? 0);
      const to = from + perPage;
      return json({
        serviceDeployments: all.slice(from, to),
        ...(to < count ? { nextToken: String(to) } : {}),
      });
    },
    DescribeServiceDeployments: (input: Input) =>
      json({
        // ECS promises no order here.
        serviceDeployments: (input['serviceDeploymentArns'] as readonly string[])
          .toReversed()
          .map((each) => ({
            serviceDeploymentArn: each,
            status: 'SUCCESSFUL',
            createdAt: 1_764_000_000 + numberOf(each),
            finishedAt: 1_764_000_100,
            targetServiceRevision: { arn: revisionArn(numberOf(each)) },
            deploymentCircuitBreaker: { status: 'MONITORING_COMPLETE', failureCount: 1, threshold: 3 },
          })),
        failures: [],
      }),
    DescribeServiceRevisions: (input: Input) =>
      json({
        serviceRevisions: (input['serviceRevisionArns'] as readonly string[]).map((each) => ({
          serviceRevisionArn: each,
          taskDefinition: arn(`task-definition/hydrous-backend:${numberOf(each)}`),
          containerImages: [
            { containerName: 'hydrous-container', image: 'repo:v1', imageDigest: `sha256:${numberOf(each)}` },
          ],
        })),
        failures: [],
      }),
  };
}

describe('the deployments that ECS remembers', () => {
  it('come newest first with what really ran', async () => {
    history(3);
    const recent = await aws().history.recent(environment, 2);
    expect(recent.map((each) => numberOf(each.arn))).toEqual([3, 2]);
    expect(recent[0]).toMatchObject({
      status: 'SUCCESSFUL',
      statusReason: null,
      finishedAt: 1_764_000_100_000,
      breaker: { failures: 1, threshold: 3, status: 'MONITORING_COMPLETE' },
      targetRevision: {
        taskDefinition: arn('task-definition/hydrous-backend:3'),
        images: [{ container: 'hydrous-container', image: 'repo:v1', digest: 'sha256:3' }],
      },
    });
  });

  it('are described at most twenty at a time, over several pages', async () => {
    history(70, 30);
    expect(await aws().history.recent(environment, 45)).toHaveLength(45);
    expect(fake.count('ListServiceDeployments')).toBe(2);
    const sizes = fake.calls
      .filter(({ action }) => action === 'DescribeServiceDeployments')
      .map(({ input }) => (input['serviceDeploymentArns'] as readonly string[]).length);
    expect(sizes.sort()).toEqual([20, 20, 5]);
  });

  it('are none when there were none, with no call for nothing', async () => {
    history(0);
    expect(await aws().history.recent(environment, 10)).toEqual([]);
    expect(fake.calls).toHaveLength(1);
  });

  it('keep a deployment whose revision is forgotten', async () => {
    history(1);
    fake.answers['DescribeServiceRevisions'] = json({
      serviceRevisions: [],
      failures: [{ reason: 'MISSING' }],
    });
    expect((await aws().history.recent(environment, 1))[0]).toMatchObject({ targetRevision: null });
  });

  it.each<[string, Reply]>([
    ['IAM does not permit it', fault('AccessDeniedException')],
    ['the endpoint does not know the operation', fault('UnknownOperationException')],
    ['the endpoint answers an HTML page with 500', { status: 500, body: '<html>not implemented</html>' }],
    ['the endpoint answers an HTML page with 501', { status: 501, body: '<html>not implemented</html>' }],
    ['the endpoint answers an HTML page with 404', { status: 404, body: '<html>what</html>' }],
  ])('are not permitted when %s', async (_why, reply) => {
    fake.answers = { ListServiceDeployments: reply };
    await expect(aws().history.recent(environment, 5)).rejects.toMatchObject({ kind: 'not-permitted' });
    fake.answers = { DescribeServiceDeployments: reply };
    await expect(aws().history.describe(environment, deploymentArn(1))).rejects.toMatchObject({
      kind: 'not-permitted',
    });
  });

  it('are a failure, and no reason for the fallback, when AWS has a fault', async () => {
    fake.answers = { ListServiceDeployments: fault('ServerException', 500) };
    await expect(aws().history.recent(environment, 5)).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('that are gone are told as such', async () => {
    fake.answers = {
      DescribeServiceDeployments: json({ serviceDeployments: [], failures: [{ reason: 'MISSING' }] }),
    };
    await expect(aws().history.describe(environment, deploymentArn(1))).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});

describe('the revision that a lost registration left behind', () => {
  const families = (revisions: readonly number[], tagged: number) => {
    fake.answers = {
      ListTaskDefinitions: json({
        taskDefinitionArns: [
          ...revisions.map((each) => arn(`task-definition/hydrous-backend:${each}`)),
          arn('task-definition/hydrous-backend-worker:99'),
        ],
      }),
      DescribeTaskDefinition: (input) => {
        const revision = Number(String(input['taskDefinition']).split(':').at(-1));
        return json({
          taskDefinition: taskDefinition({ revision, taskDefinitionArn: input['taskDefinition'] }),
          tags: revision === tagged ? [{ key: 'hydrous:request', value: 'op-1' }] : [],
        });
      },
    };
  };

  it('is found by its tag, newest first, whatever order the answer has', async () => {
    families([1, 2, 44, 43, 10], 43);
    const found = await aws().revisions.registeredFor(environment, 'hydrous-backend', 'op-1');
    expect(found?.revision).toBe(43);
    expect(fake.count('DescribeTaskDefinition')).toBe(2);
    expect(fake.calls[0]?.input).toMatchObject({
      familyPrefix: 'hydrous-backend',
      status: 'ACTIVE',
      sort: 'DESC',
    });
  });

  it('is null when none of the newest few has it', async () => {
    families(
      Array.from({ length: 30 }, (_, index) => index + 1),
      3,
    );
    expect(await aws().revisions.registeredFor(environment, 'hydrous-backend', 'op-1')).toBeNull();
    expect(fake.count('DescribeTaskDefinition')).toBe(10);
  });
});

import {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
  ImageNotFoundException,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';
import {
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compilePattern } from '../../sandbox/aws/logs-pattern.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { steppedClock } from '../../sandbox/aws/timeline.ts';

const logGroupName = '/ecs/hydrous-backend';
let aws: SimulatedAws;
let ecr: ECRClient;
let ecs: ECSClient;
let logs: CloudWatchLogsClient;

beforeAll(async () => {
  aws = await startAws({ clock: steppedClock(), logsPerPage: 100 });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const settings = { endpoint: aws.url, region: 'us-east-1', credentials, maxAttempts: 1 };
  ecr = new ECRClient(settings);
  ecs = new ECSClient(settings);
  logs = new CloudWatchLogsClient(settings);
});
afterAll(() => aws.close());

describe('ECR', () => {
  const repositoryName = 'hydrous';

  test('gives a manifest whose config blob names the architecture', async () => {
    aws.push({ tag: 'arm', architecture: 'arm64' });
    const { images } = await ecr.send(
      new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: 'arm' }] }),
    );
    const manifest = JSON.parse(images![0]!.imageManifest!) as { config: { digest: string } };
    const { downloadUrl } = await ecr.send(
      new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest: manifest.config.digest }),
    );
    expect(await (await fetch(downloadUrl!)).json()).toMatchObject({ architecture: 'arm64', os: 'linux' });
  });

  test('gives an index with platforms and attestations', async () => {
    const { images } = await ecr.send(
      new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: 'v1.11.0-multi' }] }),
    );
    const index = JSON.parse(images![0]!.imageManifest!) as {
      manifests: { platform: { architecture: string } }[];
    };
    const found = index.manifests.map((entry) => entry.platform.architecture);
    expect(found).toEqual(['amd64', 'arm64', 'unknown', 'unknown']);
    expect(images![0]!.imageManifestMediaType).toBe('application/vnd.oci.image.index.v1+json');
  });

  test('a missing tag is a failure in BatchGetImage and an exception in DescribeImages', async () => {
    const imageIds = [{ imageTag: 'none' }];
    const { failures } = await ecr.send(new BatchGetImageCommand({ repositoryName, imageIds }));
    expect(failures![0]!.failureCode).toBe('ImageNotFound');
    const describeImages = new DescribeImagesCommand({ repositoryName, imageIds });
    await expect(ecr.send(describeImages)).rejects.toBeInstanceOf(ImageNotFoundException);
    const elsewhere = new DescribeImagesCommand({ repositoryName: 'none' });
    await expect(ecr.send(elsewhere)).rejects.toBeInstanceOf(RepositoryNotFoundException);
  });

  test('lists in pages, leaves archived images out, and moves tags', async () => {
    const first = aws.push({ tag: 'moving' });
    const second = aws.push({ tag: 'moving' });
    aws.push({ tag: 'old', archived: true });
    const all: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await ecr.send(new DescribeImagesCommand({ repositoryName, maxResults: 3, nextToken }));
      expect(page.imageDetails!.length).toBeLessThanOrEqual(3);
      all.push(...page.imageDetails!.flatMap((image) => image.imageTags ?? []));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(all).toContain('v1.8.0');
    expect(all).not.toContain('old');
    const { imageDetails } = await ecr.send(
      new DescribeImagesCommand({ repositoryName, imageIds: [{ imageDigest: first.digest }] }),
    );
    expect(imageDetails![0]!.imageTags).toBeUndefined();
    expect(second.digest).not.toBe(first.digest);
  });
});

describe('task definitions', () => {
  test('every field and tag that is registered comes back', async () => {
    const live = await ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: 'hydrous:42', include: ['TAGS'] }),
    );
    const { taskDefinitionArn, revision, status, registeredAt, registeredBy, compatibilities, ...fields } =
      live.taskDefinition!;
    const { requiresAttributes, containerDefinitions = [], ...others } = fields;
    const input = { ...others, containerDefinitions };
    const answer = await ecs.send(
      new RegisterTaskDefinitionCommand({ ...input, family: 'hydrous', tags: live.tags }),
    );
    const arn = answer.taskDefinition!.taskDefinitionArn!;
    const again = await ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: arn, include: ['TAGS'] }),
    );
    expect(again.taskDefinition).toMatchObject(input);
    expect(again.tags).toEqual(live.tags);
    expect(again.taskDefinition!.revision).toBe(43);
    const list = await ecs.send(
      new ListTaskDefinitionsCommand({ familyPrefix: 'hydrous', sort: 'DESC', maxResults: 1 }),
    );
    expect(list.taskDefinitionArns).toEqual([arn]);
    expect(list.nextToken).toBeDefined();
  });

  test.each([
    ['an impossible size', { cpu: '512', memory: '700' }, 'No Fargate configuration exists'],
    ['no containers', { containerDefinitions: [] }, 'Container list cannot be empty'],
  ])('%s is refused', async (_name, change, message) => {
    const base = {
      family: 'other',
      networkMode: 'awsvpc' as const,
      requiresCompatibilities: ['FARGATE' as const],
      cpu: '512',
      memory: '1024',
      containerDefinitions: [{ name: 'a', image: 'b' }],
    };
    const register = new RegisterTaskDefinitionCommand({ ...base, ...change });
    await expect(ecs.send(register)).rejects.toMatchObject({
      name: 'ClientException',
      message: expect.stringContaining(message),
    });
  });
});

describe('FilterLogEvents', () => {
  const startTime = () => aws.world.timeline.now() - 3_600_000;

  async function filter(
    input: Partial<FilterLogEventsCommandInput>,
  ): Promise<{ readonly messages: readonly string[]; readonly pages: readonly number[] }> {
    const messages: string[] = [];
    const pages: number[] = [];
    let nextToken: string | undefined;
    do {
      const page = await logs.send(
        new FilterLogEventsCommand({ logGroupName, startTime: startTime(), ...input, nextToken }),
      );
      pages.push(page.events!.length);
      messages.push(...page.events!.map((event) => event.message!));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return { messages, pages };
  }

  test('a rare word is found beyond empty pages', async () => {
    aws.console.writeLine('ERROR:    NEEDLE in the haystack');
    const { messages, pages } = await filter({ filterPattern: 'NEEDLE' });
    expect(messages).toEqual(['ERROR:    NEEDLE in the haystack']);
    expect(pages[0]).toBe(0);
    expect(pages.length).toBeGreaterThan(2);
  });

  test('newest first when asked, and the token keeps the direction', async () => {
    const newest = await logs.send(
      new FilterLogEventsCommand({ logGroupName, startTime: startTime(), startFromHead: false, limit: 2 }),
    );
    const times = newest.events!.map((event) => event.timestamp!);
    expect(times[0]).toBeGreaterThanOrEqual(times[1]!);
    const next = await logs.send(
      new FilterLogEventsCommand({
        logGroupName,
        startTime: startTime(),
        nextToken: newest.nextToken,
        limit: 2,
      }),
    );
    expect(next.events![0]!.timestamp!).toBeLessThanOrEqual(times[1]!);
    const tooOld = new FilterLogEventsCommand({ logGroupName, startTime: 0, startFromHead: false });
    await expect(logs.send(tooOld)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('only the streams that are named', async () => {
    const { logStreams } = await logs.send(
      new DescribeLogStreamsCommand({ logGroupName, orderBy: 'LastEventTime', descending: true }),
    );
    const name = logStreams![0]!.logStreamName!;
    expect(name).toMatch(/^ecs\/hydrous-container\/[0-9a-f]{32}$/);
    const one = await filter({ logStreamNames: [name] });
    const both = await filter({ logStreamNamePrefix: 'ecs/hydrous-container/' });
    expect(one.messages.length).toBeGreaterThan(0);
    expect(both.messages.length).toBeGreaterThan(one.messages.length);
  });

  test('GetLogEvents ends with the same token', async () => {
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName }));
    const logStreamName = logStreams![0]!.logStreamName!;
    const first = await logs.send(
      new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true }),
    );
    expect(first.events!.length).toBeGreaterThan(0);
    const nextToken = first.nextForwardToken;
    const second = await logs.send(
      new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true, nextToken }),
    );
    expect(second.events).toEqual([]);
    expect(second.nextForwardToken).toBe(nextToken);
  });

  test('a new deployment writes its startup lines and access lines', async () => {
    aws.console.deployPastChecks('v1.11.0');
    aws.advance(20_000);
    const from = aws.world.timeline.now() - 20_000;
    const lines = await filter({ startTime: from, filterPattern: '"Application startup complete"' });
    expect(lines.messages).toHaveLength(2);
    expect((await filter({ startTime: from, filterPattern: '"HTTP/1.1"' })).messages.length).toBeGreaterThan(
      10,
    );
  });

  test('an unknown group is an error', async () => {
    const elsewhere = new FilterLogEventsCommand({ logGroupName: '/none' });
    await expect(logs.send(elsewhere)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('filter patterns', () => {
  const line = 'ERROR: GET /api/items 500';
  test.each([
    ['', true],
    ['ERROR', true],
    ['error', false],
    ['ERROR GET', true],
    ['ERROR POST', false],
    ['"GET /api"', true],
    ['?POST ?GET', true],
    ['?POST ?PUT', false],
    ['-POST', true],
    ['ERROR -GET', false],
    ['%5\\d\\d%', true],
    ['"a \\"quoted\\" word"', false],
  ])('%s', (pattern, expected) => {
    expect(compilePattern(pattern)(line)).toBe(expected);
  });

  test.each(['GET /api', 'user-id', '{ $.level = "x" }', '"open', '%(%'])('%s is refused', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow();
  });
});

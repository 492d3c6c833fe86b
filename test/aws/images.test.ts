import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aws, environment, type FakeAws, fault, json, type Reply, startFakeAws } from './fake-aws.ts';

let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws();
});
afterEach(() => {
  fake.calls.length = 0;
  fake.answers = {};
});
afterAll(() => fake.close());

const INDEX = 'application/vnd.oci.image.index.v1+json';
const SINGLE = 'application/vnd.oci.image.manifest.v1+json';
const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const config = JSON.stringify({ os: 'linux', architecture: 'arm64', history: [] });
const single = JSON.stringify({ schemaVersion: 2, config: { digest: digestOf(config) }, layers: [] });

function image(manifest: string, mediaType?: string): object {
  return {
    images: [
      {
        imageId: { imageDigest: digestOf(manifest), imageTag: 'v1' },
        imageManifest: manifest,
        imageManifestMediaType: mediaType,
      },
    ],
    failures: [],
  };
}
const failure = (failureCode: string) =>
  json({ images: [], failures: [{ failureCode, imageId: { imageTag: 'v1' } }] });
const details = json({
  imageDetails: [
    {
      imageDigest: digestOf(single),
      imageTags: ['v1', 'latest'],
      imagePushedAt: 1_764_000_000,
      imageStatus: 'ACTIVE',
    },
  ],
});
const blob = (body: string): Record<string, Reply> => ({
  GetDownloadUrlForLayer: json({ downloadUrl: `${fake.url}/blob?signature=x` }),
  'GET /blob?signature=x': { status: 200, body },
});
const entry = (os: string, architecture: string, over: object = {}) => ({
  digest: digestOf(`${os}${architecture}`),
  platform: { os, architecture },
  ...over,
});

describe('an image', () => {
  it('of a single platform is read from its config blob', async () => {
    fake.answers = { BatchGetImage: json(image(single, SINGLE)), DescribeImages: details, ...blob(config) };
    await expect(aws().images.image(environment, { tag: 'v1' })).resolves.toEqual({
      digest: digestOf(single),
      tags: ['v1', 'latest'],
      pushedAt: 1_764_000_000_000,
      status: 'ACTIVE',
      platforms: [{ os: 'linux', architecture: 'arm64' }],
    });
    expect(fake.calls[0]?.input).toMatchObject({ repositoryName: 'hydrous', imageIds: [{ imageTag: 'v1' }] });
    expect(fake.calls[0]?.input['acceptedMediaTypes']).toHaveLength(4);
  });

  it('of an index has its platforms, without attestations and unknown ones', async () => {
    const manifest = JSON.stringify({
      mediaType: INDEX,
      manifests: [
        entry('linux', 'amd64'),
        entry('linux', 'arm64'),
        entry('unknown', 'unknown'),
        entry('linux', 'riscv64', { annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } }),
      ],
    });
    fake.answers = { BatchGetImage: json(image(manifest, INDEX)), DescribeImages: details };
    const found = await aws().images.image(environment, { digest: digestOf(manifest) });
    expect(found?.platforms?.map(({ architecture }) => architecture)).toEqual(['amd64', 'arm64']);
    expect(fake.count('GetDownloadUrlForLayer')).toBe(0);
  });

  it('whose index names no platform is looked into', async () => {
    const manifest = JSON.stringify({ manifests: [{ digest: digestOf(single) }] });
    fake.answers = {
      BatchGetImage: [json(image(manifest)), json(image(single, SINGLE))],
      DescribeImages: details,
      ...blob(config),
    };
    const found = await aws().images.image(environment, { tag: 'v1' });
    expect(found?.platforms).toEqual([{ os: 'linux', architecture: 'arm64' }]);
    expect(found?.digest).toBe(digestOf(manifest));
  });

  it.each(['ImageNotFound', 'InvalidImageTag', 'InvalidImageDigest', 'ImageTagDoesNotMatchDigest'])(
    'does not exist when ECR says %s',
    async (code) => {
      fake.answers = { BatchGetImage: failure(code) };
      expect(await aws().images.image(environment, { tag: 'v1' })).toBeNull();
    },
  );

  it.each(['KmsError', 'ImageInaccessible', 'UpstreamUnavailable'])(
    'cannot be used when ECR says %s',
    async (code) => {
      fake.answers = { BatchGetImage: failure(code) };
      await expect(aws().images.image(environment, { tag: 'v1' })).rejects.toMatchObject({
        kind: 'refused',
        sentence: { say: 'aws.image-unusable' },
      });
    },
  );

  it('of a missing repository says so', async () => {
    fake.answers = { BatchGetImage: fault('RepositoryNotFoundException') };
    await expect(aws().images.image(environment, { tag: 'v1' })).rejects.toMatchObject({
      kind: 'not-found',
      sentence: { say: 'aws.repository-not-found' },
    });
  });

  it.each([
    ['neither image nor failure', { images: [], failures: [] }],
    ['no manifest', { images: [{ imageId: { imageDigest: 'sha256:a' } }], failures: [] }],
    ['nothing', {}],
  ])('with %s is an odd answer', async (_name, answer) => {
    fake.answers = { BatchGetImage: json(answer) };
    await expect(aws().images.image(environment, { tag: 'v1' })).rejects.toMatchObject({
      kind: 'odd-answer',
    });
  });

  it.each<[string, () => Record<string, Reply>]>([
    [
      'the permission for layers is missing',
      () => ({ GetDownloadUrlForLayer: fault('AccessDeniedException') }),
    ],
    ['the blob is another one', () => blob(`${config} `)],
    ['the blob is no JSON', () => blob('<html>')],
    ['the blob is gone', () => ({ ...blob(config), 'GET /blob?signature=x': { status: 404, body: '' } })],
    [
      'the blob is redirected',
      () => ({
        ...blob(config),
        'GET /blob?signature=x': { status: 302, body: '', headers: { location: '/b' } },
      }),
    ],
    ['the blob never comes', () => ({ ...blob(config), 'GET /blob?signature=x': 'drop' as const })],
    ['the blob is far too long', () => blob(JSON.stringify({ filler: 'x'.repeat(5_000_000) }))],
  ])('has platforms that could not be read when %s', async (_why, answers) => {
    fake.answers = { BatchGetImage: json(image(single, SINGLE)), DescribeImages: details, ...answers() };
    await expect(aws().images.image(environment, { tag: 'v1' })).resolves.toMatchObject({ platforms: null });
  });

  it.each([
    ['schema 1', '{"schemaVersion":1,"fsLayers":[]}'],
    ['no JSON', 'hello'],
    ['an empty index', '{"manifests":[]}'],
  ])('has platforms that could not be read when its manifest is %s', async (_name, manifest) => {
    fake.answers = { BatchGetImage: json(image(manifest)), DescribeImages: details };
    await expect(aws().images.image(environment, { tag: 'v1' })).resolves.toMatchObject({ platforms: null });
  });

  it('that is archived is seen as such, by asking for every status', async () => {
    fake.answers = {
      BatchGetImage: json(image(single, SINGLE)),
      DescribeImages: json({ imageDetails: [{ imageDigest: digestOf(single), imageStatus: 'ARCHIVED' }] }),
      ...blob(config),
    };
    await expect(aws().images.image(environment, { tag: 'v1' })).resolves.toMatchObject({
      status: 'ARCHIVED',
      tags: ['v1'],
    });
    const asked = fake.calls.find(({ action }) => action === 'DescribeImages');
    expect(asked?.input).toMatchObject({ filter: { imageStatus: 'ANY' } });
  });

  it('is still read where the status cannot be asked for', async () => {
    fake.answers = {
      BatchGetImage: json(image(single, SINGLE)),
      DescribeImages: [fault('InvalidParameterException'), details],
      ...blob(config),
    };
    await expect(aws().images.image(environment, { tag: 'v1' })).resolves.toMatchObject({ status: 'ACTIVE' });
    fake.answers['DescribeImages'] = fault('AccessDeniedException');
    await expect(aws().images.image(environment, { tag: 'v1' })).resolves.toMatchObject({
      status: null,
      pushedAt: null,
      tags: ['v1'],
    });
  });
});

describe('the images that can be deployed', () => {
  it('are the tagged ones, newest first, from all pages', async () => {
    const page = (from: number) =>
      [0, 1].map((index) => ({
        imageDigest: `sha256:${from + index}`,
        imageTags: [`v${from + index}`],
        imagePushedAt: 1_764_000_000 + from + index,
      }));
    fake.answers = {
      DescribeImages: [
        json({ imageDetails: [...page(1), { imageDigest: 'sha256:none' }], nextToken: 'n' }),
        json({ imageDetails: page(3) }),
      ],
    };
    const recent = await aws().images.recent(environment, 3);
    expect(recent.map(({ tags }) => tags[0])).toEqual(['v4', 'v3', 'v2']);
    expect(recent[0]).toMatchObject({ platforms: null, status: null, pushedAt: 1_764_000_004_000 });
  });

  it('are an odd answer when the list is missing', async () => {
    fake.answers = { DescribeImages: json({}) };
    await expect(aws().images.recent(environment, 3)).rejects.toMatchObject({ kind: 'odd-answer' });
  });
});

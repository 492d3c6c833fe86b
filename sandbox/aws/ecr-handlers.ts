import * as ecr from '@aws-sdk/client-ecr';
import { arn, type Place } from './ids.ts';
import type { Image, ImageStore, Repository } from './images.ts';
import { offsetOf, pageOf } from './paging.ts';
import type { Handlers } from './wire/handlers.ts';
import type { PlainReply, PlainRequest } from './wire/server.ts';

const BLOBS = '/_blobs/';

export function ecrHandlers(place: Place, images: ImageStore, origin: () => string) {
  function repositoryOf(name: string | undefined): Repository {
    const repository = images.repositories.get(name ?? '');
    if (repository !== undefined) return repository;
    const message = `The repository with name '${name}' does not exist in the registry with id '${place.account}'`;
    throw new ecr.RepositoryNotFoundException({ message, $metadata: {} });
  }

  const detailOf = (repository: Repository, image: Image): ecr.ImageDetail => ({
    registryId: place.account,
    repositoryName: repository.name,
    imageDigest: image.digest,
    ...(image.tags.size > 0 ? { imageTags: [...image.tags] } : {}),
    imageSizeInBytes: image.size,
    imagePushedAt: new Date(image.pushedAt),
    imageManifestMediaType: image.mediaType,
    imageStatus: image.status,
  });

  return {
    DescribeRepositories(input) {
      const wanted = input.repositoryNames?.map(repositoryOf) ?? [...images.repositories.values()];
      return {
        repositories: wanted.map((repository) => ({
          repositoryArn: arn(place, 'ecr', `repository/${repository.name}`),
          registryId: place.account,
          repositoryName: repository.name,
          repositoryUri: `${images.registry}/${repository.name}`,
          createdAt: new Date(repository.createdAt),
          imageTagMutability: 'MUTABLE' as const,
          imageScanningConfiguration: { scanOnPush: true },
        })),
      };
    },

    DescribeImages(input) {
      const repository = repositoryOf(input.repositoryName);
      const filter = input.filter;
      const status = filter?.imageStatus ?? 'ACTIVE';
      const offset = offsetOf(input.nextToken);
      if (offset === null) {
        throw new ecr.InvalidParameterException({ message: 'Invalid parameter at nextToken', $metadata: {} });
      }
      let found: readonly Image[];
      if (input.imageIds === undefined) {
        found = [...repository.images.values()]
          .filter((image) => status === 'ANY' || image.status === status)
          .filter((image) => filter?.tagStatus !== 'TAGGED' || image.tags.size > 0)
          .filter((image) => filter?.tagStatus !== 'UNTAGGED' || image.tags.size === 0);
      } else {
        found = input.imageIds.map((id) => {
          const image = images.find(repository.name, id);
          if (image !== null) return image;
          const message = `The image with imageId {imageDigest:'${id.imageDigest ?? 'null'}', imageTag:'${id.imageTag ?? 'null'}'} does not exist within the repository with name '${repository.name}' in the registry with id '${place.account}'`;
          throw new ecr.ImageNotFoundException({ message, $metadata: {} });
        });
      }
      const page = pageOf(found, offset, input.maxResults ?? 100);
      return {
        imageDetails: page.items.map((image) => detailOf(repository, image)),
        nextToken: page.next,
      };
    },

    BatchGetImage(input) {
      const repository = repositoryOf(input.repositoryName);
      const found: ecr.Image[] = [];
      const failures: ecr.ImageFailure[] = [];
      for (const imageId of input.imageIds ?? []) {
        const failure = (failureCode: ecr.ImageFailureCode, failureReason: string) =>
          failures.push({ imageId, failureCode, failureReason });
        if (imageId.imageDigest === undefined && imageId.imageTag === undefined) {
          failure('MissingDigestAndTag', 'Either a digest or a tag is required');
          continue;
        }
        if (imageId.imageDigest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(imageId.imageDigest)) {
          failure('InvalidImageDigest', 'Invalid request parameters: image digest should satisfy the regex');
          continue;
        }
        const image = images.find(repository.name, imageId);
        if (image === null) {
          failure('ImageNotFound', 'Requested image not found');
          continue;
        }
        found.push({
          registryId: place.account,
          repositoryName: repository.name,
          imageId: { imageDigest: image.digest, ...(imageId.imageTag ? { imageTag: imageId.imageTag } : {}) },
          imageManifest: image.manifest,
          imageManifestMediaType: image.mediaType,
        });
      }
      return { images: found, failures };
    },

    GetDownloadUrlForLayer(input) {
      const repository = repositoryOf(input.repositoryName);
      const digest = input.layerDigest ?? '';
      if (!repository.blobs.has(digest)) {
        const message = `The layer '${digest}' does not exist in the repository with name '${repository.name}'`;
        throw new ecr.LayersNotFoundException({ message, $metadata: {} });
      }
      const signature = 'X-Amz-Expires=3600&X-Amz-Signature=sandbox';
      const downloadUrl = `${origin()}${BLOBS}${encodeURIComponent(repository.name)}/${digest}?${signature}`;
      return { downloadUrl, layerDigest: digest };
    },
  } satisfies Handlers<typeof ecr>;
}

/** Serves the config blobs that GetDownloadUrlForLayer points at. */
export function blobRoute(images: ImageStore): (request: PlainRequest) => PlainReply | null {
  return ({ method, url }) => {
    if (method !== 'GET' || !url.pathname.startsWith(BLOBS)) return null;
    const [name = '', digest = ''] = url.pathname.slice(BLOBS.length).split('/');
    const blob = images.repositories.get(decodeURIComponent(name))?.blobs.get(digest);
    if (blob === undefined) return { status: 404, type: 'text/plain', body: 'no such blob\n' };
    return { status: 200, type: 'application/octet-stream', body: blob };
  };
}

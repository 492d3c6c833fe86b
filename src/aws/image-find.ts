/** One image of a repository by tag or digest, with its manifest as the registry serves it. */
import { BatchGetImageCommand, type ImageIdentifier, RepositoryNotFoundException } from '@aws-sdk/client-ecr';
import type { Environment } from '../core/environment.ts';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';
import { list, listOrEmpty, odd, text } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { MANIFEST_TYPES } from './image-manifest.ts';
import type { Known } from './problems.ts';

/** Failure codes that only say that there is no such image. */
const ABSENT = new Set([
  'ImageNotFound',
  'ImageTagDoesNotMatchDigest',
  'InvalidImageDigest',
  'InvalidImageTag',
]);

export interface FoundImage {
  readonly digest: string;
  readonly manifest: string;
  readonly mediaType: string | undefined;
}

/** Null when there is no such image. Throws a Problem. */
export function findImage(
  clients: Clients,
  caller: Caller,
  environment: Environment,
  imageId: ImageIdentifier,
): Promise<FoundImage | null> {
  return caller.read(
    'ecr:BatchGetImage',
    (options) =>
      clients.of(environment.region).ecr.send(
        new BatchGetImageCommand({
          repositoryName: environment.repository,
          imageIds: [imageId],
          acceptedMediaTypes: [...MANIFEST_TYPES],
        }),
        options,
      ),
    (answer) => {
      const [image] = list(answer.images, 'images');
      if (image !== undefined) {
        return {
          digest: text(image.imageId?.imageDigest, 'images[0].imageId.imageDigest'),
          manifest: text(image.imageManifest, 'images[0].imageManifest'),
          mediaType: image.imageManifestMediaType,
        };
      }
      // A missing tag is not an exception: it stands among the failures of a good answer.
      const [failure] = listOrEmpty(answer.failures);
      if (failure?.failureCode === undefined) return odd('images or failures');
      if (ABSENT.has(failure.failureCode)) return null;
      throw new Problem(
        'refused',
        say('aws.image-unusable', { image: code(named(imageId)), why: failure.failureCode }),
        `ecr:BatchGetImage: ${failure.failureCode}`,
      );
    },
    repositoryProblem(environment),
  );
}

export function repositoryProblem(environment: Environment): Known {
  return (error) =>
    error instanceof RepositoryNotFoundException
      ? new Problem(
          'not-found',
          say('aws.repository-not-found', { repository: code(environment.repository) }),
          `ecr: no repository ${environment.repository}`,
        )
      : undefined;
}

function named(imageId: ImageIdentifier): string {
  return imageId.imageTag ?? imageId.imageDigest ?? '';
}

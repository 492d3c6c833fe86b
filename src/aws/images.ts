/** ECR: which image a tag or a digest is, and what can be deployed. */
import {
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  type ImageDetail,
  type ImageIdentifier,
} from '@aws-sdk/client-ecr';
import type { Environment } from '../core/environment.ts';
import type { ImageReader, ImageReference, ImageView } from '../core/ports/aws.ts';
import { isProblem } from '../core/problem.ts';
import { list, listOrEmpty, textOrNull, timeOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { findImage, repositoryProblem } from './image-find.ts';
import { platformsOf } from './image-platforms.ts';
import { pages } from './pages.ts';

const MOST_PAGES = 10;

export function createImageReader(clients: Clients, caller: Caller): ImageReader {
  /** Archived images are only told when they are asked for; where that filter is refused, without it. */
  async function detail(environment: Environment, imageDigest: string): Promise<ImageDetail | undefined> {
    const ask = { repositoryName: environment.repository, imageIds: [{ imageDigest }] };
    const describe = (input: DescribeImagesCommandInput) =>
      caller.read(
        'ecr:DescribeImages',
        (options) => clients.of(environment.region).ecr.send(new DescribeImagesCommand(input), options),
        (answer) => list(answer.imageDetails, 'imageDetails')[0],
      );
    try {
      return await describe({ ...ask, filter: { imageStatus: 'ANY' } });
    } catch (error) {
      if (!isProblem(error, 'refused')) throw error;
      return describe(ask);
    }
  }

  return {
    async image(environment, reference) {
      const imageId = identifier(reference);
      const found = await findImage(clients, caller, environment, imageId);
      if (found === null) return null;
      const [seen, runsOn] = await Promise.all([
        orNull(detail(environment, found.digest)),
        orNull(platformsOf(clients, caller, environment, found)),
      ]);
      return {
        digest: found.digest,
        tags: seen?.imageTags ?? (reference.tag === undefined ? [] : [reference.tag]),
        pushedAt: timeOrNull(seen?.imagePushedAt),
        status: textOrNull(seen?.imageStatus),
        platforms: runsOn,
      };
    },
    async recent(environment, limit) {
      const { ecr } = clients.of(environment.region);
      const details = await pages(
        (nextToken) =>
          caller.read(
            'ecr:DescribeImages',
            (options) =>
              ecr.send(
                new DescribeImagesCommand({
                  repositoryName: environment.repository,
                  filter: { tagStatus: 'TAGGED' },
                  maxResults: 1000,
                  nextToken,
                }),
                options,
              ),
            (answer) => ({ items: list(answer.imageDetails, 'imageDetails'), next: answer.nextToken }),
            repositoryProblem(environment),
          ),
        MOST_PAGES,
      );
      return details
        .flatMap(listed)
        .sort((a, b) => (b.pushedAt ?? 0) - (a.pushedAt ?? 0))
        .slice(0, limit);
    },
  };
}

/** Platforms are not read for a list: it would take two calls an image. */
function listed(detail: ImageDetail): readonly ImageView[] {
  const tags = listOrEmpty(detail.imageTags);
  const digest = textOrNull(detail.imageDigest);
  if (digest === null || tags.length === 0) return [];
  const status = textOrNull(detail.imageStatus);
  return [{ digest, tags, pushedAt: timeOrNull(detail.imagePushedAt), status, platforms: null }];
}

function identifier(reference: ImageReference): ImageIdentifier {
  return {
    ...(reference.tag === undefined ? {} : { imageTag: reference.tag }),
    ...(reference.digest === undefined ? {} : { imageDigest: reference.digest }),
  };
}

/** What is only shown beside the image may be missing; the call itself was measured already. */
function orNull<T>(work: Promise<T>): Promise<T | null> {
  return work.catch(() => null);
}

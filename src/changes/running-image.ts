/** Which image really runs, and whether its tag still means the same image in ECR. */
import type { ChangeReaders } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import { readImageName, shortDigest } from '../core/image-name.ts';
import { code, say } from '../core/sentence.ts';
import { type LiveService, tryRead } from './read-live.ts';

/** Digest of the image that the newest running task of this revision runs; null when it cannot be told. */
export async function runningDigest(
  readers: ChangeReaders,
  environment: Environment,
  live: LiveService,
): Promise<string | null> {
  const pinned = readImageName(live.container.image).digest;
  if (pinned !== null) return pinned;
  const tasks = await tryRead(readers.ecs.tasks(environment, 'RUNNING'));
  if (!tasks.ok) return null;
  const digests = tasks.value
    .filter((task) => task.taskDefinition === live.revision.arn)
    .flatMap((task) => task.containers.filter((each) => each.name === live.container.name))
    .map((container) => container.imageDigest);
  return digests.find((digest) => digest !== null) ?? null;
}

/** The tags of an image as people know it, else the first letters of its digest; null when nothing can be told. */
export async function shownImage(
  readers: ChangeReaders,
  environment: Environment,
  image: string,
  ran: string | null,
): Promise<string | null> {
  const { tag, digest } = readImageName(image);
  if (tag !== null) return tag;
  const known = digest ?? ran;
  if (known === null) return null;
  const read = await tryRead(readers.images.image(environment, { digest: known }));
  const tags = read.ok && read.value !== null ? read.value.tags.join(', ') : '';
  return tags === '' ? shortDigest(known) : tags;
}

/**
 * ECS resolves a tag again at every new deployment, so a moved tag starts another image. `now` is what the tag
 * means in ECR at this moment, null when the image is pinned by digest or could not be read.
 */
export async function tagToday(
  readers: ChangeReaders,
  environment: Environment,
  image: string,
  ran: string | null,
): Promise<{ readonly check: Check; readonly now: string | null; readonly moved: boolean }> {
  const { tag, digest } = readImageName(image);
  if (digest !== null) {
    const text = say('check.tag.pinned', {
      tag: code(shortDigest(digest)),
      digest: code(shortDigest(digest)),
    });
    return { check: { name: 'tag', level: 'ok', text }, now: null, moved: false };
  }
  const shown = code(tag ?? 'latest');
  const read = await tryRead(readers.images.image(environment, { tag: tag ?? 'latest' }));
  if (!read.ok) {
    const text = say('check.image.not-checked', { why: read.why });
    return { check: { name: 'tag', level: 'not-checked', text }, now: null, moved: false };
  }
  if (read.value === null) {
    const text = say('check.image.missing', { image: shown, repository: environment.repository });
    return { check: { name: 'tag', level: 'stop', text }, now: null, moved: false };
  }
  const now = read.value.digest;
  if (ran === null || ran === now) {
    return {
      check: { name: 'tag', level: 'ok', text: say('check.tag.same', { tag: shown }) },
      now,
      moved: false,
    };
  }
  const text = say('check.tag.moved', {
    tag: shown,
    ran: code(shortDigest(ran)),
    now: code(shortDigest(now)),
  });
  return { check: { name: 'tag', level: 'warning', text }, now, moved: true };
}

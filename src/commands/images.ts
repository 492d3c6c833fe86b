import { answerTime } from '../core/answer-time.ts';
import { command } from '../core/command.ts';
import type { Document, Piece } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import type { Gathered } from '../core/evidence.ts';
import { formButton } from '../core/forms/form-button.ts';
import { shortDigest } from '../core/image-name.ts';
import type { ImageView } from '../core/ports/aws.ts';
import { runningDigests } from '../core/running-digests.ts';
import { code, type Sentence, say, span } from '../core/sentence.ts';

/** Each architecture takes calls of its own. */
const SHOWN = 10;

export const images = command({
  verb: 'images',
  usage: ['images [env]'],
  example: 'images',
  summary: {
    es: 'las imágenes que se pueden desplegar, con edad y arquitectura',
    en: 'the images that can be deployed, with age and architecture',
  },
  permission: 'viewer',
  changes: false,
  arguments: { positional: { environment: { kind: 'environment' } }, options: {} },
  async handle({ environment }, { readers }) {
    const { soon, needed } = answerTime(readers.clock);
    const [recent, running] = await Promise.all([
      needed(readers.images.recent(environment, SHOWN)),
      soon(runningDigests(environment, readers)),
    ]);
    const whole = await Promise.all(
      recent.map(async (image) => {
        const read = await soon(readers.images.image(environment, { digest: image.digest }));
        return read.ok && read.value !== null ? { ...image, platforms: read.value.platforms } : image;
      }),
    );
    const document = imagesDocument(environment, whole, running, readers.clock.now());
    return { result: 'answer', document };
  },
});

function imagesDocument(
  environment: Environment,
  found: readonly ImageView[],
  running: Gathered<readonly string[]>,
  now: number,
): Document {
  const { name, repository } = environment;
  if (found.length === 0) {
    const none = say('images.none', { repository });
    return { summary: none, pieces: [{ piece: 'text', text: none }] };
  }
  const runs = ({ digest }: ImageView) => running.ok && running.value.includes(digest);
  const items = found.map((image) => ({
    mark: runs(image) ? ('ok' as const) : ('none' as const),
    text: marked(image, runs(image), now),
  }));
  const pieces: Piece[] = [
    { piece: 'heading', text: say('images.title', { repository, environment: name }) },
    { piece: 'list', items },
  ];
  if (!running.ok) pieces.push({ piece: 'text', text: say('images.running-unread', { why: running.why }) });
  const unread = found.filter(({ platforms }) => platforms === null).length;
  if (unread > 0) pieces.push({ piece: 'context', text: say('images.platforms-unread', { count: unread }) });
  const first = found.find((image) => !runs(image) && image.status !== 'ARCHIVED')?.tags[0];
  if (first !== undefined) {
    const next = code(`/hydrous deploy ${first} ${name}`);
    pieces.push({ piece: 'context', text: say('images.next', { command: next }) });
    pieces.push(formButton('deploy', '', name, say('form.button.deploy')));
  }
  const shown = found.find(runs)?.tags.join(', ') ?? null;
  return {
    summary: say('images.summary', { environment: name, count: found.length, running: shown }),
    pieces,
  };
}

function marked(image: ImageView, runs: boolean, now: number): Sentence {
  const { tags, digest, pushedAt, platforms, status } = image;
  const item = say('images.item', {
    tags: tags.slice(0, 4).map(code),
    digest: code(shortDigest(digest)),
    age: pushedAt === null ? null : span(Math.max(0, now - pushedAt)),
    platforms: platforms === null ? null : platforms.map((one) => `${one.os}/${one.architecture}`).join(', '),
  });
  if (runs) return say('images.running', { item });
  return status === 'ARCHIVED' ? say('images.archived', { item }) : item;
}

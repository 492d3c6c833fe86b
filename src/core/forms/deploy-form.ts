import { architectureFit, manifestArchitecture, platformNames } from '../architecture.ts';
import type { CommandReaders } from '../command.ts';
import type { Environment } from '../environment.ts';
import type { Gathered } from '../evidence.ts';
import type { CommandForm, Form, FormLine, FormOption } from '../form.ts';
import { revisionName, shortDigest } from '../image-name.ts';
import type { ImageView } from '../ports/aws.ts';
import { readImageWish } from '../read-image.ts';
import { runningDigests } from '../running-digests.ts';
import { code, type Sentence, say, span } from '../sentence.ts';
import { composed, lineFrom, word, wrong } from './compose.ts';
import { choiceField, present, reasonField, textField } from './fields.ts';
import { type Live, readLive, soon } from './live.ts';
import { provenOptions } from './proven.ts';

/** Slack's most for a select. */
const MOST = 100;
/** The architecture takes calls of its own for each image. */
const WITH_PLATFORMS = 12;

/** What to deploy, chosen from the newest tags. */
export const deployForm: CommandForm = {
  whats: [''],
  title: () => say('form.deploy.title'),
  asked: (words) => (words.length === 0 ? '' : null),
  async build(_what, environment, readers): Promise<Form> {
    const [live, running, listed] = await Promise.all([
      readLive(environment, readers),
      soon(runningDigests(environment, readers), readers),
      listOf(environment, readers),
    ]);
    const seen: Seen = { live, running, now: readers.clock.now() };
    const options = listed.ok ? listed.options(seen).slice(0, MOST) : [];
    const about = [nowText(environment, listed.ok ? listed.images : [], seen)];
    if (!listed.ok) about.push(say('form.deploy.unread', { why: listed.why }));
    else if (options.length === 0)
      about.push(say('form.deploy.none', { repository: environment.repository }));
    const select = choiceField('image', say('form.deploy.image'), options);
    return {
      title: say('form.deploy.title'),
      about,
      fields: present([
        select,
        textField('other', say(select === null ? 'form.deploy.only' : 'form.deploy.other'), {
          hint: say('form.deploy.other-hint'),
          required: select === null,
          most: 200,
        }),
        reasonField(),
      ]),
      line: `deploy … ${environment.name}`,
      was: {},
    };
  },
  line({ entered, environment, environments }): FormLine {
    const { image, other, reason } = entered;
    if (image !== undefined && other !== undefined) return wrong('other', say('form.deploy.both'));
    const chosen = image ?? other;
    if (chosen === undefined) return wrong('image', say('form.deploy.neither'));
    const read = readImageWish(chosen, environment);
    const field = image === undefined ? 'other' : 'image';
    if (!read.ok) return wrong(field, read.refusal);
    return composed(field, lineFrom(['deploy', word(chosen, environments), environment.name], reason));
  },
};

/** What the options are marked with. */
interface Seen {
  readonly live: Gathered<Live>;
  readonly running: Gathered<readonly string[]>;
  readonly now: number;
}

type Listed =
  | {
      readonly ok: true;
      readonly images: readonly ImageView[];
      readonly options: (seen: Seen) => readonly FormOption[];
    }
  | { readonly ok: false; readonly why: Sentence };

/** Where only existing revisions may be deployed, those are what there is to choose from. */
async function listOf(environment: Environment, readers: CommandReaders): Promise<Listed> {
  if (environment.images === 'revisions') {
    const proven = await soon(provenOptions(environment, readers), readers);
    return proven.ok ? { ok: true, images: [], options: () => proven.value } : proven;
  }
  const recent = await soon(readers.images.recent(environment, MOST), readers);
  if (!recent.ok) return recent;
  const images = await withPlatforms(environment, recent.value, readers);
  const options = (seen: Seen) => images.flatMap((image) => optionsOf(image, seen));
  return { ok: true, images, options };
}

function withPlatforms(
  environment: Environment,
  images: readonly ImageView[],
  readers: CommandReaders,
): Promise<readonly ImageView[]> {
  return Promise.all(
    images.map(async (image, at) => {
      if (at >= WITH_PLATFORMS) return image;
      const read = await soon(readers.images.image(environment, { digest: image.digest }), readers);
      return read.ok && read.value !== null ? { ...image, platforms: read.value.platforms } : image;
    }),
  );
}

/** One for each tag, for people look for a tag. */
function optionsOf(image: ImageView, { live, running, now }: Seen): readonly FormOption[] {
  const { digest, platforms, pushedAt } = image;
  const age = pushedAt === null ? null : span(Math.max(0, now - pushedAt));
  const runs = running.ok && running.value.includes(digest);
  return image.tags.map((tag) => {
    const text = say('form.deploy.option', {
      tag: code(tag),
      platforms: platforms === null || platforms.length === 0 ? null : platformNames(platforms),
      age,
    });
    const item = runs ? say('form.deploy.running', { item: text }) : text;
    return { value: tag, text: item, detail: detailOf(image, live) };
  });
}

function detailOf(image: ImageView, live: Gathered<Live>): Sentence {
  const item = say('form.deploy.detail', { digest: code(shortDigest(image.digest)) });
  if (image.status === 'ARCHIVED') return say('images.archived', { item });
  const wanted = live.ok ? live.value.revision.architecture : null;
  if (wanted === null || architectureFit(image.platforms, wanted) !== 'differs') return item;
  return say('form.deploy.differs', { item, wanted: manifestArchitecture(wanted) });
}

function nowText(environment: Environment, images: readonly ImageView[], { live, running }: Seen): Sentence {
  if (!live.ok) return say('form.unread-now', { why: live.why });
  const { service, revision } = live.value;
  const runs = running.ok ? images.find(({ digest }) => running.value.includes(digest)) : undefined;
  return say('form.deploy.now', {
    environment: environment.name,
    tags: (runs?.tags ?? []).slice(0, 3).map(code),
    revision: code(revisionName(revision.arn)),
    running: service.running,
    desired: service.desired,
  });
}

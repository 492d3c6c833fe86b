import type { ImageWish } from '../core/arguments.ts';
import type { Change, ChangeReaders, Planned } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import {
  readImageName,
  registryHost,
  revisionName,
  revisionNumber,
  shortDigest,
} from '../core/image-name.ts';
import { nearMisses } from '../core/near-miss.ts';
import type { PlanRow } from '../core/operation.ts';
import type { ImageView } from '../core/ports/aws.ts';
import type { TaskDefinitionView } from '../core/ports/ecs.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import {
  checkAlarms,
  checkArchitecture,
  checkBreaker,
  checkFields,
  checkImage,
  checkPercent,
  checkRevision,
  checkRollout,
  checkService,
} from './checks.ts';
import { registerAndUpdateLines, updateServiceLine } from './manual-lines.ts';
import { imageRollout } from './new-revision.ts';
import { planOf, refusedPlan } from './plan-of.ts';
import { checkPromoted, whatRunsIn } from './promotion.ts';
import { type LiveService, liveFields, readLive, tryRead } from './read-live.ts';
import { runningDigest, shownImage } from './running-image.ts';
import { lastServiceDeployment } from './settle-rollout.ts';

/** `from`: the image that runs in another environment. */
type DeployWish = { readonly image: ImageWish } | { readonly from: Environment };

/** Images among whose tags a mistyped one is looked for. */
const NEAR_AMONG = 200;

interface Running {
  readonly digest: string | null;
  readonly shown: string | null;
}

/** What the wish came to: the image that will run, and the revision that already holds it, if one was named. */
interface Found {
  readonly image: ImageView;
  readonly shown: string;
  readonly tag: string | null;
  readonly existing: TaskDefinitionView | null;
}

export const deploy: Change<DeployWish> = {
  ...imageRollout,
  kind: 'deploy',
  plan: planDeploy,
  async live(readers, environment, plan) {
    const fields = liveFields(await readLive(readers, environment));
    const tag = plan.target['tag'];
    if (typeof tag !== 'string') return fields;
    const image = await readers.images.image(environment, { tag });
    return { ...fields, 'image-digest': image?.digest ?? '–' };
  },
  undo: (operation) => {
    const from = operation.plan.target['from'];
    return typeof from === 'string'
      ? `rollback revision:${revisionNumber(from)} ${operation.environment}`
      : null;
  },
  describe: ({ plan, environment }) =>
    say('change.deploy', { image: code(String(plan.target['shown'])), environment }),
};

async function planDeploy(
  readers: ChangeReaders,
  environment: Environment,
  wish: DeployWish,
): Promise<Planned> {
  const live = await readLive(readers, environment);
  const image = 'image' in wish ? wish.image : await whatRunsIn(readers, wish.from);
  if ('refusal' in image) return refusedPlan(image.refusal);
  if (environment.images === 'revisions' && image.by !== 'revision') {
    return refusedPlan(say('plan.revisions-only', { environment: environment.name }));
  }
  const found = await findImage(readers, environment, live, image);
  if ('refusal' in found) return refusedPlan(found.refusal);
  const running = await runningDigest(readers, environment, live);
  const same =
    found.existing === null ? running === found.image.digest : found.existing.arn === live.revision.arn;
  if (same)
    return refusedPlan(say('plan.same-image', { image: code(found.shown), environment: environment.name }));

  const [shown, last] = await Promise.all([
    shownImage(readers, environment, live.container.image, running),
    lastServiceDeployment(readers, environment),
  ]);
  const register = found.existing === null;
  const pinned = register ? `${hostOf(live)}/${environment.repository}@${found.image.digest}` : null;
  const { arn: from, family } = live.revision;
  const { name: container } = live.container;
  return planOf(readers, {
    rows: rowsOf(live, found, { digest: running, shown }),
    checks: [
      checkService(live),
      checkImage(found.shown, found.image),
      checkArchitecture(found.image, found.existing ?? live.revision),
      ...(found.existing === null ? [checkFields(live.revision)] : [checkRevision(found.existing)]),
      checkPercent(live.service),
      checkRollout(live, 'stop'),
      checkBreaker(live.service),
      await checkAlarms(readers, environment),
      ...(await checkPromoted(readers, environment, found.image.digest)),
      ...(found.tag === null
        ? []
        : [
            {
              name: 'tag' as const,
              level: 'ok' as const,
              text: say('check.tag.pinned', {
                tag: code(found.tag),
                digest: code(shortDigest(found.image.digest)),
              }),
            },
          ]),
    ],
    live: { ...liveFields(live), ...(found.tag === null ? {} : { 'image-digest': found.image.digest }) },
    startsDeployment: true,
    manual:
      pinned === null
        ? [updateServiceLine(environment, `--task-definition ${revisionName(found.existing?.arn ?? from)}`)]
        : registerAndUpdateLines(environment, { from, container, image: pinned }),
    target: {
      from,
      family,
      container,
      image: pinned,
      shown: found.shown,
      tag: found.tag,
      taskDefinition: found.existing?.arn ?? null,
      digest: found.image.digest,
      lastServiceDeployment: last,
    },
  });
}

function hostOf(live: LiveService): string {
  const { host, repository } = readImageName(live.container.image);
  const isEcr = /\.dkr[.-]ecr[.-]/.test(host) && repository !== '';
  return isEcr ? host : registryHost(live.revision.arn);
}

async function findImage(
  readers: ChangeReaders,
  environment: Environment,
  live: LiveService,
  wish: ImageWish,
): Promise<Found | { readonly refusal: Sentence }> {
  if (wish.by === 'revision') return findRevision(readers, environment, live, wish.revision);
  const reference = wish.by === 'tag' ? { tag: wish.tag } : { digest: wish.digest };
  const shown = wish.by === 'tag' ? wish.tag : shortDigest(wish.digest);
  const image = await readers.images.image(environment, reference);
  if (image !== null) return { image, shown, tag: wish.by === 'tag' ? wish.tag : null, existing: null };
  const recent = await tryRead(readers.images.recent(environment, NEAR_AMONG));
  const known = recent.ok ? recent.value : [];
  const tags = known.flatMap((each) => each.tags);
  return {
    refusal: say('plan.image-missing', {
      image: code(shown),
      repository: environment.repository,
      near: nearMisses(shown, tags).slice(0, 3).map(code),
      recent: known.slice(0, 5).flatMap((each) => each.tags.slice(0, 1).map(code)),
    }),
  };
}

async function findRevision(
  readers: ChangeReaders,
  environment: Environment,
  live: LiveService,
  revision: number,
): Promise<Found | { readonly refusal: Sentence }> {
  const { family } = live.revision;
  const name = `${family}:${revision}`;
  const existing = await tryRead(readers.ecs.taskDefinition(environment, name));
  if (!existing.ok) {
    if (existing.kind !== 'not-found') return { refusal: existing.why };
    return { refusal: say('plan.revision-missing', { revision: code(name), family }) };
  }
  const container = existing.value.containers.find((each) => each.name === live.container.name);
  const { tag, digest } = readImageName(container?.image ?? '');
  const image = await readers.images.image(
    environment,
    digest === null ? { tag: tag ?? 'latest' } : { digest },
  );
  if (image === null) {
    return {
      refusal: say('plan.image-missing', {
        image: code(container?.image ?? name),
        repository: environment.repository,
        near: [],
        recent: [],
      }),
    };
  }
  return { image, shown: name, tag: null, existing: existing.value };
}

function rowsOf(live: LiveService, found: Found, running: Running): readonly PlanRow[] {
  const { family, revision } = live.revision;
  const tags = found.image.tags.join(', ');
  return [
    { field: 'image', from: running.shown, to: tags === '' ? found.shown : tags },
    {
      field: 'digest',
      from: running.digest && shortDigest(running.digest),
      to: shortDigest(found.image.digest),
    },
    {
      field: 'revision',
      from: `${family}:${revision}`,
      to: found.existing === null ? `${family} (+1)` : revisionName(found.existing.arn),
    },
  ];
}

import type { Change, ChangeReaders, Planned } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import {
  readImageName,
  registryHost,
  revisionName,
  revisionNumber,
  shortDigest,
} from '../core/image-name.ts';
import { code, say } from '../core/sentence.ts';
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
import { insteadChecks, targetChecks } from './proven-checks.ts';
import { liveFields, readLive, tryRead } from './read-live.ts';
import { findRollbackTarget, type RollbackTarget } from './rollback-target.ts';
import { runningDigest, shownImage, tagToday } from './running-image.ts';
import { lastServiceDeployment } from './settle-rollout.ts';

interface RollbackWish {
  readonly revision: number | null;
}

/** Back to what really ran: the revision, or a copy of it pinned to the digest when its tag has moved since. */
export const rollback: Change<RollbackWish> = {
  ...imageRollout,
  kind: 'rollback',
  plan: planRollback,
  undo: (operation) => {
    const from = operation.plan.target['from'];
    return typeof from === 'string'
      ? `deploy revision:${revisionNumber(from)} ${operation.environment}`
      : null;
  },
  describe: ({ plan, environment }) =>
    say('change.rollback', { revision: code(String(plan.target['shown'])), environment }),
};

async function planRollback(
  readers: ChangeReaders,
  environment: Environment,
  wish: RollbackWish,
): Promise<Planned> {
  const live = await readLive(readers, environment);
  const ran = await runningDigest(readers, environment, live);
  const target = await findRollbackTarget(readers, environment, live, ran, wish.revision);
  if ('refusal' in target)
    return refusedPlan(target.refusal, await insteadChecks(readers, environment, target.proven));

  const { revision } = target;
  const container = revision.containers.find((each) => each.name === live.container.name) ?? live.container;
  const [before, after, tag, last, alarms] = await Promise.all([
    shownImage(readers, environment, live.container.image, ran),
    shownImage(readers, environment, container.image, target.digest),
    tagToday(readers, environment, container.image, target.digest),
    lastServiceDeployment(readers, environment),
    checkAlarms(readers, environment),
  ]);
  const pin = tag.moved || (tag.check.level === 'stop' && target.digest !== null);
  const digest = pin ? target.digest : (tag.now ?? readImageName(container.image).digest ?? target.digest);
  const image = pin
    ? `${hostOf(revision.arn, container.image)}/${environment.repository}@${target.digest}`
    : null;
  const shown = revisionName(revision.arn);
  const change = { from: revision.arn, container: container.name, image: image ?? '' };
  return planOf(readers, {
    rows: [
      { field: 'revision', from: revisionName(live.revision.arn), to: pin ? `${shown} (+1)` : shown },
      { field: 'image', from: before, to: after },
      { field: 'digest', from: ran && shortDigest(ran), to: digest && shortDigest(digest) },
    ],
    checks: [
      checkService(live),
      ...(await targetChecks(readers, environment, target)),
      checkRevision(revision),
      ...(await checkTargetImage(readers, environment, target, digest)),
      ...tagChecks(environment, tag.check, pin, container.image),
      ...(pin ? [checkFields(revision)] : []),
      checkPercent(live.service),
      checkRollout(live, 'warning'),
      checkBreaker(live.service),
      alarms,
    ],
    live: liveFields(live),
    startsDeployment: true,
    manual: pin
      ? registerAndUpdateLines(environment, change)
      : [updateServiceLine(environment, `--task-definition ${shown}`)],
    target: {
      from: live.revision.arn,
      source: revision.arn,
      family: revision.family,
      container: container.name,
      image,
      shown,
      taskDefinition: pin ? null : revision.arn,
      digest,
      lastServiceDeployment: last,
    },
  });
}

function hostOf(arn: string, image: string): string {
  return readImageName(image).host || registryHost(arn);
}

async function checkTargetImage(
  readers: ChangeReaders,
  environment: Environment,
  { revision }: RollbackTarget,
  digest: string | null,
): Promise<readonly Check[]> {
  if (digest === null) return [];
  const image = await tryRead(readers.images.image(environment, { digest }));
  const shown = code(shortDigest(digest));
  if (!image.ok) {
    return [
      { name: 'image', level: 'not-checked', text: say('check.image.not-checked', { why: image.why }) },
    ];
  }
  if (image.value === null) {
    const text = say('check.image.missing', { image: shown, repository: environment.repository });
    return [{ name: 'image', level: 'stop', text }];
  }
  return [checkImage(shortDigest(digest), image.value), checkArchitecture(image.value, revision)];
}

/** A moved tag is no danger once the copy is pinned; where copies may not be registered it must be said. */
function tagChecks(environment: Environment, check: Check, pin: boolean, image: string): readonly Check[] {
  if (!pin) return [check];
  const tag = code(readImageName(image).tag ?? 'latest');
  if (environment.images === 'revisions') {
    return [{ name: 'tag', level: 'stop', text: say('check.tag.moved-cannot-pin', { tag }) }];
  }
  return [
    {
      name: 'tag',
      level: 'warning',
      text: check.level === 'stop' ? say('check.tag.moved-cannot-pin', { tag }) : check.text,
    },
  ];
}

import type { Change, ChangeReaders, Planned } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import { readImageName, revisionName, shortDigest } from '../core/image-name.ts';
import { targetOf } from '../core/operation-target.ts';
import { say } from '../core/sentence.ts';
import {
  checkAlarms,
  checkArchitecture,
  checkBreaker,
  checkPercent,
  checkRevision,
  checkRollout,
  checkService,
} from './checks.ts';
import { updateServiceLine } from './manual-lines.ts';
import { planOf } from './plan-of.ts';
import { checkPromoted } from './promotion.ts';
import { liveFields, readLive } from './read-live.ts';
import { runningDigest, tagToday } from './running-image.ts';
import { lastServiceDeployment, settleRollout } from './settle-rollout.ts';
import { applyUpdate, seenUpdate } from './update-step.ts';

/** A new deployment of the same revision. Secrets are read again and tags are resolved again. */
export const redeploy: Change<Readonly<Record<string, never>>> = {
  kind: 'redeploy',
  plan: planRedeploy,
  async live(readers, environment, plan) {
    const fields = liveFields(await readLive(readers, environment));
    const tag = plan.target['tag'];
    if (typeof tag !== 'string') return fields;
    const image = await readers.images.image(environment, { tag });
    return { ...fields, 'image-digest': image?.digest ?? '–' };
  },
  steps: () => ['update'],
  apply: (writer, environment) => applyUpdate(writer, environment, { forceNewDeployment: true }),
  seen: (readers, environment, operation) => seenUpdate(readers, environment, operation, targetOf(operation)),
  settle: (readers, environment, operation) =>
    settleRollout(readers, environment, operation, targetOf(operation)),
  // Going "back" from a redeploy is going back to the image that ran before it.
  undo: (operation) => (operation.plan.target['moved'] === true ? `rollback ${operation.environment}` : null),
  describe: ({ environment }) => say('change.redeploy', { environment }),
};

async function planRedeploy(readers: ChangeReaders, environment: Environment): Promise<Planned> {
  const live = await readLive(readers, environment);
  const ran = await runningDigest(readers, environment, live);
  const name = readImageName(live.container.image);
  const [{ check, now, moved }, last, alarms] = await Promise.all([
    tagToday(readers, environment, live.container.image, ran),
    lastServiceDeployment(readers, environment),
    checkAlarms(readers, environment),
  ]);
  const tag = name.digest === null ? (name.tag ?? 'latest') : null;
  const image = now === null ? null : await readers.images.image(environment, { digest: now });
  const revision = revisionName(live.revision.arn);
  return planOf(readers, {
    rows: [
      { field: 'revision', from: revision, to: revision },
      { field: 'digest', from: ran && shortDigest(ran), to: (now ?? ran) && shortDigest(now ?? ran ?? '') },
    ],
    checks: [
      checkService(live),
      check,
      ...(image === null ? [] : [checkArchitecture(image, live.revision)]),
      checkRevision(live.revision),
      // A tag that has moved starts another image, which must have come the same way.
      ...(moved && now !== null ? await checkPromoted(readers, environment, now) : []),
      checkPercent(live.service),
      checkRollout(live, 'stop'),
      checkBreaker(live.service),
      alarms,
    ],
    live: { ...liveFields(live), ...(tag === null ? {} : { 'image-digest': now ?? '–' }) },
    startsDeployment: true,
    manual: [updateServiceLine(environment, '--force-new-deployment')],
    target: {
      taskDefinition: live.revision.arn,
      from: live.revision.arn,
      tag,
      moved,
      lastServiceDeployment: last,
    },
  });
}

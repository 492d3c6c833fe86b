/** Deployments that ECS itself called successful, as something to choose from: with what they ran, whose they were and how old. */
import type { CommandReaders } from '../command.ts';
import type { Environment } from '../environment.ts';
import type { FormOption } from '../form.ts';
import { readImageName, revisionName, revisionNumber, shortDigest } from '../image-name.ts';
import { wasLeft } from '../left-behind.ts';
import type { Operation } from '../operation.ts';
import { targetOf } from '../operation-target.ts';
import type { ServiceDeploymentView } from '../ports/ecs.ts';
import { code, mention, say, span } from '../sentence.ts';
import { type Live, readLive, soon } from './live.ts';

/** As many as a rollback looks through. */
const LOOK_BACK = 50;

/** Newest first, each revision once, without the one that the service is on; what a rollback has left comes last. Throws what the history throws. */
export async function provenOptions(
  environment: Environment,
  readers: CommandReaders,
): Promise<readonly FormOption[]> {
  const [deployments, live, operations] = await Promise.all([
    readers.history.recent(environment, LOOK_BACK),
    readLive(environment, readers),
    soon(readers.operations(environment, LOOK_BACK), readers),
  ]);
  const now = readers.clock.now();
  const last = new Map<string, ServiceDeploymentView>();
  for (const deployment of deployments) {
    const arn = deployment.targetRevision?.taskDefinition;
    const counts = deployment.status === 'SUCCESSFUL' && arn !== undefined && !last.has(arn);
    if (counts && !(live.ok && live.value.revision.arn === arn)) last.set(arn, deployment);
  }
  const known = operations.ok ? operations.value : [];
  const isLeft = ([arn, { finishedAt }]: readonly [string, ServiceDeploymentView]) =>
    wasLeft(known, arn, finishedAt);
  const all = [...last];
  return [...all.filter((one) => !isLeft(one)), ...all.filter(isLeft)].map(([arn, deployment]) =>
    optionOf(arn, deployment, live.ok ? live.value : null, known, now),
  );
}

function optionOf(
  arn: string,
  deployment: ServiceDeploymentView,
  live: Live | null,
  operations: readonly Operation[],
  now: number,
): FormOption {
  const images = deployment.targetRevision?.images ?? [];
  const ran = live === null ? images[0] : images.find(({ container }) => container === live.container.name);
  const at = deployment.finishedAt ?? deployment.startedAt ?? deployment.createdAt;
  const asked = operations.find(
    (one) => targetOf(one) === arn && one.startedAt !== null && one.startedAt <= (at ?? now),
  );
  return {
    value: `revision:${revisionNumber(arn)}`,
    text: say('form.proven.option', {
      revision: code(revisionName(arn)),
      tag: ran === undefined ? null : readImageName(ran.image).tag,
      age: at === null ? null : span(Math.max(0, now - at)),
    }),
    detail: say('form.proven.detail', {
      outcome: say('revisions.outcome.succeeded'),
      digest: typeof ran?.digest === 'string' ? code(shortDigest(ran.digest)) : null,
      by: asked === undefined ? null : mention(asked.requester.user),
    }),
  };
}

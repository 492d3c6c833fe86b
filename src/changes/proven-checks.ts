/** The deployments that a rollback can go to, as its plan shows them: with digest, author and age. */
import type { ChangeReaders } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import { revisionName, shortDigest } from '../core/image-name.ts';
import type { Operation } from '../core/operation.ts';
import { targetOf } from '../core/operation-target.ts';
import { code, type Mention, mention, moment, say, span } from '../core/sentence.ts';
import { tryRead } from './read-live.ts';
import type { Proven, RollbackTarget } from './rollback-target.ts';

/** The plan is read on a phone; all of them are in the form. */
const SHOWN = 3;
const LOOK_BACK = 50;

/** What the target has proven, and where else one could go. */
export async function targetChecks(
  readers: ChangeReaders,
  environment: Environment,
  target: RollbackTarget,
): Promise<readonly Check[]> {
  const finished = await ownOperations(readers, environment);
  const rest = target.proven.filter((each) => each.taskDefinition !== target.revision.arn);
  return [checkTarget(target, finished), ...otherChecks(rest, finished, readers.clock.now())];
}

/** For a refusal: what could be asked for instead. */
export async function insteadChecks(
  readers: ChangeReaders,
  environment: Environment,
  proven: readonly Proven[],
): Promise<readonly Check[]> {
  return otherChecks(proven, await ownOperations(readers, environment), readers.clock.now());
}

/** Authors are known of this bot's own changes only; without them the plan is still one. */
async function ownOperations(
  readers: ChangeReaders,
  environment: Environment,
): Promise<readonly Operation[]> {
  const read = await tryRead(readers.finished(environment, LOOK_BACK));
  return read.ok ? read.value : [];
}

function checkTarget(
  { revision, digest, provenAt, source }: RollbackTarget,
  finished: readonly Operation[],
): Check {
  const shown = code(revisionName(revision.arn));
  switch (source) {
    case 'history':
      return {
        name: 'target',
        level: 'ok',
        text: say('check.target.proven', {
          revision: shown,
          at: provenAt === null ? null : moment(provenAt),
          digest: digest === null ? null : code(shortDigest(digest)),
          by: authorOf(revision.arn, provenAt, finished),
        }),
      };
    case 'own-audit':
      return { name: 'target', level: 'warning', text: say('check.target.own-audit', { revision: shown }) };
    case 'chosen':
      return { name: 'target', level: 'warning', text: say('check.target.unproven', { revision: shown }) };
  }
}

function otherChecks(
  proven: readonly Proven[],
  finished: readonly Operation[],
  now: number,
): readonly Check[] {
  if (proven.length === 0) return [];
  const deployments = proven.slice(0, SHOWN).map(({ taskDefinition, digest, at }) =>
    say('rollout.proven', {
      revision: code(revisionName(taskDefinition)),
      digest: digest === null ? null : code(shortDigest(digest)),
      by: authorOf(taskDefinition, at, finished),
      age: at === null ? null : span(Math.max(0, now - at)),
    }),
  );
  return [{ name: 'target', level: 'ok', text: say('rollout.other-proven', { deployments }) }];
}

/** `at` is when the deployment ended: the newest change to that revision that had begun by then. */
function authorOf(taskDefinition: string, at: number | null, finished: readonly Operation[]): Mention | null {
  const asked = finished.find(
    (one) =>
      targetOf(one) === taskDefinition && one.startedAt !== null && (at === null || one.startedAt <= at),
  );
  return asked === undefined ? null : mention(asked.requester.user);
}

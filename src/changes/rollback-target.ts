/**
 * Where a rollback goes: the newest deployment that ECS itself called successful, that differs from now, and that no
 * rollback has left behind: a second rollback goes further back, and not forward again to what was bad.
 */
import type { ChangeReaders } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import { revisionName } from '../core/image-name.ts';
import { wasLeft } from '../core/left-behind.ts';
import type { Operation } from '../core/operation.ts';
import { targetOf } from '../core/operation-target.ts';
import type { ServiceDeploymentView, TaskDefinitionView } from '../core/ports/ecs.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import { type LiveService, type Read, tryRead } from './read-live.ts';

export interface RollbackTarget {
  readonly revision: TaskDefinitionView;
  /** Digest that really ran; null when nobody can tell. */
  readonly digest: string | null;
  readonly provenAt: number | null;
  readonly source: 'history' | 'own-audit' | 'chosen';
  /** What else ECS called successful, newest first, each revision once, without the one that is running. */
  readonly proven: readonly Proven[];
}

/** There is nowhere to go, or not there. `proven` are those that can be gone to. */
export interface NoTarget {
  readonly refusal: Sentence;
  readonly proven: readonly Proven[];
}

export interface Proven {
  readonly taskDefinition: string;
  /** Of the image that ran. */
  readonly digest: string | null;
  /** When it succeeded, ms. */
  readonly at: number | null;
}

/** ECS keeps 90 days of service deployments; this many of the newest are looked through. */
const LOOK_BACK = 50;

export async function findRollbackTarget(
  readers: ChangeReaders,
  environment: Environment,
  live: LiveService,
  runningDigest: string | null,
  wanted: number | null,
): Promise<RollbackTarget | NoTarget> {
  const history = await tryRead(readers.history.recent(environment, LOOK_BACK));
  const proven = history.ok ? provenDeployments(history.value, live) : [];
  const others = othersOf(proven, live);
  if (wanted !== null)
    return chosen(readers, environment, live, { proven, historyKnown: history.ok }, wanted);
  const finished = history.ok ? await readers.finished(environment, LOOK_BACK) : [];
  const best = proven.find((each) => {
    if (wasLeft(finished, each.taskDefinition, each.at)) return false;
    const sameRevision = each.taskDefinition === live.revision.arn;
    return !sameRevision || (each.digest !== null && runningDigest !== null && each.digest !== runningDigest);
  });
  if (best !== undefined) {
    const revision = await readers.ecs.taskDefinition(environment, best.taskDefinition);
    return { revision, digest: best.digest, provenAt: best.at, source: 'history', proven: others };
  }
  if (history.ok)
    return { refusal: say('plan.nothing-to-roll-back', { environment: environment.name }), proven: others };
  return fromOwnAudit(readers, environment, live, history);
}

function othersOf(proven: readonly Proven[], live: LiveService): readonly Proven[] {
  const seen = new Set([live.revision.arn]);
  return proven.filter(({ taskDefinition }) => {
    if (seen.has(taskDefinition)) return false;
    seen.add(taskDefinition);
    return true;
  });
}

function provenDeployments(
  deployments: readonly ServiceDeploymentView[],
  live: LiveService,
): readonly Proven[] {
  return deployments.flatMap((deployment) => {
    const target = deployment.targetRevision;
    if (deployment.status !== 'SUCCESSFUL' || target === null) return [];
    const image = target.images.find((each) => each.container === live.container.name);
    return [
      { taskDefinition: target.taskDefinition, digest: image?.digest ?? null, at: deployment.finishedAt },
    ];
  });
}

async function chosen(
  readers: ChangeReaders,
  environment: Environment,
  live: LiveService,
  { proven, historyKnown }: { readonly proven: readonly Proven[]; readonly historyKnown: boolean },
  wanted: number,
): Promise<RollbackTarget | NoTarget> {
  const { family } = live.revision;
  const others = othersOf(proven, live);
  const name = `${family}:${wanted}`;
  const revision = await tryRead(readers.ecs.taskDefinition(environment, name));
  if (!revision.ok) {
    if (revision.kind !== 'not-found') return { refusal: revision.why, proven: [] };
    return { refusal: say('plan.revision-missing', { revision: code(name), family }), proven: others };
  }
  const ran = proven.find((each) => each.taskDefinition === revision.value.arn);
  if (ran === undefined && historyKnown) {
    const refusal = say('plan.revision-never-ran', { revision: code(name), number: wanted });
    return { refusal, proven: others };
  }
  return {
    revision: revision.value,
    digest: ran?.digest ?? null,
    provenAt: ran?.at ?? null,
    source: ran === undefined ? 'chosen' : 'history',
    proven: others,
  };
}

/** Without ECS's history: what this bot itself brought to an end before, or what ran before its last change. */
async function fromOwnAudit(
  readers: ChangeReaders,
  environment: Environment,
  live: LiveService,
  history: Read<unknown>,
): Promise<RollbackTarget | NoTarget> {
  const finished = await readers.finished(environment, LOOK_BACK);
  const name = finished
    .flatMap(revisionsOf)
    .find(
      (arn) =>
        arn !== '' && revisionName(arn) !== revisionName(live.revision.arn) && !wasLeft(finished, arn, null),
    );
  if (name === undefined) {
    return {
      refusal: history.ok ? say('plan.nothing-to-roll-back', { environment: environment.name }) : history.why,
      proven: [],
    };
  }
  const revision = await readers.ecs.taskDefinition(environment, name);
  return { revision, digest: null, provenAt: null, source: 'own-audit', proven: [] };
}

/** The revision a succeeded operation left running, then the one it replaced. */
function revisionsOf(operation: Operation): readonly string[] {
  const from = operation.plan.target['from'];
  const before = typeof from === 'string' && from.startsWith('arn:') ? [from] : [];
  return operation.state === 'succeeded' ? [targetOf(operation), ...before] : before;
}

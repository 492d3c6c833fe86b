import { afterIt, answerTime } from '../core/answer-time.ts';
import { chosenContainer } from '../core/chosen-container.ts';
import { command } from '../core/command.ts';
import type { Document, Mark, Piece } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import { formButton } from '../core/forms/form-button.ts';
import { revisionName, revisionNumber, shortDigest } from '../core/image-name.ts';
import { changeInService } from '../core/last-change.ts';
import { wasLeft } from '../core/left-behind.ts';
import type { Operation } from '../core/operation.ts';
import { targetOf } from '../core/operation-target.ts';
import type { ServiceDeploymentView } from '../core/ports/ecs.ts';
import { Problem } from '../core/problem.ts';
import { code, mention, type Sentence, say, span } from '../core/sentence.ts';

const READ = 50;
const SHOWN = 12;

export const revisions = command({
  verb: 'revisions',
  usage: ['revisions [env]'],
  example: 'revisions',
  summary: {
    es: 'las revisiones que corrieron, cómo acabaron, su digest y su edad',
    en: 'the revisions that ran, how they ended, their digest and age',
  },
  permission: 'viewer',
  changes: false,
  arguments: { positional: { environment: { kind: 'environment' } }, options: {} },
  async handle({ environment }, { readers }) {
    const { soon } = answerTime(readers.clock);
    const found = soon(readers.ecs.service(environment));
    const [service, revision, recent, operations] = await Promise.all([
      found,
      afterIt(found, ({ taskDefinition }) => soon(readers.ecs.taskDefinition(environment, taskDefinition))),
      soon(readers.history.recent(environment, READ)),
      soon(readers.operations(environment, READ)),
    ]);
    const own = service.ok ? changeInService(service.value) : null;
    if (!recent.ok && own === null) throw new Problem('unreachable', recent.why, 'no deployments to show');
    const document = revisionsDocument({
      environment,
      deployments: recent.ok ? recent.value : (own ?? []),
      current: service.ok ? service.value.taskDefinition : null,
      container: revision.ok ? chosenContainer(environment, revision.value).name : environment.container,
      operations: operations.ok ? operations.value : [],
      now: readers.clock.now(),
      unread: [
        ...(recent.ok ? [] : [say('revisions.history-unread', { why: recent.why })]),
        ...(service.ok ? [] : [say('revisions.current-unread', { why: service.why })]),
        ...(!service.ok || revision.ok ? [] : [say('revisions.digest-unread', { why: revision.why })]),
        ...(operations.ok ? [] : [say('revisions.people-unread', { why: operations.why })]),
      ],
    });
    return { result: 'answer', document };
  },
});

interface Seen {
  readonly environment: Environment;
  /** Newest first. */
  readonly deployments: readonly ServiceDeploymentView[];
  /** Null where it could not be read. */
  readonly current: string | null;
  readonly container: string | null;
  readonly operations: readonly Operation[];
  readonly now: number;
  /** What could not be read, each with its reason. */
  readonly unread: readonly Sentence[];
}

function revisionsDocument(seen: Seen): Document {
  const { environment, deployments, current } = seen;
  const { name } = environment;
  // A revision that ran several times is told by its last deployment.
  const last = new Map<string, ServiceDeploymentView>();
  for (const deployment of deployments) {
    const arn = deployment.targetRevision?.taskDefinition;
    if (arn !== undefined && !last.has(arn)) last.set(arn, deployment);
  }
  if (last.size === 0) {
    const none = say('revisions.none', { environment: name });
    return { summary: none, pieces: [{ piece: 'text', text: none }] };
  }
  const items = [...last].slice(0, SHOWN).map(([arn, deployment]) => itemOf(seen, arn, deployment));
  const pieces: Piece[] = [
    { piece: 'heading', text: say('revisions.title', { environment: name }) },
    { piece: 'list', items },
  ];
  if (last.size > SHOWN)
    pieces.push({ piece: 'context', text: say('alarms.more', { count: last.size - SHOWN }) });
  for (const text of seen.unread) pieces.push({ piece: 'context', text });
  const back = [...last].find(
    ([arn, { status, finishedAt }]) =>
      arn !== current && status === 'SUCCESSFUL' && !wasLeft(seen.operations, arn, finishedAt),
  )?.[0];
  if (back !== undefined) {
    const next = code(`/hydrous rollback revision:${revisionNumber(back)} ${name}`);
    pieces.push({ piece: 'context', text: say('revisions.next', { command: next }) });
    pieces.push(formButton('rollback', '', name, say('form.button.rollback')));
  }
  return {
    summary: say('revisions.summary', {
      environment: name,
      count: last.size,
      current: current === null ? null : revisionName(current),
    }),
    pieces,
  };
}

function itemOf(
  seen: Seen,
  arn: string,
  deployment: ServiceDeploymentView,
): { readonly mark: Mark; readonly text: Sentence } {
  const images = deployment.targetRevision?.images ?? [];
  const digest = images.find((image) => image.container === seen.container)?.digest ?? null;
  const at = deployment.finishedAt ?? deployment.startedAt ?? deployment.createdAt;
  const asked = seen.operations.find(
    (one) => targetOf(one) === arn && one.startedAt !== null && one.startedAt <= (at ?? seen.now),
  );
  const text = say('revisions.item', {
    revision: code(revisionName(arn)),
    outcome: outcomeOf(deployment.status),
    digest: digest === null ? null : code(shortDigest(digest)),
    age: at === null ? null : span(Math.max(0, seen.now - at)),
    by: asked === undefined ? null : mention(asked.requester.user),
  });
  const runs = arn === seen.current;
  return { mark: markOf(deployment.status), text: runs ? say('revisions.current', { item: text }) : text };
}

function outcomeOf(status: string): Sentence {
  switch (status) {
    case 'SUCCESSFUL':
      return say('revisions.outcome.succeeded');
    case 'ROLLBACK_SUCCESSFUL':
      return say('revisions.outcome.rolled-back');
    case 'STOPPED':
      return say('revisions.outcome.stopped');
    case 'PENDING':
    case 'IN_PROGRESS':
      return say('revisions.outcome.running');
    default:
      return say('revisions.outcome.other', { status });
  }
}

function markOf(status: string): Mark {
  if (status === 'SUCCESSFUL') return 'ok';
  if (status === 'PENDING' || status === 'IN_PROGRESS') return 'running';
  return status === 'STOPPED' ? 'none' : 'stop';
}

/** How a change goes while it runs, and why it ended as it did. */
import type { Mark, Piece } from '../document.ts';
import type { Eta } from '../eta.ts';
import type { Guide } from '../guide.ts';
import { laneOf } from '../lanes.ts';
import type { Operation, RolloutView } from '../operation.ts';
import { code, moment, type Sentence, say } from '../sentence.ts';
import { isLive } from '../stuck.ts';
import { entryTitle } from './guide-pieces.ts';

type Item = { readonly mark: Mark; readonly text: Sentence };

export function rolloutPieces(operation: Operation, eta: Eta | null): readonly Piece[] {
  const items = runningItems(operation);
  const stuck = operation.rollout?.stuck ?? null;
  // What is stuck takes as long as it takes.
  if (eta !== null && operation.state === 'executing' && stuck === null) {
    const since = operation.startedAt === null ? null : moment(operation.startedAt);
    items.push({ mark: 'none', text: say('rollout.eta', { ...eta, since }) });
  }
  if (stuck === null) return [{ piece: 'list', items }];
  return [
    {
      piece: 'list',
      items: [
        { mark: 'warning', text: say('rollout.stuck', { since: moment(stuck.since) }) },
        ...stuck.reasons.map((text): Item => ({ mark: 'none', text })),
      ],
    },
    { piece: 'list', items },
  ];
}

function runningItems({ rollout, plan, kind }: Operation): Item[] {
  if (kind === 'test-alarm') return [{ mark: 'running', text: say('card.test-running') }];
  if (laneOf(kind) === 'data') {
    const text =
      rollout?.progress === undefined
        ? say('card.progress.sent')
        : say('card.progress', { ...rollout.progress });
    return [{ mark: 'running', text }];
  }
  if (rollout === null) return [{ mark: 'running', text: say('card.rollout.starting') }];
  return [...taskItems(rollout), ...(plan.startsDeployment ? oldItems(rollout) : [])];
}

function taskItems({ running, desired, pending, failed, breaker }: RolloutView): readonly Item[] {
  const mark: Mark = failed > 0 ? 'warning' : 'running';
  const text = say('card.rollout', { running, desired, pending, failed });
  if (breaker === null || breaker.failures === 0) return [{ mark, text }];
  return [
    { mark, text },
    { mark: 'warning', text: say('card.rollout.breaker', { ...breaker }) },
  ];
}

/** Old tasks serve until the new ones can, and drain after that. */
function oldItems(rollout: RolloutView): readonly Item[] {
  const { draining: count } = rollout;
  if (count === 0) return [];
  return isLive(rollout)
    ? [{ mark: 'ok', text: say('card.rollout.draining', { count }) }]
    : [{ mark: 'none', text: say('rollout.old-serve', { count }) }];
}

export function outcomePieces({ outcome, state }: Operation, guide?: Guide): readonly Piece[] {
  if (outcome === null) return [];
  const { text, details, lines, entry } = outcome;
  const mark: Mark = state === 'succeeded' ? 'ok' : state === 'failed' ? 'stop' : 'warning';
  const pieces: Piece[] = [{ piece: 'list', items: [{ mark, text }] }];
  // The cause first: what proves it may be long.
  if (entry !== null) pieces.push({ piece: 'text', text: verdictText(entry, guide) });
  if (details.length > 0)
    pieces.push({ piece: 'list', items: details.map((each): Item => ({ mark: 'none', text: each })) });
  if (lines.length > 0) pieces.push({ piece: 'code', lines });
  return pieces;
}

function verdictText(entry: string, guide: Guide | undefined): Sentence {
  if (guide === undefined) return say('card.guide', { entry: code(entry) });
  const command = code(`/hydrous guide ${entry}`);
  return say('rollout.verdict', { title: entryTitle(guide, entry), command });
}

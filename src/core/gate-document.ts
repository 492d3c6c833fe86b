/** What stands at an environment, for `lock`, `freeze` and `status`. */
import type { Document, Piece } from './document.ts';
import type { Environment } from './environment.ts';
import type { Stretch } from './freeze.ts';
import { type Barrier, barrierEnd, barrierText } from './gate.ts';
import type { Opening } from './ports/locks.ts';
import { code, mention, moment, say } from './sentence.ts';
import type { Item } from './target-health.ts';

export interface GateFacts {
  readonly barriers: readonly Barrier[];
  /** The next freeze of the file, null when none is to come. */
  readonly next: Stretch | null;
  readonly waiting: readonly Opening[];
  /** Database time, ms. */
  readonly now: number;
}

const DAY = 86_400_000;

/** Nothing at all while nothing stands there and nothing comes soon. */
export function gateItems(
  environment: Environment,
  { barriers, next, waiting, now }: GateFacts,
): readonly Item[] {
  return [
    ...barriers.map((each): Item => ({ mark: 'stop', text: barrierText(each, now, environment.name) })),
    ...(next === null || next.from - now > DAY
      ? []
      : [
          {
            mark: 'waiting',
            text: say('gate.next', { name: next.name, at: moment(next.from) }),
          } satisfies Item,
        ]),
    ...waiting.map(
      ({ id, requester, line }): Item => ({
        mark: 'waiting',
        text: say('gate.waiting', {
          who: mention(requester.user),
          line: code(line),
          cancel: code(`/hydrous cancel ${id}`),
        }),
      }),
    ),
  ];
}

export function gateDocument(environment: Environment, facts: GateFacts, reader: string): Document {
  const items = gateItems(environment, facts);
  const { name } = environment;
  const none = say('gate.none', { environment: name, line: code(`/hydrous lock ${name} for …`) });
  if (items.length === 0) return { summary: none, pieces: [{ piece: 'text', text: none }] };
  const pieces: Piece[] = [{ piece: 'list', items }];
  for (const each of facts.barriers) pieces.push({ piece: 'context', text: barrierEnd(each, reader) });
  return { summary: items[0]?.text ?? none, pieces };
}

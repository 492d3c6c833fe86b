/** The environments on the Home tab: what stands at their gates, how they are, and what one may ask for. */
import type { Button, Mark, Piece } from '../document.ts';
import { formSubject } from '../form.ts';
import { type Barrier, barrierText } from '../gate.ts';
import type { Glance, HomeEnvironment, HomeFacts } from '../home.ts';
import { code, link, mention, moment, type Sentence, say } from '../sentence.ts';

/** Of a team with more than these, the rest is counted. */
const ENVIRONMENTS_SHOWN = 8;
const BARRIERS_SHOWN = 8;
/** ms. A freeze that begins later than this is no news yet. */
const SOON_MS = 24 * 3_600_000;

type Item = { readonly mark: Mark; readonly text: Sentence };

export function gatePieces(environments: readonly HomeEnvironment[]): readonly Piece[] {
  const items = environments.flatMap(gateItems);
  if (items.length === 0) return [];
  return [
    { piece: 'text', text: say('home.part.gates') },
    { piece: 'list', items: items.slice(0, BARRIERS_SHOWN) },
  ];
}

function gateItems({ environment, gate }: HomeEnvironment): readonly Item[] {
  if (!gate.ok) return [{ mark: 'warning', text: say('home.unread', { why: gate.why }) }];
  const { barriers, next, now } = gate.value;
  return [
    ...barriers.map((each): Item => ({ mark: 'stop', text: barrierLine(each, environment.name) })),
    ...(next === null || next.from - now > SOON_MS
      ? []
      : [
          {
            mark: 'waiting',
            text: say('gate.next', { name: next.name, at: moment(next.from) }),
          } satisfies Item,
        ]),
  ];
}

/** Without an age, which would be another one at each look. */
function barrierLine(barrier: Barrier, environment: string): Sentence {
  if (barrier.barrier === 'freeze') return barrierText(barrier, 0, environment);
  const { lock } = barrier;
  const held = { environment: lock.environment, by: mention(lock.owner), since: moment(lock.since) };
  if (lock.kind === 'after-rollback')
    return say('home.rolled-back', {
      ...held,
      revision: lock.revision === null ? null : code(lock.revision),
    });
  return say('home.lock', {
    ...held,
    reason: lock.reason ?? '',
    until: lock.until === null ? null : moment(lock.until),
    link: barrier.link === null ? null : link(barrier.link),
  });
}

/** Each with its own row of buttons: what is asked for is asked for there. */
export function environmentPieces({ environments, isOperator }: HomeFacts): readonly Piece[] {
  const shown = environments.slice(0, ENVIRONMENTS_SHOWN);
  const rows = shown.flatMap(({ environment, glance }): Piece[] => [
    { piece: 'list', items: [glanceItem(environment.name, glance)] },
    { piece: 'buttons', buttons: quickButtons(environment.name, isOperator) },
  ]);
  const count = environments.length - shown.length;
  const more: Piece[] =
    count === 0
      ? []
      : [{ piece: 'context', text: say('home.more', { count, line: code('/hydrous status') }) }];
  return [{ piece: 'text', text: say('home.part.environments') }, ...rows, ...more];
}

/** Environments with an alarm on or a task too few, as far as that could be read. */
export function troubledIn({ environments }: HomeFacts): number {
  return environments.filter(
    ({ glance }) =>
      glance.ok && ((glance.value.alarms ?? 0) > 0 || glance.value.running < glance.value.desired),
  ).length;
}

function glanceItem(environment: string, glance: HomeEnvironment['glance']): Item {
  if (!glance.ok)
    return { mark: 'warning', text: say('home.environment.unread', { environment, why: glance.why }) };
  const { running, desired, image, alarms } = glance.value;
  const text = say('home.environment', {
    environment,
    running,
    desired,
    image: image === null ? null : code(image),
    alarms,
  });
  return { mark: markOf(glance.value), text };
}

function markOf({ running, desired, alarms }: Glance): Mark {
  if ((alarms ?? 0) > 0) return 'stop';
  return running < desired || desired === 0 || alarms === null ? 'warning' : 'ok';
}

function quickButtons(environment: string, isOperator: boolean): readonly Button[] {
  const form = (verb: string, what: string, label: Sentence): Button => ({
    action: 'open-form',
    subject: formSubject({ verb, what, environment }),
    label,
  });
  const changes = [
    form('deploy', '', say('form.button.deploy')),
    form('rollback', '', say('form.button.rollback')),
    form('scale', '', say('home.button.scale')),
    form('env', 'set', say('form.button.env')),
  ];
  // Everything else that the person may ask for, by name.
  const menu = form('', '', say('home.button.more'));
  return [...(isOperator ? changes : []), form('logs', '', say('home.button.logs')), menu];
}

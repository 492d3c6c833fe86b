/** views.*: modals stacked at most three deep, and the Home tab. */
import { randomBytes } from 'node:crypto';
import { type Answer, accepted, type Method, refused, type World } from './answer.ts';
import { checkView } from './check-view.ts';
import { viewJson, withIds } from './compose.ts';
import { type Fields, fieldsOf, listOf, textOf } from './json.ts';
import { LIMITS } from './limits.ts';
import type { State, View } from './state.ts';

export const VIEW_METHODS: Readonly<Record<string, Method>> = {
  'views.open': { rate: 4, run: open },
  'views.push': { rate: 4, run: push },
  'views.update': { rate: 4, run: update },
  'views.publish': { rate: 4, run: publish },
};

function open(args: Fields, world: World): Answer {
  return onTrigger(args, world, (user) => {
    const view = newView(fieldsOf(args['view']), user, [], world.state);
    world.state.setModals(user, [view]);
    return accepted({ view: viewJson(view) });
  });
}

function push(args: Fields, world: World): Answer {
  return onTrigger(args, world, (user) => {
    const stack = world.state.modals.get(user) ?? [];
    if (stack.length === 0) return refused('not_found');
    if (stack.length >= LIMITS.modalDepth) return refused('push_limit_reached');
    const view = newView(fieldsOf(args['view']), user, stack, world.state);
    world.state.setModals(user, [...stack, view]);
    return accepted({ view: viewJson(view) });
  });
}

function onTrigger(args: Fields, world: World, show: (user: string) => Answer): Answer {
  const verdict = checkView(args['view'], 'modal');
  if (verdict.verdict === 'refused') return refused(verdict.error, verdict.complaints);
  const trigger = world.callbacks.useTrigger(textOf(args['trigger_id'] ?? args['interactivity_pointer']));
  return 'error' in trigger ? refused(trigger.error) : show(trigger.user);
}

function update(args: Fields, world: World): Answer {
  const verdict = checkView(args['view'], 'modal');
  if (verdict.verdict === 'refused') return refused(verdict.error, verdict.complaints);
  const wanted = textOf(args['view_id']);
  const external = textOf(args['external_id']);
  const found = [...world.state.modals.values()]
    .flat()
    .find((one) => one.id === wanted || (external !== '' && one.body['external_id'] === external));
  if (found === undefined) return refused('not_found');
  const hash = args['hash'];
  if (typeof hash === 'string' && hash !== '' && hash !== found.hash) return refused('hash_conflict');
  return accepted({ view: viewJson(replaceView(found, fieldsOf(args['view']), world.state)) });
}

function publish(args: Fields, world: World): Answer {
  const user = textOf(args['user_id']);
  if (!world.state.people.has(user)) return refused('user_not_found');
  const verdict = checkView(args['view'], 'home');
  if (verdict.verdict === 'refused') return refused(verdict.error, verdict.complaints);
  const previous = world.state.homes.get(user);
  const hash = args['hash'];
  if (typeof hash === 'string' && hash !== '' && hash !== previous?.hash) return refused('hash_conflict');
  const fresh = newView(fieldsOf(args['view']), user, [], world.state);
  // A person has one Home tab of the app: what is published anew keeps its id.
  const view = previous === undefined ? fresh : { ...fresh, id: previous.id, rootId: previous.rootId };
  world.state.setHome(user, view);
  return accepted({ view: viewJson(view) });
}

export function newView(body: Fields, user: string, below: readonly View[], state: State): View {
  const id = state.nextId('V');
  return {
    id,
    type: body['type'] === 'home' ? 'home' : 'modal',
    user,
    hash: newHash(),
    rootId: below[0]?.id ?? id,
    previousId: below.at(-1)?.id ?? null,
    body: { ...body, blocks: withIds(listOf(body['blocks']), state) },
  };
}

/** Puts other content into an open modal; it keeps its id and its place in the stack. */
export function replaceView(view: View, body: Fields, state: State): View {
  const next: View = {
    ...view,
    hash: newHash(),
    body: { ...body, blocks: withIds(listOf(body['blocks']), state) },
  };
  const stack = state.modals.get(view.user) ?? [];
  state.setModals(
    view.user,
    stack.map((one) => (one.id === view.id ? next : one)),
  );
  return next;
}

function newHash(): string {
  return randomBytes(6).toString('hex');
}

/** The commands of the model: what people, time, AWS and failing machines do, in any order. */
import fc from 'fast-check';
import { CONFIRM } from '../../src/core/break-glass.ts';
import type { Drift, Weather } from './model-aws.ts';
import { GLASS, GROUP, type ModelHouse, type Person } from './model-house.ts';
import type { Replica } from './model-replica.ts';
import {
  type Act,
  agree,
  follow,
  isMoving,
  isShut,
  judge,
  type Model,
  type ModelOperation,
  shutNow,
} from './operation-model.ts';

type Command = fc.AsyncCommand<Model, ModelHouse>;

/** Afterwards the rows must be what `run` itself made sure of, or what the workers may have made of them. */
function command(name: string, run: (model: Model, house: ModelHouse) => Promise<void>): Command {
  return {
    check: () => true,
    async run(model, house) {
      await run(model, house);
      follow(model, house, await house.rows());
    },
    toString: () => name,
  };
}

/** Something that workers do: a round that could find nothing to do is left out, which saves half of the time. */
function work(name: string, run: (house: ModelHouse) => Promise<unknown>): Command {
  return command(name, async (model, house) => {
    const midway = house.replicas.some((replica) => replica.at() !== 'idle');
    if (midway || model.operations.some(({ state }) => isMoving(state))) await run(house);
  });
}

/** Something that touches no operation. */
function around(name: string, run: (house: ModelHouse, model: Model) => unknown): Command {
  return {
    check: () => true,
    async run(model, house) {
      await run(house, model);
    },
    toString: () => name,
  };
}

const REASON = 'the model says that it burns';
const ALL: readonly Person[] = [...GROUP, 'OMAR', 'EVE', 'BRUNO', 'GRACE', 'HEIDI'];
const person = fc.constantFrom(...ALL);

/** The newest, or one before it. */
function pick({ operations }: Model, back: number): ModelOperation {
  return operations.at(-1 - (back % operations.length))!;
}

async function perform(house: ModelHouse, act: Act): Promise<unknown> {
  switch (act.act) {
    case 'expire':
      return house.expire();
    case 'offer glass':
      return house.vote('approve', act.by, act.on, REASON);
    case 'break glass':
      return house.vote('approve', act.by, act.on, CONFIRM);
    default:
      return house.vote(act.act, act.by, act.on);
  }
}

function permutations<T>(of: readonly T[]): readonly (readonly T[])[] {
  if (of.length < 2) return [of];
  return of.flatMap((first, at) => permutations(of.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

/** All at the same moment: what comes of it must be what one after the other would give, in some order. */
async function atOnce(model: Model, house: ModelHouse, acts: readonly Act[]): Promise<void> {
  const world = { now: house.steered.now(), members: house.members, approvals: house.environment.approvals };
  const orders = permutations(acts).map((order) =>
    model.operations.map((each) => order.reduce((known, act) => judge(known, act, world), each)),
  );
  await Promise.all(acts.map((act) => perform(house, act)));
  agree(model, await house.rows(), orders);
}

interface Told {
  readonly act: Act['act'];
  readonly by: Person;
  readonly back: number;
}

const told: fc.Arbitrary<Told> = fc.record({
  act: fc.oneof(
    { weight: 6, arbitrary: fc.constant('approve' as const) },
    { weight: 3, arbitrary: fc.constantFrom('reject', 'cancel', 'offer glass', 'break glass', 'expire') },
  ),
  by: person,
  back: fc.nat(5).map((back) => (back === 5 ? 1 : 0)),
}) as fc.Arbitrary<Told>;

function actOf(model: Model, { act, by, back }: Told): Act {
  if (act === 'expire') return { act };
  return { act, by, on: pick(model, back).id };
}

function nameOf({ act, by, back }: Told): string {
  return act === 'expire' ? act : `${by} ${act}s${back === 0 ? '' : ' the one before'}`;
}

const decisions = fc.array(told, { minLength: 1, maxLength: 3 }).map((all) =>
  command(all.map(nameOf).join(' & '), (model, house) =>
    atOnce(
      model,
      house,
      all.map((each) => actOf(model, each)),
    ),
  ),
);

/** Emergencies from the offer to the second confirmation, which chance would seldom put together. */
const emergencies = fc.constantFrom(...GLASS).map((by) =>
  command(`${by} breaks the glass`, async (model, house) => {
    const on = pick(model, 0).id;
    await atOnce(model, house, [{ act: 'offer glass', by, on }]);
    await atOnce(model, house, [{ act: 'break glass', by, on }]);
  }),
);

export const requests = fc
  .record({
    kind: fc.constantFrom('scale', 'env'),
    by: fc.constantFrom<Person>('ANA', 'OMAR', 'BRUNO2'),
    times: fc.constantFrom(1, 1, 2),
  })
  .map(({ kind, by, times }) =>
    command(`${by} asks for ${kind}${times === 1 ? '' : ' twice at once'}`, async (model, house) => {
      const { approvals, expires } = house.environment;
      const busy = model.operations.some(
        ({ state }) => state === 'pending' || state === 'approved' || state === 'executing',
      );
      const asked = Array.from({ length: times }, () => house.request(kind as 'scale' | 'env', by));
      const made = (await Promise.all(asked)).filter((id) => id !== null);
      if (made.length > 0 && busy) throw new Error(`${made[0]} was made while another one was under way`);
      if (made.length > 0 && isShut(model, house.steered.now()))
        throw new Error(`${made[0]} was made while shut`);
      if (made.length > 1) throw new Error(`${made.join(' and ')} were made at once`);
      for (const id of made) {
        model.operations.push({
          id,
          requester: by,
          approvals,
          expiresAt: house.steered.now() + expires,
          sealed: kind === 'env',
          state: approvals === 0 ? 'approved' : 'pending',
          by: [],
          glass: null,
          right: approvals === 0 ? 'nobody asked' : null,
        });
      }
    }),
  );

const SPANS = { '1 s': 1, '6 s': 6, '12 s': 12, '31 s': 31, '61 s': 61, '3 min': 180, '31 min': 1_860 };

const times = fc
  .constantFrom(...(Object.keys(SPANS) as (keyof typeof SPANS)[]))
  .map((span) => around(`${span} pass`, (house) => house.pass(SPANS[span] * 1_000)));

const which = fc.constantFrom(0 as const, 1 as const);

const steps = fc
  .record({ replica: which, calls: fc.integer({ min: 1, max: 24 }) })
  .map(({ replica, calls }) =>
    work(`replica ${replica} makes ${calls} calls`, (house) => house.replicas[replica].step(calls)),
  );

/** Where a death or a long sleep hurts most: something was committed or sent, and nobody has heard of it yet. */
async function toNextAnswer(replica: Replica): Promise<void> {
  do await replica.step(1);
  while (replica.at() !== 'idle' && !replica.at().startsWith('answer'));
}

const brinks = which.map((replica) =>
  work(`replica ${replica} goes on to its next answer`, ({ replicas }) => toNextAnswer(replicas[replica])),
);

/** A machine that was suspended: its lease runs out, another one takes over, and then it wakes up. */
const sleeps = fc
  .record({ replica: which, answers: fc.integer({ min: 1, max: 4 }), span: fc.constantFrom(12, 31, 61) })
  .map(({ replica, answers, span }) =>
    work(`replica ${replica} sleeps at answer ${answers} for ${span} s, and is overtaken`, async (house) => {
      const { [replica]: sleeper, [1 - replica]: other } = house.replicas;
      for (let answer = 0; answer < answers; answer += 1) await toNextAnswer(sleeper);
      await house.pass(span * 1_000);
      await other?.round();
      await sleeper.round();
    }),
  );

const rounds = fc.constantFrom('0', '1', 'both').map((who) =>
  work(
    who === 'both' ? 'both replicas work at once' : `replica ${who} works to the end`,
    async ({ replicas }) => {
      const asked = replicas.filter((_, at) => who === 'both' || who === String(at));
      await Promise.all(asked.map((each) => each.round()));
    },
  ),
);

const crashes = which.map((replica) =>
  around(`replica ${replica} dies and is started again`, (house) => house.restart(replica)),
);

const rosters = fc
  .constantFrom<readonly Person[] | null>(
    GROUP,
    GROUP,
    ['GRACE'],
    ['GRACE', 'HEIDI', 'ANA2'],
    ['BRUNO', 'BRUNO2'],
    null,
  )
  .map((members) =>
    around(`the group is ${members === null ? 'not to be had' : members.join('+')}`, (house) => {
      house.members = members;
    }),
  );

const rules = fc.constantFrom(1, 2).map((approvals) =>
  around(`${approvals} must approve from now on`, (house) => {
    house.environment.approvals = approvals;
  }),
);

const gates = fc
  .constantFrom<'lock' | 'unlock' | 'freeze' | 'unfreeze'>('lock', 'unlock', 'freeze', 'unfreeze')
  .map((act) =>
    around(`OMAR: ${act}`, async (house, { shut }) => {
      const kind = act === 'lock' || act === 'unlock' ? 'lock' : 'freeze';
      const until = act === 'lock' ? Number.POSITIVE_INFINITY : house.steered.now() + 3_600_000;
      await house.lock(act, 'OMAR');
      if (act === kind) shut.set(kind, shutNow(house, until));
      else shut.delete(kind);
    }),
  );

const drifts = fc
  .constantFrom<Drift>('count', 'deployment', 'bounds')
  .map((what) => around(`somebody moves the ${what}`, ({ aws }) => aws.drift(what)));

const skies = fc
  .record({
    weather: fc.constantFrom<Weather>('fine', 'lost', 'dropped', 'refused'),
    deaf: fc.constantFrom(0, 0, 0, 2),
    lag: fc.constantFrom(0, 0, 20_000),
    healthy: fc.boolean(),
  })
  .map((sky) => around(`AWS: ${JSON.stringify(sky)}`, ({ aws }) => Object.assign(aws, sky)));

/** `most` of them, the more likely ones more often. */
export function commands(most: number) {
  const weighted: [number, fc.Arbitrary<Command>][] = [
    [2, requests],
    [12, decisions],
    [1, emergencies],
    [4, times],
    [3, steps],
    [4, brinks],
    [3, sleeps],
    [4, rounds],
    [3, crashes],
    [1, rosters],
    [1, rules],
    [1, gates],
    [1, drifts],
    [2, skies],
  ];
  const all = weighted.flatMap(([weight, arbitrary]) => Array.from({ length: weight }, () => arbitrary));
  return fc.commands(all, { maxCommands: most, size: 'max' });
}

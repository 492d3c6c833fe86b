/**
 * Sandboxes with three environments each, in which the rows of the guide are done through Slack. Rows of one lane follow
 * each other in a sandbox of their own, the lanes run side by side: each row waits mostly for AWS and for Slack's pace.
 */
import { expect, test } from 'vitest';
import type { Service } from '../../sandbox/aws/ecs-state.ts';
import type { CallRecord } from '../../sandbox/aws/wire/calls.ts';
import type { Message } from '../../sandbox/slack/state.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import type { ChangeKind } from '../../src/core/operation.ts';
import { OPS, oneByOne, payload } from '../faults/house.ts';

/** `data` are the database and the cache of `qa`, beside whose service they may be changed. */
const LANES = ['production', 'develop', 'qa', 'data'] as const;
type Lane = (typeof LANES)[number];

/** ms. */
const PATIENCE = 150_000;

export interface Done {
  /** The card at the end. */
  readonly card: Message;
  readonly id: string;
  /** Every state that its card showed, in order. */
  readonly states: readonly string[];
}

export interface Desk {
  readonly sandbox: Sandbox;
  /** Ana types it; gives what she alone is answered, once that holds all of these. */
  answer(line: string, ...holds: readonly string[]): Promise<Message>;
  /** Ana types it, Bruno approves, and it is carried out. */
  done(kind: ChangeKind, line: string): Promise<Done>;
  /** Ana presses Undo on the card, Bruno approves that too. */
  undone(kind: ChangeKind, before: Done): Promise<Done>;
  /** Ana types it, and Bruno approves; gives the card when it is being carried out. */
  begun(kind: ChangeKind, line: string): Promise<Message>;
  /** Ana presses this button of the card, and Bruno approves what that asks for. */
  pressed(kind: ChangeKind, card: Message, button: string): Promise<Done>;
  ended(card: Message): Promise<Done>;
  /** Ends the lock that a rollback leaves behind. */
  unlock(): Promise<void>;
  service(): Service;
  /** The container of the revision that the service is set to. */
  container(): { readonly image: string; readonly variables: Readonly<Record<string, string>> };
  /** The writes of this operation so far that name something of this environment. */
  sent(operation: string): readonly CallRecord[];
}

export interface GuideHouse {
  open(): Promise<void>;
  close(): Promise<void>;
  /** Declares a test: what it does waits for its turn in the lane. */
  row(title: string, lane: Lane, story: (desk: Desk) => Promise<void>): void;
}

const ENDS = ['succeeded', 'failed', 'superseded', 'stale', 'unknown', 'rejected', 'cancelled', 'expired'];

export function guideHouse(): GuideHouse {
  const { promise: opened, resolve, reject } = Promise.withResolvers<ReadonlyMap<Lane, Sandbox>>();
  opened.catch(() => {});
  const turns = Object.fromEntries(LANES.map((lane) => [lane, oneByOne()]));
  const used = new Set<Lane>();
  const sandboxes = new Map<Lane, Sandbox>();
  return {
    async open() {
      try {
        await Promise.all([...used].map(async (lane) => sandboxes.set(lane, await sandboxOfALane())));
        resolve(sandboxes);
      } catch (error) {
        reject(error);
        throw error;
      }
    },
    async close() {
      await Promise.all([...sandboxes.values()].map((sandbox) => sandbox.close()));
    },
    row(title, lane, story) {
      used.add(lane);
      const told = turns[lane]!(async () => {
        const running = (await opened).get(lane)!;
        await story(deskOf(running, lane === 'data' ? 'qa' : lane));
      });
      told.catch(() => {});
      test(title, () => told, PATIENCE);
    },
  };
}

async function sandboxOfALane(): Promise<Sandbox> {
  const sandbox = await startSandbox({
    environments: ['develop', 'qa'],
    rateLimits: false,
    aws: { speed: 20 },
  });
  sandbox.slack.state.onChange((change) => {
    if (change.change === 'message') note(change.message);
  });
  return sandbox;
}

/** States of each operation's card, as they were shown. */
const shown = new Map<string, string[]>();
/** Operations whose card somebody has taken for the answer to what was typed. */
const taken = new Set<string>();

function note(message: Message): void {
  if (message.metadata?.['event_type'] !== 'hydrous_operation') return;
  const { operation = '', state = '' } = payload(message);
  const states = shown.get(operation) ?? [];
  if (states.at(-1) !== state) shown.set(operation, [...states, state]);
}

function deskOf(sandbox: Sandbox, environment: string): Desk {
  const { slack, aws } = sandbox;
  const ana = slack.as('U0ANA');
  const bruno = slack.as('U0BRUNO');
  const cards = () =>
    slack.state.messages(OPS).filter(({ metadata }) => metadata?.['event_type'] === 'hydrous_operation');

  async function until<Found>(
    what: string,
    find: () => Found | undefined | false,
    ms = 60_000,
  ): Promise<Found> {
    return slack.state.until(find, ms).catch(() => {
      const told = ana.ephemerals().slice(-4);
      throw new Error(
        `${what} did not come; Ana was told last: ${JSON.stringify(told.map((each) => each.blocks))}`,
      );
    });
  }

  /** The card of the newest request of this kind here, which nobody has taken yet. */
  async function asked(kind: ChangeKind): Promise<Message> {
    const card = await until(`a request of ${kind} in ${environment}`, () =>
      cards().find(
        (each) =>
          payload(each)['kind'] === kind &&
          payload(each)['state'] === 'pending' &&
          !taken.has(payload(each)['operation']!) &&
          each.text.includes(environment),
      ),
    );
    taken.add(payload(card)['operation']!);
    return card;
  }

  const now = (card: Message): Message => slack.state.message(OPS, card.ts) ?? card;

  async function approved(card: Message): Promise<Message> {
    await bruno.click(now(card), 'approve');
    return until(`the beginning of ${payload(card)['kind']}`, () => {
      const { state } = payload(now(card));
      return state !== 'pending' && state !== 'approved' && now(card);
    });
  }

  async function ended(card: Message): Promise<Done> {
    const last = await until(`the end of ${payload(card)['kind']} in ${environment}`, () => {
      const current = now(card);
      return ENDS.includes(payload(current)['state']!) && current;
    });
    const id = payload(last)['operation']!;
    return { card: last, id, states: shown.get(id) ?? [] };
  }

  async function carriedOut(kind: ChangeKind): Promise<Done> {
    const done = await ended(await approved(await asked(kind)));
    expect(`${payload(done.card)['state']}: ${done.card.text}`).toMatch(/^succeeded: /);
    // Both are named: who asked, and who approved.
    expect(done.card.text).toContain('<@U0ANA>');
    expect(done.card.text).toContain('<@U0BRUNO>');
    return done;
  }

  const type = (line: string) => ana.command('/hydrous', line);

  return {
    sandbox,
    async answer(line, ...holds) {
      const before = new Set(ana.ephemerals().map(({ ts }) => ts));
      await type(line);
      return until(`an answer to ${line}`, () =>
        ana.ephemerals().find((each) => {
          const text = JSON.stringify(each.blocks);
          return !before.has(each.ts) && holds.every((one) => text.includes(one));
        }),
      );
    },
    async done(kind, line) {
      await type(line);
      return carriedOut(kind);
    },
    async undone(kind, { card }) {
      await ana.click(card, 'undo');
      return carriedOut(kind);
    },
    async begun(kind, line) {
      await type(line);
      return approved(await asked(kind));
    },
    async pressed(kind, card, button) {
      await ana.click(now(card), button);
      return carriedOut(kind);
    },
    ended,
    async unlock() {
      const said = () =>
        slack.state.messages(OPS).filter(({ text }) => text.includes(`desbloqueó ${environment}`)).length;
      const before = said();
      await type(`unlock ${environment}`);
      await until(`the end of the lock of ${environment}`, () => said() > before);
    },
    service: () => aws.world.ecs.clusters.get('hydrous')!.services.get(`hydrous-${environment}`)!,
    container() {
      const arn = this.service().taskDefinition;
      const found = aws.world.ecs.families
        .get('hydrous')!
        .find(({ definition }) => definition.taskDefinitionArn === arn)!;
      const [{ image = '', environment: variables = [] } = {}] = found.definition.containerDefinitions ?? [];
      return { image, variables: Object.fromEntries(variables.map(({ name, value }) => [name!, value!])) };
    },
    sent: (operation) =>
      aws.calls.of(operation).filter(({ input }) => JSON.stringify(input).includes(`hydrous-${environment}`)),
  };
}

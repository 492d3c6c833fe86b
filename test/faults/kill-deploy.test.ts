/** The bot is killed at each step of a deploy and started again: nothing is lost, and nothing is sent twice. */
import { setImmediate as turn } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import type { Message } from '../../sandbox/slack/state.ts';
import type { Operation } from '../../src/core/operation.ts';
import { openStore } from '../../src/store/open-store.ts';
import {
  type Death,
  type House,
  killAt,
  notes,
  OPS,
  oneByOne,
  openHouse,
  PATIENCE,
  type Point,
  payload,
  TAG,
} from './house.ts';

interface Kill {
  readonly name: string;
  readonly at: Point;
  /** What a person does again, because the bot died before it said that it was done. */
  readonly again?: 'ask' | 'approve';
  /** `not-applied`: the intent was saved and the request never left; the change fails closed. */
  readonly ends: 'succeeded' | 'not-applied';
}

const saidYes = (house: House) => house.told('U0BRUNO').some((text) => text.includes('Aprobaste'));
const cardIn = (args: unknown, state: string) => JSON.stringify(args).includes(`"state":"${state}"`);
const isCard = ({ args }: { args: unknown }) => JSON.stringify(args).includes('hydrous_operation');

const KILLS: readonly Kill[] = [
  {
    name: 'the command was acknowledged and nothing was read yet',
    at: { on: 'slack', call: 'users.info', when: 'before', where: ({ args }) => args['user'] === 'U0ANA' },
    again: 'ask',
    ends: 'succeeded',
  },
  {
    name: 'the plan is being read',
    at: { on: 'aws', call: 'DescribeImages', when: 'before' },
    again: 'ask',
    ends: 'succeeded',
  },
  {
    name: 'the request was saved and its card has not reached Slack',
    at: { on: 'slack', call: 'chat.postMessage', when: 'before', where: isCard },
    ends: 'succeeded',
  },
  {
    name: 'the card is in Slack and the bot does not know',
    at: { on: 'slack', call: 'chat.postMessage', when: 'after', where: isCard },
    ends: 'succeeded',
  },
  {
    name: 'the requester has not been told',
    at: { on: 'slack', call: 'response_url', when: 'before' },
    ends: 'succeeded',
  },
  {
    name: 'the click was delivered and nothing was saved yet',
    at: { on: 'slack', call: 'users.info', when: 'before', where: ({ args }) => args['user'] === 'U0BRUNO' },
    again: 'approve',
    ends: 'succeeded',
  },
  {
    name: 'the approval was acknowledged and the approver has not been told more',
    at: {
      on: 'slack',
      call: 'response_url',
      when: 'before',
      where: ({ args }) => JSON.stringify(args).includes('Aprobaste'),
    },
    ends: 'succeeded',
  },
  {
    name: 'the live state is read again before the change',
    at: {
      on: 'aws',
      call: 'DescribeServices',
      when: 'before',
      where: (_, house) => house.operationCards().length > 0,
    },
    ends: 'succeeded',
  },
  {
    name: 'RegisterTaskDefinition is on its way',
    at: { on: 'aws', call: 'RegisterTaskDefinition', when: 'before' },
    ends: 'not-applied',
  },
  {
    name: 'RegisterTaskDefinition was applied and its answer is lost',
    at: { on: 'aws', call: 'RegisterTaskDefinition', when: 'after' },
    ends: 'succeeded',
  },
  {
    name: 'the live state is read between the two writes',
    at: {
      on: 'aws',
      call: 'DescribeServices',
      when: 'before',
      where: (_, house) =>
        house.aws.calls.count('RegisterTaskDefinition') > 0 && house.aws.calls.count('UpdateService') === 0,
    },
    ends: 'succeeded',
  },
  {
    name: 'UpdateService is on its way',
    at: { on: 'aws', call: 'UpdateService', when: 'before' },
    ends: 'not-applied',
  },
  {
    name: 'UpdateService was applied and its answer is lost',
    at: { on: 'aws', call: 'UpdateService', when: 'after' },
    ends: 'succeeded',
  },
  {
    name: 'the rollout is looked at for the first time',
    at: {
      on: 'aws',
      call: 'DescribeServices',
      when: 'before',
      where: (_, house) => house.aws.calls.count('UpdateService') > 0,
    },
    ends: 'succeeded',
  },
  {
    name: 'a note is in the thread and the bot does not know',
    at: {
      on: 'slack',
      call: 'chat.postMessage',
      when: 'after',
      where: ({ args }) => args['thread_ts'] !== undefined,
    },
    ends: 'succeeded',
  },
  {
    name: 'the last edit of the card has not reached Slack',
    at: { on: 'slack', call: 'chat.update', when: 'before', where: ({ args }) => cardIn(args, 'succeeded') },
    ends: 'succeeded',
  },
  {
    name: 'the last edit of the card was made and the bot does not know',
    at: { on: 'slack', call: 'chat.update', when: 'after', where: ({ args }) => cardIn(args, 'succeeded') },
    ends: 'succeeded',
  },
];

interface Ending {
  readonly killed: boolean;
  readonly card: Message;
  readonly cards: readonly Message[];
  readonly notes: readonly string[];
  /** Whether the people were told of a success that the kill then undid. */
  readonly falsePromises: readonly string[];
  readonly sent: Readonly<Record<string, number>>;
  readonly live: string;
  readonly stored: readonly Operation[];
  readonly brokenAudit: number | null;
  readonly exitCode: number | null;
}

const runs = new Map<string, Promise<Ending>>();

beforeAll(() => {
  const inTurn = oneByOne();
  for (const kill of KILLS) {
    const run = inTurn(() => openHouse()).then((house) => live(house, kill));
    run.catch(() => {});
    runs.set(kill.name, run);
  }
});

it.each(KILLS)('killed when $name', { timeout: 2 * PATIENCE }, async ({ name, ends }) => {
  const ending = await runs.get(name)!;
  expect(ending.killed).toBe(true);
  expect(ending.falsePromises).toEqual([]);
  expect(ending.cards).toHaveLength(1);
  expect(ending.stored).toHaveLength(1);
  expect(new Set(ending.notes).size).toBe(ending.notes.length);
  expect(ending.brokenAudit).toBeNull();
  expect(ending.exitCode).toBe(0);
  expect(ending.sent['RegisterTaskDefinition']).toBe(1);
  const state = ends === 'succeeded' ? 'succeeded' : 'failed';
  expect(payload(ending.card)).toMatchObject({ operation: ending.stored[0]!.id, kind: 'deploy', state });
  expect(ending.stored[0]!.state).toBe(state);
  if (ends === 'succeeded') {
    expect(ending.sent['UpdateService']).toBe(1);
    expect(ending.live).toContain('hydrous:43');
  } else {
    expect(ending.sent['UpdateService']).toBeLessThanOrEqual(1);
    expect(ending.live).toContain('hydrous:42');
    expect(JSON.stringify(ending.card.blocks)).toContain('no llegó a AWS');
  }
});

/** The story with one death in it, as patient people live it. */
async function live(house: House, { at, again }: Kill): Promise<Ending> {
  try {
    const death = killAt(house, at);
    await ask(house);
    const falsePromises: string[] = [];
    if (again === 'ask') {
      await death.back;
      if (house.told('U0ANA').some((text) => text.includes('enviada'))) falsePromises.push('asked');
      await ask(house);
    }
    const pending = await house.operationIn(['pending']);
    await approve(house, pending, death, again === 'approve');
    if (again === 'approve') {
      await death.back;
      if (saidYes(house)) falsePromises.push('approved');
      await approve(house, pending, death, false);
    }
    const card = await house.operationIn(['succeeded', 'failed', 'unknown', 'stale']);
    const end = /Desplegado y estable|no llegó a AWS/u;
    await house.slack.state.until(
      () => house.slack.state.messages(OPS).find((each) => each.threadTs !== null && end.test(each.text)),
      PATIENCE,
    );
    await death.over();
    return await take(house, death, card, falsePromises);
  } finally {
    await house.close();
  }
}

async function ask(house: House): Promise<void> {
  const delivery = await house.slack.as('U0ANA').command('/hydrous', `deploy ${TAG}`);
  expect(delivery.status).toBe(200);
}

/** Slack shows a warning when nobody answers; then the person clicks again. */
async function approve(house: House, card: Message, death: Death, mayDie: boolean): Promise<void> {
  // The bot may be dying of what has just become visible, or be on its way back.
  await turn();
  if (death.happened()) await death.back;
  const delivery = await house.slack.as('U0BRUNO').click(card, 'approve');
  if (mayDie) expect(delivery.status).toBe('unreachable');
  else expect(delivery.status).toBe(200);
}

async function take(
  house: House,
  death: Death,
  last: Message,
  falsePromises: readonly string[],
): Promise<Ending> {
  const exitCode = await house.bot.stop();
  const { aws, environment } = house;
  const store = openStore({ url: null, folder: environment['HYDROUS_DATA']! });
  await store.start();
  try {
    const cards = house.operationCards();
    return {
      killed: death.happened(),
      card: cards.at(-1) ?? last,
      cards,
      notes: notes(house, OPS),
      falsePromises,
      sent: {
        RegisterTaskDefinition: aws.calls.count('RegisterTaskDefinition'),
        UpdateService: aws.calls.count('UpdateService'),
      },
      live: aws.world.ecs.clusters.get('hydrous')!.services.get('hydrous-production')!.taskDefinition,
      stored: await store.operations.list({ limit: 10 }),
      brokenAudit: (await store.audit.verify()).broken,
      exitCode,
    };
  } finally {
    await store.close();
  }
}

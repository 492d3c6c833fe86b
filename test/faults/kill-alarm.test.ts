/** The bot is killed at each step of an alarm and started again: the incident is there, once, and ends when the alarm does. */
import { setImmediate as turn } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import type { Message } from '../../sandbox/slack/state.ts';
import type { Incident } from '../../src/core/incident.ts';
import { openStore } from '../../src/store/open-store.ts';
import {
  ALARM,
  eventually,
  type House,
  INC,
  killAt,
  notes,
  oneByOne,
  openHouse,
  PATIENCE,
  type Point,
  payload,
} from './house.ts';

interface Kill {
  readonly name: string;
  readonly at: Point;
  /** Armed before the alarm fires, or only before it calms down. */
  readonly during: 'alarm' | 'calm';
}

const says = (args: unknown, what: string) => JSON.stringify(args).includes(what);
const isCard = ({ args }: { readonly args: unknown }) => says(args, 'hydrous_incident');
const namesCause = ({ args }: { readonly args: unknown }) => says(args, '"entry":"database-connection"');
const isResolved = ({ args }: { readonly args: unknown }) => says(args, '"state":"resolved"');
const isNote = ({ args }: { readonly args: unknown }) => says(args, 'hydrous_note');

const KILLS: readonly Kill[] = [
  { name: 'the signature is being checked', at: { on: 'certificate' }, during: 'alarm' },
  { name: 'SNS has just had its 200', at: { on: 'sns-200', nth: 1 }, during: 'alarm' },
  {
    name: 'the incident card has not reached Slack',
    at: { on: 'slack', call: 'chat.postMessage', when: 'before', where: isCard },
    during: 'alarm',
  },
  {
    name: 'the incident card is in Slack and the bot does not know',
    at: { on: 'slack', call: 'chat.postMessage', when: 'after', where: isCard },
    during: 'alarm',
  },
  {
    name: 'the tasks are being read',
    at: { on: 'aws', call: 'ListTasks', when: 'before' },
    during: 'alarm',
  },
  {
    name: 'the logs are being read',
    at: { on: 'aws', call: 'FilterLogEvents', when: 'before' },
    during: 'alarm',
  },
  {
    name: 'the thread has a note and the bot does not know',
    at: { on: 'slack', call: 'chat.postMessage', when: 'after', where: isNote },
    during: 'alarm',
  },
  {
    name: 'the cause is on its way to the card',
    at: { on: 'slack', call: 'chat.update', when: 'before', where: namesCause },
    during: 'alarm',
  },
  {
    name: 'the cause is on the card and the bot does not know',
    at: { on: 'slack', call: 'chat.update', when: 'after', where: namesCause },
    during: 'alarm',
  },
  { name: 'SNS has just had its 200 for the OK', at: { on: 'sns-200', nth: 2 }, during: 'calm' },
  {
    name: 'the end is on its way to the card',
    at: { on: 'slack', call: 'chat.update', when: 'before', where: isResolved },
    during: 'calm',
  },
  {
    name: 'the end is on the card and the bot does not know',
    at: { on: 'slack', call: 'chat.update', when: 'after', where: isResolved },
    during: 'calm',
  },
];

interface Ending {
  readonly killed: boolean;
  readonly card: Message;
  readonly cards: readonly Message[];
  readonly notes: readonly string[];
  readonly delivered: readonly string[];
  readonly stored: readonly Incident[];
  readonly brokenAudit: number | null;
  readonly exitCode: number | null;
}

const runs = new Map<string, Promise<Ending>>();

beforeAll(() => {
  const inTurn = oneByOne();
  for (const kill of KILLS) {
    const run = inTurn(() => openReady()).then((house) => live(house, kill));
    run.catch(() => {});
    runs.set(kill.name, run);
  }
});

it.each(KILLS)('killed when $name', { timeout: 2 * PATIENCE }, async ({ name }) => {
  const ending = await runs.get(name)!;
  expect(ending.killed).toBe(true);
  expect(ending.delivered).toEqual(['delivered', 'delivered']);
  expect(ending.stored).toHaveLength(1);
  expect(ending.stored[0]).toMatchObject({ state: 'resolved', fired: 1 });
  expect(ending.cards).toHaveLength(1);
  expect(payload(ending.card)).toEqual({
    incident: ending.stored[0]!.id,
    state: 'resolved',
    entry: 'database-connection',
  });
  expect(new Set(ending.notes).size).toBe(ending.notes.length);
  expect(ending.notes.length).toBeGreaterThanOrEqual(3);
  expect(ending.brokenAudit).toBeNull();
  expect(ending.exitCode).toBe(0);
});

/** Started anew, so that the certificate with which the subscription was confirmed is not known any more. */
async function openReady(): Promise<House> {
  const house = await openHouse();
  try {
    await house.restartBot();
    return house;
  } catch (error) {
    await house.close();
    throw error;
  }
}

/** The story with one death in it. */
async function live(house: House, { at, during }: Kill): Promise<Ending> {
  try {
    let death = during === 'alarm' ? killAt(house, at) : null;
    house.fire();
    await eventually(
      'the card names the cause',
      () => house.incidentCards().some((card) => payload(card)['entry'] === 'database-connection'),
      PATIENCE,
    );
    await turn();
    if (death !== null) {
      // A note has its turn in the channel after the card.
      await eventually('the bot dies there', death.happened, PATIENCE);
      await death.over();
    }
    death ??= killAt(house, at);
    house.calm();
    const card = await house.incidentIn('resolved');
    await turn();
    await death.over();
    const isLast = (each: Message) => each.threadTs !== null && each.text.includes('volvió a OK');
    await house.slack.state.until(() => house.slack.state.messages(INC).find(isLast), PATIENCE);
    return await take(house, death.happened(), card);
  } finally {
    await house.close();
  }
}

async function take(house: House, killed: boolean, last: Message): Promise<Ending> {
  const exitCode = await house.bot.stop();
  const { aws, environment } = house;
  const store = openStore({ url: null, folder: environment['HYDROUS_DATA']! });
  await store.start();
  try {
    const cards = house.incidentCards();
    return {
      killed,
      card: cards.at(-1) ?? last,
      cards,
      notes: notes(house, INC),
      delivered: aws.world.sns.deliveries
        .filter(({ type, body }) => type === 'Notification' && body['Message']?.includes(ALARM))
        .map(({ state }) => state),
      stored: await store.incidents.list({ limit: 10 }),
      brokenAudit: (await store.audit.verify()).broken,
      exitCode,
    };
  } finally {
    await store.close();
  }
}

/** Many people press a button at once, on two replicas: one press counts, and everybody else is told whose it was. */
import { describe, expect, it } from 'vitest';
import type { Message } from '../../sandbox/slack/state.ts';
import { eventually, payload } from '../faults/house.ts';
import { inPair, type Pair } from './house.ts';

/** Slack takes one message a second in a channel, so the rounds are shared out among houses. */
const HOUSES = [1, 2, 3, 4] as const;
const ROUNDS = 5;
const CLICKS = 50;
const APPROVERS = ['U0BRUNO', 'U0GRACE'] as const;
const LONG = { timeout: 150_000 };

describe.concurrent('clicks on two replicas', () => {
  it.for(HOUSES)(
    'B21: 50 at once on Approve execute once and name the winner to the others, five times, house %i',
    LONG,
    (house, context) =>
      inPair(context, async (pair) => {
        for (let round = 1; round <= ROUNDS; round += 1) await approveAtOnce(pair, round + house);
        expect(pair.aws.calls.count('UpdateService')).toBe(ROUNDS);
        expect((await pair.store.audit.verify()).broken).toBeNull();
      }),
  );

  it('approve and cancel in the same moment: one of them counts, and both people are told', LONG, (context) =>
    inPair(context, async (pair) => {
      let approved = 0;
      for (let round = 1; round <= 5; round += 1) {
        const card = await ask(pair, `scale ${3 + round}`);
        if ((await approveAndCancel(pair, card)) === 'approved') approved += 1;
      }
      expect(pair.aws.calls.count('UpdateService')).toBe(approved);
    }),
  );
});

async function approveAtOnce(pair: Pair, round: number): Promise<void> {
  const { desired } = pair.aws.world.ecs.clusters.get('hydrous')!.services.get('hydrous-production')!;
  const card = await ask(pair, `scale ${desired === 2 ? 3 : 2}`);
  const operation = payload(card)['operation']!;
  const before = APPROVERS.map((user) => pair.told(user).length);
  // The same person several times and different people, on both replicas.
  const clicks = Array.from({ length: CLICKS }, (_, at) => APPROVERS[(Math.floor(at / 2) + round) % 2]!);
  const deliveries = await Promise.all(clicks.map((user) => pair.slack.as(user).click(card, 'approve')));
  expect(deliveries.map(({ status }) => status)).toEqual(clicks.map(() => 200));

  const since = () => APPROVERS.map((user, at) => pair.told(user).slice(before[at]));
  await eventually('everybody was answered', () => since().flat().length >= CLICKS);
  for (const [at, user] of APPROVERS.entries()) {
    expect(since()[at]).toHaveLength(clicks.filter((each) => each === user).length);
  }
  const answers = since().flat();
  const wins = answers.filter((text) => /^(Aprobaste|You approved) /u.test(text));
  expect(wins).toHaveLength(1);
  const [winner] = (await pair.store.operations.get(operation))!.decidedBy;
  expect(APPROVERS).toContain(winner);
  for (const text of answers.filter((each) => each !== wins[0])) {
    expect(text).toMatch(/ya está en marcha|already on its way|ya terminó|already ended/u);
    expect(text).toContain(operation);
    expect(text).toContain(`<@${winner}>`);
  }
  await succeeded(pair, operation);
}

async function approveAndCancel(pair: Pair, card: Message): Promise<'approved' | 'cancelled'> {
  const { slack, told, store } = pair;
  const operation = payload(card)['operation']!;
  const before = [told('U0ANA').length, told('U0BRUNO').length] as const;
  await Promise.all([slack.as('U0BRUNO').click(card, 'approve'), slack.as('U0ANA').click(card, 'cancel')]);
  await eventually(
    'both are told',
    () => told('U0ANA').length > before[0] && told('U0BRUNO').length > before[1],
  );
  const [toAna, toBruno] = [told('U0ANA').at(-1)!, told('U0BRUNO').at(-1)!];
  if ((await store.operations.get(operation))!.state === 'cancelled') {
    expect(toAna).toContain('Cancelaste');
    expect(toBruno).toContain('Tarde: <@U0ANA> ya canceló');
    return 'cancelled';
  }
  expect(toBruno).toContain('Aprobaste');
  expect(toAna).toContain('<@U0BRUNO>');
  await succeeded(pair, operation);
  return 'approved';
}

async function ask({ slack, operationCards }: Pair, text: string): Promise<Message> {
  const known = new Set(operationCards().map((card) => card.ts));
  const delivery = await slack.as('U0ANA').command('/hydrous', text);
  expect(delivery.status).toBe(200);
  const isNew = (card: Message) => !known.has(card.ts) && payload(card)['state'] === 'pending';
  return slack.state.until(() => operationCards().find(isNew), 30_000);
}

function succeeded({ store }: Pair, operation: string): Promise<void> {
  return eventually('it ended', async () => (await store.operations.get(operation))?.state === 'succeeded');
}

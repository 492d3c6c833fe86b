/** Slack loses answers, limits, and goes away. */
import { describe, expect, it } from 'vitest';
import type { Call } from '../../sandbox/slack/hooks.ts';
import { eventually, type House, INC, notes, OPS, openHouse, PATIENCE, payload, TAG } from './house.ts';

const LONG = { timeout: PATIENCE };

async function inHouse(work: (house: House) => Promise<void>, rateLimits = false): Promise<void> {
  const house = await openHouse({ rateLimits });
  try {
    await work(house);
  } finally {
    await house.close();
  }
}

async function ask(house: House): Promise<void> {
  expect((await house.slack.as('U0ANA').command('/hydrous', `deploy ${TAG}`)).status).toBe(200);
}

async function approve(house: House): Promise<void> {
  const card = await house.operationIn(['pending']);
  expect((await house.slack.as('U0BRUNO').click(card, 'approve')).status).toBe(200);
}

const endOfThread = (house: House) =>
  house.slack.state.until(
    () =>
      house.slack.state
        .messages(OPS)
        .find((each) => each.threadTs !== null && each.text.includes('Desplegado')),
    PATIENCE,
  );
const isCard = (args: unknown) => JSON.stringify(args).includes('hydrous_operation');
const posts = (house: House, channel: string): readonly Call[] =>
  house.slack.calls.filter(
    ({ method, args }) => method === 'chat.postMessage' && args['channel'] === channel,
  );

describe.concurrent('answers of Slack that are lost', () => {
  it('make no duplicate while the channel can be read', LONG, () =>
    inHouse(async (house) => {
      house.slack.faults.set('chat.postMessage', { fault: 'drop-reply' });
      await ask(house);
      await approve(house);
      await endOfThread(house);
      await house.operationIn(['succeeded']);
      expect(house.operationCards()).toHaveLength(1);
      const said = notes(house, OPS);
      expect(said.length).toBeGreaterThanOrEqual(5);
      expect(new Set(said).size).toBe(said.length);
    }),
  );

  it('make no duplicate while the channel cannot be read for a while', LONG, () =>
    inHouse(async (house) => {
      house.slack.faults.set('chat.postMessage', { fault: 'drop-reply' }, { times: 1 });
      house.slack.faults.set('conversations.history', { fault: 'status', status: 503 }, { times: 2 });
      await ask(house);
      await approve(house);
      await house.operationIn(['succeeded']);
      expect(house.operationCards()).toHaveLength(1);
    }),
  );

  it('make one duplicate at most, and count it, when the channel may not be read', LONG, () =>
    inHouse(async (house) => {
      house.slack.faults.set('conversations.history', { fault: 'error', error: 'missing_scope' });
      house.slack.faults.set('chat.postMessage', { fault: 'drop-reply' }, { times: 1, where: isCard });
      await ask(house);
      await approve(house);
      await house.operationIn(['succeeded']);
      expect(house.operationCards()).toHaveLength(2);
      // The one that the bot knows of lives on.
      expect(payload(house.operationCards()[1]!)['state']).toBe('succeeded');
      const metrics = await (await fetch(`${house.bot.url}/metrics`)).text();
      expect(metrics).toMatch(/^hydrous_outbox_possible_duplicates_total(\{\})? 1$/mu);
    }),
  );

  it('do not repeat an edit that was made, nor lose one that was not', LONG, () =>
    inHouse(async (house) => {
      house.slack.faults.set('chat.update', { fault: 'drop-reply' }, { times: 1 });
      house.slack.faults.set('chat.update', { fault: 'drop' }, { times: 2 });
      await ask(house);
      await approve(house);
      await house.operationIn(['succeeded']);
      expect(house.operationCards()).toHaveLength(1);
    }),
  );
});

describe.concurrent('a 429 of Slack', () => {
  const told = [
    { retryAfter: '1', ms: 1_000 },
    { retryAfter: '3', ms: 3_000 },
    { retryAfter: 'abc', ms: 10_000 },
    { retryAfter: '-5', ms: 10_000 },
    { retryAfter: null, ms: 10_000 },
  ] as const;

  it.each(told)(
    'with Retry-After $retryAfter holds the channel for $ms ms and nobody else',
    LONG,
    ({ retryAfter, ms }) =>
      inHouse(async (house) => {
        const { slack } = house;
        const inOps = {
          times: 1,
          where: (args: Readonly<Record<string, unknown>>) => args['channel'] === OPS,
        };
        slack.faults.set('chat.postMessage', { fault: 'rate-limited', retryAfter }, inOps);
        await ask(house);
        await eventually('Slack refused', () => posts(house, OPS).length > 0);
        house.fire();
        await expectQuickAnswers(house);
        await house.incidentIn('open');
        await house.operationIn(['pending']);
        const [refused, taken] = posts(house, OPS);
        expect(refused).toMatchObject({ status: 429 });
        expect(taken!.at - refused!.at).toBeGreaterThanOrEqual(ms);
        // What was held for long was overtaken by what happened later in another channel.
        if (ms >= 10_000) expect(posts(house, INC)[0]!.at).toBeLessThan(taken!.at);
      }),
  );

  it('is obeyed by the process that follows a killed one', LONG, () =>
    inHouse(async (house) => {
      const { slack } = house;
      slack.faults.set('chat.postMessage', { fault: 'rate-limited', retryAfter: '8' }, { times: 1 });
      await ask(house);
      await eventually('the wait is written down', () =>
        house.bot.lines.some((each) => each.includes('rate-limited')),
      );
      await house.restartBot();
      await house.operationIn(['pending']);
      const [refused, taken] = posts(house, OPS);
      expect(taken!.at - refused!.at).toBeGreaterThanOrEqual(8_000);
    }),
  );

  it('does not come at all while the bot keeps the pace', LONG, () =>
    inHouse(async (house) => {
      await ask(house);
      house.fire();
      await approve(house);
      await house.operationIn(['succeeded']);
      house.calm();
      await house.incidentIn('resolved');
      await endOfThread(house);
      expect(house.slack.calls.filter(({ status }) => status === 429)).toEqual([]);
    }, true),
  );
});

/** Commands are acknowledged and answered while cards wait. */
async function expectQuickAnswers({ slack }: House): Promise<void> {
  const before = slack.state.ephemerals('U0VERA').length;
  for (let each = 0; each < 3; each += 1) {
    const { status, ms } = await slack.as('U0VERA').command('/hydrous', 'status');
    expect(status).toBe(200);
    // Slack waits three seconds; what is held elsewhere is held for longer.
    expect(ms).toBeLessThan(3_000);
  }
  // An acknowledgement and an answer for each.
  await slack.state.until(() => slack.state.ephemerals('U0VERA').length >= before + 6, 15_000);
}

describe.concurrent('Slack away', () => {
  it('shows the newest state of an incident, once, when it is back', LONG, () =>
    inHouse(async (house) => {
      const { slack, aws } = house;
      slack.faults.set('*', { fault: 'drop' });
      house.fire();
      await eventually('Slack was tried', () => posts(house, INC).length > 0);
      await aws.calls.waitFor('FilterLogEvents', 1, 20_000);
      house.calm();
      await eventually(
        'both were delivered',
        () =>
          aws.world.sns.deliveries.filter(
            ({ type, state }) => type === 'Notification' && state === 'delivered',
          ).length === 2,
      );
      await eventually('Slack was tried again', () =>
        slack.calls.some(({ method }) => method === 'conversations.history'),
      );
      const shown: unknown[] = [];
      slack.state.onChange((change) => {
        if (change.change === 'message' && change.message.channel === INC && change.message.threadTs === null)
          shown.push(payload(change.message)['state']);
      });
      slack.faults.clear();
      await house.incidentIn('resolved');
      expect(house.incidentCards()).toHaveLength(1);
      expect(new Set(shown)).toEqual(new Set(['resolved']));
    }),
  );

  it('lets a change that was approved run to its end, and the card follows', LONG, () =>
    inHouse(async (house) => {
      const { slack, aws } = house;
      const gone = aws.faults.before('RegisterTaskDefinition', () => {
        gone();
        slack.faults.set('*', { fault: 'drop' });
      });
      await ask(house);
      await approve(house);
      await aws.calls.waitFor('UpdateService', 1, 20_000);
      await eventually('the rollout ended', () => rolledOut(house));
      expect(payload(house.operationCards()[0]!)['state']).not.toBe('succeeded');
      slack.faults.clear();
      await house.operationIn(['succeeded']);
      await endOfThread(house);
      expect(house.operationCards()).toHaveLength(1);
      expect(new Set(notes(house, OPS)).size).toBe(notes(house, OPS).length);
    }),
  );

  it('and AWS away at the start: the bot says so, and recovers by itself', LONG, () =>
    inHouse(async (house) => {
      const { slack, aws, bot } = house;
      await bot.kill();
      slack.faults.set('*', { fault: 'drop' });
      aws.faults.set('*', { kind: 'drop' });
      await house.restartBot();
      expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
      const readiness = await fetch(`${bot.url}/readyz`);
      expect(readiness.status).toBe(503);
      const body = (await readiness.json()) as {
        readonly engine: string;
        readonly reasons: readonly string[];
      };
      expect(body.engine).toBe('sqlite');
      expect(body.reasons.join()).toMatch(/slack/iu);
      house.fire();
      await eventually('SNS has its 200', () =>
        aws.world.sns.deliveries.some(
          ({ type, attempts }) => type === 'Notification' && attempts.includes(200),
        ),
      );
      slack.faults.clear();
      aws.faults.clear();
      await eventually('it is ready', async () => (await fetch(`${bot.url}/readyz`)).status === 200);
      await eventually(
        'the card names the cause',
        () => house.incidentCards().some((card) => payload(card)['entry'] === 'database-connection'),
        90_000,
      );
      expect(house.incidentCards()).toHaveLength(1);
    }),
  );
});

function rolledOut({ aws }: House): boolean {
  const service = aws.world.ecs.clusters.get('hydrous')!.services.get('hydrous-production')!;
  const [newest] = service.deployments;
  return service.taskDefinition.endsWith(':43') && newest?.rolloutState === 'COMPLETED';
}

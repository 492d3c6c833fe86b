/** Reading logs where the service says no: the cases in which other tools stop. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLimiter } from '../../src/aws/log-limiter.ts';
import { filterPattern, hasWords } from '../../src/aws/log-pattern.ts';
import { isProblem } from '../../src/core/problem.ts';
import { aws, environment, type FakeAws, fault, json, startFakeAws } from './fake-aws.ts';

const T0 = Date.UTC(2026, 10, 24, 12);
const QUERY = { from: T0, until: T0 + 3_600_000, words: [], limit: 3 };
const still = () => {
  let now = T0;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    sleep: async (ms: number) => {
      waits.push(ms);
      now += ms;
    },
  };
};

let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws();
});
afterEach(() => {
  fake.calls.length = 0;
  fake.answers = {};
});
afterAll(() => fake.close());

const event = { timestamp: T0 + 5, message: 'x', logStreamName: 'ecs/c/a', eventId: '1' };

describe('throttling', () => {
  it('eight times in a row is survived, with longer and longer waits', async () => {
    const clock = still();
    fake.answers = {
      FilterLogEvents: (_input, nth) => (nth <= 8 ? fault('ThrottlingException') : json({ events: [event] })),
    };
    const found = await aws({ clock }).logs.search(environment, QUERY);
    expect(found).toMatchObject({ lines: [{ at: T0 + 5 }], partial: false });
    expect(fake.calls).toHaveLength(9);
    expect(clock.waits.at(-1)).toBeGreaterThan(clock.waits[0]!);
  });

  it('for ever ends with a problem that says so, within the time of a search', async () => {
    const clock = still();
    fake.answers = { FilterLogEvents: fault('ThrottlingException') };
    const error = await aws({ clock })
      .logs.search(environment, QUERY)
      .catch((thrown: unknown) => thrown);
    expect(isProblem(error, 'throttled')).toBe(true);
    expect(clock.now() - T0).toBeLessThan(26_000);
  });

  it('a connection that breaks twice is tried again', async () => {
    fake.answers = { FilterLogEvents: ['drop', 'drop', json({ events: [event] })] };
    const found = await aws({ clock: still() }).logs.search(environment, QUERY);
    expect(found.lines).toHaveLength(1);
  });
});

describe('the limiter', () => {
  it('lets four calls pass at once, and then five a second', async () => {
    const clock = still();
    const limiter = createLimiter(clock, () => 0.5);
    for (let call = 0; call < 4; call += 1) await limiter.turn();
    expect(clock.waits).toEqual([]);
    for (let call = 0; call < 5; call += 1) await limiter.turn();
    expect(clock.now() - T0).toBeCloseTo(1_000, -1);
  });

  it('slows down when the service refuses, and comes back with its answers', async () => {
    const clock = still();
    const limiter = createLimiter(clock, () => 0.5);
    const second = async (): Promise<number> => {
      const end = clock.now() + 10_000;
      let calls = 0;
      for (; clock.now() < end; calls += 1) await limiter.turn();
      return calls;
    };
    await second();
    limiter.throttled();
    limiter.throttled();
    expect(await second()).toBeLessThan(20);
    for (let answers = 0; answers < 20; answers += 1) limiter.answered();
    expect(await second()).toBeGreaterThan(45);
  });

  it('is not held by a clock that was set back', async () => {
    const clock = still();
    const limiter = createLimiter(clock, () => 0.5);
    let now = T0 + 86_400_000;
    const jumping = createLimiter({ ...clock, now: () => now }, () => 0.5);
    await jumping.turn();
    now = T0;
    await jumping.turn();
    expect(Math.max(0, ...clock.waits)).toBeLessThanOrEqual(60_000);
    await limiter.turn();
  });
});

describe('words', () => {
  it('to leave out are quoted too, and those with a quote inside are left out here', () => {
    const asked = { words: ['GET /api'], without: ['health', 'a "b"'] };
    expect(filterPattern(asked)).toBe('"GET /api" -"health"');
    expect(hasWords('GET /api a "b"', asked)).toBe(false);
    expect(hasWords('GET /api a b', asked)).toBe(true);
  });

  it('of which one is enough stand alone', () => {
    expect(filterPattern({ words: [], any: ['ERROR', 'Error'] })).toBe('?"ERROR" ?"Error"');
    expect(filterPattern({ words: ['x'], any: ['ERROR'] })).toBe('"x"');
  });
});

it('few lines among many are found in slices, newest first, and each once', async () => {
  const events = [5, 1_800_000, 1_800_001, 3_599_000].map((at) => ({
    ...event,
    timestamp: T0 + at,
    eventId: String(at),
  }));
  const asked: string[] = [];
  fake.answers = {
    FilterLogEvents: (input) => {
      const [from, until] = [Number(input['startTime']), Number(input['endTime'])];
      asked.push(`${from}-${until}`);
      const inside = events.filter(({ timestamp }) => timestamp >= from && timestamp <= until).reverse();
      // Two empty pages first, as a search does that looks at many lines that do not match.
      const nth = asked.filter((each) => each === `${from}-${until}`).length;
      return nth < 3 ? json({ events: [], nextToken: `t${nth}` }) : json({ events: inside });
    },
  };
  const found = await aws({ clock: still() }).logs.search(environment, { ...QUERY, limit: 100 });
  expect(found.lines.map(({ at }) => at - T0)).toEqual([3_599_000, 1_800_001, 1_800_000, 5]);
  expect(found.partial).toBe(false);
  expect(new Set(asked).size).toBe(9);
});

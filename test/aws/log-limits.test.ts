/** Reading logs where the service says no: the cases in which other tools stop. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/ambient.ts';
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

/** Time passes when it is slept away; an alarm that may be called off never rings. */
const paced = () => {
  const clock = still();
  return {
    ...clock,
    sleep: (ms: number, signal?: AbortSignal) =>
      signal === undefined ? clock.sleep(ms) : new Promise<void>(() => undefined),
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

  it('for ever gives what there is to somebody who waits, and says from where on nothing was read', async () => {
    const clock = paced();
    let calls = 0;
    fake.answers = {
      FilterLogEvents: () => {
        calls += 1;
        return calls === 1 ? json({ events: [event], nextToken: 't' }) : fault('ThrottlingException');
      },
    };
    const logs = aws({ clock }).logs;
    const hurried = { ...QUERY, ms: 4_000 };
    expect(await logs.search(environment, hurried)).toMatchObject({
      lines: [{ at: T0 + 5 }],
      partial: true,
      unread: { until: T0 + 5, why: 'throttled' },
    });
    expect(clock.now() - T0).toBeLessThan(4_000);
    // The next one has no turn within its time; it does not wait for it.
    expect(await logs.search(environment, { ...hurried, ms: 1 })).toEqual({
      lines: [],
      partial: true,
      unread: { until: QUERY.until, why: 'throttled' },
    });
  });

  it('silence is waited out no longer than somebody waits, and the request is given up', async () => {
    fake.answers = { FilterLogEvents: 'hang' };
    const began = performance.now();
    const found = await aws({ clock: systemClock }).logs.search(environment, { ...QUERY, ms: 300 });
    expect(found).toEqual({ lines: [], partial: true, unread: { until: QUERY.until, why: 'unanswered' } });
    expect(performance.now() - began).toBeLessThan(4_000);
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

it('of a log too long for the time of who waits, the newest part is read to its end and the rest is told', async () => {
  const clock = paced();
  // A page looks at a hundredth of the window.
  const width = 36_000;
  fake.answers = {
    FilterLogEvents: (input) => {
      const [from, until] = [Number(input['startTime']), Number(input['endTime'])];
      const at = until - width * Number(input['nextToken'] ?? 0);
      const hit = at - width <= T0 + 3_500_000 && at > T0 + 3_500_000;
      const events = hit ? [{ ...event, timestamp: T0 + 3_500_000 }] : [];
      const next = at - width > from ? { nextToken: String(Number(input['nextToken'] ?? 0) + 1) } : {};
      return json({ events, ...next });
    },
  };
  const { logs } = aws({ clock });
  const asked = { ...QUERY, limit: 100, ms: 4_000 };
  const found = await logs.search(environment, asked);
  expect(found.lines.map(({ at }) => at - T0)).toEqual([3_500_000]);
  expect(found.unread?.why).toBeNull();
  const read = QUERY.until - (found.unread?.until ?? QUERY.until);
  expect(read).toBeGreaterThan(3_600_000 / 64);
  expect(read).toBeLessThan(3_600_000 / 2);
  // Going on with what the answer gave, at the page where it stopped, all of it is read in the end.
  let unread = found.unread;
  for (let times = 0; unread !== undefined && times < 20; times += 1) {
    const where = unread.resume === undefined ? {} : { resume: unread.resume };
    const before = fake.calls.length;
    const more = await logs.search(environment, { ...asked, until: unread.until, ...where });
    const { input } = fake.calls[before]!;
    if (unread.resume !== undefined)
      expect([input['startTime'], input['nextToken']]).toEqual([unread.resume.from, unread.resume.token]);
    expect(more.lines).toEqual([]);
    expect(more.unread?.until ?? 0).toBeLessThanOrEqual(unread.until);
    unread = more.unread;
  }
  expect(unread).toBeUndefined();
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LogQuery } from '../../src/core/ports/aws.ts';
import {
  aws,
  environment,
  type FakeAws,
  fault,
  type Input,
  json,
  type Reply,
  startFakeAws,
} from './fake-aws.ts';

let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws();
});
afterEach(() => {
  fake.calls.length = 0;
  fake.answers = {};
});
afterAll(() => fake.close());

const T0 = Date.UTC(2026, 10, 24, 12);
const HOUR = 3_600_000;
const event = (at: number, message = `line at ${at - T0}`, id = `id-${at}-${message}`) => ({
  timestamp: at,
  message,
  logStreamName: 'ecs/hydrous-container/a',
  eventId: id,
});
const page = (events: readonly object[], nextToken?: string): Reply =>
  json({ events, ...(nextToken === undefined ? {} : { nextToken }) });
const query = (over: Partial<LogQuery> = {}): LogQuery => ({
  from: T0,
  until: T0 + HOUR,
  words: [],
  limit: 3,
  ...over,
});
/** A time that passes only when somebody sleeps, so that pacing costs the tests nothing. */
const still = () => {
  let now = T0;
  return {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
};
const search = (over: Partial<LogQuery> = {}) =>
  aws({ clock: still() }).logs.search(environment, query(over));
const offsets = (lines: readonly { readonly at: number }[]) => lines.map(({ at }) => at - T0);

/** One line at T0 + 9: the slice that holds it gives `pages` one after the other, all others nothing. */
function inSlices(pages: (nth: number) => Reply): (input: Input) => Reply {
  const asked = new Map<string, number>();
  return (input) => {
    const slice = `${input['startTime']}-${input['endTime']}`;
    const nth = asked.get(slice) ?? 0;
    asked.set(slice, nth + 1);
    return Number(input['startTime']) <= T0 + 9 ? pages(nth) : page([]);
  };
}

/** A log group that knows only forward paging, `perPage` events at a time. */
function forwardOnly(all: readonly { readonly timestamp: number }[], perPage: number): void {
  fake.answers = {
    FilterLogEvents: (input: Input) => {
      const inside = all.filter(
        ({ timestamp }) => timestamp >= Number(input['startTime']) && timestamp <= Number(input['endTime']),
      );
      const from = Number(input['nextToken'] ?? 0);
      return page(
        inside.slice(from, from + perPage),
        from + perPage < inside.length ? String(from + perPage) : undefined,
      );
    },
  };
}

describe('searching the log', () => {
  it('asks for the newest lines first and stops at the limit without calling it partial', async () => {
    fake.answers = {
      FilterLogEvents: page(
        [5, 4, 3, 2].map((each) => event(T0 + each)),
        'more',
      ),
    };
    const { lines, partial } = await search();
    expect(offsets(lines)).toEqual([5, 4, 3]);
    expect(partial).toBe(false);
    expect(fake.calls).toHaveLength(1);
    expect(fake.calls[0]?.input).toEqual({
      logGroupName: '/ecs/hydrous-backend',
      startTime: T0,
      endTime: T0 + HOUR,
      startFromHead: false,
      limit: 100,
    });
  });

  it('quotes each word, and looks for words that cannot be quoted by itself', async () => {
    fake.answers = {
      FilterLogEvents: page([
        event(T0 + 2, 'GET /api said "no" to user-id'),
        event(T0 + 1, 'GET /api said no to user-id'),
      ]),
    };
    const { lines } = await search({ words: ['GET /api', 'user-id', 'said "no"'] });
    expect(fake.calls[0]?.input['filterPattern']).toBe('"GET /api" "user-id" "said " "no"');
    expect(offsets(lines)).toEqual([2]);
  });

  it('survives empty pages and a token that is repeated before the lines come', async () => {
    fake.answers = {
      FilterLogEvents: inSlices((nth) =>
        nth < 3 ? page([], 'a') : nth === 3 ? page([], 'b') : page([event(T0 + 9)]),
      ),
    };
    await expect(search()).resolves.toMatchObject({ lines: [{ at: T0 + 9 }], partial: false });
  });

  it('gives up on a token that is repeated for ever, and says that it did', async () => {
    fake.answers = { FilterLogEvents: page([event(T0 + 1)], 'stuck') };
    const { lines, partial } = await search();
    expect(offsets(lines)).toEqual([1]);
    expect(partial).toBe(true);
    expect(fake.calls.length).toBeLessThan(15);
  });

  it('stops at the page cap when tokens never end, and says that it did', async () => {
    fake.answers = { FilterLogEvents: (_input, nth) => page([], `t${nth}`) };
    await expect(search()).resolves.toMatchObject({
      lines: [],
      partial: true,
      unread: { until: T0 + HOUR, why: null },
    });
    expect(fake.calls).toHaveLength(120);
  });

  it('stops at the byte cap', async () => {
    const big = 'x'.repeat(30_000);
    fake.answers = {
      FilterLogEvents: (_input, nth) =>
        page(
          Array.from({ length: 33 }, (_, index) =>
            event(T0 + HOUR - nth * 100 - index, big, `${nth}-${index}`),
          ),
          `t${nth}`,
        ),
    };
    const { lines, partial } = await search({ limit: 100_000 });
    expect(partial).toBe(true);
    // Beside the cap there are the pages that were under way, of at most four readers.
    expect(lines.length * 30_000).toBeLessThan(16_777_216 + 4 * 990_000 + 1);
  });

  it('shows an event once that comes twice, and twice two lines that are alike', async () => {
    fake.answers = {
      FilterLogEvents: [
        page([event(T0 + 3, 'same', 'e1'), event(T0 + 3, 'same', 'e2')], 'n'),
        page([event(T0 + 3, 'same', 'e2'), event(T0 + 1, 'old', 'e3')]),
      ],
    };
    const { lines } = await search({ limit: 10 });
    expect(lines.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3']);
  });

  it('A17: cuts an event of 256 KB and leaves its colours for later', async () => {
    fake.answers = { FilterLogEvents: page([event(T0, `\u001b[31m${'y'.repeat(262_144)}`)]) };
    const { lines } = await search();
    expect(lines[0]?.message).toHaveLength(32_768);
  });

  it('waits out throttling', async () => {
    fake.answers = {
      FilterLogEvents: [...Array<Reply>(4).fill(fault('ThrottlingException')), page([event(T0)])],
    };
    await expect(search()).resolves.toMatchObject({ partial: false, lines: [{ at: T0 }] });
  });

  it('fails when the answer has no list of events', async () => {
    fake.answers = { FilterLogEvents: json({}) };
    await expect(search()).rejects.toMatchObject({ kind: 'odd-answer' });
  });

  it('of a missing group says so', async () => {
    fake.answers = { FilterLogEvents: fault('ResourceNotFoundException') };
    await expect(search()).rejects.toMatchObject({ kind: 'not-found' });
    await expect(search({ streams: ['a'] })).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('in streams of which one does not exist gives the lines of the others', async () => {
    fake.answers = {
      FilterLogEvents: (input) => {
        const streams = (input['logStreamNames'] ?? []) as readonly string[];
        if (streams.includes('missing')) return fault('ResourceNotFoundException');
        return page([event(T0 + (streams[0] === 'a' ? 1 : 2), streams[0])]);
      },
    };
    const { lines, partial } = await search({ streams: ['a', 'missing', 'b'] });
    expect(lines.map(({ message }) => message)).toEqual(['b', 'a']);
    expect(partial).toBe(false);
    await expect(search({ streams: ['missing'] })).resolves.toEqual({ lines: [], partial: false });
  });

  it('in no stream asks nobody', async () => {
    await expect(search({ streams: [] })).resolves.toEqual({ lines: [], partial: false });
    expect(fake.calls).toHaveLength(0);
  });
});

describe('where the service cannot give the newest first', () => {
  const thousand = Array.from({ length: 1_000 }, (_, index) => event(T0 + index * 3_000));

  it('and ignores the wish, the newest lines are found from the end', async () => {
    forwardOnly(thousand, 20);
    const { lines, partial } = await search();
    expect(offsets(lines)).toEqual([999, 998, 997].map((index) => index * 3_000));
    expect(partial).toBe(false);
    expect(fake.calls.length).toBeLessThan(40);
  });

  it('and refuses the wish, the newest lines are found from the end', async () => {
    forwardOnly(thousand, 400);
    const forward = fake.answers['FilterLogEvents'] as (input: Input, nth: number) => Reply;
    fake.answers = {
      FilterLogEvents: (input, nth) =>
        'startFromHead' in input ? fault('InvalidParameterException') : forward(input, nth),
    };
    const { lines, partial } = await search({ limit: 5 });
    expect(offsets(lines)).toEqual([999, 998, 997, 996, 995].map((index) => index * 3_000));
    expect(partial).toBe(false);
  });

  it('and everything fits on one page, nothing is read twice', async () => {
    forwardOnly(thousand.slice(0, 10), 20);
    const { lines } = await search();
    expect(offsets(lines)).toEqual([9, 8, 7].map((index) => index * 3_000));
    expect(fake.calls).toHaveLength(1);
  });

  it('lines of one millisecond keep their order, turned round', async () => {
    forwardOnly(
      ['first', 'second', 'third'].map((message) => event(T0 + 5, message)).concat(event(T0 + 6, 'last')),
      20,
    );
    const { lines } = await search({ limit: 10 });
    expect(lines.map(({ message }) => message)).toEqual(['last', 'third', 'second', 'first']);
  });

  it('a window from before 2024 is read forward at once', async () => {
    const from = Date.UTC(2023, 11, 31, 23, 59);
    forwardOnly([event(from + 1), event(from + 2)], 20);
    await search({ from, until: from + 1_000 });
    expect(fake.calls[0]?.input).not.toHaveProperty('startFromHead');
  });

  it('missing lines in the later half are looked for in the earlier one', async () => {
    const early = Array.from({ length: 500 }, (_, index) => event(T0 + index * 100));
    forwardOnly([...early, event(T0 + HOUR - 1)], 20);
    const { lines } = await search({ limit: 4 });
    expect(offsets(lines)).toEqual([HOUR - 1, 49_900, 49_800, 49_700]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY, createDrain, DRAIN, masked } from '../../src/core/log-drain.ts';

function patterns(lines: readonly string[], settings = DRAIN) {
  const drain = createDrain(settings);
  const went = lines.map((line) => drain.add(line));
  return { went, found: drain.patterns().map(({ words, count }) => `${count} ${words.join(' ')}`) };
}

describe('Drain, as its paper and Drain3 describe it', () => {
  it('the example of the Drain3 readme: four lines, two patterns', () => {
    const lines = [
      'connected to 10.0.0.1',
      'connected to 192.168.0.1',
      'Hex number 0xDEADBEAF',
      'user davidoh logged in',
      'user eranr logged in',
    ];
    expect(patterns(lines)).toEqual({
      went: [0, 0, 1, 2, 2],
      found: ['2 connected to <ip>', '1 Hex number <hex>', `2 user ${ANY} logged in`],
    });
  });

  it('lines of different lengths never share a pattern', () => {
    expect(patterns(['a b c', 'a b c d']).found).toHaveLength(2);
  });

  it('the first word leads down the tree, and with more depth the second one too', () => {
    // What differs there stays apart, however alike the rest is.
    expect(patterns(['send x to the server now', 'take x to the server now']).found).toHaveLength(2);
    const second = ['send x to the server now', 'send y to the server now'];
    expect(patterns(second).found).toEqual([`2 send ${ANY} to the server now`]);
    expect(patterns(second, { ...DRAIN, depth: 5 }).found).toHaveLength(2);
  });

  it('a first word with a digit counts as a value', () => {
    expect(patterns(['blk_1 was received well', 'blk_2 was received well']).found).toEqual([
      `2 ${ANY} was received well`,
    ]);
  });

  it('below the similarity a line begins a pattern of its own', () => {
    expect(patterns(['go on a b c', 'go on d e f']).found).toEqual([`2 go on ${ANY} ${ANY} ${ANY}`]);
    expect(patterns(['go on a b c d', 'go on e f g h']).found).toHaveLength(2);
  });

  it('children beyond the cap share a wildcard', () => {
    const lines = Array.from({ length: 6 }, (_, at) => `${'abcdef'[at]} same words here and there`);
    expect(patterns(lines).found).toHaveLength(6);
    expect(patterns(lines, { ...DRAIN, children: 3 }).found.at(-1)).toBe(
      `4 ${ANY} same words here and there`,
    );
  });

  it('never more patterns than the cap, and no line is lost', () => {
    const words = Array.from({ length: 26 }, (_, at) => String.fromCharCode(97 + at));
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((some) => some.join(' ')),
          { maxLength: 80 },
        ),
        (lines) => {
          const drain = createDrain({ ...DRAIN, patterns: 5 });
          for (const line of lines) drain.add(line);
          const found = drain.patterns();
          expect(found.length).toBeLessThanOrEqual(5);
          expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(lines.length);
        },
      ),
    );
  });

  it('the same lines in the same order give the same patterns', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30 }), { maxLength: 40 }), (lines) => {
        expect(patterns(lines)).toEqual(patterns(lines));
      }),
      { numRuns: 50 },
    );
  });
});

it.each([
  ['2026-11-24T15:00:00.123Z took 12.5ms', '<time> took <n>ms'],
  ['at [24/Nov/2026:15:00:00 +0000] 7%', 'at [<time>] <n>%'],
  ['id 9f8e7d6c-5b4a-3928-1706-f5e4d3c2b1a0', 'id <id>'],
  ['peer 10.0.1.2:5432 sha 9f8e7d6c5b4a', 'peer <ip> sha <hex>'],
  ['worker-3 utf8 v1.11.0 x2', 'worker-3 utf8 v1.11.0 x2'],
  ['"GET /api/items/184 HTTP/1.1" 503 Unavailable', '"GET /api/items/<n> HTTP/<n>" 503 Unavailable'],
  ['user=42, total: -1,234.50', 'user=<n>, total: <n>'],
])('%s is masked as %s', (line, shown) => {
  expect(masked(line)).toBe(shown);
});

import { describe, expect, it } from 'vitest';
import { cutMiddle } from '../../src/core/cut-middle.ts';

const frames = Array.from(
  { length: 200 },
  (_, index) => `  File "/app/m${index}.py", line ${index}, in call`,
).join('\n');
const trace = `Traceback (most recent call last):\n${frames}\nTimeoutError: the end`;

describe('a long log line', () => {
  it('stays whole when it is short enough', () => {
    expect(cutMiddle('ERROR: short', 4_000)).toBe('ERROR: short');
  });

  it('keeps its beginning and its end, in whole lines', () => {
    const short = cutMiddle(trace, 4_000);
    expect(short.length).toBeLessThanOrEqual(4_000);
    expect(short).toMatch(/^Traceback/);
    expect(short).toMatch(/\nTimeoutError: the end$/);
    const whole = new Set([...trace.split('\n'), '…']);
    expect(short.split('\n').filter((line) => !whole.has(line))).toEqual([]);
  });

  it('stays JSON, with the end of its stack trace', () => {
    const short = cutMiddle(JSON.stringify({ level: 'error', exc_info: trace, count: 3 }), 4_000);
    expect(short.length).toBeLessThanOrEqual(4_000);
    expect(JSON.parse(short)).toMatchObject({ level: 'error', count: 3 });
    expect(JSON.parse(short).exc_info).toMatch(/TimeoutError: the end$/);
  });

  it('is cut at its end where nothing else helps', () => {
    expect(cutMiddle('x'.repeat(9_000), 100)).toHaveLength(100);
    const many = JSON.stringify(Array.from({ length: 900 }, (_, index) => [`k${index}`, 'v']));
    expect(cutMiddle(`{"a":${many}}`, 100).length).toBeLessThanOrEqual(100);
  });
});

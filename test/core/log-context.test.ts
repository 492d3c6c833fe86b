import { describe, expect, it } from 'vitest';
import { tracesAbove } from '../../src/core/log-context.ts';
import { line } from './evidence-fixtures.ts';

/** Oldest first, as they were written. */
function above(
  messages: readonly (string | readonly [string, number])[],
  stream = 'one',
): string | undefined {
  const lines = messages.map((each, index) => {
    const [message, at] = typeof each === 'string' ? [each, index] : each;
    return line(message, { stream, at });
  });
  const found = tracesAbove([...lines].reverse());
  return found.get(lines.at(-1) ?? line(''));
}

const FRAME = '  File "/site-packages/asyncpg/connect_utils.py", line 31, in connect';
const BEGIN = 'Traceback (most recent call last):';

describe('the stack trace above an exception', () => {
  it('is found, also behind a level and with requests of others between', () => {
    expect(above([BEGIN, FRAME, 'TimeoutError'])).toContain('asyncpg');
    expect(
      above([`ERROR:    ${BEGIN}`, FRAME, 'INFO:     10.0.1.5:1 - "GET / HTTP/1.1" 200 OK', 'TimeoutError']),
    ).toContain('asyncpg');
    expect(
      above([
        '  + Exception Group Traceback (most recent call last):',
        `  | ${FRAME}`,
        'socket.gaierror: [Errno -2] x',
      ]),
    ).toContain('asyncpg');
  });

  it('is its own and not the one before', () => {
    const chained = [
      BEGIN,
      FRAME,
      'socket.gaierror: [Errno -2] x',
      '',
      'During handling of the above exception, another exception occurred:',
      '',
      BEGIN,
      '  File "/site-packages/requests/adapters.py", line 7, in send',
      'requests.exceptions.ConnectionError: x',
    ];
    expect(above(chained)).not.toContain('asyncpg');
    expect(above(chained)).toContain('requests');
  });

  it('is nothing that another process wrote, or that is long past', () => {
    const other = line(FRAME, { stream: 'two', at: 1 });
    const own = line('TimeoutError', { stream: 'one', at: 2 });
    expect(tracesAbove([own, other]).get(own)).toBe('');
    expect(
      above([
        [BEGIN, 0],
        [FRAME, 1],
        ['TimeoutError', 60_000],
      ]),
    ).toBe('');
  });

  it('without one, is what the process said just before', () => {
    expect(above(['ERROR:app.db:cannot open a session', 'TimeoutError'])).toContain('app.db');
    expect(
      above([
        ['ERROR:app.db:cannot open a session', 0],
        ['TimeoutError', 10_000],
      ]),
    ).toBe('');
  });

  it('belongs to exceptions only', () => {
    expect(above([BEGIN, FRAME, 'INFO:     all is well'])).toBeUndefined();
  });
});

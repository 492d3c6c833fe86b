import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapesOf } from '../../src/core/log-shape.ts';
import { diagnose } from '../../src/core/verdicts.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { evidence, line } from './evidence-fixtures.ts';

const starts = (message: string) => shapesOf(message).flatMap((shape) => shape.starts);

describe('what a line itself says', () => {
  it.each([
    ['INFO:     10.0.1.5:43210 - "GET / HTTP/1.1" 200 OK', '10.0.1.5:43210 - "GET / HTTP/1.1" 200 OK'],
    ['ERROR:    Application startup failed. Exiting.', 'Application startup failed. Exiting.'],
    ['ERROR:app.db:could not connect', 'could not connect'],
    ['2026-03-02 10:05:00,123 - app.main - ERROR - could not connect', 'could not connect'],
    ['2026-03-02 10:05:00.123 | ERROR    | app.db:connect:42 - could not connect', 'could not connect'],
    ['[2026-03-02 10:05:00 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:12)', 'WORKER TIMEOUT (pid:12)'],
    ['2026-03-02T10:05:00.123Z ERROR [app.db] could not connect', 'could not connect'],
    ['2026-03-02T10:05:00Z could not connect', 'could not connect'],
    ['socket.gaierror: [Errno -2] x', 'socket.gaierror: [Errno -2] x'],
    ['{"level":"error","message":"could not connect"}', 'could not connect'],
    [
      '{"level":"error","event":"x","exception":"Traceback\\nValueError: could not connect"}',
      'ValueError: could not connect',
    ],
    ['{"method":"post","path":"/api/x","status":422}', 'client - "POST /api/x HTTP/1.1" 422 '],
    [
      'Traceback (most recent call last):\n  File "x"\nValueError: could not connect',
      'ValueError: could not connect',
    ],
  ])('%s', (message, wanted) => {
    expect(starts(message)).toContain(wanted);
  });

  it.each([
    ['INFO:app.chat:could not connect', 'could not connect'],
    ['{"level":"info","message":"could not connect"}', 'could not connect'],
    ['{"level":"error","prompt":"could not connect"}', 'could not connect'],
  ])('but not in %s', (message, unwanted) => {
    expect(starts(message)).not.toContain(unwanted);
  });

  it('leaves quotes out of lines that are marked as errors', () => {
    expect(shapesOf(`ERROR: it can't "say this" or 'that' here`)[0]?.unquoted).toBe(`it can't "" or '' here`);
    expect(shapesOf('INFO: it')[0]?.unquoted).toBeNull();
  });
});

describe('the verdicts on anything that a log may hold', () => {
  const { guide } = shippedGuide();

  it('never throw', () => {
    const pieces = fc.constantFrom(
      'ERROR',
      'INFO:',
      '[',
      ']',
      '"',
      "'",
      '{',
      '}',
      ' - ',
      ':',
      '\n',
      'exec format error',
      'a',
      '\\',
      '2026-03-02 10:05:00',
      '|',
      '\u0000',
      '\ud800',
    );
    const message = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.array(message, { maxLength: 5 }), (messages) => {
        const found = diagnose(evidence({ lines: messages.map((each) => line(each)) }), guide.en);
        expect(found.ruledOut.length + found.verdicts.length).toBeLessThanOrEqual(guide.en.length);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['a', 'exec ', 'connection to server at ', '[', '"', 'ERROR:', '{"a":', 'x - "GET '])(
    'take little time on 320 long lines of %s',
    (bit) => {
      const text = bit.repeat(Math.ceil(4_000 / bit.length));
      const found = evidence({ lines: Array.from({ length: 320 }, () => line(text)) });
      const start = performance.now();
      diagnose(found, guide.en);
      expect(performance.now() - start).toBeLessThan(3_000);
    },
  );
});

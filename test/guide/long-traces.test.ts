import { describe, expect, it } from 'vitest';
import { diagnoseFiles } from '../../src/app-diagnose.ts';
import { answersOf } from '../corpus/corpus-answers.ts';
import { placeOf } from '../corpus/corpus-place.ts';
import { shippedGuide } from './shipped-guide.ts';

const { guide } = shippedGuide();
const AT = Date.parse('2026-03-02T10:05:00Z');
const PACKAGES = '/app/.venv/lib/python3.12/site-packages';

/** A stack of a real web framework: a hundred and twenty lines before the first that tells anything. */
const MIDDLEWARE = Array.from({ length: 40 }, (_, index) => [
  `  File "${PACKAGES}/starlette/middleware/m${index}.py", line ${index}, in __call__`,
  '    await self.app(scope, receive, send)',
  '          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
]).flat();
const stack = (...nearest: readonly string[]) => [
  'Traceback (most recent call last):',
  ...MIDDLEWARE,
  '  File "/app/app/db/session.py", line 3, in wrapper',
  ...nearest,
];
const asyncpg = stack(
  `  File "${PACKAGES}/asyncpg/connect_utils.py", line 934, in __connect_addr`,
  '    tr, pr = await connector',
  '  File "/usr/local/lib/python3.12/asyncio/timeouts.py", line 115, in __aexit__',
  'TimeoutError',
);
const provider = stack(
  `  File "${PACKAGES}/httpx/_transports/default.py", line 101, in handle`,
  '  File "/usr/local/lib/python3.12/socket.py", line 978, in getaddrinfo',
  'socket.gaierror: [Errno -2] Name or service not known',
);

async function verdictOf(lines: readonly string[]): Promise<readonly (string | undefined)[] | null> {
  const failing = 'INFO:     10.0.1.17:50112 - "GET /api/projects HTTP/1.1" 500 Internal Server Error';
  const incident = {
    id: 'long-trace',
    expect: { entry: null },
    alarm: '5xx',
    metrics: { serverErrors: [0, 25, 40, 44] },
    logs: [{ times: 6, lines: [...lines, failing] }],
  };
  const { diagnosis } = await diagnoseFiles(answersOf(incident, placeOf('aqua'), AT), guide.en);
  const [first] = diagnosis.verdicts;
  return first === undefined ? null : [first.entry, first.case];
}

const WAYS: readonly (readonly [string, (trace: readonly string[]) => readonly string[]])[] = [
  ['an event for each line', (trace) => ['ERROR:    Exception in ASGI application', ...trace]],
  ['one event', (trace) => [['ERROR:    Exception in ASGI application', ...trace].join('\n')]],
  ['JSON', (trace) => [JSON.stringify({ level: 'error', message: 'failed', exc_info: trace.join('\n') })]],
];

describe.each(WAYS)('a stack trace longer than what is kept of a line, as %s', (_name, write) => {
  it('is told by its end', async () => {
    expect(await verdictOf(write(asyncpg))).toEqual(['database-connection', 'network']);
  });

  it('belongs to the library that is nearest to the failure', async () => {
    expect(await verdictOf(write(provider))).toBeNull();
  });
});

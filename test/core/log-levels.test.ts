import { expect, it } from 'vitest';
import { isAtLeast, levelOf } from '../../src/core/log-levels.ts';

it.each([
  ['INFO:     127.0.0.1:51532 - "GET /api/health HTTP/1.1" 200 OK', 'info'],
  ['ERROR:    Exception in ASGI application', 'error'],
  ['WARNING:  Invalid HTTP request received.', 'warning'],
  ['[2026-11-24 05:00:00 +0000] [7] [ERROR] Exception in worker process', 'error'],
  ['[2026-11-24 05:00:00 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:7)', 'error'],
  ['[2026-11-24 05:00:00 +0000] [1] [INFO] Listening at: http://0.0.0.0:8000 (1)', 'info'],
  ['2026-11-24 05:00:00,123 - app.db - ERROR - could not connect', 'error'],
  ['2026-11-24 05:00:00,123 - app.db - DEBUG - pool of 5', 'debug'],
  ['2026-11-24 05:00:00.123 | WARNING  | app.main:run:12 - slow', 'warning'],
  ['2026-11-24T05:00:00Z ERROR app: no route', 'error'],
  ['2026-11-24 05:00:00,123 WARNING app: slow', 'warning'],
  ['[2026-11-24 05:00:00,123] ERROR in app: Exception on /', 'error'],
  ['[ERROR]\t2026-11-24T05:00:00.000Z\tfailed', 'error'],
  ['ERROR:root:failed', 'error'],
  ['time=2026-11-24T05:00:00Z level=warn msg="disk is full"', 'warning'],
  ['{"level":"error","msg":"failed"}', 'error'],
  ['{"levelname": "WARNING", "message": "ERROR is only a word here"}', 'warning'],
  ['{"severity":"CRITICAL","message":"x"}', 'error'],
  ['{"log.level":"debug"}', 'debug'],
  ['{"level":30,"msg":"pino"}', 'info'],
  ['{"level":50,"msg":"pino"}', 'error'],
  ['{"levelno":40,"msg":"python"}', 'error'],
  ['{"levelno":20,"msg":"python"}', 'info'],
  ['Traceback (most recent call last):', 'error'],
  ['sqlalchemy.exc.OperationalError: could not connect', 'error'],
  ['exec /usr/local/bin/uvicorn: exec format error', 'error'],
  ['  File "/app/main.py", line 12, in run', null],
  ['plain text that mentions an ERROR somewhere', null],
  ['Information: nothing of ours', null],
  ['{"level":"odd"}', null],
  ['{not json', null],
  ['', null],
])('%s → %s', (line, level) => {
  expect(levelOf(line)).toBe(level);
});

it('a level asks for itself and for all that is worse', () => {
  expect(isAtLeast('error', 'warning')).toBe(true);
  expect(isAtLeast('warning', 'warning')).toBe(true);
  expect(isAtLeast('info', 'warning')).toBe(false);
});

it('a hostile line costs no time', () => {
  const lines = ['1-'.repeat(50_000), '[1] '.repeat(50_000), ' '.repeat(100_000), '- |'.repeat(50_000)];
  const started = performance.now();
  for (const line of lines) levelOf(`${line}!`);
  expect(performance.now() - started).toBeLessThan(200);
});

import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../src/core/log-entries.ts';
import { EVERYTHING, type LogFilter, leftOut, readStatus } from '../../src/core/log-filter.ts';
import { folded, routeOf } from '../../src/core/log-fold.ts';
import type { LogLine } from '../../src/core/ports/aws.ts';

const NOW = Date.UTC(2026, 10, 24, 15);

/** Oldest first, as a process writes them; `a|text` says which task it was. */
function entries(...said: readonly string[]) {
  const lines = said.map((text, at): LogLine => {
    const [, task = 'a', message = ''] = /^(?:([a-z])\|)?([\s\S]*)$/.exec(text) ?? [];
    return { at: NOW + at * 10, stream: `ecs/app/${task}`, message, id: String(at) };
  });
  return entriesOf(lines.reverse());
}

const TRACE = [
  'Traceback (most recent call last):',
  '  File "/app/x.py", line 1, in y',
  '    z()',
  'ValueError: no',
];
const ACCESS = (path: string, status = 200) => `INFO:     10.0.0.1:5 - "GET ${path} HTTP/1.1" ${status} OK`;

describe('what belongs together', () => {
  it('a traceback is one entry of the level error, with the line that it was logged with', () => {
    const [newest, trace, oldest] = entries('INFO: before', 'ERROR:app:failed', ...TRACE, 'INFO: after');
    expect([newest?.text, oldest?.text]).toEqual(['INFO: after', 'INFO: before']);
    expect(trace).toMatchObject({
      level: 'error',
      events: 5,
      text: ['ERROR:app:failed', ...TRACE].join('\n'),
    });
  });

  it('a chain of exceptions too', () => {
    const chain = ['', 'During handling of the above exception, another exception occurred:', '', ...TRACE];
    expect(entries(...TRACE, ...chain)).toMatchObject([{ events: 11, level: 'error' }]);
  });

  it('what another task says in between stays apart', () => {
    const [first, second] = TRACE;
    const found = entries(`a|${first}`, 'b|INFO: fine', `a|${second}`, 'a|    z()', 'a|ValueError: no');
    expect(found.map(({ events, task }) => [task, events])).toEqual([
      ['b', 1],
      ['a', 4],
    ]);
  });

  it('a calm line keeps a trace that follows it to itself', () => {
    expect(entries('INFO: fine', ...TRACE).map(({ events }) => events)).toEqual([4, 1]);
  });

  it('what comes much later does not belong', () => {
    const late = { at: NOW + 60_000, stream: 's', message: '  more', id: '2' };
    expect(entriesOf([late, { at: NOW, stream: 's', message: TRACE[0]!, id: '1' }])).toHaveLength(2);
  });

  it('lines of one millisecond keep their order', () => {
    const lines = ['third', 'second', 'first'].map((message, at) => ({
      at: NOW,
      stream: `s${at}`,
      message,
      id: message,
    }));
    expect(entriesOf(lines).map(({ text }) => text)).toEqual(['third', 'second', 'first']);
  });

  it('a private key over many events is one entry, and hidden whole', () => {
    const [entry] = entries(
      '-----BEGIN RSA PRIVATE KEY-----',
      'MIIEowIBAAKCAQEA',
      'abcdef',
      '-----END RSA PRIVATE KEY-----',
    );
    expect(entry).toMatchObject({ events: 4 });
    expect(entry?.text).not.toMatch(/MIIE|abcdef/);
  });
});

describe('how a line reads', () => {
  it('JSON in the words of its message, with its ids and its request', () => {
    const json = {
      level: 'error',
      message: 'payment failed',
      request_id: 'r-1',
      trace_id: 't-2',
      method: 'POST',
      path: '/pay',
      status: 502,
      noise: 'x',
    };
    const [entry] = entries(JSON.stringify(json));
    expect(entry?.shown).toBe('ERROR: payment failed · POST /pay 502 request_id=r-1 trace_id=t-2');
    expect(entry?.access).toEqual({ method: 'POST', path: '/pay', status: 502 });
    expect(entry?.text).toContain('noise');
  });

  it('JSON without a message as it stands', () => {
    expect(entries('{"a":1}')[0]?.shown).toBe('{"a":1}');
  });

  it('a request by method, path and status', () => {
    expect(entries(ACCESS('/api/x?token=abc'))[0]?.shown).toBe('GET /api/x 200');
  });

  it.each([
    ['ERROR:    boom', 'error'],
    ['[2026-11-24 15:00:00 +0000] [7] [WARNING] Worker timeout', 'warning'],
    ['2026-11-24 05:00:00,123 - app.db - ERROR - lost', 'error'],
    ['{"levelname":"WARNING","message":"x"}', 'warning'],
    ['{"level":50,"msg":"x"}', 'error'],
    ['just words', null],
  ])('%s is of the level %s', (line, level) => {
    expect(entries(line)[0]?.level).toBe(level);
  });
});

describe('a filter', () => {
  const why = (line: string, filter: Partial<LogFilter>) =>
    leftOut(entries(line)[0]!, { ...EVERYTHING, ...filter });

  it.each([
    ['INFO: x', { level: 'error' }, 'lower'],
    ['words', { level: 'error' }, 'no-level'],
    ['ERROR: x', { level: 'warning' }, null],
    [ACCESS('/a', 503), { status: '5xx' }, null],
    [ACCESS('/a', 404), { status: '5xx' }, 'other-request'],
    [ACCESS('/a', 404), { status: '5xx,404' }, null],
    [ACCESS('/api/a'), { path: '/api' }, null],
    [ACCESS('/b'), { path: '/api' }, 'other-request'],
    ['INFO: /api', { path: '/api' }, 'no-request'],
    ['INFO: x y', { words: ['x'], without: ['y'] }, 'words'],
  ] as const)('%s with %j: %s', (line, filter, reason) => {
    expect(why(line, filter)).toBe(reason);
  });

  it.each([
    ['503', '503'],
    ['5XX', '5xx'],
    ['4xx, 503', '4xx,503'],
    ['600', null],
    ['5x', null],
    ['', null],
  ])('the status %j is %j', (text, status) => {
    expect(readStatus(text)).toBe(status);
  });
});

describe('requests', () => {
  it('of one route and status are folded where there are three of them, and errors are not', () => {
    const rows = folded(
      entries(ACCESS('/o/1'), ACCESS('/o/2'), 'ERROR: x', ACCESS('/o/77'), ACCESS('/o/1', 500), ACCESS('/h')),
    );
    expect(
      rows.map((row) => (row.row === 'entry' ? row.entry.shown : `${row.path} ${row.status} ×${row.count}`)),
    ).toEqual(['GET /h 200', 'GET /o/1 500', '/o/{id} 200 ×3', 'ERROR: x']);
  });

  it.each([
    ['/api/orders/7731', '/api/orders/{id}'],
    ['/u/9f8e7d6c-5b4a-3928-1706-f5e4d3c2b1a0/x', '/u/{id}/x'],
    ['/api/v2/feedback', '/api/v2/feedback'],
    ['/', '/'],
  ])('%s is the route %s', (path, route) => {
    expect(routeOf(path)).toBe(route);
  });
});

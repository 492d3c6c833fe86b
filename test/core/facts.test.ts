import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/core/evidence.ts';
import { factsOf } from '../../src/core/facts.ts';
import { metricAlarm, PUBLISHED } from './alarm-fixtures.ts';
import { change, evidence, line, stopped } from './evidence-fixtures.ts';

const MINUTE = 60_000;
const names = (found: Evidence) => factsOf(found, metricAlarm()).map(({ name }) => name);
const requests = (count: number, text: string) =>
  Array.from({ length: count }, () => line(`INFO:     10.0.1.5:1 - "${text}`));
const flat = (value: number, count: number) => Array.from({ length: count }, () => value);

describe('requests tell', () => {
  it.each<[string, ReturnType<typeof requests>, string, boolean]>([
    ['that most of a path is refused', requests(8, 'POST /a HTTP/1.1" 422 x'), 'validation-errors', true],
    [
      'nothing when a few of many are',
      [...requests(8, 'POST /a HTTP/1.1" 422 x'), ...requests(92, 'POST /a HTTP/1.1" 200 OK')],
      'validation-errors',
      false,
    ],
    ['nothing from four', requests(4, 'POST /a HTTP/1.1" 422 x'), 'validation-errors', false],
    [
      'the same when each person has a path',
      Array.from({ length: 9 }, (_, id) => line(`INFO:     10.0.1.5:1 - "PUT /users/${id} HTTP/1.1" 422 x`)),
      'validation-errors',
      true,
    ],
    ['that preflights are refused', requests(3, 'OPTIONS /a HTTP/1.1" 400 x'), 'preflights-refused', true],
    ['that nobody handles them', requests(3, 'OPTIONS /a HTTP/1.1" 405 x'), 'preflights-not-allowed', true],
    [
      'nothing when most preflights pass',
      [...requests(3, 'OPTIONS /a HTTP/1.1" 400 x'), ...requests(9, 'OPTIONS /a HTTP/1.1" 200 OK')],
      'preflights-refused',
      false,
    ],
    ['of errors', requests(5, 'GET /a HTTP/1.1" 500 x'), 'server-errors', true],
    [
      'nothing when errors are rare',
      [...requests(5, 'GET /a HTTP/1.1" 500 x'), ...requests(300, 'GET /a HTTP/1.1" 200 OK')],
      'server-errors',
      false,
    ],
  ])('%s', (_name, lines, fact, is) => {
    expect(names(evidence({ lines })).includes(fact as never)).toBe(is);
  });

  it('are read from other access logs as well', () => {
    const texts = [
      '10.0.1.5 - - [02/Mar/2026:10:05:00 +0000] "POST /a HTTP/1.1" 422 120 "-" "curl"',
      'POST /a 422 12ms',
      '{"level":"info","request":{"method":"POST","url":"/a?x=1"},"response":{"status_code":422}}',
      '{"level":"info","http.method":"POST","http.target":"/a","http.status_code":422}',
      '{"msg":"request","method":"POST","path":"/a","status":"422"}',
    ];
    const found = factsOf(evidence({ lines: texts.map((text) => line(text)) }), null);
    expect(found).toContainEqual(
      expect.objectContaining({ name: 'validation-errors', detail: 'POST /a → 422: 5/5' }),
    );
  });

  it('that were looked for by a word say nothing of shares', () => {
    const lines = requests(8, 'POST /a HTTP/1.1" 422 x').map((each) => ({
      ...each,
      searched: true as const,
    }));
    expect(names(evidence({ lines }))).not.toContain('validation-errors');
  });
});

describe('metrics tell', () => {
  const of = (metrics: Parameters<typeof evidence>[0] & object) => names(evidence(metrics));
  it('what is full, unless it always is', () => {
    expect(of({ metrics: { cpu: [...flat(30, 8), 97, 98, 99] } })).toContain('cpu-full');
    expect(of({ metrics: { cpu: flat(97, 60) } })).not.toContain('cpu-full');
    expect(of({ metrics: { cpu: [...flat(30, 9), 97] } })).not.toContain('cpu-full');
  });

  it('a leak from a jump', () => {
    const climb = Array.from({ length: 12 }, (_, minute) => 40 + minute * 4.5);
    expect(of({ metrics: { memory: climb } })).toContain('memory-leak');
    expect(of({ metrics: { memory: [...flat(40, 10), ...flat(92, 3)] } })).not.toContain('memory-leak');
    const noise = Array.from({ length: 20 }, (_, minute) => 60 + (minute % 2) * 20);
    expect(of({ metrics: { memory: noise } })).not.toContain('memory-leak');
  });

  it('a jump with the change from one with the load', () => {
    const at = (minutes: number) => change({ at: PUBLISHED - minutes * MINUTE });
    const cpu = [...flat(30, 10), ...flat(95, 7)];
    expect(of({ change: at(7), metrics: { cpu } })).toContain('cpu-jumped');
    expect(of({ change: at(20), metrics: { cpu } })).not.toContain('cpu-jumped');
  });

  it('that the database lost everybody', () => {
    expect(of({ metrics: { databaseConnections: [...flat(12, 10), 0, 0, 0] } })).toContain(
      'database-connections-lost',
    );
    expect(of({ metrics: { databaseConnections: flat(0, 20) } })).not.toContain('database-connections-lost');
  });
});

describe('tasks and targets tell', () => {
  it('that a tag moved only when something fails to start', () => {
    expect(names(evidence({ platforms: ['linux/arm64'], service: { running: 2 } }))).not.toContain(
      'platform-mismatch',
    );
    const failing = evidence({ platforms: ['linux/arm64'], tasks: [stopped({ exit: 1 })] });
    expect(names(failing)).toContain('platform-mismatch');
  });

  it('what the health check was answered, out of the application’s log', () => {
    const found: Evidence = {
      ...evidence({
        service: { running: 2 },
        targets: [{ id: 'a', state: 'unhealthy', reason: 'Target.FailedHealthChecks', description: '' }],
        lines: requests(4, 'GET /up HTTP/1.1" 404 Not Found'),
      }),
      targetGroups: {
        ok: true,
        value: [
          {
            arn: 'a',
            port: 8000,
            healthPath: '/up',
            healthCodes: '200',
            healthTimeout: 5,
            healthInterval: 30,
            loadBalancers: [],
          },
        ],
      },
    };
    expect(names(found)).toContain('target-answers-404');
  });
});

describe('a probe tells', () => {
  const answer = (status: number, headers: Readonly<Record<string, string>> = {}) => ({
    status,
    headers,
    failure: null,
    took: 1,
  });
  const origin = 'https://app.example.com';
  const allowed = { 'access-control-allow-origin': origin };
  it.each<[string, Parameters<typeof evidence>[0] & object, string[]]>([
    [
      'that the origin is refused',
      { probes: { origin, health: answer(200), preflight: answer(400) } },
      ['cors-probe-refused'],
    ],
    [
      'that it is allowed',
      { probes: { origin, health: answer(200, allowed), preflight: answer(200, allowed) } },
      ['cors-probe-allowed'],
    ],
    [
      'nothing of CORS when the backend fails',
      { probes: { origin, health: answer(503), preflight: answer(503) } },
      ['health-probe-failed'],
    ],
    [
      'of an origin that only looks the same',
      {
        probes: {
          origin,
          health: answer(200),
          preflight: answer(200, { 'access-control-allow-origin': `${origin}/` }),
        },
      },
      ['cors-probe-refused'],
    ],
  ])('%s', (_name, parts, wanted) => {
    expect(names(evidence(parts)).filter((name) => name.includes('probe'))).toEqual(wanted);
  });
});

import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/core/evidence.ts';
import type { Sentence } from '../../src/core/sentence.ts';
import { say } from '../../src/core/sentence.ts';
import { diagnose } from '../../src/core/verdicts.ts';
import { speak } from '../../src/words/speak.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { PUBLISHED } from './alarm-fixtures.ts';
import { CHANGED, change, definition, evidence, line, service, stopped } from './evidence-fixtures.ts';

const { guide } = shippedGuide();
const judged = (found: Evidence) => diagnose(found, guide.en);
const entries = (found: Evidence) => judged(found).verdicts.map(({ entry }) => entry);
const spoken = (sentences: readonly Sentence[]) =>
  sentences.map((each) => speak(each, 'en', 'plain')).join(' ');

const FORMAT = 'exec /usr/local/bin/uvicorn: exec format error';
const REFUSED = "ConnectionRefusedError: [Errno 111] Connect call failed ('10.0.3.4', 5432)";
const failed = (exit: number, over = {}) => stopped({ exit, ...over });
const repeated = (count: number, message: string) => Array.from({ length: count }, () => line(message));
const preflight = repeated(4, 'INFO:     10.0.1.5:1 - "OPTIONS /api/chat HTTP/1.1" 400 Bad Request');

describe('the first verdict', () => {
  it.each<[string, Evidence, string | undefined]>([
    ['exec format error', evidence({ lines: [line(FORMAT)], tasks: [failed(255)] }), 'architecture-mismatch'],
    [
      'a pull that finds no platform',
      evidence({
        tasks: [
          stopped({
            stopCode: 'TaskFailedToStart',
            stoppedReason:
              "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'",
          }),
        ],
      }),
      'architecture-mismatch',
    ],
    [
      'a missing secret',
      evidence({
        tasks: [
          stopped({
            stopCode: 'TaskFailedToStart',
            stoppedReason:
              "ResourceInitializationError: unable to retrieve secret from asm: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
          }),
        ],
      }),
      'container-does-not-start',
    ],
    [
      'an import error with exit 1',
      evidence({ lines: [line("ModuleNotFoundError: No module named 'x'")], tasks: [failed(1)] }),
      'container-does-not-start',
    ],
    [
      'a database that refuses at start, exit 3',
      evidence({
        lines: [line(REFUSED), line('ERROR:    Application startup failed. Exiting.')],
        tasks: [failed(3)],
      }),
      'database-connection',
    ],
    [
      'out of memory while targets fail',
      evidence({
        tasks: [
          failed(137, {
            containerReason: 'OutOfMemoryError: Container killed due to memory usage',
            startedAt: CHANGED - 3_600_000,
          }),
        ],
        targets: [{ id: 'a', state: 'unhealthy', reason: 'Target.Timeout', description: '' }],
      }),
      'memory-or-cpu',
    ],
    [
      'a wrong health path',
      evidence({
        service: { running: 2 },
        targets: [
          {
            id: 'a',
            state: 'unhealthy',
            reason: 'Target.ResponseCodeMismatch',
            description: 'Health checks failed with these codes: [404]',
          },
        ],
      }),
      'load-balancer',
    ],
    [
      '422 answers',
      evidence({
        service: { running: 2 },
        lines: repeated(6, 'INFO:     10.0.1.5:1 - "POST /api/x HTTP/1.1" 422 Unprocessable Entity'),
      }),
      'api-validation',
    ],
    ['refused preflights', evidence({ service: { running: 2 }, lines: preflight }), 'frontend-connection'],
    ['nothing at all', evidence({ service: { running: 2 } }), undefined],
    [
      'a foreign failure',
      evidence({
        service: { running: 2 },
        lines: [line('ERROR:    stripe.error.APIConnectionError: could not reach the API')],
      }),
      undefined,
    ],
    [
      'scaling in',
      evidence({
        service: { running: 2 },
        tasks: [
          failed(143, {
            stopCode: 'ServiceSchedulerInitiated',
            stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)',
          }),
        ],
      }),
      undefined,
    ],
  ])('of %s', (_name, found, wanted) => {
    expect(entries(found)[0]).toBe(wanted);
  });

  it('names what follows from it as a symptom', () => {
    const { verdicts } = judged(evidence({ lines: [line(FORMAT)], tasks: [failed(255), failed(255)] }));
    expect(verdicts.map(({ entry, symptomOf }) => [entry, symptomOf])).toEqual([
      ['architecture-mismatch', null],
      ['container-does-not-start', 'architecture-mismatch'],
    ]);
    expect(verdicts[0]?.evidence[0]).toMatchObject({ source: 'log', text: FORMAT, count: 1 });
  });

  it('tells the case', () => {
    const lines = [
      line('asyncpg.exceptions.InvalidPasswordError: password authentication failed for user "hydrous"'),
    ];
    expect(judged(evidence({ lines })).verdicts[0]).toMatchObject({
      entry: 'database-connection',
      case: 'wrong-password',
    });
  });

  it('counts its lines and shows the newest', () => {
    const lines = [
      line(FORMAT, { at: PUBLISHED - 3_000 }),
      line(FORMAT, { at: PUBLISHED - 1_000 }),
      line(FORMAT),
    ];
    expect(judged(evidence({ lines })).verdicts[0]?.evidence[0]).toMatchObject({
      count: 3,
      at: PUBLISHED - 1_000,
    });
  });
});

describe('what is ruled out', () => {
  it('CORS, when the API answers with errors: the browser says CORS then as well', () => {
    const lines = [
      ...preflight,
      ...repeated(5, 'INFO:     10.0.1.5:1 - "GET /api/x HTTP/1.1" 500 Internal Server Error'),
    ];
    const { verdicts, ruledOut } = judged(evidence({ service: { running: 2 }, lines }));
    expect(verdicts.map(({ entry }) => entry)).not.toContain('frontend-connection');
    expect(spoken(ruledOut.map(({ why }) => why))).toContain('5xx');
  });

  it('says by what, and says nothing of what nobody could look at', () => {
    const all = judged(evidence({ lines: [line(FORMAT)], platforms: ['linux/arm64'] }));
    expect(all.ruledOut.map(({ entry }) => entry)).toContain('database-connection');
    const why: Sentence = say('incidents.not-readable');
    const blind: Evidence = {
      ...evidence(),
      service: { ok: false, why },
      logLines: { ok: false, why },
      stoppedTasks: { ok: false, why },
    };
    expect(judged(blind).ruledOut).toEqual([]);
  });
});

describe('words that a person wrote do not convict', () => {
  const healthy = { service: { running: 2 } };
  it.each([
    `INFO:     chat message from user 42: "${FORMAT}"`,
    `INFO:app.chat:${FORMAT}`,
    `{"level":"info","message":"chat","prompt":"${FORMAT}"}`,
    `{"level":"info","message":"${FORMAT}"}`,
    `{"user_message":"password authentication failed for user x","level":"error","message":"moderation"}`,
    `ERROR:app.chat:could not answer 'why do I get database connection refused?'`,
    'ERROR:app.chat:could not answer "database connection refused"',
    'user: my log says OutOfMemoryError and exec format error, please help',
    '"exec /usr/local/bin/uvicorn: exec format error"',
    '> exec /usr/local/bin/uvicorn: exec format error',
    'INFO:     10.0.1.5:1 - "GET /search?q=exec+format+error HTTP/1.1" 200 OK',
    "DEBUG prompt: ConnectionRefusedError: [Errno 111] Connect call failed ('10.0.3.4', 5432)",
  ])('%s', (message) => {
    expect(entries(evidence({ ...healthy, lines: [line(message)] }))).toEqual([]);
  });

  it('nor a whole line that is fed in, when the process goes on talking', () => {
    const stream = 'ecs/hydrous-container/live';
    const lines = [
      line(FORMAT, { stream, at: PUBLISHED - 2_000 }),
      line('INFO:     10.0.1.5:1 - "POST /api/chat HTTP/1.1" 200 OK', { stream, at: PUBLISHED - 1_000 }),
    ];
    expect(entries(evidence({ ...healthy, lines }))).toEqual([]);
  });

  it('and what is shown is redacted before it is cut', () => {
    const dsn = `postgresql://hydrous:${'s3cretw0rd'.repeat(3)}@db/app`;
    const lines = [
      line(
        `psycopg2.OperationalError: connection to server at "db" (10.0.3.4), port 5432 failed: Connection refused ${dsn} ${'x'.repeat(2_000)}`,
      ),
    ];
    const shown = judged(evidence({ lines })).verdicts[0]?.evidence[0]?.text ?? '';
    expect(shown).not.toContain('s3cretw0rd');
    expect(shown.length).toBeLessThanOrEqual(400);
  });
});

describe('a rollback is offered', () => {
  const broken = { lines: [line(FORMAT)], tasks: [failed(255)] };

  it('when it began with the last change and there is a proven revision', () => {
    const { offerRollback, advice } = judged(evidence(broken));
    expect(offerRollback).toBe(true);
    expect(spoken(advice)).toContain('revision 42');
  });

  it.each<[string, Evidence, RegExp]>([
    [
      'while ECS goes back by itself',
      evidence({ ...broken, service: { rollingBack: true } }),
      /already going back/,
    ],
    [
      'when ECS has gone back',
      evidence({ ...broken, service: { taskDefinition: definition(42) } }),
      /already on revision 42/,
    ],
    [
      'without a proven revision',
      evidence({ ...broken, change: change({ proven: null }) }),
      /nothing to roll back to/,
    ],
    ['without any change', evidence({ ...broken, change: null }), /No recent change/],
    [
      'when it was there before the change',
      evidence({ ...broken, change: change({ at: PUBLISHED + 60_000 }) }),
      /did not begin/,
    ],
    [
      'when the proven revision fails as well',
      evidence({
        lines: [line(FORMAT), line(FORMAT, { stream: 'ecs/hydrous-container/old' })],
        tasks: [failed(255), failed(255, { id: 'old', taskDefinition: definition(42) })],
      }),
      /did not begin/,
    ],
    ['for a database that is down', evidence({ lines: [line(REFUSED)] }), /does not help/],
    [
      'when the registry cannot be reached',
      evidence({
        tasks: [
          stopped({
            stopCode: 'TaskFailedToStart',
            stoppedReason: 'CannotPullContainerError: dial tcp 10.0.0.1:443: i/o timeout',
          }),
        ],
      }),
      /does not help/,
    ],
  ])('not %s', (_name, found, why) => {
    const { offerRollback, advice } = judged(found);
    expect(offerRollback).toBe(false);
    expect(spoken(advice)).toMatch(why);
  });

  it('not when the history could not be read, and says so', () => {
    const found: Evidence = {
      ...evidence(broken),
      lastChange: { ok: false, why: say('incidents.not-readable') },
    };
    expect(judged(found).offerRollback).toBe(false);
    expect(spoken(judged(found).advice)).toContain('could not be read');
  });

  it('hours later too, when the rollout never ended well', () => {
    const hour = 3_600_000;
    const late = { ...broken, change: change({ at: PUBLISHED - 3 * hour }) };
    expect(judged(evidence(late)).offerRollback).toBe(true);
    const deployments = service().deployments.map((each) => ({ ...each, rolloutState: 'COMPLETED' }));
    expect(judged(evidence({ ...late, service: { deployments } })).offerRollback).toBe(false);
  });
});

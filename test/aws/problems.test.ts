import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../src/core/problem.ts';
import { speak } from '../../src/words/speak.ts';
import { arn, services } from './ecs-fixtures.ts';
import {
  aws,
  environment,
  type FakeAws,
  fault,
  json,
  type Reply,
  startFakeAws,
  useEndpoint,
} from './fake-aws.ts';

let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws();
});
afterEach(() => {
  fake.calls.length = 0;
  fake.answers = {};
  useEndpoint(fake.url);
});
afterAll(() => fake.close());

const html = (status: number): Reply => ({ status, body: '<html>secret page</html>' });

/** A call's answer, what a read comes to, and what a change comes to. */
const answers: readonly (readonly [string, Reply, string, string])[] = [
  ['an empty 200', { status: 200, body: '' }, 'odd-answer', 'ambiguous'],
  ['an empty object', json({}), 'odd-answer', 'ambiguous'],
  ['the JSON null', json(null), 'odd-answer', 'ambiguous'],
  ['an array', json([]), 'odd-answer', 'ambiguous'],
  ['a page of HTML with 200', html(200), 'odd-answer', 'ambiguous'],
  ['JSON cut in the middle', { status: 200, body: '{"service":{"serv' }, 'odd-answer', 'ambiguous'],
  [
    'fields of the wrong type',
    json({ services: 'x', failures: 3, service: null }),
    'odd-answer',
    'ambiguous',
  ],
  [
    'a redirect',
    { status: 302, body: '', headers: { location: 'http://x.invalid/' } },
    'odd-answer',
    'ambiguous',
  ],
  ['a page of HTML with 500', html(500), 'unreachable', 'ambiguous'],
  ['a server fault', fault('ServerException', 500), 'unreachable', 'ambiguous'],
  ['a 503', { status: 503, body: '{}' }, 'unreachable', 'ambiguous'],
  ['a lost answer', 'drop', 'unreachable', 'ambiguous'],
  ['an answer that breaks off', 'cut', 'unreachable', 'ambiguous'],
  ['an answer that stalls', 'stall', 'unreachable', 'ambiguous'],
  ['no answer at all', 'hang', 'unreachable', 'ambiguous'],
  ['throttling', fault('ThrottlingException'), 'throttled', 'throttled'],
  ['a 429', fault('TooManyRequestsException', 429), 'throttled', 'throttled'],
  ['access denied', fault('AccessDeniedException'), 'not-permitted', 'not-permitted'],
  ['an expired token', fault('ExpiredTokenException'), 'not-permitted', 'not-permitted'],
  ['an unknown key', fault('UnrecognizedClientException', 403), 'not-permitted', 'not-permitted'],
  ['a skewed clock', fault('InvalidSignatureException', 403), 'not-permitted', 'not-permitted'],
  ['an unknown operation', fault('UnknownOperationException'), 'not-permitted', 'not-permitted'],
  ['a missing cluster', fault('ClusterNotFoundException'), 'not-found', 'not-found'],
  ['an inactive service', fault('ServiceNotActiveException'), 'refused', 'refused'],
  ['an invalid parameter', fault('InvalidParameterException'), 'refused', 'refused'],
];

/** Only what never comes has to run into a limit. */
const isPatient = (reply: Reply) => reply !== 'stall' && reply !== 'hang';

describe('what AWS answers (A2, A7, A8, A10, A11)', () => {
  it.each(answers.map(([name, reply, read]) => [name, read, reply] as const))(
    '%s fails a read as %s',
    async (_name, kind, reply) => {
      fake.answers = { DescribeServices: reply };
      const problem = await aws({ patient: isPatient(reply) })
        .ecs.service(environment)
        .catch((error: unknown) => error);
      expect(problem).toBeInstanceOf(Problem);
      expect(problem).toMatchObject({ kind });
    },
    35_000,
  );

  it.each(answers.map(([name, reply, , write]) => [name, write, reply] as const))(
    '%s fails a change as %s, and the change is sent once',
    async (_name, kind, reply) => {
      fake.answers = { UpdateService: reply };
      const problem = await aws({ patient: isPatient(reply) })
        .writer.updateService(environment, { forceNewDeployment: true })
        .catch((error: unknown) => error);
      expect(problem).toBeInstanceOf(Problem);
      expect(problem).toMatchObject({ kind });
      expect(fake.count('UpdateService')).toBe(1);
    },
  );

  it('quotes no body that is not AWS’s own, in either language or in the log', async () => {
    fake.answers = { DescribeServices: html(200) };
    const problem = await aws()
      .ecs.service(environment)
      .catch((error: unknown) => error);
    const { sentence, message, cause } = problem as Problem;
    expect([speak(sentence, 'es', 'slack'), speak(sentence, 'en', 'slack'), message].join()).not.toContain(
      'secret',
    );
    expect(cause).toBeUndefined();
  });

  it('names the call and AWS’s reason when a permission is missing', async () => {
    fake.answers = {
      UpdateService: fault('AccessDeniedException', 400, 'not authorized to perform: iam:PassRole'),
    };
    const problem = await aws()
      .writer.updateService(environment, { desiredCount: 3 })
      .catch((error: unknown) => error);
    const text = speak((problem as Problem).sentence, 'en', 'plain');
    expect(text).toContain('ecs:UpdateService');
    expect(text).toContain('iam:PassRole');
  });

  it('is asked three times by a read that meets throttling, and no more', async () => {
    fake.answers = {
      DescribeServices: [fault('ThrottlingException'), fault('ThrottlingException'), json(services())],
    };
    const read = aws({ patient: true }).ecs.service(environment);
    await expect(read).resolves.toMatchObject({ name: 'hydrous-production' });
    expect(fake.count('DescribeServices')).toBe(3);
  }, 35_000);

  it.each(['AccessDeniedException', 'ExpiredTokenException'])(
    'is asked once when it says %s',
    async (name) => {
      fake.answers = { DescribeServices: fault(name) };
      await expect(aws().ecs.service(environment)).rejects.toMatchObject({ kind: 'not-permitted' });
      expect(fake.count('DescribeServices')).toBe(1);
    },
  );
});

describe('when no connection is made', () => {
  it('a refused connection is surely no change', async () => {
    useEndpoint('http://127.0.0.1:1');
    await expect(aws().writer.updateService(environment, { desiredCount: 1 })).rejects.toMatchObject({
      kind: 'unreachable',
    });
  });

  it('a name that does not resolve is surely no change', async () => {
    useEndpoint('http://nowhere.invalid');
    await expect(aws().writer.rollBackDeployment(environment, arn('x'))).rejects.toMatchObject({
      kind: 'unreachable',
    });
  });

  it('missing credentials are told as such and nothing is sent', async () => {
    delete process.env['AWS_ACCESS_KEY_ID'];
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = '/dev/null';
    process.env['AWS_CONFIG_FILE'] = '/dev/null';
    await expect(aws().writer.updateService(environment, { desiredCount: 1 })).rejects.toMatchObject({
      kind: 'not-permitted',
      sentence: { say: 'aws.no-credentials' },
    });
    expect(fake.calls).toHaveLength(0);
  });
});

describe('measuring', () => {
  it('tells each call with its outcome and time', async () => {
    const seen: unknown[] = [];
    const client = aws({ observe: (call) => seen.push(call) });
    fake.answers = { DescribeServices: [json(services()), json({})] };
    await client.ecs.service(environment);
    await client.ecs.service(environment).catch(() => undefined);
    expect(seen).toMatchObject([
      { operation: 'ecs:DescribeServices', outcome: 'ok', ms: expect.any(Number) },
      { operation: 'ecs:DescribeServices', outcome: 'odd-answer', ms: expect.any(Number) },
    ]);
  });
});

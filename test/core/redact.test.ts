import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, redactLines } from '../../src/core/redact.ts';

/** Put together at run time, so that no scanner of this repository takes them for real ones. */
const letters = (count: number) => 'Zq7mK2xW9pLr4TvB8nYc'.repeat(5).slice(0, count);

describe('redact keeps the name and takes the value', () => {
  const rows: readonly (readonly [string, string])[] = [
    [
      'postgresql+asyncpg://hydrous:s3cr3t-w0rd@hydrous-db.example:5432/app',
      'postgresql+asyncpg://hydrous:***@hydrous-db.example:5432/app',
    ],
    ['postgres://u:p@ss/w0rd@db/app', 'postgres://u:***@db/app'],
    ['redis://:hunter2hunter2@cache:6379/0', 'redis://:***@cache:6379/0'],
    ['DB_PASSWORD=hunter2hunter2 next', 'DB_PASSWORD=*** next'],
    ['"password": "with space and \\" quote", "x": 1', '"password": "***", "x": 1'],
    ["{'api_key': 'abcdefgh1234', 'n': 1}", "{'api_key': '***', 'n': 1}"],
    ['{\\"token\\":\\"abcdefgh1234\\",\\"n\\":1}', '{\\"token\\":\\"***\\",\\"n\\":1}'],
    ['GET /cb?token=abcdefgh1234&page=2 HTTP/1.1', 'GET /cb?token=***&page=2 HTTP/1.1'],
    ['Authorization: Bearer abcdefgh1234', 'Authorization: ***'],
    [
      "{'authorization': 'Bearer abcdefgh1', 'cookie': 'a=abcdefgh2; b=c', 'host': 'x'}",
      "{'authorization': '***', 'cookie': '***', 'host': 'x'}",
    ],
    ["(b'cookie', b'session=abcdefgh2')", "(b'cookie', b'***')"],
    ['Cookie: a="abcdefgh12"; b=2', 'Cookie: ***'],
    ['sent Bearer abcdefghijkl to peer', 'sent Bearer *** to peer'],
    [`key ${'AKIA'}${'Q'.repeat(16)} used`, 'key AKIA*** used'],
    [`${'xoxb'}-123456789012-abcdef`, 'xoxb-***'],
    [`${'ghp'}_${letters(30)}`, 'ghp_***'],
    [`${'sk'}-proj-${letters(30)}`, 'sk-***'],
    ['https://hooks.slack.com/services/T000/B000/XXXXXXXXXXXX', 'https://hooks.slack.com/services/***'],
    [`jwt ${'eyJ'}hbGciOiJIUzI1NiJ9.${'eyJ'}zdWIiOiIxMjM0NTY3ODkwIn0.${letters(20)}`, 'jwt eyJ***'],
    ['user ana.perez@example.com failed', 'user ***@example.com failed'],
    ['--password hunter2hunter2 -h db', '--password *** -h db'],
    ["ALTER USER app PASSWORD 'hunter2hunter2';", "ALTER USER app PASSWORD '***';"],
    [
      '[SQL: UPDATE t SET x=%s] [parameters: (\'abcdefgh1\', {"a": [1, 2]})]',
      '[SQL: UPDATE t SET x=%s] [parameters: ***]',
    ],
    [
      '{"detail":[{"type":"missing","loc":["body","last_name"],"msg":"Field required","input":{"email":"x","password":"y}z"}}]}',
      '{"detail":[{"type":"missing","loc":["body","last_name"],"msg":"Field required","input":***}]}',
    ],
    [
      "[type=missing, input_value={'key': 'abcdefgh'}, input_type=dict]",
      '[type=missing, input_value=***, input_type=dict]',
    ],
    ['DETAIL:  Key (email)=(abcdefgh) already exists.', 'DETAIL:  Key (email)=*** already exists.'],
  ];
  it.each(rows)('%s', (text, wanted) => {
    expect(redact(text)).toBe(wanted);
  });

  it('hides a private key with all its lines and keeps their number', () => {
    const key = [
      'a',
      `-----BEGIN RSA ${'PRIVATE'} KEY-----`,
      letters(64),
      letters(64),
      '-----END RSA PRIVATE KEY-----',
      'b',
    ];
    expect(redactLines(key)).toEqual(['a', '[PRIVATE KEY ***]', '', '', '', 'b']);
    expect(redact(key.slice(0, 3).join('\n'))).not.toContain(letters(20));
  });
});

describe('redact leaves ordinary lines as they are', () => {
  it.each([
    'INFO:     10.0.1.5:43210 - "POST /api/auth/token HTTP/1.1" 422 Unprocessable Entity',
    'INFO:     10.0.1.5:43210 - "GET /api/reset-password?step=2 HTTP/1.1" 200 OK',
    'INFO:     10.0.1.5:43210 - "GET /docs/basic/authentication HTTP/1.1" 404 Not Found',
    'exec /usr/local/bin/uvicorn: exec format error',
    'asyncpg.exceptions.InvalidPasswordError: password authentication failed for user "hydrous"',
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: arn:aws:secretsmanager:us-east-1:123456789012:secret:hydrous/db-AbCdEf',
    'User: arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/abc is not authorized to perform: secretsmanager:GetSecretValue on resource: arn',
    'http://hydrous-alb-1088098552.us-east-1.elb.amazonaws.com:8000/api/health',
    'usage: prompt_tokens=1234 completion_tokens: 56, total_tokens=1290',
    'Unexpected token < in JSON at position 0',
    'image 123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous@sha256:0123456789abcdef0123456789abcdef',
    '(service hydrous-production) has started 2 tasks: (task 0123456789abcdef0123456789abcdef).',
    'botocore.exceptions.ClientError: ExpiredTokenException: The security token included in the request is expired',
  ])('%s', (line) => {
    expect(redact(line)).toBe(line);
  });
});

describe('no secret survives', () => {
  const secret = fc
    .string({
      unit: fc.constantFrom(...'abcdefXYZ0123456789!#$%^*+-_./~?'.split('')),
      minLength: 8,
      maxLength: 60,
    })
    .filter((text) => /[a-z0-9]{3}/i.test(text));
  const wrap = fc.constantFrom<(s: string) => string>(
    (s) => `password=${s}`,
    (s) => `"secret_key": "${s}"`,
    (s) => `'db-token': '${s}'`,
    (s) => `{"log":"{\\"api_key\\": \\"${s}\\"}"}`,
    (s) => `connection_string := ${s}`,
    (s) => `Authorization: Bearer ${s}`,
    (s) => `Cookie: session=${s}`,
    (s) => `postgres://app:a${s}@db.internal/app`,
    (s) => `{"detail":[{"loc":["body"],"input":{"x":["${s}"]}}]}`,
    (s) => `--client-secret ${s}`,
    (s) => `PGPASSWORD: ${s}`,
  );
  const noise = fc
    .string({ unit: 'binary', maxLength: 30 })
    .map((text) => text.replace(/["'\\{}[\]()]/g, ''));

  it('whatever stands around it, and a second pass changes nothing', () => {
    fc.assert(
      fc.property(secret, wrap, noise, noise, (word, around, before, after) => {
        const text = `${before} ${around(word)} ${after}`;
        const shown = redact(text);
        expect(shown).not.toContain(word);
        expect(redact(shown)).toBe(shown);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is idempotent on anything', () => {
    const bits = fc.constantFrom(
      'password',
      'token',
      '=',
      ':',
      '"',
      "'",
      '\\',
      ' ',
      '\n',
      'eyJ',
      '.',
      '@',
      '://',
      'a',
      'b.co',
      '***',
      '{',
      '}',
      '(',
      ')',
      '"input":',
      'Cookie',
      'bearer ',
      'abcdefgh',
      '-----BEGIN PRIVATE KEY-----',
      '[parameters: ',
      '&',
      '--',
      '1',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 25 }), (parts) => {
        const once = redact(parts.join(''));
        expect(redact(once)).toBe(once);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    'eyJ',
    'a://b:',
    'password',
    '"input":{',
    '-----BEGIN PRIVATE KEY-----',
    'password="',
    'a@',
    'cookie',
    '\\',
    'token=',
    'a.',
  ])('takes 256 KiB of %s in little time', (bit) => {
    const text = bit.repeat(Math.ceil((256 * 1024) / bit.length));
    const start = performance.now();
    redact(text);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

/** A secret does not reach the log, wherever in a record it stands. */
import { expect, test } from 'vitest';
import { createLog } from '../../src/ambient.ts';
import { requestId, within } from '../../src/app-trace.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  const log = createLog('info', { write: (line: string) => (text += line) } as never);
  write(log);
  return text;
}

// Put together here, so that no scanner takes this file for a leak.
const SECRETS = [
  `xoxb-${'1234567890'}-abcdefghijklmnop`,
  `xapp-1-${'A0123456789'}-abcdefabcdef`,
  `AKIA${'IOSFODNN7EXAMPLE'}`,
  `postgres://hydrous:${'hunter2hunter2'}@db.internal:5432/hydrous`,
  `Authorization: Bearer ${'abcdefgh12345678'}`,
  `DATABASE_PASSWORD=${'correct-horse-battery'}`,
  `hooks.slack.com/services/${'T000/B000/XXXXXXXXXXXXXXXX'}`,
];
const CORES = [
  '1234567890-abc',
  'A0123456789-abc',
  'IOSFODNN7EXAMPLE',
  'hunter2hunter2',
  'abcdefgh12345678',
  'correct-horse-battery',
  'T000/B000/XXXX',
];

test.each(SECRETS.map((secret, at) => ({ secret, core: CORES[at]! })))('$core', ({ secret, core }) => {
  const error = new Error(`could not use ${secret}`, { cause: new Error(`because of ${secret}`) });
  const text = logged((log) => {
    log.info({ reason: `it said ${secret}` }, 'at the top');
    log.warn({ failure: { why: { text: `it said ${secret}` }, list: ['x', `and ${secret}`] } }, 'deep');
    log.error({ err: error }, 'as an error');
    log.error({ err: `thrown as text ${secret}` }, 'as what was thrown');
  });
  expect(secret).toContain(core);
  expect(text).not.toContain(core);
  expect(text.trim().split('\n')).toHaveLength(4);
  for (const line of text.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
});

test('a field that is called a secret is hidden whatever it holds', () => {
  const text = logged((log) => log.info({ token: 'plain', inner: { password: 'plain too' } }, 'named'));
  expect(text).not.toContain('plain');
  expect(text).toContain('<secret>');
});

test('what is no secret stays as it was', () => {
  const text = logged((log) =>
    log.info({ id: 'op-7kq2m9xd4t', count: 3, none: null, list: [1, 'two'] }, 'kept'),
  );
  expect(JSON.parse(text)).toMatchObject({
    id: 'op-7kq2m9xd4t',
    count: 3,
    none: null,
    list: [1, 'two'],
    msg: 'kept',
  });
});

test('lines bear the request that they belong to, and none of another', async () => {
  const text: string[] = [];
  const log = createLog('info', { write: (line: string) => text.push(line) } as never);
  await Promise.all(
    ['a', 'b'].map((source) =>
      within({ request: requestId(source) }, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        within({ operation: `op-${source}` }, () => log.info({ source }, 'inside'));
      }),
    ),
  );
  log.info({}, 'outside');
  const [one, other, outside] = text.map((line) => JSON.parse(line));
  expect([one.request, other.request]).toEqual([requestId('a'), requestId('b')]);
  expect([one.operation, other.operation]).toEqual(['op-a', 'op-b']);
  expect(outside).not.toHaveProperty('request');
});

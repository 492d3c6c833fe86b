import { expect, it } from 'vitest';
import { canonicalJson } from '../../src/store/canonical-json.ts';
import { type Bench, onEachEngine } from './engines.ts';

async function appended(bench: Bench, rows: number): Promise<void> {
  const { audit } = bench.store();
  for (let i = 1; i <= rows; i += 1) {
    await audit.append({
      actor: `U${i}`,
      event: 'operation.approved',
      subject: `op-${i}`,
      environment: i % 2 === 0 ? 'staging' : 'production',
      data: { z: i, a: { y: null, b: ['x', i] } },
    });
  }
}

/** Lifts the protection as somebody with the database's password could, then tampers. */
async function tamper(bench: Bench, ...statements: string[]): Promise<void> {
  const triggers =
    bench.engine === 'sqlite'
      ? ['drop trigger audit_no_update', 'drop trigger audit_no_delete']
      : ['alter table audit disable trigger all'];
  for (const statement of [...triggers, ...statements]) await bench.raw(statement);
}

onEachEngine('audit', (bench) => {
  it('verifies an empty trail and one of several batches', async () => {
    expect(await bench.store().audit.verify()).toEqual({ rows: 0, broken: null });
    await appended(bench, 5);
    expect(await bench.store().audit.verify()).toEqual({ rows: 5, broken: null });
  });

  it('gives rows back newest first, filtered', async () => {
    const { audit } = bench.store();
    await appended(bench, 4);
    const subjects = async (filter: Parameters<typeof audit.recent>[0]) =>
      (await audit.recent(filter)).map((entry) => entry.subject);
    expect(await subjects({ limit: 3 })).toEqual(['op-4', 'op-3', 'op-2']);
    expect(await subjects({ limit: 9, environment: 'staging' })).toEqual(['op-4', 'op-2']);
    expect(await subjects({ limit: 9, subjects: ['op-1', 'op-3', 'op-9'] })).toEqual(['op-3', 'op-1']);
    expect(await subjects({ limit: 9, subjects: [] })).toEqual([]);
    expect(await subjects({ limit: 9, actor: 'U3' })).toEqual(['op-3']);
    const [newest] = await audit.recent({ limit: 1 });
    expect(newest).toMatchObject({ seq: 4, actor: 'U4', data: { z: 4, a: { y: null, b: ['x', 4] } } });
    expect(await subjects({ limit: 9, since: newest!.at + 60_000 })).toEqual([]);
  });

  it('orders rows of parallel transactions without a gap', async () => {
    const store = bench.store();
    await Promise.all(
      Array.from({ length: 25 }, (_, i) =>
        store.transaction((records) =>
          records.audit.append({ actor: `U${i}`, event: 'e', subject: null, environment: null, data: {} }),
        ),
      ),
    );
    expect(await store.audit.verify()).toEqual({ rows: 25, broken: null });
  });

  it.each(["update audit set actor = 'nobody' where seq = 1", 'delete from audit where seq = 1'])(
    'refuses: %s',
    async (statement) => {
      await appended(bench, 2);
      await expect(bench.raw(statement)).rejects.toThrow('audit is append-only');
      expect(await bench.store().audit.verify()).toEqual({ rows: 2, broken: null });
    },
  );

  const forged =
    'insert into audit select seq + 3, at, actor, event, subject, environment, data, hash from audit where seq = 3';
  it.each<[string, number, string[]]>([
    ['an actor that was changed', 3, ["update audit set actor = 'nobody' where seq = 3"]],
    ['data whose spelling was changed', 3, ["update audit set data = data || ' ' where seq = 3"]],
    ['data that is no JSON any more', 3, ["update audit set data = '{' where seq = 3"]],
    ['a row that was deleted', 3, ['delete from audit where seq = 3']],
    [
      'two rows that changed places',
      2,
      [
        'update audit set seq = -2 where seq = 2',
        'update audit set seq = 2 where seq = 3',
        'update audit set seq = 3 where seq = -2',
      ],
    ],
    ['a row that was put at the end', 6, [forged]],
    ['a row at the end with the head moved along', 6, [forged, 'update audit_head set seq = 6']],
    ['a tail that was cut off', 5, ['delete from audit where seq = 5']],
    [
      'a tail that was cut off with the head moved back',
      4,
      ['delete from audit where seq = 5', 'update audit_head set seq = 4'],
    ],
    ['everything deleted', 1, ['delete from audit']],
    ['the head deleted', 1, ['delete from audit_head']],
  ])('finds %s', async (_name, broken, statements) => {
    await appended(bench, 5);
    await tamper(bench, ...statements);
    expect((await bench.store().audit.verify()).broken).toBe(broken);
  });
});

it.each<[unknown, string]>([
  [{ b: 1, a: [true, null, 'é"'] }, '{"a":[true,null,"é\\""],"b":1}'],
  [{ 10: 'x', 9: 'y' }, '{"10":"x","9":"y"}'],
  [{ kept: null, dropped: undefined }, '{"kept":null}'],
  [[undefined, '\ud800'], '[null,"\\ud800"]'],
  [undefined, 'null'],
])('spells %j in one way', (value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

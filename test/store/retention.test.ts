/** What is old goes, what is needed stays, and one replica at a time sees to it. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { KEPT_DAYS, PICTURE_DAYS } from '../../src/core/retention.ts';
import { say } from '../../src/core/sentence.ts';
import { createForgetOld } from '../../src/flows/forget-old.ts';
import { onEachEngine } from './engines.ts';
import { sampleIncident, sampleNotification, sampleOperation } from './samples.ts';

const DAY = 86_400_000;
const NOTE = { channel: 'C0OPS', text: say('note.expired') };

onEachEngine('what is old', (bench) => {
  const removed: string[] = [];
  let turns = 0;

  function replica(over: { readonly remove?: (file: string) => Promise<void> } = {}) {
    return createForgetOld({
      store: bench.store(),
      pictures: { remove: over.remove ?? (async (file) => void removed.push(file)) },
      ids: {
        next() {
          turns += 1;
          return `turn-${turns}`;
        },
      },
      clock: { now: Date.now, sleep: async () => undefined },
      log: { info() {}, warn() {}, error() {} },
    });
  }
  const work = (one = replica()) => one.work(new AbortController().signal);
  const old = (table: string, column: string, days: number, where = '1 = 1') =>
    bench.raw(`update ${table} set ${column} = ${column} - ${days * DAY} where ${where} returning 1`);
  const ids = async (table: string, key = 'id') =>
    (await bench.raw(`select ${key} as id from ${table} order by 1`)).map(({ id }) => id);

  async function delivered(id: string, over: object = {}): Promise<void> {
    await bench.store().messages.say({ ...NOTE, id, ...over });
    await bench.raw(`update messages set sent = wanted, ts = '1.1' where id = '${id}' returning 1`);
  }

  it('goes: notifications, notes that were said, tasks, silences, each after its time', async () => {
    const store = bench.store();
    for (const id of ['m-old', 'm-new', 'm-waits'])
      await store.notifications.receive(sampleNotification({ id }));
    // More than one transaction takes away.
    const many = Array.from(
      { length: 450 },
      (_, index) => `('old-${index}', 't', '{}', 'd', 1, 1, 'handled')`,
    );
    await bench.raw(
      `insert into notifications (id, topic, body, digest, published_at, received_at, state) values ${many.join()} returning 1`,
    );
    await bench.raw(`update notifications set state = 'handled' where id <> 'm-waits' returning 1`);
    await old('notifications', 'received_at', 31, `id <> 'm-new'`);
    await delivered('note:old');
    await delivered('note:new');
    await store.messages.say({ ...NOTE, id: 'note:unsent' });
    await old('messages', 'next_at', 91, `id <> 'note:new'`);
    await store.silences.set(['fp-old', 'fp-now'], { by: 'U0ANA', at: Date.now(), until: Date.now() + DAY });
    await old('silences', 'until', 92, `fingerprint = 'fp-old'`);
    await work();
    expect(await ids('notifications')).toEqual(['m-new', 'm-waits']);
    expect(await ids('messages')).toEqual(['note:new', 'note:unsent']);
    expect(await ids('silences', 'fingerprint')).toEqual(['fp-now']);
  });

  it('stays: operations, audit, open incidents, resolved ones for a year, cards with something to say in their thread', async () => {
    const store = bench.store();
    const now = Date.now();
    await store.operations.insert(sampleOperation({ createdAt: 1 }), 'source');
    const entry = { actor: 'U0ANA', event: 'asked', subject: null, environment: null, data: {} };
    await store.transaction((records) => records.audit.append(entry));
    const incidents = [
      { id: 'inc-open', resolvedAt: null, state: 'open' },
      { id: 'inc-year', resolvedAt: now - 399 * DAY, state: 'resolved' },
      { id: 'inc-old', resolvedAt: now - 401 * DAY, state: 'resolved' },
    ] as const;
    for (const one of incidents) await store.incidents.save(sampleIncident({ ...one, fingerprint: one.id }));
    await bench.raw(
      `insert into incident_signals values ('inc-old', 'fp', 'text', '"x"', 'OK', 1, 1, 1, 1, 1, null) returning 1`,
    );
    for (const subject of ['op-a', 'op-b'])
      await store.messages.want({ kind: 'operation', subject, channel: 'C' });
    await bench.raw(`update messages set sent = wanted, ts = '1.1' returning 1`);
    await store.messages.say({ ...NOTE, id: 'note:late', parent: 'operation:op-a' });
    await old('messages', 'next_at', 401);
    await work();
    expect(await ids('messages')).toEqual(['note:late', 'operation:op-a']);
    expect(await ids('incidents')).toEqual(['inc-open', 'inc-year']);
    expect(await ids('incident_signals', 'incident')).toEqual([]);
    expect(await ids('operations')).toHaveLength(1);
    expect(await store.audit.verify()).toEqual({ rows: 1, broken: null });
  });

  it('is seen to by one replica a day, and by another one when it failed', async () => {
    const store = bench.store();
    const again = async () => {
      await store.notifications.receive(sampleNotification({ id: `m-${turns}` }));
      await bench.raw(`update notifications set state = 'handled', received_at = 1 returning 1`);
    };
    await work();
    await again();
    await work();
    expect(await ids('notifications')).toHaveLength(1);
    await old('leases', 'until', 1, `name = 'retention'`);
    await store.pictures.keep({ file: 'F1', name: 'x.png' });
    await old('pictures', 'at', 91);
    const failing = replica({ remove: () => Promise.reject(new Error('a fault')) });
    await expect(work(failing)).rejects.toThrow('a fault');
    await again();
    await work();
    expect(await ids('notifications')).toEqual([]);
  });

  it('goes from Slack too: charts of incidents that are over, not of one that is open', async () => {
    const store = bench.store();
    removed.length = 0;
    const chart = (file: string) => ({ file, at: 1, threshold: null, marks: [] });
    const resolved = { id: 'inc-over', fingerprint: 'a', state: 'resolved', resolvedAt: Date.now() } as const;
    await store.incidents.save(sampleIncident({ ...resolved, chart: chart('F-over') }));
    await store.incidents.save(sampleIncident({ id: 'inc-open', fingerprint: 'b', chart: chart('F-open') }));
    for (const [file, name] of [
      ['F-over', 'inc-over.png'],
      ['F-replaced', 'inc-open.png'],
      ['F-open', 'inc-open.png'],
      ['F-young', 'inc-over.png'],
    ] as const)
      await store.pictures.keep({ file, name });
    await old('pictures', 'at', 91, `file <> 'F-young'`);
    await work();
    expect(removed.sort()).toEqual(['F-over', 'F-replaced']);
    expect(await ids('pictures', 'file')).toEqual(['F-open', 'F-young']);
    expect((await store.incidents.get('inc-over'))?.chart ?? null).toBeNull();
    expect((await store.incidents.get('inc-open'))?.chart?.file).toBe('F-open');
  });
});

it('is told in the documentation, day by day', () => {
  const text = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| [^|]+ \| `([a-z-]+)` \| (\d+) \|$/gm)];
  const told = Object.fromEntries(rows.map(([, key, days]) => [key, Number(days)]));
  expect(told).toEqual({ ...KEPT_DAYS, pictures: PICTURE_DAYS });
});

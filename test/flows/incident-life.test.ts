import { expect, it } from 'vitest';
import { incidentCard } from '../../src/core/cards/incident-card.ts';
import type { Incident } from '../../src/core/incident.ts';
import type { IncidentAction } from '../../src/core/incident-action.ts';
import type { AlarmView } from '../../src/core/ports/aws.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { speak } from '../../src/words/speak.ts';
import { readers, textOf } from '../commands/builders.ts';
import { alarmMessage, PRODUCTION } from '../core/alarm-fixtures.ts';
import { alarmArn, alarmEvent, deploymentEvent } from '../core/notification-fixtures.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { type Bench, onEachEngine } from '../store/engines.ts';
import { awsTime, incidentHouse } from './incident-house.ts';

const MINUTE = 60_000;
const ANA = { user: 'U0ANA', team: 'T0HYDROUS' };
const LUIS = { user: 'U0LUIS', team: 'T0HYDROUS' };
const { guide } = shippedGuide();

const alarm = (name: string, state: string, seconds: number) =>
  alarmMessage({
    AlarmName: name,
    AlarmArn: alarmArn(name),
    NewStateValue: state,
    StateChangeTime: awsTime(seconds),
  });

function houseOf(store: Store, view: AlarmView['state'] | null = 'ALARM') {
  const state = { now: view };
  const alarms = {
    ...readers().alarms,
    alarm: async (_: unknown, name: string): Promise<AlarmView | null> =>
      state.now === null
        ? null
        : { name, arn: alarmArn(name), state: state.now, reason: 'set [1.0]', updatedAt: Date.now() },
  };
  const house = incidentHouse(store, { alarms }, 'one', { group: 5 * MINUTE, reminder: 30 * MINUTE });
  const only = async (): Promise<Incident> => (await house.incidents())[0]!;
  return {
    ...house,
    state,
    only,
    async hear(...messages: readonly string[]): Promise<Incident> {
      for (const message of messages) await house.deliver(message);
      while ((await house.receive.work()) > 0);
      return only();
    },
    async asked(by: typeof ANA, act: IncidentAction): Promise<string> {
      const document = await house.act({ incident: (await only()).id, by, act });
      return textOf(document, 'en');
    },
    async shown(): Promise<string> {
      return textOf(incidentCard({ incident: await only(), guide, environment: PRODUCTION }), 'en');
    },
  };
}

const notesOf = async (bench: Bench): Promise<readonly { readonly id: string; readonly note: string }[]> =>
  (await bench.raw('SELECT id, note FROM messages WHERE note IS NOT NULL ORDER BY seq')) as never;
const said = async (bench: Bench): Promise<readonly string[]> =>
  (await notesOf(bench)).map(({ note }) => speak(JSON.parse(note).text, 'en', 'slack'));
/** Whatever is to be done later is due now. */
const later = (bench: Bench, kind: string) =>
  bench.raw(`UPDATE follow_ups SET due_at = 0, lease_until = 0 WHERE kind = '${kind}'`);

onEachEngine('a silence', (bench) => {
  it('belongs to the alarm: it outlives the incident, is shown with its end, and keeps the card', async () => {
    const house = houseOf(bench.store());
    const { id } = await house.hear(alarm('hydrous-5xx', 'ALARM', -60));
    expect(await house.asked(ANA, { action: 'silence', ms: 120 * MINUTE })).toContain('silent until');
    expect(await house.shown()).toContain('Silenced by @U0ANA until');
    await house.hear(alarm('hydrous-5xx', 'OK', -40));
    // Long after the reopen window it is still the same card that takes it up.
    await bench.raw('UPDATE incidents SET resolved_at = 0');
    const again = await house.hear(alarm('hydrous-5xx', 'ALARM', -20));
    expect(again).toMatchObject({ id, state: 'open', fired: 2, silence: { by: 'U0ANA' } });
    expect(await house.incidents()).toHaveLength(1);
    const notes = await notesOf(bench);
    expect(notes.filter(({ note }) => JSON.parse(note).broadcast === true)).toEqual([]);
    expect((await said(bench)).join()).not.toContain('again');
  });

  it('that is over calls for what is still in alarm, and lets rest what is not', async () => {
    const house = houseOf(bench.store());
    await house.hear(alarm('hydrous-5xx', 'ALARM', -60));
    await house.asked(ANA, { action: 'silence', ms: 1 });
    await later(bench, 'unsilence');
    expect(await house.remind.work()).toBe(1);
    expect((await said(bench)).at(-1)).toBe(
      '<@U0OPERATOR>: the silence is over and `hydrous-5xx` is still in alarm.',
    );
    expect(await house.only()).toMatchObject({ silence: null, state: 'open' });
    await house.asked(ANA, { action: 'silence', ms: 1 });
    house.state.now = 'OK';
    await later(bench, 'unsilence');
    await house.remind.work();
    expect(await house.only()).toMatchObject({ silence: null, state: 'resolved' });
    expect((await said(bench)).at(-1)).toBe('The silence of `hydrous-5xx` is over.');
  });

  it('lets an incident be resolved by hand, and brings it back when it ends too early', async () => {
    const house = houseOf(bench.store());
    await house.hear(alarm('hydrous-5xx', 'ALARM', -60));
    const refused = await house.asked(ANA, { action: 'resolve', note: null });
    expect(refused).toContain('still in alarm');
    expect(refused).toContain('or leave it open');
    expect(await house.only()).toMatchObject({ state: 'open', version: 1 });
    await house.asked(ANA, { action: 'silence', ms: 120 * MINUTE });
    expect(await house.asked(ANA, { action: 'resolve', note: 'known' })).toContain('You resolved');
    expect(await house.only()).toMatchObject({ state: 'resolved' });
    await bench.raw('UPDATE incidents SET body = replace(body, \'"until":\', \'"until":1,"was":\')');
    await later(bench, 'unsilence');
    await house.remind.work();
    expect(await house.only()).toMatchObject({ state: 'open', alarmState: 'ALARM' });
  });
});

onEachEngine('an acknowledgement', (bench) => {
  it('shows its note and its end, and is handed over by name', async () => {
    const house = houseOf(bench.store());
    await house.hear(alarm('hydrous-5xx', 'ALARM', -60));
    expect(await house.asked(ANA, { action: 'acknowledge', note: 'looking at the pool' })).toContain('until');
    expect(await house.shown()).toMatch(/acknowledged by @U0ANA .*, until .*: “looking at the pool”/);
    expect(await house.asked(LUIS, { action: 'acknowledge', note: null })).toContain(
      '@U0ANA acknowledged it',
    );
    expect(await house.asked(LUIS, { action: 'take', to: null })).toContain('is yours until');
    expect(await house.asked(LUIS, { action: 'take', to: null })).toContain('is with @U0LUIS already');
    expect(await house.asked(LUIS, { action: 'take', to: 'U0ANA' })).toContain('is now with @U0ANA');
    expect(await house.only()).toMatchObject({
      acknowledged: { by: 'U0ANA', note: 'looking at the pool' },
    });
    expect(await house.events()).toEqual([
      'incident-opened',
      'incident-acknowledged',
      'incident-taken',
      'incident-handed-over',
    ]);
  });

  it('that is over is said to whoever gave it, after the alarm was asked for', async () => {
    const house = houseOf(bench.store());
    await house.hear(alarm('hydrous-5xx', 'ALARM', -60));
    await house.asked(ANA, { action: 'acknowledge', note: null });
    await later(bench, 'remind');
    await house.remind.work();
    expect(await house.only()).toMatchObject({ state: 'acknowledged' });
    await bench.raw('UPDATE incidents SET body = replace(body, \'"until":\', \'"until":1,"was":\')');
    await later(bench, 'remind');
    await house.remind.work();
    expect(await house.only()).toMatchObject({ state: 'open', acknowledged: null });
    expect((await said(bench)).at(-1)).toContain('<@U0ANA>: your acknowledgement has ended');
  });
});

onEachEngine('a reminder', (bench) => {
  it('asks CloudWatch first and never reminds of what has recovered', async () => {
    const house = houseOf(bench.store(), 'OK');
    await house.hear(alarm('hydrous-5xx', 'ALARM', -60));
    await later(bench, 'remind');
    await house.remind.work();
    expect(await house.only()).toMatchObject({ state: 'resolved', alarmState: 'OK' });
    expect((await said(bench)).join()).not.toContain('nobody has taken it');
  });

  it('calls those who may act, then those above them too, and less often each time', async () => {
    const house = houseOf(bench.store());
    await house.hear(alarm('hydrous-5xx', 'ALARM', -60));
    const due: number[] = [];
    for (let time = 0; time < 3; time += 1) {
      await later(bench, 'remind');
      await house.remind.work();
      const [row] = await bench.raw("SELECT due_at FROM follow_ups WHERE kind = 'remind'");
      due.push(Math.round((Number(row?.['due_at']) - Date.now()) / MINUTE));
    }
    expect(due).toEqual([30, 60, 120]);
    const reminders = (await said(bench)).filter((text) => text.includes('nobody has taken it'));
    expect(reminders[0]).toMatch(/^<@U0OPERATOR>: still in alarm/);
    expect(reminders[1]).toMatch(/^<@U0OPERATOR> and <@U0APPROVER>: still in alarm/);
  });

  it('is silent while somebody has it or nobody wants to hear of it', async () => {
    const house = houseOf(bench.store());
    await house.hear(alarm('hydrous-5xx', 'ALARM', -60));
    await house.asked(ANA, { action: 'silence', ms: 60 * MINUTE });
    await later(bench, 'remind');
    await house.remind.work();
    expect((await said(bench)).join()).not.toContain('nobody has taken it');
    expect(await bench.raw("SELECT kind FROM follow_ups WHERE kind = 'remind'")).toEqual([]);
  });
});

onEachEngine('the same change on two ways', (bench) => {
  it('through SNS and EventBridge counts once', async () => {
    const house = houseOf(bench.store());
    const timestamp = awsTime(-30);
    const incident = await house.hear(
      alarmMessage({ StateChangeTime: timestamp }),
      alarmEvent({ timestamp }),
    );
    expect(incident).toMatchObject({ fired: 1, version: 1, signals: { total: 1, notices: 1 } });
  });
});

onEachEngine('by hand', (bench) => {
  it('an incident is opened again, unless its alarm has another one by now', async () => {
    const house = houseOf(bench.store());
    const first = await house.hear(alarm('hydrous-5xx', 'ALARM', -60), alarm('hydrous-5xx', 'OK', -40));
    expect(await house.asked(ANA, { action: 'reopen' })).toContain('You opened');
    expect(await house.only()).toMatchObject({ state: 'open', investigateAt: null });
    expect(await house.asked(ANA, { action: 'reopen' })).toContain('is open already');
    await house.asked(ANA, { action: 'resolve', note: null });
    await bench.raw('UPDATE incidents SET resolved_at = 0');
    const second = await house.hear(alarm('hydrous-5xx', 'ALARM', -10));
    expect(second.id).not.toBe(first.id);
    const answer = await house.act({ incident: first.id, by: ANA, act: { action: 'reopen' } });
    expect(textOf(answer, 'en')).toContain(`${second.id} is open for the same alarm`);
  });

  it('an event of ECS can be resolved only when it is over or silenced, like an alarm', async () => {
    const house = houseOf(bench.store());
    await house.hear(deploymentEvent('SERVICE_DEPLOYMENT_FAILED', new Date().toISOString()));
    expect(await house.asked(ANA, { action: 'resolve', note: null })).toContain('still in alarm');
    await house.hear(
      deploymentEvent('SERVICE_DEPLOYMENT_COMPLETED', new Date(Date.now() + 1_000).toISOString()),
    );
    expect(await house.only()).toMatchObject({ state: 'resolved', title: { alarm: 'hydrous-production' } });
    expect(await house.shown()).toContain('Deployment failed: hydrous-production');
  });
});

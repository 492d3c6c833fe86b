import { expect, it } from 'vitest';
import { incidentCard } from '../../src/core/cards/incident-card.ts';
import type { Diagnosis } from '../../src/core/diagnosis.ts';
import type { Incident } from '../../src/core/incident.ts';
import { speak } from '../../src/words/speak.ts';
import { textOf } from '../commands/builders.ts';
import { alarmMessage, PRODUCTION } from '../core/alarm-fixtures.ts';
import {
  alarmArn,
  compositeAlarm,
  deploymentEvent,
  nativeRdsEvent,
  taskEvent,
} from '../core/notification-fixtures.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { type Bench, onEachEngine } from '../store/engines.ts';
import { awsTime, incidentHouse } from './incident-house.ts';

const MINUTE = 60_000;
const { guide } = shippedGuide();

/** The dimensions say whose alarm it is; somebody else's has a cluster that is not ours. */
function alarm(name: string, metric: string, seconds: number, more: Readonly<Record<string, unknown>> = {}) {
  const [namespace = '', metricName = ''] = metric.split(' ');
  return alarmMessage({
    AlarmName: name,
    AlarmArn: alarmArn(name),
    StateChangeTime: awsTime(seconds),
    Trigger: {
      ...JSON.parse(alarmMessage()).Trigger,
      Namespace: namespace,
      MetricName: metricName,
      Dimensions: DIMENSIONS[namespace],
    },
    ...more,
  });
}
const DIMENSIONS: Readonly<Record<string, readonly object[]>> = {
  'AWS/ApplicationELB': [{ name: 'LoadBalancer', value: 'app/hydrous-alb/50dc6c495c0c9188' }],
  'AWS/RDS': [{ name: 'DBInstanceIdentifier', value: 'hydrous-db' }],
  'AWS/ECS': [
    { name: 'ClusterName', value: 'hydrous' },
    { name: 'ServiceName', value: 'hydrous-production' },
  ],
  'AWS/EC2': [{ name: 'ClusterName', value: 'somebody-elses' }],
};
const ok = { NewStateValue: 'OK', NewStateReason: 'Threshold Crossed: [1.0 (02/03/26 10:08:00)] was fine.' };
const rds = (seconds: number, id = 'RDS-EVENT-0004') =>
  nativeRdsEvent(id, {
    'Event Time': new Date(Date.now() + seconds * 1_000).toISOString().replace('T', ' ').replace('Z', ''),
  });

function houseOf(bench: Bench, group = 5 * MINUTE, owner = 'one') {
  const house = incidentHouse(bench.store(), {}, owner, { group });
  return {
    ...house,
    async hear(...messages: readonly string[]): Promise<readonly Incident[]> {
      for (const message of messages) await house.deliver(message);
      while ((await house.receive.work()) > 0);
      return house.incidents();
    },
  };
}

function cardOf(incident: Incident | undefined): string {
  return textOf(incidentCard({ incident: incident!, guide, environment: PRODUCTION }), 'en');
}

async function notes(bench: Bench): Promise<readonly string[]> {
  const rows = await bench.raw('SELECT note FROM messages WHERE note IS NOT NULL ORDER BY seq');
  return rows.map(({ note }) => speak(JSON.parse(String(note)).text, 'en', 'plain'));
}

onEachEngine('what breaks together', (bench) => {
  it('is one incident, titled by its cause, and ends with the last of it', async () => {
    const house = houseOf(bench);
    const [one] = await house.hear(
      alarm('hydrous-5xx', 'AWS/ApplicationELB HTTPCode_Target_5XX_Count', -120),
      alarm('hydrous-tasks', 'AWS/ECS RunningTaskCount', -60),
    );
    expect(one).toMatchObject({ title: { alarm: 'hydrous-tasks' }, signals: { total: 2, alarming: 2 } });
    const [two] = await house.hear(alarm('hydrous-db-connections', 'AWS/RDS DatabaseConnections', -30));
    expect(two).toMatchObject({
      id: one?.id,
      title: { alarm: 'hydrous-db-connections' },
      alarm: { name: 'hydrous-db-connections' },
      alarmState: 'ALARM',
      fired: 1,
    });
    expect(cardOf(two)).toContain('3 of 3 in alarm');
    const [three] = await house.hear(
      alarm('hydrous-db-connections', 'AWS/RDS DatabaseConnections', -20, ok),
      alarm('hydrous-tasks', 'AWS/ECS RunningTaskCount', -15, ok),
    );
    expect(three).toMatchObject({ state: 'open', alarmState: 'ALARM', title: { alarm: 'hydrous-5xx' } });
    const [last] = await house.hear(
      alarm('hydrous-5xx', 'AWS/ApplicationELB HTTPCode_Target_5XX_Count', -10, ok),
    );
    expect(last).toMatchObject({ state: 'resolved', title: { alarm: 'hydrous-db-connections' } });
    expect(await house.incidents()).toHaveLength(1);
    expect(await house.events()).toEqual([
      'incident-opened',
      'incident-joined',
      'incident-joined',
      'incident-eased',
      'incident-eased',
      'incident-resolved',
    ]);
    expect((await notes(bench)).filter((text) => text.includes('one incident with the others'))).toHaveLength(
      2,
    );
    expect(house.errors).toEqual([]);
  });

  it('is not together when it is far apart in time, or when no window is set', async () => {
    const house = houseOf(bench);
    await house.hear(
      alarm('hydrous-5xx', 'AWS/ApplicationELB HTTPCode_Target_5XX_Count', -1_000),
      alarm('hydrous-cpu', 'AWS/ECS CPUUtilization', -10),
    );
    expect(await house.incidents()).toHaveLength(2);
    const apart = houseOf(bench, 0, 'other');
    await apart.hear(alarm('hydrous-memory', 'AWS/ECS MemoryUtilization', -10));
    expect(await apart.incidents()).toHaveLength(3);
  });

  it('a failed deployment, its stopped task and the alarm over it are one', async () => {
    const house = houseOf(bench);
    const now = new Date().toISOString();
    const [incident] = await house.hear(
      alarm('hydrous-tasks', 'AWS/ECS RunningTaskCount', -5),
      taskEvent({ stoppedAt: now }),
      deploymentEvent('SERVICE_DEPLOYMENT_FAILED', now),
    );
    expect(await house.incidents()).toHaveLength(1);
    expect(incident).toMatchObject({
      event: { name: 'SERVICE_DEPLOYMENT_FAILED' },
      alarm: { name: 'hydrous-tasks' },
      signals: { total: 2, alarming: 2 },
    });
    expect(cardOf(incident)).toContain('Deployment failed: hydrous-production');
    expect(cardOf(incident)).toContain('tasks failed to start');
  });

  it('a composite alarm goes to its child, and a child to its composite', async () => {
    const house = houseOf(bench, 0);
    const at = { StateChangeTime: awsTime(-20) };
    await house.hear(
      alarm('hydrous-5xx', 'AWS/ApplicationELB HTTPCode_Target_5XX_Count', -30),
      compositeAlarm(at),
    );
    expect(await house.incidents()).toMatchObject([
      { signals: { total: 2 }, title: { alarm: 'hydrous-5xx' } },
    ]);
    await house.hear(
      compositeAlarm({
        ...at,
        AlarmName: 'other',
        AlarmArn: alarmArn('other'),
        TriggeringChildren: [{ Arn: alarmArn('child') }],
      }),
    );
    await house.hear(alarm('child', 'AWS/EC2 CPUUtilization', -10));
    const found = await house.incidents();
    expect(found).toHaveLength(2);
    expect(found.map(({ signals }) => signals?.total)).toEqual([2, 2]);
  });
});

onEachEngine('a database that is down', (bench) => {
  it('holds back its symptoms, however late they come, and nobody is called for them', async () => {
    const house = houseOf(bench);
    await house.hear(rds(-1_800));
    const [incident] = await house.hear(
      alarm('hydrous-5xx', 'AWS/ApplicationELB HTTPCode_Target_5XX_Count', -30),
      alarm('hydrous-db-cpu', 'AWS/RDS CPUUtilization', -20),
    );
    const found = await house.incidents();
    // The alarm over the database itself is no symptom: it is near the symptoms, and so it joins them.
    expect(found.map(({ signals }) => signals?.total)).toEqual([3]);
    expect(incident).toMatchObject({ event: { id: 'RDS-EVENT-0004' }, title: { alarm: 'hydrous-db' } });
    expect((await notes(bench)).filter((text) => text.includes('nobody is called'))).toHaveLength(1);
    expect(cardOf(incident)).toContain('Database shut down: hydrous-db');
  });

  it('also when the guide found it out', async () => {
    const house = houseOf(bench);
    const [first] = await house.hear(alarm('hydrous-tasks', 'AWS/ECS RunningTaskCount', -1_800));
    const diagnosis = { verdicts: [{ entry: 'database-connection' }], ruledOut: [], advice: [] };
    await bench.store().incidents.save({
      ...first!,
      diagnosis: diagnosis as unknown as Diagnosis,
      version: first!.version + 1,
    });
    await house.hear(alarm('hydrous-5xx', 'AWS/ApplicationELB HTTPCode_Target_5XX_Count', -30));
    expect(await house.incidents()).toMatchObject([{ id: first?.id, signals: { total: 2 } }]);
  });

  it('comes back: its incident ends by the event that says so', async () => {
    const house = houseOf(bench);
    const [open] = await house.hear(rds(-60));
    expect(open).toMatchObject({ state: 'open', alarmState: 'ALARM', environment: 'production' });
    const [ended] = await house.hear(rds(-10, 'RDS-EVENT-0006'));
    expect(ended).toMatchObject({ state: 'resolved', alarmState: 'OK', event: { id: 'RDS-EVENT-0004' } });
    await house.hear(rds(-5, 'RDS-EVENT-0002'));
    await house.hear(rds(-4, 'RDS-EVENT-0016'));
    expect(await house.incidents()).toHaveLength(1);
    expect((await notes(bench)).filter((text) => text.includes('RDS-EVENT-0016'))).toHaveLength(1);
    expect((await notes(bench)).join()).not.toContain('RDS-EVENT-0002');
  });
});

onEachEngine('a storm', (bench) => {
  const names = Array.from({ length: 60 }, (_, at) => `hydrous-production-${at}`);

  it('is one card with a table, few notes, and a count of all that came', async () => {
    const house = houseOf(bench);
    const [incident] = await house.hear(
      ...names.map((name, at) => alarm(name, 'AWS/ECS CPUUtilization', at - 100)),
      ...names.slice(0, 30).map((name) => alarm(name, 'AWS/ECS CPUUtilization', -5, ok)),
    );
    expect(await house.incidents()).toHaveLength(1);
    expect(incident).toMatchObject({
      signals: { total: 60, alarming: 30, notices: 90, storm: true, shown: { length: 20 } },
    });
    const card = cardOf(incident);
    expect(card).toContain('Alarm storm: 30 of 60 in alarm');
    expect(card).toContain('90 changes counted');
    expect(card).toContain('And 40 more.');
    expect((await notes(bench)).length).toBeLessThan(12);
    expect(await bench.store().messages.get(`incident:${incident?.id}`)).not.toBeNull();
    const [ended] = await house.hear(
      ...names.slice(30).map((name) => alarm(name, 'AWS/ECS CPUUtilization', -1, ok)),
    );
    expect(ended).toMatchObject({ state: 'resolved', signals: { alarming: 0, notices: 120 } });
  });

  it('of alarms that belong to nobody is one card too, beside the first few', async () => {
    const house = houseOf(bench);
    const found = await house.hear(...names.map((name) => alarm(`x${name}`, 'AWS/EC2 CPUUtilization', -30)));
    expect(found).toHaveLength(11);
    const storms = found.filter(({ signals }) => signals?.storm === true);
    expect(storms).toMatchObject([{ signals: { total: 50 }, environment: null }]);
    expect(found.reduce((sum, { signals }) => sum + (signals?.total ?? 0), 0)).toBe(60);
  });

  it('does not lose its place when the messages come in disorder, twice, and to two processes', async () => {
    const one = incidentHouse(bench.store(), {}, 'one', { group: 5 * MINUTE });
    const two = incidentHouse(bench.store(), {}, 'two', { group: 5 * MINUTE });
    const messages = names
      .slice(0, 20)
      .flatMap((name, at) => [
        alarm(name, 'AWS/ECS CPUUtilization', -10, ok),
        alarm(name, 'AWS/ECS CPUUtilization', -60 - at),
        alarm(name, 'AWS/ECS CPUUtilization', -60 - at),
      ]);
    for (const [at, message] of messages.entries())
      await one.deliver(message, `m${(at * 7) % messages.length}`);
    const drain = async (house: typeof one) => {
      while ((await house.receive.work()) > 0);
    };
    await Promise.all([drain(one), drain(two)]);
    expect([...one.errors, ...two.errors]).toEqual([]);
    const rows = await bench.raw('SELECT DISTINCT state FROM incident_signals');
    expect(rows).toEqual([{ state: 'OK' }]);
    expect((await one.incidents()).every(({ state }) => state === 'resolved')).toBe(true);
  });
});

onEachEngine('tasks that stopped', (bench) => {
  it('are kept, the newest of them, also those that stopped as they should', async () => {
    const house = houseOf(bench);
    const arn = (id: number) => `arn:aws:ecs:us-east-1:123456789012:task/hydrous/${id}`;
    const minute = (at: number) => new Date(Date.now() - at * MINUTE).toISOString();
    await house.hear(
      taskEvent({ taskArn: arn(1), stoppedAt: minute(90) }),
      taskEvent({ taskArn: arn(2), stoppedAt: minute(80), stopCode: 'ServiceSchedulerInitiated' }),
      taskEvent({ taskArn: arn(2), stoppedAt: minute(80), stopCode: 'ServiceSchedulerInitiated' }),
      taskEvent({ taskArn: arn(3), lastStatus: 'DEPROVISIONING' }),
    );
    const { stoppedTasks } = bench.store();
    expect((await stoppedTasks.since('production', 0, 10)).map((task) => task.arn)).toEqual([arn(2), arn(1)]);
    expect(await stoppedTasks.since('production', Date.now() - 85 * MINUTE, 10)).toHaveLength(1);
    expect(await stoppedTasks.since('staging', 0, 10)).toEqual([]);
    for (let id = 10; id < 320; id += 1)
      await stoppedTasks.keep('production', {
        ...(await stoppedTasks.since('production', 0, 1))[0]!,
        arn: arn(id),
        stoppedAt: Date.now() - id,
      });
    expect(await stoppedTasks.since('production', 0, 1_000)).toHaveLength(300);
  });
});

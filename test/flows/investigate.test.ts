import { expect, it } from 'vitest';
import type { CommandReaders } from '../../src/core/command.ts';
import type { LogLine } from '../../src/core/ports/aws.ts';
import type { ServiceDeploymentView } from '../../src/core/ports/ecs.ts';
import { speak } from '../../src/words/speak.ts';
import { failing, operation, readers } from '../commands/builders.ts';
import { alarmMessage } from '../core/alarm-fixtures.ts';
import { definition, stopped } from '../core/evidence-fixtures.ts';
import { onEachEngine } from '../store/engines.ts';
import { awsTime, incidentHouse } from './incident-house.ts';

const SECOND = 1_000;
const changedAt = Date.now() - 150 * SECOND;

function deployment(revision: number, status: string, at: number): ServiceDeploymentView {
  return {
    arn: `arn:aws:ecs:us-east-1:123456789012:service-deployment/hydrous/hydrous-production/${revision}`,
    status,
    statusReason: null,
    createdAt: at,
    startedAt: at,
    finishedAt: null,
    targetRevision: {
      arn: `service-revision/${revision}`,
      taskDefinition: definition(revision),
      images: [
        {
          container: 'hydrous-container',
          image: `123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous:v1.${revision}`,
          digest: null,
        },
      ],
    },
    breaker: null,
  };
}

/** A deploy of an image for the wrong architecture: no task runs, each says its one line. */
function broken(): Partial<CommandReaders> {
  const healthy = readers();
  const task = stopped({ exit: 255, startedAt: changedAt + 55 * SECOND, stoppedAt: changedAt + 60 * SECOND });
  const lines: readonly LogLine[] = [
    {
      at: changedAt + 60 * SECOND,
      stream: 'ecs/hydrous-container/0123',
      id: '1',
      message: 'exec /usr/local/bin/uvicorn: exec format error',
    },
  ];
  return {
    ecs: {
      service: async (environment) => ({
        ...(await healthy.ecs.service(environment)),
        taskDefinition: definition(43),
        running: 0,
        deployments: [
          {
            id: 'ecs-svc/43',
            status: 'PRIMARY',
            taskDefinition: definition(43),
            desired: 2,
            running: 0,
            pending: 0,
            failed: 3,
            rolloutState: 'IN_PROGRESS',
            rolloutStateReason: null,
            createdAt: changedAt,
            updatedAt: null,
          },
        ],
      }),
      taskDefinition: async (environment, reference) => ({
        ...(await healthy.ecs.taskDefinition(environment, reference)),
        arn: reference,
      }),
      tasks: async (_environment, state) => (state === 'STOPPED' ? [task] : []),
    },
    history: {
      ...healthy.history,
      recent: async () => [
        deployment(43, 'IN_PROGRESS', changedAt),
        deployment(42, 'SUCCESSFUL', changedAt - 86_400_000),
      ],
    },
    images: {
      ...healthy.images,
      image: async () => ({
        digest: 'd',
        tags: [],
        pushedAt: null,
        status: null,
        platforms: [{ os: 'linux', architecture: 'arm64' }],
      }),
    },
    logs: { search: async () => ({ lines, partial: false }) },
    operations: async () => [
      operation({
        plan: { ...operation().plan, target: { taskDefinition: definition(43) } },
        startedAt: changedAt - 5 * SECOND,
        requester: { user: 'U0ANA', team: 'T0HYDROUS' },
      }),
    ],
  };
}

onEachEngine('investigating', (bench) => {
  async function opened(
    over: Partial<CommandReaders>,
    message = alarmMessage({ StateChangeTime: awsTime(-30) }),
  ) {
    const house = incidentHouse(bench.store(), over);
    await house.deliver(message);
    await house.receive.work();
    return house;
  }

  it('finds the cause, says it once in the thread and offers the rollback', async () => {
    const house = await opened(broken());
    expect(await house.investigate.work()).toBe(1);
    const [incident] = await house.incidents();
    expect(incident?.diagnosis?.verdicts[0]).toMatchObject({
      entry: 'architecture-mismatch',
      symptomOf: null,
    });
    expect(incident?.diagnosis?.offerRollback).toBe(true);
    expect(incident?.evidence?.lastChange).toMatchObject({
      ok: true,
      value: { revision: 43, by: 'U0ANA', image: { from: 'v1.42', to: 'v1.43' }, proven: { revision: 42 } },
    });
    expect(incident?.evidence?.image).toMatchObject({
      ok: true,
      value: { wanted: 'linux/amd64', platforms: ['linux/arm64'] },
    });
    expect(incident?.investigateAt).toBeGreaterThan(Date.now());
    const note = await bench.store().messages.get(`note:${incident?.id}:2`);
    expect(note?.note === null || note === null ? '' : speak(note.note!.text, 'es', 'plain')).toContain(
      'otra arquitectura',
    );
    expect(house.errors).toEqual([]);
    expect(await house.investigate.work()).toBe(0);
  });

  it('shows each part that could not be read, and goes on', async () => {
    const house = await opened({
      ...broken(),
      history: { ...readers().history, recent: () => Promise.reject(failing()) },
    });
    await house.investigate.work();
    const [incident] = await house.incidents();
    // The service itself still tells what is being rolled out, and nothing of what worked before.
    expect(incident?.evidence?.lastChange).toMatchObject({ ok: true, value: { revision: 43, proven: null } });
    expect(incident?.diagnosis?.advice).toMatchObject([{ say: 'incidents.changes-not-read' }]);
    expect(incident?.diagnosis?.verdicts[0]?.entry).toBe('architecture-mismatch');
    expect(incident?.diagnosis?.offerRollback).toBe(false);
  });

  it('ends when everything fails in unforeseen ways', async () => {
    const boom = () => Promise.reject(new Error('boom'));
    const house = await opened({
      ecs: { service: boom, taskDefinition: boom, tasks: boom },
      history: { recent: boom, describe: boom },
      images: { image: boom, recent: boom },
      logs: { search: boom },
      targets: { health: boom },
      alarms: { open: boom, alarm: boom },
      operations: boom,
    });
    expect(await house.investigate.work()).toBe(1);
    const [incident] = await house.incidents();
    expect(incident?.diagnosis).toMatchObject({ verdicts: [], ruledOut: [], offerRollback: false });
  });

  it('does not let a part that hangs hold up the others', async () => {
    const hang = () => new Promise<never>(() => undefined);
    const house = await opened({
      ...broken(),
      targets: { health: hang },
      // The ten seconds pass at once here, after everything else has answered.
      clock: {
        now: Date.now,
        sleep: (_ms, signal) =>
          signal?.aborted ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, 200)),
      },
    });
    await house.investigate.work();
    const [incident] = await house.incidents();
    expect(incident?.evidence?.targets.ok).toBe(false);
    expect(incident?.evidence?.logLines.ok).toBe(true);
  });

  it('stores no secret', async () => {
    const secret = 'hunter2'.repeat(3);
    const lines = [
      { at: changedAt, stream: 's', id: '1', message: `ERROR: postgresql://u:${secret}@db/app` },
    ];
    const house = await opened({ ...broken(), logs: { search: async () => ({ lines, partial: false }) } });
    await house.investigate.work();
    expect(JSON.stringify(await house.incidents())).not.toContain(secret);
  });

  it('keeps stopped tasks that ECS has forgotten', async () => {
    let tasks = [stopped({ exit: 255 })];
    const ecs = broken().ecs!;
    const house = await opened({ ...broken(), ecs: { ...ecs, tasks: async () => tasks } });
    await house.investigate.work();
    tasks = [];
    await bench.raw('UPDATE incidents SET investigate_at = 0');
    await house.investigate.work();
    const [incident] = await house.incidents();
    expect(incident?.evidence?.stoppedTasks).toMatchObject({ ok: true, value: [{ id: '0123' }] });
  });

  it('closes an OK without data only when the service is really well', async () => {
    const house = await opened(broken());
    const noData = alarmMessage({
      NewStateValue: 'OK',
      StateChangeTime: awsTime(-1),
      NewStateReason:
        'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
    });
    await house.deliver(noData);
    await house.receive.work();
    await house.investigate.work();
    expect(await house.incidents()).toMatchObject([{ state: 'open', alarmState: 'OK' }]);
    await bench.raw('UPDATE incidents SET investigate_at = 0');
    await incidentHouse(bench.store(), {}, 'later').investigate.work();
    expect(await house.incidents()).toMatchObject([{ state: 'resolved' }]);
  });

  it('finds an OK that was never sent', async () => {
    const alarms = {
      ...readers().alarms,
      alarm: async () => ({
        name: 'x',
        arn: 'x',
        state: 'OK',
        updatedAt: Date.now() - SECOND,
        reason:
          'Threshold Crossed: 1 datapoint [2.0 (02/03/26 10:08:00)] was not less than the threshold (2.0).',
      }),
    };
    const house = await opened({ alarms });
    await house.investigate.work();
    expect(await house.incidents()).toMatchObject([{ state: 'resolved', alarmState: 'OK' }]);
    expect(await house.events()).toEqual(['incident-opened', 'incident-resolved']);
  });

  it('is done by one of two processes', async () => {
    const one = await opened(broken());
    const other = incidentHouse(bench.store(), broken(), 'other');
    const looked = await Promise.all([one.investigate.work(), other.investigate.work()]);
    expect(looked.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(1);
    expect([...one.errors, ...other.errors]).toEqual([]);
  });
});

onEachEngine('acknowledging', (bench) => {
  const ana = { user: 'U0ANA', team: 'T0HYDROUS' };
  const luis = { user: 'U0LUIS', team: 'T0HYDROUS' };

  it('is done by the first; the second one is told who that was', async () => {
    const house = incidentHouse(bench.store());
    await house.deliver(alarmMessage({ StateChangeTime: awsTime(-30) }));
    await house.receive.work();
    const [incident] = await house.incidents();
    const ask = (by: typeof ana) => house.acknowledge({ incident: incident!.id, by });
    const answers = await Promise.all([ask(ana), ask(luis), ask(ana), ask(luis)]);
    const texts = answers.map(({ summary }) => speak(summary, 'es', 'plain'));
    expect(texts.filter((text) => text.startsWith('Reconociste'))).toHaveLength(1);
    expect(texts.filter((text) => /@U0\w+ ya lo reconoció/.test(text))).toHaveLength(3);
    const [now] = await house.incidents();
    expect(now).toMatchObject({ state: 'acknowledged', version: 2 });
    expect((await house.events()).filter((event) => event === 'incident-acknowledged')).toHaveLength(1);
  });

  it('of nothing, or of what is over, is answered as such', async () => {
    const house = incidentHouse(bench.store());
    const spoken = async (id: string) =>
      speak((await house.acknowledge({ incident: id, by: ana })).summary, 'en', 'plain');
    expect(await spoken('inc-nothing')).toContain('There is no incident');
    await house.deliver(alarmMessage({ StateChangeTime: awsTime(-30) }));
    await house.deliver(alarmMessage({ NewStateValue: 'OK', StateChangeTime: awsTime(-10) }));
    await house.receive.work();
    const [incident] = await house.incidents();
    expect(await spoken(incident!.id)).toContain('is resolved already');
  });
});

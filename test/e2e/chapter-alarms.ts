/** "Configuración de Alertas": what the guide sets up in the console of CloudWatch. */
import { expect } from 'vitest';
import type { Desk, GuideHouse } from './guide-house.ts';

/** The recipes of each thing that the guide wants watched, and where they are set up. */
const GROUPS = [
  ['ECS', 'develop', ['ecs-cpu', 'ecs-memory', 'ecs-running-tasks']],
  ['the load balancer', 'develop', ['alb-5xx', 'alb-own-5xx', 'alb-latency', 'alb-unhealthy']],
  ['RDS', 'qa', ['rds-cpu', 'rds-connections', 'rds-storage', 'rds-memory']],
  ['Redis', 'qa', ['redis-cpu', 'redis-memory', 'redis-evictions']],
] as const;

const namesIn = (lane: string, { sandbox }: Desk) =>
  [...sandbox.aws.world.alarms.all.keys()].filter((name) => name.startsWith(`hydrous-${lane}-`)).sort();

export function tellAlarms({ row }: GuideHouse): void {
  row('what the guide wants watched is listed with how it stands', 'qa', async ({ answer }) => {
    await answer('alarms create qa', ...GROUPS.flatMap(([, , ids]) => ids));
  });

  for (const [name, lane, ids] of GROUPS) {
    row(`the alarms of ${name} are set up with their action, and taken away again`, lane, async (desk) => {
      const { alarms } = desk.sandbox.aws.world;
      const done = await desk.done('alarms-create', `alarms create ${ids.join(' ')} ${lane}`);
      expect(namesIn(lane, desk)).toEqual(ids.map((id) => `hydrous-${lane}-${id}`).sort());
      const actions = namesIn(lane, desk).map((each) => alarms.all.get(each)?.definition.AlarmActions);
      expect(actions).toEqual(ids.map(() => [desk.sandbox.aws.topicArn]));
      await desk.undone('alarms-restore', done);
      expect(namesIn(lane, desk)).toEqual([]);
    });
  }

  row(
    'an alarm that exists gets the threshold and the time of the guide, and its own back',
    'production',
    async (desk) => {
      const { alarms } = desk.sandbox.aws.world;
      const settings = () => structuredClone(alarms.all.get('hydrous-cpu-high')?.definition);
      const before = settings();
      const done = await desk.done('alarms-create', 'alarms create ecs-cpu production');
      expect(settings()).toMatchObject({
        AlarmDescription: before?.AlarmDescription,
        Statistic: 'Average',
        Threshold: 80,
        Period: 60,
        EvaluationPeriods: 5,
      });
      await desk.undone('alarms-restore', done);
      expect(settings()).toEqual(before);
    },
  );

  row('a test alarm goes all the way to the channel', 'qa', async (desk) => {
    await desk.sandbox.slack.as('U0ANA').command('/hydrous', 'alarms test qa');
    const { state } = desk.sandbox.slack;
    const card = await state.until(
      () => state.messages('C0INC').find(({ blocks }) => JSON.stringify(blocks).includes('hydrous-test-qa')),
      30_000,
    );
    expect(card.channel).toBe('C0INC');
  });

  row('the alarms are listed in plain words, and what became of one', 'production', async ({ answer }) => {
    await answer('alarms production', 'hydrous-5xx', 'hydrous-cpu-high');
    await answer('alarms history hydrous-5xx production', 'hydrous-5xx');
  });
}

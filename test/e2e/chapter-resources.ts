/** "Gestión de Recursos": capacity, autoscaling, the database and the cache. */
import { expect } from 'vitest';
import type { Desk, GuideHouse } from './guide-house.ts';

const DATABASE = 'hydrous-qa-db';
const CACHE = 'hydrous-qa-redis';
/** Metrics that no policy follows before, as AWS calls them, with two targets. */
const FOLLOWED = [
  ['memory', 'ECSServiceAverageMemoryUtilization', 70, 80],
  ['requests', 'ALBRequestCountPerTarget', 1000, 500],
] as const;

export function tellResources({ row }: GuideHouse): void {
  row('the number of tasks is changed, and changed back', 'qa', async (desk) => {
    expect(desk.service().desired).toBe(2);
    const done = await desk.done('scale', 'scale 3 qa');
    expect(desk.service().desired).toBe(3);
    await desk.undone('scale', done);
    expect(desk.service().desired).toBe(2);
  });

  row(
    'CPU and memory of the tasks are changed in a new revision, and changed back',
    'develop',
    async (desk) => {
      const size = () => sizeOf(desk);
      expect(size()).toEqual({ cpu: '512', memory: '1024' });
      const done = await desk.done('scale-task', 'scale cpu=1024 memory=2048 develop');
      expect(size()).toEqual({ cpu: '1024', memory: '2048' });
      await desk.undone('scale-task', done);
      expect(size()).toEqual({ cpu: '512', memory: '1024' });
    },
  );

  row('autoscaling is shown with its bounds and policies', 'qa', async ({ answer }) => {
    await answer('autoscale qa', 'hydrous-cpu', '60');
  });

  row('the bounds of autoscaling are changed, and changed back', 'qa', async (desk) => {
    const bounds = () => {
      const { MinCapacity, MaxCapacity } = targetOf(desk);
      return [MinCapacity, MaxCapacity];
    };
    const done = await desk.done('autoscale', 'autoscale min=2 max=6 qa');
    expect(bounds()).toEqual([2, 6]);
    await desk.undone('autoscale', done);
    expect(bounds()).toEqual([1, 4]);
  });

  row(
    'the CPU that autoscaling holds is changed with its cooldowns kept, and changed back',
    'qa',
    async (desk) => {
      const [before] = policiesOf(desk);
      const done = await desk.done('autoscale', 'autoscale cpu=50 qa');
      expect(policiesOf(desk)).toEqual([{ ...before, TargetValue: 50 }]);
      await desk.undone('autoscale', done);
      expect(policiesOf(desk)).toEqual([before]);
    },
  );

  for (const [metric, type, first, then] of FOLLOWED) {
    row(
      `autoscaling begins to follow ${metric} and then another value, which is taken back`,
      'qa',
      async (desk) => {
        const target = () =>
          policiesOf(desk).find((each) => each?.PredefinedMetricSpecification?.PredefinedMetricType === type)
            ?.TargetValue;
        await desk.done('autoscale', `autoscale ${metric}=${first} qa`);
        expect(target()).toBe(first);
        const done = await desk.done('autoscale', `autoscale ${metric}=${then} qa`);
        expect(target()).toBe(then);
        await desk.undone('autoscale', done);
        expect(target()).toBe(first);
      },
    );
  }

  row('autoscaling is suspended for a time, and Undo lets it run again', 'qa', async (desk) => {
    const done = await desk.done('autoscale-suspend', 'autoscale suspend 2h qa');
    expect(flagsOf(desk)).toEqual([true, true, true]);
    await desk.undone('autoscale-resume', done);
    expect(flagsOf(desk)).toEqual([false, false, false]);
  });

  row('autoscaling is resumed by a command', 'qa', async (desk) => {
    await desk.done('autoscale-suspend', 'autoscale suspend 30m qa');
    await desk.done('autoscale-resume', 'autoscale resume qa');
    expect(flagsOf(desk)).toEqual([false, false, false]);
  });

  row('the database is shown with the endpoint to connect to', 'data', async ({ answer }) => {
    await answer('db qa', `${DATABASE}.c9akexample1.us-east-1.rds.amazonaws.com`, 'db.t3.micro');
  });

  row('a snapshot of the database is taken by hand, and listed', 'data', async (desk) => {
    const { snapshots } = desk.sandbox.aws.world.rds;
    const mine = () => [...snapshots.values()].filter(({ instance }) => instance === DATABASE);
    expect(mine()).toEqual([]);
    await desk.done('db-snapshot', 'db snapshot qa');
    expect(mine().map(({ status, type }) => [status, type])).toEqual([['available', 'manual']]);
    await desk.answer('db snapshots qa', mine()[0]!.id);
  });

  row('a snapshot is restored into a new database beside the live one', 'data', async (desk) => {
    const { snapshots, instances } = desk.sandbox.aws.world.rds;
    const [snapshot] = [...snapshots.values()].filter(({ instance }) => instance === DATABASE);
    const before = structuredClone(instances.get(DATABASE));
    const done = await desk.done('db-restore', `db restore ${snapshot!.id} qa`);
    const made = [...instances.values()].find(({ id }) => id.startsWith(`${DATABASE}-restored-`));
    expect(made).toMatchObject({
      status: 'available',
      instanceClass: 'db.t3.micro',
      settings: before?.settings,
    });
    expect(instances.get(DATABASE)).toEqual(before);
    // A database is never deleted from here, so there is no button.
    expect(JSON.stringify(done.card.blocks)).toContain(`${made?.address}:5432`);
    await expect(desk.undone('db-restore', done)).rejects.toThrow('no element undo');
  });

  row('the class of the database is changed, and changed back', 'data', async (desk) => {
    const classOf = () => desk.sandbox.aws.world.rds.instances.get(DATABASE)?.instanceClass;
    const done = await desk.done('db-resize', 'db resize db.t3.small qa');
    expect(classOf()).toBe('db.t3.small');
    await desk.undone('db-resize', done);
    expect(classOf()).toBe('db.t3.micro');
  });

  row('the cache is shown with the endpoint to connect to', 'data', async ({ answer }) => {
    await answer('cache qa', `${CACHE}.x1example.0001.use1.cache.amazonaws.com`, 'cache.t3.micro');
  });

  row('the node type of the cache is changed, and changed back', 'data', async (desk) => {
    const typeOf = () => desk.sandbox.aws.world.cache.clusters.get(CACHE)?.nodeType;
    const done = await desk.done('cache-resize', 'cache resize cache.t3.small qa');
    expect(typeOf()).toBe('cache.t3.small');
    await desk.undone('cache-resize', done);
    expect(typeOf()).toBe('cache.t3.micro');
  });
}

function sizeOf({ service, sandbox }: Desk): { readonly cpu?: string; readonly memory?: string } {
  const arn = service().taskDefinition;
  const all = sandbox.aws.world.ecs.families.get('hydrous') ?? [];
  const { cpu, memory } = all.find(({ definition }) => definition.taskDefinitionArn === arn)!.definition;
  return { cpu: cpu!, memory: memory! };
}

function targetOf({ sandbox, service }: Desk) {
  const { name } = service();
  return sandbox.aws.world.autoscaling.targets.find(({ ResourceId }) => ResourceId?.endsWith(`/${name}`))!;
}

function policiesOf({ sandbox, service }: Desk) {
  const { name } = service();
  return sandbox.aws.world.autoscaling.policies
    .filter(({ ResourceId }) => ResourceId?.endsWith(`/${name}`))
    .map((policy) => policy.TargetTrackingScalingPolicyConfiguration);
}

function flagsOf(desk: Desk): readonly (boolean | undefined)[] {
  const { SuspendedState: state } = targetOf(desk);
  return [
    state?.DynamicScalingInSuspended,
    state?.DynamicScalingOutSuspended,
    state?.ScheduledScalingSuspended,
  ];
}

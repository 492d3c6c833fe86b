import { describe, expect, it } from 'vitest';
import type { AlarmRecipe } from '../../src/core/alarm-recipe.ts';
import type { Standing } from '../../src/core/alarm-standing.ts';
import type { CommandReaders } from '../../src/core/command.ts';
import type { AlarmDefinition } from '../../src/core/ports/alarm-definitions.ts';
import type { AlarmChange, AlarmDetail } from '../../src/core/ports/alarms.ts';
import { environment, failing, harness, NOW, readers, textOf } from './builders.ts';

const MINUTE = 60_000;

const RECIPE: AlarmRecipe = {
  id: 'ecs-cpu',
  watches: 'service',
  namespace: 'AWS/ECS',
  metric: 'CPUUtilization',
  statistic: 'Average',
  period: 60,
  evaluationPeriods: 5,
  datapointsToAlarm: 5,
  comparison: 'GreaterThanThreshold',
  threshold: 80,
  missing: 'missing',
  why: { es: 'CPU alta', en: 'high CPU' },
};
const DEFINITION: AlarmDefinition = {
  ...RECIPE,
  name: 'production-cpu',
  description: null,
  dimensions: {},
  unit: null,
  lowSamples: null,
  actionsEnabled: true,
  alarmActions: [],
  okActions: [],
  noDataActions: [],
};

function detail(name: string, over: Partial<AlarmDetail> = {}): AlarmDetail {
  return {
    name,
    arn: `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`,
    state: 'OK',
    reason: 'Threshold Crossed: 1 datapoint [12.0 (24/11/26 14:59:00)] was not greater than …',
    updatedAt: NOW - MINUTE,
    kind: 'metric',
    metric: { namespace: 'AWS/ECS', name: 'CPUUtilization', dimensions: {}, statistic: 'Average' },
    threshold: 80,
    comparison: 'GreaterThanThreshold',
    period: 60,
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    actionsEnabled: true,
    ...over,
  };
}

const change = (alarm: string, minutesAgo: number, from: string, to: string): AlarmChange => ({
  alarm,
  at: NOW - minutesAgo * MINUTE,
  from,
  to,
  reason: to === 'ALARM' ? 'Threshold Crossed: [92.5 (24/11/26 14:00:00)]' : null,
});

function catalog(
  all: readonly AlarmDetail[],
  changes: readonly AlarmChange[] = [],
): Pick<CommandReaders, 'alarmCatalog'> {
  return {
    alarmCatalog: {
      all: async () => all,
      changes: async (_, { name }) => ({
        changes: changes.filter(({ alarm }) => name === undefined || alarm === name),
        partial: false,
      }),
    },
  };
}

const run = async (line: string, over: Partial<CommandReaders>, locale: 'es' | 'en' = 'en') =>
  textOf(await harness({ readers: readers(over) }).run(line), locale);

describe('alarms', () => {
  it('are listed with the open ones first, in plain words, with how often they fired', async () => {
    const text = await run(
      'alarms',
      catalog(
        [
          detail('a-cpu'),
          detail('z-firing', { state: 'ALARM', reason: '[92.5 (24/11/26 14:59:00)]' }),
          detail('m-silent', { state: 'INSUFFICIENT_DATA' }),
        ],
        [change('z-firing', 1, 'OK', 'ALARM'), change('z-firing', 30, 'OK', 'ALARM')],
      ),
    );
    expect(text.split('\n').slice(0, 5)).toEqual([
      '*production*: 1 alarm firing, of 3',
      '*production*: 1 alarm firing, of 3',
      '[stop] z-firing: CPU 92.5 % > 80 % for 3 of 3 min · since 2026-11-24T14:59:00.000Z · *fired 2 times in 24 h*',
      '[warning] m-silent: no data of its metric · since 2026-11-24T14:59:00.000Z',
      '[ok] a-cpu: CPU 12 % (fires if > 80 %) · since 2026-11-24T14:59:00.000Z',
    ]);
    expect(text).toContain('/hydrous alarms history z-firing');
  });

  it('of other kinds are told in words too, and those that tell nobody say so', async () => {
    const text = await run(
      'alarms',
      catalog([
        detail('c', { kind: 'composite', metric: null, threshold: null }),
        detail('e', { kind: 'expression', metric: null }),
        detail('n', { kind: 'anomaly', threshold: null, comparison: 'GreaterThanUpperThreshold' }),
        detail('off', { actionsEnabled: false }),
      ]),
      'es',
    );
    expect(text).toContain('c: compuesta de otras alarmas');
    expect(text).toContain('e: cálculo sobre varias métricas');
    expect(text).toContain('n: CPU fuera de su banda normal');
    expect(text).toContain('acciones desactivadas en AWS');
  });

  it('are shown without counts when the history cannot be read', async () => {
    const text = await run('alarms', {
      alarmCatalog: { all: async () => [detail('a')], changes: () => Promise.reject(failing()) },
    });
    expect(text).toContain('[ok] a: CPU 12 %');
    expect(text).toContain('The history could not be read');
  });

  it('none at all is said, since it means that nobody is told', async () => {
    expect(await run('alarms', catalog([]), 'es')).toContain('no tiene ninguna alarma en CloudWatch');
  });

  it('forty at most, with how many more there are', async () => {
    const many = Array.from({ length: 60 }, (_, at) => detail(`alarm-${String(at).padStart(2, '0')}`));
    expect(await run('alarms', catalog(many))).toContain('and 20 more');
  });
});

describe('alarms history', () => {
  const changes = [
    change('cpu', 5, 'ALARM', 'OK'),
    change('cpu', 12, 'OK', 'ALARM'),
    change('other', 3, 'OK', 'ALARM'),
  ];

  it('shows the changes of one, newest first, with how long each state lasted', async () => {
    const text = await run('alarms history cpu', catalog([detail('cpu')], changes));
    expect(text.split('\n')).toEqual([
      'cpu: fired 1 time in 14 days (2 changes of state)',
      'cpu: fired 1 time in 14 days (2 changes of state)',
      '[ok] 2026-11-24T14:55:00.000Z: alarm → *OK* · for 5 min',
      '[stop] 2026-11-24T14:48:00.000Z: OK → *alarm* at 92.5 · for 7 min',
    ]);
  });

  it('takes a name of several words', async () => {
    const asked: (string | undefined)[] = [];
    await run('alarms history "API errors" production', {
      alarmCatalog: {
        all: async () => [],
        changes: async (_, { name }) => {
          asked.push(name);
          return { changes, partial: false };
        },
      },
    });
    expect(asked).toEqual(['API errors']);
  });

  it('of a name that is none offers the nearest', async () => {
    const text = await run('alarms history hydrous-5x', catalog([detail('hydrous-5xx')]));
    expect(text).toContain('There is no alarm “hydrous-5x” in production. Did you mean hydrous-5xx?');
  });

  it('of an alarm that never changed is empty, and no mistake', async () => {
    const known = async () => ({ name: 'cpu', arn: 'a', state: 'OK', reason: null, updatedAt: null });
    const text = await run('alarms history cpu', {
      ...catalog([detail('cpu')]),
      alarms: { open: async () => [], alarm: known },
    });
    expect(text).toContain('cpu has not changed its state in the last 14 days');
  });

  it.each([
    ['alarms history', 'name of the alarm is missing'],
    ['alarms hystory cpu', 'I do not understand “hystory cpu”'],
    ['alarms test now', 'I do not understand “test now”'],
    ['alarms producton', 'production'],
  ])('%s is answered with what to type', async (line, words) => {
    expect(await run(line, catalog([detail('cpu')]))).toContain(words);
  });
});

describe('alarms create', () => {
  const recipe = (id: string) => ({ ...RECIPE, id });
  const standings: readonly Standing[] = [
    { standing: 'same', recipe: recipe('rds-cpu'), name: 'our-db-cpu' },
    { standing: 'missing', recipe: recipe('ecs-cpu'), after: DEFINITION },
    {
      standing: 'differs',
      recipe: recipe('ecs-memory'),
      before: DEFINITION,
      after: { ...DEFINITION, threshold: 70 },
      differences: [{ field: 'threshold', from: '80', to: '70' }],
    },
  ];

  it('alone lists the recipes with what exists, differs and is missing, and the next line to type', async () => {
    const text = await run('alarms create', { alarmStandings: async () => standings });
    expect(text).toContain('1 as they should be, 1 different, 1 missing');
    expect(text).toContain('[stop] ecs-cpu: missing · would fire at CPU > 80 %, 5 of 5 × 1 min');
    expect(text).toContain('[warning] ecs-memory: production-cpu differs · threshold 80 → 70');
    expect(text).toContain('/hydrous alarms create all production');
  });

  it.each([
    ['alarms create all', 'alarms-create', { recipes: ['all'] }],
    ['alarms create ECS-CPU rds-cpu', 'alarms-create', { recipes: ['ecs-cpu', 'rds-cpu'] }],
    ['alarms restore op-7kq2m9xd4t', 'alarms-restore', { operation: 'op-7kq2m9xd4t' }],
  ])('%s is a change', async (line, kind, wish) => {
    const asked = harness();
    await asked.run(line);
    expect(asked.changes).toMatchObject([{ kind, wish }]);
  });

  it('restore without an id says what to type', async () => {
    expect(await run('alarms restore', {})).toContain('alarms restore op-7kq2m9xd4t');
  });
});

describe('alarms test', () => {
  it('is a change, so only an operator may ask for it', async () => {
    const asked = harness();
    await asked.run('alarms test');
    expect(asked.changes).toEqual([
      { kind: 'test-alarm', environment: 'production', wish: {}, reason: null },
    ]);
    const viewer = harness();
    await viewer.run('alarms test', { member: { user: 'U0VIEWER', team: 'T0HYDROUS' } });
    expect(viewer.changes).toEqual([]);
    expect(viewer.refused).toMatchObject([{ at: 'permission' }]);
  });

  it('names its environment when there are several, though reading needs no name', async () => {
    const several = harness({ environments: [environment('production'), environment('staging')] });
    await several.run('alarms test');
    expect(several.refused).toMatchObject([{ at: 'arguments' }]);
    await several.run('alarms test staging');
    await several.run('alarms');
    expect(several.changes).toMatchObject([{ environment: 'staging' }]);
    expect(several.refused).toHaveLength(1);
  });
});

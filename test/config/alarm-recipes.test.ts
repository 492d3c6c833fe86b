import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadAlarmRecipes, readAlarmRecipes } from '../../src/config/alarm-recipes.ts';

const LINES = [
  'alarms:',
  '  ecs-cpu:',
  '    watches: service',
  '    metric: AWS/ECS/CPUUtilization',
  '    statistic: Average',
  '    period: 60',
  '    evaluationPeriods: 5',
  '    datapointsToAlarm: 3',
  '    fires: above',
  '    threshold: 80',
  '    missing: missing',
  '    why: { es: CPU alta, en: high CPU }',
];

/** The recipe with the line of one key replaced. */
function withLine(line: string): string {
  const key = line.trim().split(':')[0];
  return LINES.map((each) => (each.trim().startsWith(`${key}:`) ? line : each)).join('\n');
}

test('reads a recipe, with thresholds in the units that people think in', () => {
  const read = readAlarmRecipes(withLine('    threshold: "2GiB"'), 'alarms.yml');
  expect(read).toMatchObject({
    ok: true,
    recipes: [
      {
        id: 'ecs-cpu',
        namespace: 'AWS/ECS',
        metric: 'CPUUtilization',
        comparison: 'GreaterThanThreshold',
        threshold: 2 * 1024 ** 3,
      },
    ],
  });
});

test.each([
  ['    watches: servise', 'alarms.yml:3: alarms.ecs-cpu.watches'],
  ['    metric: CPUUtilization', 'alarms.yml:4: alarms.ecs-cpu.metric'],
  ['    statistic: p101', 'alarms.yml:5: alarms.ecs-cpu.statistic'],
  ['    period: 90', 'alarms.yml:6: alarms.ecs-cpu.period is 90; write 10, 30, or a multiple of 60'],
  ['    evaluationPeriods: 2', 'alarms.yml:8: alarms.ecs-cpu.datapointsToAlarm is 3, more than the 2'],
  ['    fires: over', 'alarms.yml:9: alarms.ecs-cpu.fires is "over"; write above or at-least'],
  ['    threshold: "80%"', 'alarms.yml:10: alarms.ecs-cpu.threshold is "80%"; write a whole number'],
  ['    missing: good', 'alarms.yml:11: alarms.ecs-cpu.missing'],
  ['  all:', 'alarms.yml:2'],
])('%s is a mistake, named with its line', (line, mistake) => {
  const content = line === '  all:' ? LINES.join('\n').replace('  ecs-cpu:', line) : withLine(line);
  const read = readAlarmRecipes(content, 'alarms.yml');
  expect(read.ok ? [] : read.mistakes).toEqual([expect.stringContaining(mistake)]);
});

test('an alarm that looks back more than a week is a mistake', () => {
  const content = withLine('    period: 86400').replace('evaluationPeriods: 5', 'evaluationPeriods: 8');
  expect(readAlarmRecipes(content, 'alarms.yml')).toMatchObject({
    mistakes: [expect.stringContaining('more than 7 days')],
  });
});

test('what ships covers all that the guide monitors, also for a folder of a team without the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hydrous-recipes-'));
  mkdirSync(join(folder, 'guide'));
  const shipped = loadAlarmRecipes('guide/', join(folder, 'hydrous.yml'));
  const metrics = shipped.ok ? shipped.recipes.map(({ namespace, metric }) => `${namespace}/${metric}`) : [];
  expect(metrics).toEqual(
    expect.arrayContaining([
      'AWS/ECS/CPUUtilization',
      'AWS/ECS/MemoryUtilization',
      'ECS/ContainerInsights/RunningTaskCount',
      'AWS/ApplicationELB/HTTPCode_Target_5XX_Count',
      'AWS/ApplicationELB/TargetResponseTime',
      'AWS/ApplicationELB/UnHealthyHostCount',
      'AWS/RDS/CPUUtilization',
      'AWS/RDS/DatabaseConnections',
      'AWS/RDS/FreeStorageSpace',
      'AWS/RDS/FreeableMemory',
      'AWS/ElastiCache/EngineCPUUtilization',
      'AWS/ElastiCache/DatabaseMemoryUsagePercentage',
      'AWS/ElastiCache/Evictions',
    ]),
  );
  writeFileSync(join(folder, 'guide', 'alarms.yml'), LINES.join('\n'));
  const own = loadAlarmRecipes('guide/', join(folder, 'hydrous.yml'));
  expect(own.ok ? own.recipes.map(({ id }) => id) : []).toEqual(['ecs-cpu']);
  rmSync(folder, { recursive: true, force: true });
});

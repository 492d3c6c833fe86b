import { describe, expect, it } from 'vitest';
import { readFindings } from '../../src/core/doctor/permission-findings.ts';

const PICTURE = 'cloudwatch:GetMetricWidgetImage';
const tried = (...denied: readonly string[]) => [
  { action: 'ecs:DescribeServices', outcome: 'allowed' as const },
  ...denied.map((action) => ({ action, outcome: 'denied' as const })),
];
const told = (...denied: readonly string[]) =>
  readFindings('production', tried(...denied)).map(({ verdict, text }) => [
    verdict,
    'say' in text ? text.say : null,
  ]);

describe('rights to read', () => {
  it('are in order without the one to have charts drawn, and it is named', () => {
    expect(told(PICTURE)).toEqual([
      ['ok', 'doctor.ok'],
      ['skip', 'doctor.denied-picture'],
    ]);
  });

  it('are broken without any other', () => {
    expect(told(PICTURE, 'cloudwatch:GetMetricData')).toEqual([
      ['ng', 'doctor.denied'],
      ['skip', 'doctor.denied-picture'],
    ]);
    expect(told()).toEqual([['ok', 'doctor.ok']]);
  });
});

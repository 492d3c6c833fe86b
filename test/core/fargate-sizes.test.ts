import { describe, expect, test } from 'vitest';
import { monthlyCost } from '../../src/core/fargate-prices.ts';
import { isFargateSize, nearestSizes } from '../../src/core/fargate-sizes.ts';

describe('Fargate has', () => {
  test.each([
    [256, 512],
    [256, 1024],
    [256, 2048],
    [512, 1024],
    [512, 3072],
    [1024, 8192],
    [2048, 4096],
    [4096, 30_720],
    [8192, 20_480],
    [16_384, 122_880],
  ])('%i with %i MiB', (cpu, memory) => {
    expect(isFargateSize({ cpu, memory })).toBe(true);
  });

  test.each([
    [256, 1536],
    [256, 4096],
    [512, 512],
    [512, 1500],
    [300, 1024],
    [1024, 1024],
    [8192, 17_408],
    [16_384, 36_864],
    [32_768, 65_536],
  ])('not %i with %i MiB', (cpu, memory) => {
    expect(isFargateSize({ cpu, memory })).toBe(false);
  });

  test.each([
    [{ cpu: 512, memory: 768 }, '512/1024'],
    [{ cpu: 300, memory: 1024 }, '256/1024'],
    [{ cpu: 1024, memory: 1024 }, '512/1024'],
    [{ cpu: 32_768, memory: 65_536 }, '16384/65536'],
  ])('near %j first of all %s, and only sizes that are valid', (wanted, nearest) => {
    const offered = nearestSizes(wanted);
    expect(offered).toHaveLength(3);
    expect(offered.every(isFargateSize)).toBe(true);
    expect(`${offered[0]?.cpu}/${offered[0]?.memory}`).toBe(nearest);
  });
});

describe('the estimate', () => {
  const task = {
    region: 'us-east-1',
    architecture: 'X86_64',
    operatingSystem: 'LINUX',
    cpu: 1024,
    memory: 2048,
  };

  test('is vCPU hours and GB hours of a month of 730 hours', () => {
    expect(monthlyCost(task, 1)).toBe(36.04);
    expect(monthlyCost({ ...task, architecture: 'ARM64' }, 2)).toBe(57.67);
  });

  test.each([
    ['another region', { region: 'sa-east-1' }],
    ['another operating system', { operatingSystem: 'WINDOWS_SERVER_2022_CORE' }],
    ['another architecture', { architecture: 'RISCV' }],
  ])('is not made for %s', (_, over) => {
    expect(monthlyCost({ ...task, ...over }, 1)).toBeNull();
  });
});

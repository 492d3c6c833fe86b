import { expect, test } from 'vitest';
import { createTurnstile } from '../../src/flows/turnstile.ts';

test('lets a few work at once, the others wait in order, and a full line is told', async () => {
  const turnstile = createTurnstile(2, 2);
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const work = (id: number) => () => {
    started.push(id);
    return new Promise<number>((resolve) => ends.push(() => resolve(id)));
  };
  const passes = [1, 2, 3, 4, 5].map((id) => turnstile.pass(work(id)));
  expect(await passes[4]).toBe('full');
  expect(started).toEqual([1, 2]);
  expect(turnstile.waiting()).toBe(2);
  ends[0]?.();
  expect(await passes[0]).toBe(1);
  await Promise.resolve();
  expect(started).toEqual([1, 2, 3]);
  ends[1]?.();
  ends[2]?.();
  expect(await passes[2]).toBe(3);
  await Promise.resolve();
  ends[3]?.();
  expect(await passes[3]).toBe(4);
});

test('a failure frees its place', async () => {
  const turnstile = createTurnstile(1, 1);
  await expect(turnstile.pass(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await turnstile.pass(async () => 'next')).toBe('next');
});

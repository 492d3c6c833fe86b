import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { type House, openHouse, payload } from '../faults/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

const flags = () => house.aws.world.autoscaling.targets[0]?.SuspendedState;

test('a suspension of autoscaling ends by itself although the bot was dead when its time came', async () => {
  const target = house.aws.world.autoscaling.targets[0]!;
  const before = {
    DynamicScalingInSuspended: true,
    DynamicScalingOutSuspended: false,
    ScheduledScalingSuspended: false,
  };
  target.SuspendedState = before;
  await house.slack.as('U0ANA').command('/hydrous', 'autoscale suspend 2h');
  await house.slack.as('U0BRUNO').click(await house.operationIn(['pending']), 'approve');
  const id = payload(await house.operationIn(['succeeded']))['operation']!;
  expect(Object.values(flags()!)).toEqual([true, true, true]);

  await house.bot.kill();
  const store = openStore({ url: null, folder: house.environment['HYDROUS_DATA']! });
  await store.start();
  // Two hours later.
  await store.followUps.want('end-suspension', id, 0);
  await store.close();
  await house.bot.start();

  const resumed = await house.slack.state.until(
    () =>
      house
        .operationCards()
        .find(
          (card) => payload(card)['kind'] === 'autoscale-resume' && payload(card)['state'] === 'succeeded',
        ),
    60_000,
  );
  expect(payload(resumed)['operation']).not.toBe(id);
  expect(flags()).toEqual(before);
  expect(house.aws.calls.count('RegisterScalableTarget')).toBe(2);
}, 120_000);

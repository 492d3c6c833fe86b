import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Service } from '../../sandbox/aws/ecs-state.ts';
import type { Environment } from '../../src/core/environment.ts';
import { keyOf, PRODUCTION } from './house.ts';
import { type LockHouse, openLockHouse, textOf } from './lock-house.ts';

const STAGING: Environment = { ...PRODUCTION, name: 'staging', service: 'hydrous-staging' };

let house: LockHouse;
beforeAll(async () => {
  house = await openLockHouse({ promoteFrom: STAGING });
  const { ecs, rollouts, timeline } = house.aws.world;
  const { services } = ecs.clusters.get('hydrous')!;
  const production = services.get('hydrous-production')!;
  const staging: Service = {
    ...production,
    name: STAGING.service,
    arn: production.arn.replace('hydrous-production', STAGING.service),
    loadBalancers: [],
    deployments: [],
    history: [],
    tasks: [],
    events: [],
  };
  services.set(STAGING.service, staging);
  rollouts.seed(staging, revisionOf('hydrous:41'), timeline.now() - 60_000);
  const isUp = () => staging.tasks.some((task) => task.lastStatus === 'RUNNING');
  await vi.waitUntil(isUp, { timeout: 10_000, interval: 50 });
});
beforeEach(() => house.reset());
afterAll(() => house.close());

function revisionOf(name: string): string {
  const number = name.split(':')[1];
  return `arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous:${number}`;
}

const stops = (answer: Awaited<ReturnType<LockHouse['type']>>) =>
  answer.pieces.flatMap((piece) =>
    piece.piece === 'list'
      ? piece.items.flatMap(({ mark, text }) => (mark === 'stop' ? [keyOf(text)] : []))
      : [],
  );

describe('an image must have ended well in the environment before', () => {
  test('one that never did is refused, with where to deploy it first', async () => {
    const refused = await house.type('deploy v1.11.0 production');
    expect(stops(refused)).toEqual(['check.not-promoted']);
    expect(textOf(refused)).toContain('nunca terminó bien en staging: despliégala allí primero');
  });

  test('one that did passes, and the card says so', async () => {
    expect(keyOf((await house.type('deploy v1.9.1 production')).summary)).toBe('operation.asked');
    const check = (await house.newest()).plan.checks.find(({ name }) => name === 'order');
    expect(keyOf(check?.text)).toBe('check.promoted');
  });

  test('by whatever name it is called: by its revision too', async () => {
    expect(stops(await house.type('deploy revision:40 production'))).toEqual(['check.not-promoted']);
  });

  test('when that cannot be read, it is not let through', async () => {
    house.aws.faults.set('ListServiceDeployments', { kind: 'error', name: 'AccessDeniedException' });
    const refused = await house.type('deploy v1.11.0 production');
    house.aws.faults.clear();
    expect(stops(refused)).toEqual(['check.promoted.unread']);
  });
});

describe('deploy --from', () => {
  test('rolls out exactly what runs there', async () => {
    expect(keyOf((await house.type('deploy --from staging production')).summary)).toBe('operation.asked');
    const { plan, command } = await house.newest();
    const [entry] = [...house.aws.world.images.repositories.get('hydrous')!.images.values()].filter((each) =>
      each.tags.has('v1.9.1'),
    );
    expect(plan.target['digest']).toBe(entry?.digest);
    expect(command).toBe('deploy --from staging production');
  });

  test('waits for a rollout there to end', async () => {
    const staging = house.aws.world.ecs.clusters.get('hydrous')!.services.get(STAGING.service)!;
    const [primary] = staging.deployments;
    primary!.rolloutState = 'IN_PROGRESS';
    const refused = await house.type('deploy --from staging production');
    primary!.rolloutState = 'COMPLETED';
    expect(keyOf(refused.summary)).toBe('plan.from-moving');
  });

  test.each([
    ['deploy v1.9.1 --from staging production', 'las dos cosas a la vez no'],
    ['deploy --from production production', 'Nombra otro entorno'],
    ['deploy --from stagin production', '¿Quisiste decir staging?'],
    ['deploy --from staging', 'production'],
  ])('%s: %s', async (line, said) => {
    expect(textOf(await house.type(line))).toContain(said);
    expect((await house.newest()).state).not.toBe('pending');
  });
});

import { describe, expect, it } from 'vitest';
import { lastChangeOf, namedImages } from '../../src/core/last-change.ts';
import { nextLook } from '../../src/core/next-look.ts';
import type { ServiceDeploymentView } from '../../src/core/ports/ecs.ts';
import { askedAlarm, looksWell } from '../../src/core/recovery.ts';
import { operation } from '../commands/builders.ts';
import { metricAlarm, PRODUCTION, PUBLISHED } from './alarm-fixtures.ts';
import { definition, evidence } from './evidence-fixtures.ts';

const MINUTE = 60_000;

function deployment(
  revision: number,
  status: string,
  over: Partial<ServiceDeploymentView> & { tag?: string; digest?: string } = {},
): ServiceDeploymentView {
  const { tag = `v${revision}`, digest = null, ...rest } = over;
  const image = `123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous:${tag}`;
  return {
    arn: `deployment/${revision}/${digest}`,
    status,
    statusReason: null,
    createdAt: PUBLISHED + revision * MINUTE,
    startedAt: PUBLISHED + revision * MINUTE,
    finishedAt: null,
    targetRevision: {
      arn: `revision/${revision}/${digest}`,
      taskDefinition: definition(revision),
      images: [{ container: 'hydrous-container', image, digest }],
    },
    breaker: null,
    ...rest,
  };
}

const last = (deployments: readonly ServiceDeploymentView[], operations = [operation()]) =>
  lastChangeOf(deployments, operations, PRODUCTION);

describe('the last change', () => {
  it('is the newest deployment, with the newest other revision that ended well', () => {
    const found = last([
      deployment(43, 'IN_PROGRESS'),
      deployment(42, 'STOPPED'),
      deployment(41, 'SUCCESSFUL'),
      deployment(40, 'SUCCESSFUL'),
    ]);
    expect(found).toMatchObject({
      revision: 43,
      at: PUBLISHED + 43 * MINUTE,
      image: { from: 'v41', to: 'v43' },
      proven: { revision: 41 },
    });
  });

  it('has nothing proven when none ended well, and is none when ECS knows none', () => {
    expect(last([deployment(43, 'IN_PROGRESS'), deployment(42, 'STOPPED')])?.proven).toBeNull();
    expect(last([])).toBeNull();
    expect(last([deployment(43, 'IN_PROGRESS', { targetRevision: null })])).toBeNull();
  });

  it('tells images apart by digest when the tag is the same', () => {
    const one = deployment(42, 'SUCCESSFUL', { tag: 'latest', digest: `sha256:${'a'.repeat(64)}` });
    const other = deployment(42, 'IN_PROGRESS', { tag: 'latest', digest: `sha256:${'b'.repeat(64)}` });
    expect(last([other, one])).toMatchObject({
      revision: 42,
      image: { from: 'sha256:aaaaaaaaaaaa', to: 'sha256:bbbbbbbbbbbb' },
      proven: { revision: 42 },
    });
  });

  it('calls images pinned by digest by their tags, and says nothing of one that is the same', async () => {
    const [a, b] = ['a', 'b'].map((letter) => `sha256:${letter.repeat(64)}`) as [string, string];
    const pinned = (revision: number, status: string, digest: string) => {
      const whole = deployment(revision, status, { digest });
      const image = `123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous@${digest}`;
      return {
        ...whole,
        targetRevision: { ...whole.targetRevision!, images: [{ container: 'c', image, digest }] },
      };
    };
    const changed = last([pinned(43, 'IN_PROGRESS', b), pinned(42, 'SUCCESSFUL', a)])!.image;
    const tags: Record<string, string> = { [a]: 'v1.10.0', [b]: 'v1.11.0' };
    expect(await namedImages(changed, async (digest) => tags[digest] ?? null)).toEqual({
      from: 'v1.10.0',
      to: 'v1.11.0',
    });
    expect(await namedImages(changed, async () => null)).toEqual({
      from: 'sha256:aaaaaaaaaaaa',
      to: 'sha256:bbbbbbbbbbbb',
    });
    expect(await namedImages(changed, async () => 'latest')).toEqual({
      from: 'sha256:aaaaaaaaaaaa',
      to: 'sha256:bbbbbbbbbbbb',
    });
    expect(last([pinned(43, 'IN_PROGRESS', a), pinned(42, 'SUCCESSFUL', a)])!.image).toBeNull();
  });

  it('names who asked this bot for it, and nobody else', () => {
    const at = PUBLISHED + 43 * MINUTE;
    const deployed = (revision: number) => ({
      plan: { ...operation().plan, target: { taskDefinition: definition(revision) } },
    });
    const mine = operation({
      ...deployed(43),
      startedAt: at - 30_000,
      requester: { user: 'U0ANA', team: 'T' },
    });
    expect(last([deployment(43, 'IN_PROGRESS')], [mine])?.by).toBe('U0ANA');
    expect(
      last([deployment(43, 'IN_PROGRESS')], [operation({ ...deployed(43), startedAt: at - 10 * MINUTE })])
        ?.by,
    ).toBeNull();
    const another = operation({ ...deployed(42), startedAt: at });
    expect(last([deployment(43, 'IN_PROGRESS')], [another])?.by).toBeNull();
  });
});

describe('an OK that nobody sent', () => {
  const view = { name: 'x', arn: 'x', state: 'OK', reason: null, updatedAt: PUBLISHED + 1 };
  it('is taken when it is newer', () => {
    expect(askedAlarm(metricAlarm(), view)).toMatchObject({ state: 'OK', changedAt: PUBLISHED + 1 });
  });
  it.each([
    ['older', { ...view, updatedAt: PUBLISHED }],
    ['of no known time', { ...view, updatedAt: null }],
    ['still in alarm', { ...view, state: 'ALARM' }],
    ['not there', null],
  ])('is not taken when it is %s', (_name, each) => {
    expect(askedAlarm(metricAlarm(), each)).toBeNull();
  });
});

it('a service is well only when everything that could say so was read', () => {
  const healthy = evidence({
    service: { running: 2 },
    targets: [{ id: 'a', state: 'healthy', reason: null, description: null }],
  });
  expect(looksWell(healthy)).toBe(true);
  expect(looksWell({ ...healthy, targets: { ok: false, why: { es: '', en: '' } } })).toBe(false);
  expect(looksWell(evidence({ service: { running: 1 } }))).toBe(false);
  expect(looksWell(evidence({ service: { running: 0, desired: 0 } }))).toBe(false);
});

it('looks often while an alarm is young, and never stops while it is open', () => {
  const after = (age: number, found = true) => (nextLook(0, age, found) - age) / 1_000;
  expect([
    after(0, false),
    after(0),
    after(2 * MINUTE),
    after(10 * MINUTE),
    after(600 * MINUTE),
    after(9_000 * MINUTE),
  ]).toEqual([5, 15, 60, 300, 900, 3_600]);
});

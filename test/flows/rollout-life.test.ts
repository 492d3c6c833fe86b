/** What a rollout tells of itself while it runs and when it ends, against the simulated AWS. */
import { afterEach, describe, expect, test } from 'vitest';
import { CHANGES as changes } from '../../src/app-changes.ts';
import type { Operation } from '../../src/core/operation.ts';
import { diagnose } from '../../src/core/verdicts.ts';
import { createCardOf } from '../../src/flows/card-of.ts';
import { textOf } from '../commands/builders.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { type House, keyOf, openHouse } from './house.ts';

let house: House;
afterEach(() => house.close());

async function started(tag: string): Promise<Operation> {
  await house.ask('deploy', { image: { by: 'tag', tag } });
  await house.vote('approve', 'U0BRUNO');
  return house.until('executing', 'failed');
}

/** Lets the worker look until the newest operation is as wished. */
async function untilIt(isSo: (operation: Operation) => boolean): Promise<Operation> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const operation = await house.until('executing', 'succeeded', 'failed', 'superseded', 'unknown');
    if (isSo(operation)) return operation;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`it never was: ${JSON.stringify(await house.newest())}`);
}

/** As if the last progress had been so long ago. */
async function letPass(ms: number): Promise<void> {
  for (;;) {
    const { id, version, rollout } = await house.newest();
    const at = (rollout?.reached?.at ?? 0) - ms;
    const older = { ...rollout!, reached: { ...rollout!.reached!, at } };
    if (await house.store.operations.move(id, ['executing'], 'executing', { rollout: older }, version))
      return;
  }
}

async function cardText(): Promise<string> {
  const { guide } = shippedGuide();
  const cardOf = createCardOf({ store: house.store, changes, guide, environments: [house.environment] });
  const card = await cardOf({ kind: 'operation', subject: (await house.newest()).id });
  return textOf(card!.document);
}

describe('a rollout that fails', () => {
  test('is explained by its tasks’ codes, their own last lines and the guide, and its evidence is kept', async () => {
    const { guide } = shippedGuide();
    house = await openHouse({}, undefined, {
      entryFor: (evidence) => diagnose(evidence, guide.es).verdicts[0]?.entry ?? null,
    });
    house.aws.push({ tag: 'v1.12.0', crash: 'import-error' });
    await started('v1.12.0');
    const { outcome, startedAt } = await house.until('failed', 'succeeded');
    expect(keyOf(outcome?.text)).toBe('outcome.rolled-back-by-ecs');
    expect(outcome?.details.map(keyOf)).toEqual(
      expect.arrayContaining(['stop.why', 'stop.exit-code', 'rollout.lines-of']),
    );
    expect(outcome?.lines.join('\n')).toContain('ModuleNotFoundError');
    expect(outcome?.entry).toBe('container-does-not-start');
    const kept = await house.store.stoppedTasks.since('production', startedAt!, 50);
    expect(kept.length).toBeGreaterThanOrEqual(3);
    expect(kept.every(({ stopCode }) => stopCode === 'EssentialContainerExited')).toBe(true);
    const text = await cardText();
    expect(text).toContain('terminó con código 3: la aplicación no pudo arrancar');
    expect(text).toContain('/hydrous guide container-does-not-start');
  });
});

describe('a rollout that comes no further', () => {
  test('says so on its card and once in the channel, with the reason', async () => {
    house = await openHouse();
    house.aws.console.setBreaker(false);
    house.aws.push({ tag: 'v1.12.0', crash: 'import-error' });
    await started('v1.12.0');
    await untilIt(({ rollout }) => rollout?.reached !== undefined && rollout.failed > 1);
    // A task that lives for a moment is progress, and the time begins anew: until a look finds none. Each look is
    // waited for, since what it writes is lost when the operation was written meanwhile.
    for (let turn = 0; turn < 8 && (await house.newest()).rollout?.stuck == null; turn += 1) {
      await letPass(6 * 60_000);
      const { version } = await house.newest();
      await untilIt((one) => one.version > version);
    }
    const { id, rollout } = await untilIt((one) => one.rollout?.stuck != null);
    expect(rollout?.stuck?.reasons.length).toBeGreaterThan(0);
    expect(await cardText()).toContain('*Atascado*');
    const note = await house.store.messages.get(`note:${id}:stuck`);
    expect(note?.note).toMatchObject({ parent: `operation:${id}`, broadcast: true });
    expect(keyOf(note?.note?.text)).toBe('rollout.log');
  });
});

describe('a rollout that something else replaces', () => {
  test('says that it was outside of this bot, with the deployment', async () => {
    house = await openHouse();
    await started('v1.11.0');
    await untilIt(({ rollout }) => rollout !== null);
    house.aws.push({ tag: 'v1.13.0' });
    house.aws.console.deployPastChecks('v1.13.0');
    const { outcome, rollout } = await house.until('superseded', 'succeeded', 'failed');
    expect(keyOf(outcome?.text)).toBe('outcome.superseded');
    expect(outcome?.details).toMatchObject([
      { say: 'rollout.replaced-outside', values: { deployment: { code: rollout?.replacedBy?.deployment } } },
    ]);
    expect(await cardText()).toContain('fuera de Hydrous');
  });
});

describe('rollouts that end well', () => {
  test('bear dates in their thread, say how long the next one takes, and are what a rollback shows', async () => {
    house = await openHouse();
    for (const tag of ['v1.11.0', 'v1.10.0']) {
      await started(tag);
      expect(await cardText()).not.toContain('suele tardar');
      expect((await house.until('succeeded', 'failed')).state).toBe('succeeded');
    }
    const { id, version, outcome } = await house.newest();
    expect(keyOf(outcome?.text)).toBe('outcome.deployed');
    expect(await cardText()).toMatch(/Hecho: desplegar v1\.10\.0 en production\* en \d+ s/);
    const ended = await house.store.messages.get(`note:${id}:${version - 1}`);
    expect(ended?.note?.text).toMatchObject({
      say: 'rollout.log',
      values: { at: { moment: expect.any(Number) }, text: { say: 'note.ended' } },
    });

    await house.ask('rollback', { revision: null });
    const [target, others] = (await house.newest()).plan.checks.filter(({ name }) => name === 'target');
    const digest = { code: expect.stringMatching(/^sha256:/) };
    expect(target?.text).toMatchObject({
      say: 'check.target.proven',
      values: { revision: { code: 'hydrous:43' }, by: { mention: 'U0ANA' }, digest },
    });
    const of = (revision: string) => ({
      say: 'rollout.proven',
      values: { revision: { code: revision }, digest, by: null, age: { span: expect.any(Number) } },
    });
    expect(others?.text).toMatchObject({
      say: 'rollout.other-proven',
      values: { deployments: [of('hydrous:42'), of('hydrous:41'), of('hydrous:40')] },
    });
    await house.vote('cancel', 'U0ANA');

    await started('v1.11.0');
    expect(await cardText()).toMatch(/suele tardar (unos )?\d+(–\d+)? s/);
  });
});

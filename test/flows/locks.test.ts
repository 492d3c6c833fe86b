import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Problem } from '../../src/core/problem.ts';
import { say } from '../../src/core/sentence.ts';
import { readGate } from '../../src/flows/gates.ts';
import { keyOf } from './house.ts';
import { type LockHouse, openLockHouse, textOf } from './lock-house.ts';

const HOUR = 3_600_000;

let house: LockHouse;
beforeAll(async () => {
  house = await openLockHouse();
});
beforeEach(() => house.reset());
afterAll(() => house.close());

describe('a lock', () => {
  test('refuses whoever asks to change something, with who, why and how to end it', async () => {
    await house.type('lock for migración de la base');
    const answer = await house.type('scale 3', 'U0OMAR');
    expect(textOf(answer)).toContain('production está bloqueado* por @U0ANA');
    expect(textOf(answer)).toContain('«migración de la base»');
    expect(textOf(answer)).toContain('Habla con @U0ANA, o quítalo con /hydrous unlock production');
    expect(textOf(await house.type('scale 3'))).toContain('Es tu propio bloqueo');
    expect(await house.store.operations.list({ limit: 5 })).toEqual([]);
  });

  test.each([
    'autoscale suspend 2h',
    'env set LEVEL=debug',
    'redeploy',
    'deploy v1.11.0',
    'scale cpu=512 memory=1024',
  ])('refuses %s', async (line) => {
    await house.type('lock for pruebas');
    expect(textOf(await house.type(line))).toContain('production está bloqueado');
  });

  test('lets rollback pass, and its card names it', async () => {
    await house.type('lock for pruebas');
    await house.type('rollback');
    const { state, plan } = await house.newest();
    expect(state).toBe('pending');
    expect(plan.checks[0]).toMatchObject({ name: 'gate', level: 'warning' });
  });

  test('that comes while an approved change waits makes it stale, and it can be planned again', async () => {
    await house.type('scale 3');
    await house.type('lock for llamada con el cliente', 'U0OMAR');
    await house.vote('approve', 'U0BRUNO');
    const operation = await house.until('stale', 'succeeded');
    expect(operation.state).toBe('stale');
    expect(keyOf(operation.outcome?.text)).toBe('gate.stale');
    expect(operation.steps).toEqual([]);
    await house.type('unlock', 'U0OMAR');
    const again = await house.type(operation.command, 'U0OMAR');
    expect(keyOf(again.summary)).toBe('operation.asked');
    expect((await house.newest()).requester.user).toBe('U0OMAR');
  });

  test('of somebody else is not taken by accident; to steal it tells who lost it', async () => {
    await house.type('lock for migración');
    const refused = await house.type('lock for mi prueba', 'U0OMAR');
    expect(textOf(refused)).toContain('/hydrous lock production for mi prueba --steal');
    await house.type('lock for mi prueba --steal', 'U0OMAR');
    expect((await house.store.locks.of('production')).map(({ owner }) => owner)).toEqual(['U0OMAR']);
    expect(house.notes().at(-1)).toContain('@U0ANA: @U0OMAR te quitó el bloqueo de production');
  });

  test('ended by somebody else tells its owner, ended by its owner calls nobody', async () => {
    await house.type('lock for migración');
    await house.type('unlock', 'U0OMAR');
    expect(house.notes().at(-1)).toMatch(/^@U0ANA: @U0OMAR desbloqueó production/);
    await house.type('lock for otra');
    await house.type('unlock');
    expect(house.notes().at(-1)).toMatch(/^@U0ANA desbloqueó/);
    expect(textOf(await house.type('unlock'))).toBe('production no está bloqueado.');
  });

  test('is ended by the button of a refusal', async () => {
    await house.type('lock for migración');
    const refused = await house.type('scale 3', 'U0OMAR');
    expect(textOf(await house.press(refused, 'unlock', 'U0OMAR'))).toContain('ya no está bloqueado');
    expect(textOf(await house.press(refused, 'unlock', 'U0OMAR'))).toContain('ya no existe');
  });

  test('asked for twice by the same request is one lock', async () => {
    await house.type('lock for migración', 'U0ANA', 'slash:1');
    await house.type('lock for migración', 'U0ANA', 'slash:1');
    expect(house.notes()).toHaveLength(1);
  });

  test('with a length ends by itself, and its owner hears of it once', async () => {
    await house.type('lock for migración --for 2h');
    house.age(2 * HOUR);
    expect(keyOf((await house.type('scale 3')).summary)).toBe('operation.asked');
    await house.passTime();
    await house.passTime();
    expect(house.notes().filter((note) => note.includes('terminó el tiempo'))).toHaveLength(1);
  });

  test('reminds the channel with doubling gaps, once a time whoever looks', async () => {
    await house.type('lock for migración');
    const reminders = () => house.notes().filter((note) => note.includes('sigue bloqueado')).length;
    const seen = [];
    for (const hours of [3, 1, 7, 1, 15, 1]) {
      house.age(hours * HOUR);
      await Promise.all([house.passTime(), house.passTime()]);
      seen.push(reminders());
    }
    expect(seen).toEqual([0, 1, 1, 2, 2, 3]);
  });

  test('that cannot be read keeps every change away', async () => {
    const down = new Problem('store-down', say('store.ambiguous'), 'down');
    const broken = { ...house.store, locks: { ...house.store.locks, of: () => Promise.reject(down) } };
    await expect(readGate({ store: broken }, house.environment, 'scale')).rejects.toThrow('down');
  });

  test('is overruled by broken glass, and named', async () => {
    await house.type('lock for migración');
    const gate = await readGate({ store: house.store }, house.environment, 'scale', { brokenGlass: true });
    expect([gate.shut, gate.named.map(({ text }) => keyOf(text))]).toEqual([[], ['gate.broken']]);
  });

  test.each([
    ['lock for', 'Falta el motivo'],
    ['lock migración', 'Falta el motivo'],
    ['lock for x --for 5s', '`--for` va de 1 min a 30 d'],
    ['lock', 'no está bloqueado ni congelado'],
  ])('%s: %s', async (line, said) => {
    expect(textOf(await house.type(line))).toContain(said);
    expect(await house.store.locks.of('production')).toEqual([]);
  });

  test('is for operators to take and to end, and for everybody to see', async () => {
    await house.type('lock for migración');
    for (const line of ['lock for x --steal', 'unlock', 'freeze until 2h for x', 'unfreeze'])
      expect(textOf(await house.type(line, 'U0GRACE'))).toContain('@U0ANA');
    expect((await house.store.locks.of('production'))[0]?.reason).toBe('migración');
    expect(textOf(await house.type('lock', 'U0GRACE'))).toContain('«migración»');
    expect(textOf(await house.type('status', 'U0GRACE'))).toContain('«migración»');
  });
});

describe('after a rollback', () => {
  test('deploys wait until somebody unlocks; everything else passes', async () => {
    await house.type('rollback');
    await house.vote('approve', 'U0BRUNO');
    const done = await house.until('succeeded');
    expect(done.outcome?.details.map(keyOf)).toContain('lock.after-rollback');
    const refused = await house.type('deploy v1.11.0', 'U0OMAR');
    expect(textOf(refused)).toMatch(
      /no acepta despliegues nuevos\*: @U0ANA lo revirtió desde hydrous.*:\d+ /,
    );
    expect(textOf(refused)).toContain('/hydrous unlock production');
    for (const line of ['redeploy', 'scale 3']) {
      expect(keyOf((await house.type(line)).summary)).toBe('operation.asked');
      await house.vote('cancel', 'U0ANA');
    }
    // The running revision names its image by tag: once that means another image, starting it again is a deploy.
    house.aws.push({ tag: 'v1.9.1' });
    expect(textOf(await house.type('redeploy'))).toContain('no acepta despliegues nuevos');
    house.age(4 * HOUR);
    await house.passTime();
    expect(house.notes().at(-1)).toContain('¿Está arreglada la causa?');
    await house.type('unlock', 'U0OMAR');
    expect(keyOf((await house.type('deploy v1.11.0')).summary)).toBe('operation.asked');
  });
});

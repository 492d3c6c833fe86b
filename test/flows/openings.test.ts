import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FreezeWindow } from '../../src/core/freeze.ts';
import { keyOf } from './house.ts';
import { type LockHouse, openLockHouse, textOf } from './lock-house.ts';

const HOUR = 3_600_000;
/** Those of the file; a test says which there are. */
const deny: FreezeWindow[] = [];
const launch = (): FreezeWindow => ({
  name: 'lanzamiento',
  every: 'once',
  from: Date.now() - HOUR,
  to: Date.now() + HOUR,
  zone: 'UTC',
});

let house: LockHouse;
beforeAll(async () => {
  house = await openLockHouse({ freezes: { deny, allow: [] } });
});
beforeEach(() => {
  house.reset();
  deny.splice(0, deny.length, launch());
});
afterAll(() => house.close());

describe('a freeze of the file', () => {
  test('refuses what goes forward with the time of the opening, and lets rollback pass', async () => {
    const refused = await house.type('scale 3');
    expect(textOf(refused)).toMatch(/^\*production está congelado\* \(lanzamiento\): abre \d{4}-/);
    expect(textOf(refused)).toContain('hydrous.yml');
    expect(keyOf((await house.type('rollback')).summary)).toBe('operation.asked');
    expect(textOf(await house.type('unfreeze'))).toContain('Eso se cambia en el archivo');
  });

  test('that begins while an approved change waits makes it stale', async () => {
    deny.length = 0;
    await house.type('scale 3');
    await house.vote('approve', 'U0BRUNO');
    deny.push(launch());
    expect(keyOf((await house.until('stale', 'succeeded')).outcome?.text)).toBe('gate.stale');
  });

  test('offers to wait: at the opening it is planned again, once, in the name of whoever asked', async () => {
    const refused = await house.type('scale 3');
    expect(textOf(await house.press(refused, 'wait'))).toContain('/hydrous cancel wait-');
    expect(textOf(await house.press(refused, 'wait'))).toContain('Ya está en espera');
    expect(textOf(await house.type('status'))).toContain('Espera la apertura: scale 3, de @U0ANA');
    house.age(2 * HOUR);
    await house.passTime();
    expect((await house.newest()).state).not.toBe('pending');

    deny.length = 0;
    house.age(2 * HOUR);
    await Promise.all([house.passTime(), house.passTime()]);
    house.age(2 * HOUR);
    await house.passTime();
    const { requester, state, command } = await house.newest();
    expect([requester.user, state, command]).toEqual(['U0ANA', 'pending', 'scale 3']);
    expect(house.notes().filter((note) => note.startsWith('@U0ANA: production abrió'))).toHaveLength(1);
  });

  test('what waits and finds a lock at the opening tells so, and is over', async () => {
    await house.press(await house.type('scale 3'), 'wait');
    deny.length = 0;
    await house.type('lock for migración', 'U0OMAR');
    house.age(2 * HOUR);
    await house.passTime();
    expect(house.notes().at(-1)).toContain('production está bloqueado* por @U0OMAR');
    expect(await house.store.openings.waiting('production')).toEqual([]);
  });

  test('what waits is cancelled by whoever asked or by an operator, and by nobody else', async () => {
    const taken = await house.press(await house.type('scale 3'), 'wait');
    const id = (await house.store.openings.waiting('production'))[0]!.id;
    expect(textOf(await house.press(taken, 'cancel', 'U0GRACE'))).toContain('Solo pueden cancelarlo @U0ANA');
    expect(textOf(await house.type(`cancel ${id}`, 'U0OMAR'))).toContain('ya no espera');
    expect(house.notes().at(-1)).toContain('@U0ANA: @U0OMAR canceló');
    deny.length = 0;
    house.age(2 * HOUR);
    await house.passTime();
    expect((await house.newest()).state).not.toBe('pending');
    expect(textOf(await house.press(taken, 'cancel'))).toContain('ya no espera');
  });

  test('the button is of whoever asked, and after the opening it says what to type', async () => {
    const refused = await house.type('scale 3');
    expect(textOf(await house.press(refused, 'wait', 'U0OMAR'))).toContain('Esto lo pidió @U0ANA');
    deny.length = 0;
    expect(textOf(await house.press(refused, 'wait'))).toContain('/hydrous scale 3');
  });

  test('values that were masked cannot wait', async () => {
    const refused = await house.ask(
      'env',
      { set: { A: 'b' }, unset: [] },
      { line: 'env set A=*** production' },
    );
    expect(refused.pieces.filter(({ piece }) => piece === 'buttons')).toEqual([]);
  });
});

describe('a freeze that somebody asks for', () => {
  test('holds until its time, with its reason, and is ended early with a word to its owner', async () => {
    deny.length = 0;
    expect(textOf(await house.type('freeze until 2h for el lanzamiento'))).toContain('queda congelado hasta');
    const refused = await house.type('scale 3', 'U0OMAR');
    expect(textOf(refused)).toContain('congelado* por @U0ANA: «el lanzamiento»; abre');
    await house.type('unfreeze', 'U0OMAR');
    expect(house.notes().at(-1)).toBe('@U0ANA: @U0OMAR terminó la congelación de production.');
    expect(keyOf((await house.type('scale 3')).summary)).toBe('operation.asked');
  });

  test('that is ended or shortened early plans at once what waited for it', async () => {
    deny.length = 0;
    await house.type('freeze until 20h for el lanzamiento');
    await house.press(await house.type('scale 3'), 'wait');
    await house.passTime();
    await house.type('freeze until 2h for el lanzamiento');
    await house.passTime();
    house.age(3 * HOUR);
    await house.passTime();
    expect((await house.newest()).command).toBe('scale 3');

    await house.vote('reject', 'U0BRUNO');
    await house.type('freeze until 20h for el lanzamiento');
    await house.press(await house.type('scale 4'), 'wait');
    await house.type('unfreeze', 'U0OMAR');
    await house.passTime();
    const { command, state } = await house.newest();
    expect([command, state]).toEqual(['scale 4', 'pending']);
  });

  test('is over by itself, told once', async () => {
    deny.length = 0;
    await house.type('freeze hasta 2h por el lanzamiento');
    house.age(2 * HOUR);
    await house.passTime();
    await house.passTime();
    expect(house.notes().filter((note) => note.includes('ya acepta cambios'))).toHaveLength(1);
    expect(textOf(await house.type('unfreeze'))).toBe('production no está congelado.');
  });

  test.each([
    ['freeze until 2h', 'Falta el motivo'],
    ['freeze until for x', 'Falta hasta cuándo'],
    ['freeze for x', 'Falta hasta cuándo'],
    ['freeze until soon for x', '«soon» no es un momento'],
    ['freeze until 2020-01-01 for x', 'ya pasó'],
    ['freeze until 2099-01-01 for x', 'va en hydrous.yml'],
  ])('%s: %s', async (line, said) => {
    expect(textOf(await house.type(line))).toContain(said);
    expect(await house.store.locks.of('production')).toEqual([]);
  });
});

/** Values that wait, encrypted, for the operation that they belong to. */
import { expect, it } from 'vitest';
import { onEachEngine } from './engines.ts';
import { sampleOperation } from './samples.ts';

onEachEngine('sealed values', (bench) => {
  it('are given back as long as their operation may need them', async () => {
    const { operations, sealed } = bench.store();
    const { id } = sampleOperation();
    await operations.insert(sampleOperation(), 'source');
    await sealed.put(id, 'c2VhbGVk');
    await operations.move(id, ['pending'], 'approved', {});
    await operations.move(id, ['approved'], 'executing', {});
    await operations.move(id, ['executing'], 'unknown', {});
    expect(await sealed.get(id)).toBe('c2VhbGVk');
    expect(await sealed.get('op-none')).toBeNull();
  });

  it.each(['rejected', 'cancelled', 'expired', 'stale'] as const)(
    'are gone when it is %s, and only its own',
    async (state) => {
      const { operations, sealed } = bench.store();
      const other = sampleOperation({ id: 'op-bbbbbbbbbb', environment: 'staging' });
      for (const operation of [sampleOperation(), other]) {
        await operations.insert(operation, operation.id);
        await sealed.put(operation.id, 'c2VhbGVk');
      }
      const { id } = sampleOperation();
      expect(await operations.move(id, ['pending'], state, {}, 7)).toBeNull();
      expect(await sealed.get(id)).not.toBeNull();
      await operations.move(id, ['pending'], state, {});
      expect([await sealed.get(id), await sealed.get(other.id)]).toEqual([null, 'c2VhbGVk']);
      expect(await bench.raw('select operation from sealed_values')).toHaveLength(1);
    },
  );

  it('belong to an operation that was saved', async () => {
    await expect(bench.store().sealed.put('op-none', 'c2VhbGVk')).rejects.toThrow();
  });
});

import { describe, expect, test } from 'vitest';
import { createFingerprint, createSealer } from '../src/sealer.ts';

describe('what is sealed', () => {
  const sealer = createSealer('one-secret');
  const sealed = sealer.seal('hunter2', 'operation:op-1');

  test('is opened with the same secret and context alone', () => {
    expect(createSealer('one-secret').open(sealed, 'operation:op-1')).toBe('hunter2');
    expect(createSealer('two-secret').open(sealed, 'operation:op-1')).toBeNull();
    expect(sealer.open(sealed, 'operation:op-2')).toBeNull();
  });

  test('is another text each time, and shows nothing', () => {
    expect(sealer.seal('hunter2', 'operation:op-1')).not.toBe(sealed);
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('hunter2');
  });

  test.each([0, 13, 20, 30])('is not opened when byte %i was altered', (at) => {
    const bytes = Buffer.from(sealed, 'base64');
    bytes[at] = bytes[at]! ^ 1;
    expect(sealer.open(bytes.toString('base64'), 'operation:op-1')).toBeNull();
  });

  test.each(['', 'x', 'bm90IHNlYWxlZA=='])('%j is not opened', (text) => {
    expect(sealer.open(text, 'operation:op-1')).toBeNull();
  });
});

test('a fingerprint tells equal from different, for one name and one secret, and is short', () => {
  const fingerprint = createFingerprint('one-secret');
  expect(fingerprint('A', 'x')).toMatch(/^[0-9a-f]{6}$/);
  expect(fingerprint('A', 'x')).toBe(createFingerprint('one-secret')('A', 'x'));
  expect(fingerprint('A', 'x')).not.toBe(fingerprint('A', 'y'));
  expect(fingerprint('A', 'x')).not.toBe(fingerprint('B', 'x'));
  expect(fingerprint('A', 'x')).not.toBe(createFingerprint('two-secret')('A', 'x'));
});

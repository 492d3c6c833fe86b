import { describe, expect, test } from 'vitest';
import { takeBreakGlass, withoutBreakGlass } from '../../src/core/break-glass.ts';
import { readCommandText } from '../../src/core/command-text.ts';
import { plain } from '../../src/core/document.ts';
import { say } from '../../src/core/sentence.ts';
import { createRunCommand } from '../../src/flows/run-command.ts';
import { COMMANDS, environment, keyOf, ROLES, readers } from './builders.ts';

/** What a typed line came to: the change or vote with its reason to skip approval, or the key of the refusal. */
async function typed(text: string, by = 'U0OPERATOR', names = ['production']): Promise<unknown> {
  let asked: unknown = null;
  const run = createRunCommand({
    commands: COMMANDS,
    environments: names.map((name) => environment(name)),
    roles: ROLES,
    profiles: { profile: async () => ({ kind: 'full', locale: 'es', zone: null }) },
    groups: { members: async () => [] },
    readers: readers(),
    async requestChange({ kind, environment: { name } }, { breakGlass = null }) {
      asked = { kind, name, breakGlass };
      return plain(say('card.manual'));
    },
    async vote({ operation }, { breakGlass = null }) {
      asked = { operation, breakGlass };
      return plain(say('card.manual'));
    },
    act: async () => plain(say('card.manual')),
    actOnLock: async () => plain(say('card.manual')),
  });
  const place = { channel: 'C0OPS', source: 'one', via: 'slash', locale: 'es', zone: null } as const;
  const { summary } = await run({ ...place, text, member: { user: by, team: 'T0HYDROUS' } });
  return asked ?? keyOf(summary);
}

describe('--break-glass', () => {
  test.each([
    ['scale 3 --break-glass "production down"', { kind: 'scale', breakGlass: 'production down' }],
    ['scale 3 —break-glass “production down”', { kind: 'scale', breakGlass: 'production down' }],
    ['scale --break-glass="production down" 3', { kind: 'scale', breakGlass: 'production down' }],
    ['deploy v1 --reason "a" --break-glass "b c"', { kind: 'deploy', breakGlass: 'b c' }],
    ['scale 3 --break-glass', { kind: 'scale', breakGlass: '' }],
    ['scale 3', { kind: 'scale', breakGlass: null }],
    ['approve op-7kq2m9xd4t --break-glass "production down"', { breakGlass: 'production down' }],
  ])('%s', async (text, wanted) => {
    expect(await typed(text)).toMatchObject(wanted);
  });

  test.each([
    ['scale 3 --break-glass "a" --break-glass "b"', 'grammar.option-twice'],
    ['status --break-glass "production down"', 'glass.refused.verb'],
    ['lock for x --break-glass "production down"', 'glass.refused.verb'],
    ['reject op-7kq2m9xd4t --break-glass "production down"', 'glass.refused.verb'],
  ])('%s is refused', async (text, key) => {
    expect(await typed(text)).toBe(key);
  });

  test('does not let an operator approve in the ordinary way', async () => {
    expect(await typed('approve op-7kq2m9xd4t')).toBe('grammar.not-approver');
  });

  test('is left out of the line that "plan again" sends', () => {
    expect(withoutBreakGlass('scale 3 production --break-glass "a b"')).toBe('scale 3 production');
    expect(withoutBreakGlass('scale —break-glass “a b” 3')).toBe('scale 3');
    expect(withoutBreakGlass('scale --break-glass=why 3')).toBe('scale 3');
    expect(withoutBreakGlass('deploy v1 --reason "break-glass"')).toBe('deploy v1 --reason "break-glass"');
    const read = readCommandText('scale 3');
    expect(read.ok && takeBreakGlass(read.tokens)).toMatchObject({ reason: null });
  });
});

describe('with several environments', () => {
  const both = ['production', 'develop'];

  test.each([
    ['scale 3', 'grammar.environment-needed'],
    ['scale 3 --break-glass "production down"', 'grammar.environment-needed'],
    ['rollback', 'grammar.environment-needed'],
  ])('%s names none and is refused', async (text, key) => {
    expect(await typed(text, 'U0OPERATOR', both)).toBe(key);
  });

  test('a change goes to the one it names, and reading takes the first', async () => {
    expect(await typed('scale 3 develop', 'U0OPERATOR', both)).toMatchObject({ name: 'develop' });
    expect(await typed('revisions', 'U0OPERATOR', both)).not.toBe('grammar.environment-needed');
  });
});

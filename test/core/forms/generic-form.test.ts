import { expect, test } from 'vitest';
import type { Entered, Form } from '../../../src/core/form.ts';
import { formOfCommand } from '../../../src/core/forms/form-wish.ts';
import { speak } from '../../../src/words/speak.ts';
import { COMMANDS, environment, keyOf, readers } from '../../commands/builders.ts';

function formOf(verb: string) {
  return formOfCommand(COMMANDS.find((one) => one.verb === verb)!);
}

function filled(verb: string, what: string): Promise<Form> {
  return formOf(verb).build(what, environment(), readers());
}

function lineOf(verb: string, what: string, entered: Entered) {
  const given = { what, entered, was: {}, environment: environment(), environments: ['production'] };
  const read = formOf(verb).line(given);
  if (read.ok) return read.line;
  return Object.fromEntries(Object.entries(read.errors).map(([field, error]) => [field, keyOf(error)]));
}

test('a verb without a form of its own gets one from its arguments', async () => {
  const form = await filled('redeploy', '');
  expect(form.fields.map(({ name }) => name)).toContain('reason');
  expect(lineOf('redeploy', '', { reason: 'config' })).toBe('redeploy production --reason "config"');
  const resize = await filled('db', 'resize');
  expect(resize.fields.map(({ name, optional }) => [name, optional])).toEqual([
    ['name', false],
    ['reason', true],
  ]);
  expect(speak(resize.fields[0]!.label, 'es', 'plain')).toBe('CLASS');
  expect(resize.line).toBe('db resize … production');
  expect(lineOf('db', 'resize', { name: 'db.t3.small', reason: 'x' })).toBe(
    'db resize db.t3.small production --reason "x"',
  );
  expect(lineOf('db', 'resize', {})).toEqual({ name: 'form.missing' });
  expect(lineOf('alarms', 'restore', { rest: 'op-7kq2m9xd4t' })).toBe(
    'alarms restore op-7kq2m9xd4t production',
  );
});

test('every form of every verb has a title and fields within what Slack takes', async () => {
  for (const command of COMMANDS) {
    const { whats } = formOfCommand(command);
    for (const what of whats) {
      const form = await filled(command.verb, what);
      for (const locale of ['es', 'en'] as const)
        expect(Array.from(speak(form.title, locale, 'plain')).length).toBeLessThanOrEqual(24);
      for (const field of form.fields) expect(field.name).toMatch(/^[a-z-]+$/);
      expect(form.line).not.toBeNull();
    }
  }
});

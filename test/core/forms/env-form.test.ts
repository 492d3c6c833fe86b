import { describe, expect, test } from 'vitest';
import type { Entered } from '../../../src/core/form.ts';
import { envForm } from '../../../src/core/forms/env-form.ts';
import { speak } from '../../../src/words/speak.ts';
import { environment, keyOf, readers } from '../../commands/builders.ts';

const SECRET = 'hunter2-zapato-verde';

function set(entered: Entered) {
  const given = { what: 'set', entered, was: {}, environment: environment(), environments: ['production'] };
  return envForm.line(given);
}

function errorsOf(entered: Entered) {
  const read = set(entered);
  if (read.ok) throw new Error('it was accepted');
  for (const error of Object.values(read.errors))
    for (const locale of ['es', 'en'] as const)
      expect(speak(error, locale, 'plain')).not.toContain(SECRET.slice(0, 7));
  return Object.fromEntries(Object.entries(read.errors).map(([field, error]) => [field, keyOf(error)]));
}

describe('env set', () => {
  test('one variable in two fields, and several as lines of an .env file', () => {
    expect(set({ name: 'API_TOKEN', value: SECRET })).toEqual({
      ok: true,
      line: `env set API_TOKEN=${SECRET} production`,
      shown: 'env set API_TOKEN=*** production',
      field: 'name',
    });
    const more = ` A=1 \n\nB = "two words"\nC='x=y'\nD=a"b\nE=`;
    expect(set({ more, reason: 'x' })).toEqual({
      ok: true,
      line: 'env set A=1 B="two words" C="x=y" D="a\\"b" E="" production --reason "x"',
      shown: 'env set A=*** B=*** C=*** D=*** E=*** production --reason "x"',
      field: 'more',
    });
  });

  test.each<[string, Entered, object]>([
    ['nothing', {}, { name: 'form.env.nothing' }],
    ['a name alone', { name: 'A' }, { value: 'form.env.no-value' }],
    ['a value alone', { value: SECRET }, { name: 'form.env.no-name' }],
    ['a pair as a name', { name: `A=${SECRET}`, value: 'x' }, { name: 'env.name' }],
    ['a bad name', { name: '1A', value: SECRET }, { name: 'env.name' }],
    ['a line that is no pair', { more: `A=1\n${SECRET}` }, { more: 'env.form' }],
    ['the same name twice', { name: 'A', value: '1', more: `A=${SECRET}` }, { more: 'env.twice' }],
    ['the mask', { name: 'A', value: '***' }, { name: 'env.masked' }],
    ['an invisible character', { name: 'A', value: `${SECRET}\u200b` }, { value: 'form.env.character' }],
    ['one in a line', { more: `A=1\nB=${SECRET}\u200b` }, { more: 'form.env.character-line' }],
  ])('%s is refused at its field, and no refusal repeats the value', (_, entered, errors) => {
    expect(errorsOf(entered)).toEqual(errors);
  });

  test('the form itself carries names only', async () => {
    const container = {
      name: 'hydrous-container',
      image: 'hydrous:1',
      essential: true,
      environmentNames: ['LOG_LEVEL'],
      variables: [{ name: 'LOG_LEVEL', length: 5, fingerprint: 'abcd' }],
      secretNames: ['DATABASE_URL'],
      limits: { cpu: 0, memory: null, memoryReservation: null },
      logGroup: null,
      logStreamPrefix: null,
    };
    const { ecs } = readers();
    const seen = readers({
      ecs: {
        ...ecs,
        taskDefinition: async (...given) => ({
          ...(await ecs.taskDefinition(...given)),
          containers: [container],
        }),
      },
    });
    const form = await envForm.build('set', environment(), seen);
    expect(speak(form.about[0]!, 'es', 'plain')).toBe(
      'hydrous:42 tiene LOG_LEVEL. Desde secretos, y por eso no se cambian aquí: DATABASE_URL.',
    );
    expect(form.was).toEqual({});
    const unset = await envForm.build('unset', environment(), seen);
    expect(unset.fields[0]).toMatchObject({
      kind: 'choice',
      style: 'several',
      options: [{ value: 'LOG_LEVEL' }],
    });
  });
});

test('env unset takes what was chosen', () => {
  const given = { was: {}, environment: environment(), environments: ['production'], what: 'unset' };
  expect(envForm.line({ ...given, entered: { names: 'A B' } })).toMatchObject({
    line: 'env unset A B production',
  });
  expect(envForm.line({ ...given, entered: {} })).toMatchObject({ ok: false });
});

import { describe, expect, it } from 'vitest';
import { readVariables } from '../../src/core/read-variables.ts';
import { environment, harness, keyOf, readers, textOf } from './builders.ts';

const VALUE = 'zapato-verde-99';

describe('env', () => {
  it('a value in a typed command is answered with where it stood, and with the form for the next one', async () => {
    const typed = textOf(await harness().run(`env set A=${VALUE}`));
    expect(typed).toContain('/hydrous env set');
    expect(typed).not.toContain(VALUE);
    const entered = textOf(await harness().run(`env set A=${VALUE}`, { via: 'form' }));
    expect(entered).not.toContain('/hydrous env set');
    const refused = textOf(await harness().run(`env set A=${VALUE} A=1`));
    expect(refused).not.toContain('nadie más ve');
  });

  it('shows names, lengths and fingerprints, and which are secrets', async () => {
    const whole = await readers().ecs.taskDefinition({} as never, '');
    const container = {
      ...whole.containers[0]!,
      variables: [{ name: 'LOG_LEVEL', length: 4, fingerprint: 'a1b2c3' }],
      secretNames: ['DATABASE_PASSWORD'],
    };
    const ecs = { ...readers().ecs, taskDefinition: async () => ({ ...whole, containers: [container] }) };
    const text = textOf(await harness({ readers: readers({ ecs }) }).run('env'), 'es');
    expect(text).toContain('LOG_LEVEL: 4 bytes, huella #a1b2c3');
    expect(text).toContain('DATABASE_PASSWORD: secreto');
  });

  it.each([
    [`env set A=${VALUE}`, { A: VALUE }],
    [`env set A="b c" _B1=`, { A: 'b c', _B1: '' }],
    [`env production set A=b=c`, { A: 'b=c' }],
    ['env set URL=https://example.com/a?b=1', { URL: 'https://example.com/a?b=1' }],
    ['env set A=x&lt;@U1&gt;z&amp;lt;', { A: 'x<@U1>z&lt;' }],
  ])('%j sets exactly that', async (text, set) => {
    const bot = harness();
    await bot.run(text);
    expect(bot.changes).toEqual([
      { kind: 'env', environment: 'production', wish: { set, unset: [] }, reason: null },
    ]);
  });

  it('keeps the command line without its values', async () => {
    let line: string | undefined;
    const bot = harness({
      requestChange: async (result) => {
        line = result.line;
        return { summary: { es: 'x', en: 'x' }, pieces: [] };
      },
    });
    await bot.run(`env set A=${VALUE} B="x y" --reason "PR 7"`);
    expect(line).toBe('env set A=*** B=*** production');
    await bot.run('env unset A B');
    expect(line).toBe('env unset A B production');
  });

  it.each([
    ['env set', 'env.no-pairs'],
    ['env unset', 'env.no-names'],
    [`env set ${VALUE}`, 'env.form'],
    [`env set A=x ${VALUE}`, 'env.form'],
    [`env set A-B=${VALUE}`, 'env.name'],
    [`env set 1A=${VALUE}`, 'env.name'],
    [`env set =${VALUE}`, 'env.name'],
    [`env set A=${VALUE} A=${VALUE}`, 'env.twice'],
    ['env set A=***', 'env.masked'],
    [`env unset A=${VALUE}`, 'env.name'],
    [`env sett A=${VALUE}`, 'env.what'],
    [`env A=${VALUE}`, 'env.what'],
    [`env set A=${VALUE}\u200b`, 'grammar.character'],
  ])('%j is refused (%s) and the value is not repeated', async (text, key) => {
    const bot = harness();
    const answer = await bot.run(text);
    expect(keyOf(answer.summary)).toBe(key);
    expect(textOf(answer) + JSON.stringify(bot.refused)).not.toContain(VALUE);
    expect(bot.changes).toEqual([]);
  });

  it('takes no value out of a message that others can read', async () => {
    const bot = harness();
    const answer = await bot.run(`<@U0HYDROUS> env set A=${VALUE}`, { via: 'mention' });
    expect(keyOf(answer.summary)).toBe('env.mention');
    expect(bot.changes).toEqual([]);
  });

  it('says in its help that a change is approved, and names the environment in its example', async () => {
    const bot = harness({ environments: [environment('production'), environment('staging')] });
    const text = textOf(await bot.run('help env'), 'en');
    expect(text).toContain('approval before it runs');
    expect(text).toContain('/hydrous env set LOG_LEVEL=debug production');
  });

  it('takes at most twenty at once', () => {
    const words = Array.from({ length: 21 }, (_, at) => `A${at}=x`);
    expect(readVariables(words)).toMatchObject({ ok: false, refusal: { say: 'env.many' } });
    expect(readVariables(words.slice(1))).toMatchObject({ ok: true });
  });
});

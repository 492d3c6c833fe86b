import { describe, expect, it } from 'vitest';
import type { Guide, GuideEntry } from '../../src/core/guide.ts';
import { createButtonSeal } from '../../src/slack/button-seal.ts';
import { render } from '../../src/slack/render.ts';
import { harness, keyOf, readers, textOf } from './builders.ts';

const ask = (words: string) => harness().run(`guide ${words}`);
const shown = async (words: string, locale: 'es' | 'en' = 'en') => textOf(await ask(words), locale);

describe('without words', () => {
  it('the guide lists its entries in the language of the reader, each with the line that shows it', async () => {
    const document = await ask('');
    expect(textOf(document, 'es')).toContain('Problemas de conexión a la base de datos');
    expect(textOf(document, 'en')).not.toContain('Problemas');
    expect(textOf(document, 'en').match(/\/hydrous guide [a-z-]+/g)).toEqual(
      expect.arrayContaining(['/hydrous guide architecture-mismatch', '/hydrous guide frontend-connection']),
    );
    const list = document.pieces.find((piece) => piece.piece === 'list');
    expect(list?.piece === 'list' && list.items).toHaveLength(7);
  });
});

describe('an entry is found', () => {
  it.each([
    ['architecture-mismatch', 'La imagen es de otra arquitectura'],
    ['ARCHITECTURE-MISMATCH', 'La imagen es de otra arquitectura'],
    ['arquitectura', 'La imagen es de otra arquitectura'],
    ['base de datos', 'Problemas de conexión a la base de datos'],
    ['database', 'Problemas de conexión a la base de datos'],
    ['validación', 'Errores de validación en la API'],
    ['validacion', 'Errores de validación en la API'],
    ['balancedor', 'Problemas con el balanceador de carga'],
    ['memoria cpu', 'Problemas de memoria o CPU'],
    ['frontend', 'El frontend no conecta con el backend'],
    ['contenedor arranca', 'El contenedor no arranca'],
    ['"exec format error"', 'La imagen es de otra arquitectura'],
  ])('by %s', async (words, title) => {
    const { pieces } = await ask(words);
    expect(pieces[0]?.piece).toBe('heading');
    expect(textOf({ summary: { es: '', en: '' }, pieces: pieces.slice(0, 1) })).toContain(title);
  });

  it('with its prose, its steps in order, their lines, and the forms it takes', async () => {
    const text = await shown('container-does-not-start');
    expect(text).toMatch(/\n1\. [\s\S]*\n2\. [\s\S]*\n3\. [\s\S]*aws ecs describe-task-definition/);
    expect(text).toContain('/hydrous guide image-not-found');
  });

  it('in the language of the reader', async () => {
    expect(await shown('architecture-mismatch', 'es')).toContain('docker build --platform linux/amd64');
    expect(await shown('architecture-mismatch', 'es')).toContain('Construye la imagen otra vez');
    expect(await shown('architecture-mismatch', 'en')).not.toContain('Construye');
  });

  it('by one of its forms, which then stands first', async () => {
    const text = await shown('port-in-use', 'es');
    expect(text).toContain('El contenedor no arranca');
    expect(text).toContain('El puerto ya está en uso._ Dos procesos');
  });
});

describe('when it is not clear which', () => {
  it('those that fit equally well are offered', async () => {
    const document = await ask('problemas');
    expect(keyOf(document.summary)).toBe('guide.several');
    expect(textOf(document)).toContain('/hydrous guide memory-or-cpu');
  });

  it('nothing is guessed', async () => {
    const text = await shown('kubernetes pods');
    expect(text).toContain('The guide says nothing about “kubernetes pods”');
    expect(text).toContain('/hydrous guide load-balancer');
  });

  it.each(['<!channel>', '*', '(a+)+$', 'constructor __proto__'])('%s harms nobody', async (words) => {
    expect(keyOf((await ask(`"${words}"`)).summary)).toMatch(/^guide\./);
  });
});

describe('a long entry', () => {
  const long = (language: string): GuideEntry => ({
    id: 'long-entry',
    title: `${language} long`,
    cause: 'Cause. '.repeat(300),
    steps: Array.from({ length: 40 }, (_, at) => `Step ${at + 1} of ${language}. ${'x '.repeat(200)}`),
    patterns: [],
    precedence: 1,
    rollbackHelps: 'no',
    cases: [],
  });
  const guide: Guide = { es: [long('es')], en: [long('en')] };
  const run = (line: string) => harness({ readers: readers({ guide }) }).run(line);

  it('fits into a message, and says how to go on', async () => {
    const document = await run('guide long-entry');
    const more = textOf(document, 'en').match(/\/hydrous guide long-entry --from (\d+)/);
    expect(Number(more?.[1])).toBeGreaterThan(5);
    const { blocks } = render(document, { locale: 'en', seal: createButtonSeal('s') });
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(blocks).length).toBeLessThan(13_000);
    expect(JSON.stringify(blocks)).toContain('--from');
  });

  it('goes on where it is told to', async () => {
    const text = textOf(await run('guide long-entry --from 39'), 'en');
    expect(text).toContain('39. Step 39 of en');
    expect(text).not.toContain('Step 38 ');
    expect(text).not.toContain('--from');
  });

  it.each(['0', '-3', 'x', '99999'])('takes --from %s for a step that exists', async (from) => {
    expect(textOf(await run(`guide long-entry --from "${from}"`), 'en')).toMatch(/\d+\. Step \d+ of en/);
  });
});

import { describe, expect, test } from 'vitest';
import type { Locale } from '../src/core/member.ts';
import { es } from '../src/words/es.ts';
import { speak } from '../src/words/speak.ts';
import { type Declared, declaredSentences, sampleSentence } from './sentence-samples.ts';

const DECLARED = declaredSentences(Object.keys(es));

/** Nouns that are counted, as one and as many. */
const NOUNS: Readonly<Record<Locale, string>> = {
  es: `alarma alarmas aprobación aprobaciones cambio cambios cantidad cantidades carácter caracteres comprobación
    comprobaciones copia copias cosa cosas deseada deseadas destino destinos día días despliegue despliegues evento
    eventos fallida fallidas fallo fallos fila filas forma formas hora horas imagen imágenes incidente incidentes intento
    intentos letra letras línea líneas llamada llamadas log logs mensaje mensajes minuto minutos motivo motivos nueva
    nuevas patrón patrones pendiente pendientes persona personas política políticas regla reglas revisión revisiones
    sana sanas sano sanos snapshot snapshots tarea tareas variable variables vez veces distinta distintas`,
  en: `alarm alarms approval approvals change changes character characters check checks copy copies thing things target
    targets day days deployment deployments event events failure failures row rows way ways hour hours image images
    incident incidents try tries letter letters line lines call calls message messages minute minutes reason
    reasons pattern patterns person people policy policies rule rules revision revisions snapshot snapshots task tasks
    variable variables time times second seconds`,
};

/** Their numbers are bounds of this program, or are said from two on. */
const NEVER_ONE: ReadonlySet<string> = new Set([
  'alarms.history-more',
  'alarms.item',
  'glass.refused.reason',
  'grammar.tag-long',
  'grammar.too-long',
  'history.file-partial',
  'incidents.note.reopened',
  'incidents.note.worsened',
  'life.storm',
  'logs.follow-many',
  'slack.reject-hint',
]);

/** The sentence with every number in it the same, in the samples of one, of many and of none. */
function counted(declared: Declared, locale: Locale, count: number): readonly string[] {
  return (['one', 'many', 'none'] as const).map((variant) => {
    const { values } = sampleSentence(declared, variant) as unknown as { values: Record<string, unknown> };
    for (const [name, type] of Object.entries(declared.values))
      if (/\bnumber\b/.test(type) && !type.includes('[]')) values[name] = count;
    return speak({ say: declared.key, values } as never, locale, 'plain');
  });
}

/** `1 tareas`, `0 alarma`; the end of a range (`from 1 to 1 tasks`) goes with what it counts up to. */
function wrongIn(text: string, count: number, nouns: readonly string[]): boolean {
  const wrong = new RegExp(
    `(?<![\\p{L}\\d.,:/-])(?<!\\b(?:a|y|to|and|o|or) )${count} (?:${nouns.join('|')})(?!\\p{L})`,
    'u',
  );
  return wrong.test(text);
}

describe.each(['es', 'en'] as const)('counting in %s', (locale) => {
  const words = NOUNS[locale].split(/\s+/);
  const one = words.filter((_, at) => at % 2 === 0);
  const many = words.filter((_, at) => at % 2 === 1);

  test.each([
    [1, many],
    [0, one],
    [2, one],
    [7, one],
    [21, one],
  ])('%i of a thing has its right form', (count, wrong) => {
    const broken = DECLARED.filter(({ key }) => count !== 1 || !NEVER_ONE.has(key)).flatMap((declared) =>
      [...new Set(counted(declared, locale, count))]
        .filter((text) => wrongIn(text, count, wrong))
        .map((text) => `${declared.key}: ${text}`),
    );
    expect(broken).toEqual([]);
  });
});

test('the check sees what it looks for', () => {
  expect(wrongIn('Hay 1 tareas', 1, ['tareas'])).toBe(true);
  expect(wrongIn('1 de 1 tareas', 1, ['tareas'])).toBe(true);
  expect(wrongIn('de 1 a 1 tareas, 11 tareas', 1, ['tareas'])).toBe(false);
  expect(wrongIn('2 task', 2, ['task'])).toBe(true);
  expect(wrongIn('2 tasks', 2, ['task'])).toBe(false);
});

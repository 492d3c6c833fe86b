import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Invocation } from '../src/core/command.ts';
import { readCommandText } from '../src/core/command-text.ts';
import { readArguments } from '../src/core/read-arguments.ts';
import { COMMANDS, environment, NOW, readers } from './commands/builders.ts';

const root = new URL('../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');

interface Row {
  readonly chapter: string;
  readonly row: string;
  readonly commands: readonly string[];
  readonly test: string;
}

/** Every row of every table, with the chapter above it. */
function rowsOf(text: string): readonly Row[] {
  let chapter = '';
  return text.split('\n').flatMap((line): Row[] => {
    chapter = /^## (.*)$/.exec(line)?.[1] ?? chapter;
    const cells = line.split('|').map((cell) => cell.trim());
    if (!line.startsWith('|') || cells[1] === 'row of the guide' || /^-+$/.test(cells[1] ?? '')) return [];
    const [, row = '', , command = '', title = ''] = cells;
    return [
      { chapter, row, commands: [...command.matchAll(/`([^`]+)`/g)].map(([, one]) => one!), test: title },
    ];
  });
}

const rows = rowsOf(read('docs/chapters.md'));

/** Titles of all tests, and ids of the cases of the corpus. */
function titles(): readonly string[] {
  const files = readdirSync(new URL('test/', root), { recursive: true }).map(String);
  const called = /\b(?:test|it|row)(?:\.\w+(?:\([^\n]*\))?)?\(\s*(['"`])((?:(?!\1).)+)\1/g;
  const found = files
    .filter((name) => /\.test\.ts$|^e2e\/.*\.ts$/.test(name))
    .flatMap((name) => [...read(`test/${name}`).matchAll(called)].map((match) => match[2]!));
  const cases = files
    .filter((name) => name.startsWith('corpus/') && name.endsWith('.yml'))
    .flatMap((name) => [...read(`test/${name}`).matchAll(/^- id: (\S+)/gm)].map((match) => match[1]!));
  return [...found, ...cases];
}

/** What a title takes from outside, as in `the alarms of ${name} are set up`, fits anything. */
function fits(title: string, written: string): boolean {
  if (!written.includes('${')) return title === written;
  const parts = written.split(/\$\{[^}]*\}/);
  if (parts.join('').length < 10) return false;
  const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+');
  return new RegExp(`^${pattern}$`).test(title);
}

const KNOWN = { database: 'hydrous-db', cache: 'hydrous-redis', loadBalancer: 'hydrous-alb' };
const ENVIRONMENTS = [environment('production', KNOWN), environment('develop', KNOWN)];

const invocation: Invocation = {
  text: '',
  member: { user: 'U0OPERATOR', team: 'T0HYDROUS' },
  channel: 'C0OPS',
  source: 'slash:1',
  via: 'slash',
  locale: 'es',
  zone: 'America/Bogota',
};
const FIRED = { alarm: 'hydrous-5xx', at: NOW, from: 'OK', to: 'ALARM', reason: null };
const ALL = readers();
const changes = async () => ({ changes: [FIRED], partial: false });
const READERS = { ...ALL, alarmCatalog: { ...ALL.alarmCatalog, changes } };

/** Null when the verb that carries the line out takes it as it stands. */
async function whyNot(line: string): Promise<string | null> {
  const said = readCommandText(`${line} production`);
  if (!said.ok) return 'nobody could type it';
  const verb = COMMANDS.find((each) => each.verb === said.verb);
  if (verb === undefined) return `there is no verb ${said.verb}`;
  const named = Object.values(verb.arguments.positional).some(({ kind }) => kind === 'environment');
  const tokens = named ? said.tokens : said.tokens.slice(0, -1);
  const given = readArguments(verb.arguments, tokens, ENVIRONMENTS, verb.changes);
  if (!given.ok) return JSON.stringify(given.refusal);
  const context = { invocation, environments: ENVIRONMENTS, verbs: COMMANDS };
  try {
    const { result } = await verb.handle(given.values, { ...context, readers: READERS });
    return verb.changes && result !== 'change' ? `it is only answered: ${result}` : null;
  } catch (error) {
    return String(error);
  }
}

describe('docs/chapters.md', () => {
  test('names only commands that are read by the verbs that carry them out', async () => {
    const wrong: string[] = [];
    for (const line of new Set(rows.flatMap((row) => row.commands))) {
      const why = await whyNot(line);
      if (why !== null) wrong.push(`${line}: ${why}`);
    }
    expect(wrong).toEqual([]);
  });

  test('names only tests that exist', () => {
    const all = titles();
    expect(rows.map((row) => row.test).filter((one) => !all.some((title) => fits(one, title)))).toEqual([]);
  });

  test('notices what is not there', async () => {
    expect(await whyNot('scale three')).toContain('grammar');
    expect(await whyNot('fly')).toContain('no verb');
    expect(await whyNot('db fly')).toContain('refused');
    expect(titles().filter((title) => fits('the alarms of ECS are set up, and stay', title))).toEqual([]);
  });

  test('every chapter of the guide with something to do has its table', () => {
    expect([...new Set(rows.map(({ chapter }) => chapter))]).toEqual([
      'Actualización del Backend',
      'Gestión de Recursos',
      'Configuración de Alertas',
      'Monitoreo de la Aplicación',
      'Solución de Problemas Comunes',
      'Optimización de Costos',
    ]);
    expect(rows.filter(({ commands: named }) => named.length === 0)).toEqual([]);
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = new URL('../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');
const exists = (name: string): boolean => existsSync(new URL(name, root));

const DOCS = [
  'README.md',
  'README.es.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(new URL('docs/', root))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** What stands between single backticks, tables' escaped bars undone. */
function quoted(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!.replaceAll('\\|', '|'));
}

const FOLDER = /^(?:src|test|sandbox|docs|bin|scripts|guide|bench|deploy|\.ci)\//;
const ROOT_FILE = /^[A-Za-z.-]+\.(?:ts|js|json|yml|md)$|^(?:LICENSE|Dockerfile)$/;

function pathsIn(text: string): string[] {
  return quoted(text).filter((code) => (FOLDER.test(code) || ROOT_FILE.test(code)) && !/[<>*…{]/.test(code));
}

/** Commands in backticks and in shell blocks, apart at `&&`. */
function commandsIn(text: string): string[] {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block]) => block!.split('\n'));
  return [...quoted(text), ...blocks]
    .flatMap((line) => line.split('&&'))
    .map((command) => command.trim())
    .filter((command) => /^(?:npm|npx|node) /.test(command));
}

function isKnown(command: string): boolean {
  const { scripts } = JSON.parse(read('package.json'));
  const [tool, verb, name] = command.split(/\s+/);
  if (tool === 'npx') return verb === 'hydrous' && hydrousCommands().includes(name ?? '');
  if (tool !== 'npm') return false;
  return verb === 'run' ? name! in scripts : ['ci', 'test', 'start'].includes(verb!);
}

/** Commands that `bin/hydrous.js` answers, those of a later release included. */
function hydrousCommands(): string[] {
  return [...read('bin/hydrous.js').matchAll(/'([a-z]+)'/g)].map(([, word]) => word!);
}

describe.each(DOCS)('%s', (name) => {
  const text = read(name);

  test('names only paths that exist', () => {
    expect(pathsIn(text).filter((path) => !exists(path))).toEqual([]);
  });

  test('names only commands that exist', () => {
    expect(commandsIn(text).filter((command) => !isKnown(command))).toEqual([]);
  });

  test('links only to files that exist', () => {
    const folder = name.includes('/') ? 'docs/' : '';
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
    const local = links.filter((link) => !/^https?:/.test(link)).map((link) => folder + link.split('#')[0]);
    expect(local.filter((link) => !exists(link))).toEqual([]);
  });

  test('keeps its lines short enough to be compared, tables apart', () => {
    const long = text.split('\n').filter((line) => line.length > 125 && !line.startsWith('|'));
    expect(long).toEqual([]);
  });
});

describe('the checker itself', () => {
  test('finds paths, commands and nothing else', () => {
    const text =
      'See `src/core/nothing.ts` and `hydrous.yml`, run `npm run nothing && npm ci`, type `help [a \\| b]`.';
    expect(pathsIn(text)).toEqual(['src/core/nothing.ts', 'hydrous.yml']);
    expect(commandsIn(text)).toEqual(['npm run nothing', 'npm ci']);
    expect(commandsIn('```sh\nnpm ci && npm test\n```\n')).toEqual(['npm ci', 'npm test']);
    expect(['npm run nothing', 'npx hydrous fly', 'npx other'].filter(isKnown)).toEqual([]);
    expect(['npm ci', 'npm run build', 'npx hydrous guide check'].filter((each) => !isKnown(each))).toEqual(
      [],
    );
  });
});

/** First cells of the rows of the table that starts with this head, backticks taken off. */
function firstCells(text: string, head: string): string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(head));
  expect(start).toBeGreaterThan(-1);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end === -1 ? undefined : end).map((row) => row.split(/(?<!\\)\|/)[1]!.trim());
}

describe('the tables tell the truth', () => {
  test('commands: those that there are', () => {
    const named = firstCells(read('README.md'), '| command | does')
      .flatMap(quoted)
      .map((usage) => usage.split(' ')[0]!);
    const verbs = readdirSync(new URL('src/commands/', root)).map((file) => file.replace(/\.ts$/, ''));
    expect([...new Set(named)].sort()).toEqual(verbs.sort());
  });

  test('settings: each variable with its default', () => {
    const rows = read('README.md')
      .split('\n')
      .filter((line) => /^\| `[A-Z_]+` \|/.test(line))
      .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
    const code = read('src/config/settings.ts');
    const declared = [...code.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name!);
    expect(rows.map((row) => row[1]!.replaceAll('`', '')).sort()).toEqual(declared.sort());
    for (const [, name, , written] of rows) {
      const body = code.slice(code.indexOf(`  ${name!.replaceAll('`', '')}: `));
      const known = /\.default\('([^']*)'\)/.exec(body.slice(0, body.search(/,\n {2}[A-Z_]+: |\n\}\)/)))?.[1];
      if (known !== undefined) expect(`${name} ${written}`).toBe(`${name} \`${known}\``);
    }
  });

  test('configuration: every key of the example', () => {
    const example = parse(read('hydrous.yml'));
    const table = firstCells(read('README.md'), '| key | meaning').join(' ');
    const { production } = example.environments;
    const keys = [...Object.keys(example), ...Object.keys(production), ...Object.keys(example.sns)];
    expect(keys.filter((key) => !new RegExp(`\\b${key}\\b`).test(table))).toEqual([]);
  });

  test('dependencies: each with its reason', () => {
    const named = firstCells(read('CONTRIBUTING.md'), '| package | why').flatMap(quoted);
    const { dependencies } = JSON.parse(read('package.json'));
    expect([...named].sort()).toEqual(Object.keys(dependencies).sort());
  });

  test('rooms: every folder of src', () => {
    const named = firstCells(read('docs/architecture.md'), '| room | holds').flatMap(quoted);
    const folders = readdirSync(new URL('src/', root), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `src/${entry.name}/`);
    expect(named.filter((room) => room.endsWith('/')).sort()).toEqual(folders.sort());
  });
});

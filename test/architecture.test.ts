import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { circleIn, importsOf, roomOf, type SourceFile, sourceFiles, targetOf } from './source-imports.ts';

interface Arrows {
  readonly rooms: readonly string[];
  /** Rooms of which only types may be used. */
  readonly types?: readonly string[];
  readonly packages?: RegExp;
  readonly builtins?: readonly string[];
}

/** The wiring sees every room. */
const WIRED = ['app', ...'commands changes core flows slack http aws store config words'.split(' ')];

/** Who may import what. A room that is not listed may not exist. */
const ARROWS: Readonly<Record<string, Arrows>> = {
  core: { rooms: ['core'], packages: /^zod$/ },
  words: { rooms: ['words', 'core'] },
  commands: { rooms: ['commands', 'core'], packages: /^zod$/ },
  changes: { rooms: ['changes', 'core'], packages: /^zod$/ },
  flows: { rooms: ['flows', 'core'], types: ['words'] },
  slack: {
    rooms: ['slack', 'core', 'words'],
    packages: /^@slack\//,
    builtins: ['node:crypto', 'node:http', 'node:buffer', 'node:querystring'],
  },
  http: { rooms: ['http', 'core'], builtins: ['node:http', 'node:https', 'node:net'] },
  aws: {
    rooms: ['aws', 'core'],
    packages: /^@(?:aws-sdk|smithy)\//,
    builtins: ['node:crypto', 'node:zlib'],
  },
  store: {
    rooms: ['store', 'core'],
    packages: /^(?:kysely|pg)$/,
    builtins: [
      'node:sqlite',
      'node:crypto',
      'node:fs',
      'node:path',
      'node:url',
      'node:async_hooks',
      'node:timers/promises',
    ],
  },
  config: {
    rooms: ['config', 'core'],
    packages: /^(?:zod|yaml)$/,
    builtins: ['node:fs', 'node:path', 'node:url', 'node:util'],
  },
  cli: {
    rooms: ['cli', 'core', 'words', 'app', 'config'],
    builtins: ['node:crypto', 'node:fs', 'node:os', 'node:path', 'node:readline/promises', 'node:url'],
  },
  app: {
    rooms: WIRED,
    packages: /./,
    builtins: [
      'node:async_hooks',
      'node:crypto',
      'node:fs/promises',
      'node:perf_hooks',
      'node:timers/promises',
    ],
  },
  main: { rooms: ['app', 'config', 'core'], packages: /^pino$/, builtins: ['node:process', 'node:v8'] },
};

function forbidden(file: SourceFile): string[] {
  const arrows = ARROWS[roomOf(file.name)];
  if (arrows === undefined) return [`${file.name} is in no room`];
  return file.imports
    .filter((one) => {
      const target = targetOf(file.name, one.from);
      if (target !== null) {
        const room = roomOf(target);
        return !arrows.rooms.includes(room) && !(one.typeOnly && arrows.types?.includes(room));
      }
      if (one.from.startsWith('node:')) return !arrows.builtins?.includes(one.from);
      return !arrows.packages?.test(one.from);
    })
    .map((one) => `${file.name} must not import ${one.from}`);
}

const files = sourceFiles();
const lines = (file: SourceFile): number => file.text.split('\n').length - 1;
const named = (some: readonly SourceFile[]): string[] => some.map((file) => file.name);

/** The same text without comments, so that a rule may be explained where it holds. */
function code(file: SourceFile): string {
  return file.text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}

describe('the arrows', () => {
  test.each(Object.keys(ARROWS))('%s imports only what it may', (room) => {
    const ofRoom = files.filter((file) => roomOf(file.name) === room);
    expect(ofRoom.flatMap(forbidden)).toEqual([]);
  });

  test('every file is in a known room', () => {
    expect(named(files.filter((file) => ARROWS[roomOf(file.name)] === undefined))).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
  });

  test('every import leads to a file that exists', () => {
    const known = new Set(named(files));
    const lost = files.flatMap((file) =>
      file.imports
        .map((one) => targetOf(file.name, one.from))
        .filter((target) => target !== null && !known.has(target))
        .map((target) => `${file.name} → ${target}`),
    );
    expect(lost).toEqual([]);
  });

  test('nothing that runs goes in a circle', () => {
    expect(circleIn(files)).toBeNull();
  });
});

describe('the checker itself notices', () => {
  const file = (name: string, text: string): SourceFile => ({ name, text, imports: importsOf(text) });

  test.each([
    ['an adapter in the core', 'core/a.ts', "import { x } from '../aws/ecs.ts';"],
    ['a type of an adapter in the core', 'core/a.ts', "import type { X } from '../aws/ecs.ts';"],
    ['a builtin in the core', 'core/a.ts', "import { readFileSync } from 'node:fs';"],
    ['one adapter in another', 'slack/a.ts', "import { x } from '../store/b.ts';"],
    ['words that run in a flow', 'flows/a.ts', "import { speak } from '../words/speak.ts';"],
    [
      'a mixed import of words in a flow',
      'flows/a.ts',
      "import { type Ink, speak } from '../words/speak.ts';",
    ],
    ['a second line', 'flows/a.ts', "import {\n  a,\n  b,\n} from '../slack/x.ts';"],
    ['an import on demand', 'core/a.ts', "const x = await import('../aws/ecs.ts');"],
    ['an import for its effect', 'core/a.ts', "import '../aws/ecs.ts';"],
    ['something handed on', 'core/a.ts', "export { x } from '../aws/ecs.ts';"],
    ['a foreign package', 'aws/a.ts', "import { App } from '@slack/bolt';"],
    ['a new room', 'utils/a.ts', ''],
  ])('%s', (_, name, text) => {
    expect(forbidden(file(name, text))).toHaveLength(1);
  });

  test.each([
    ['a type of words in a flow', 'flows/a.ts', "import type { Ink } from '../words/speak.ts';"],
    ['inline types of words in a flow', 'flows/a.ts', "import { type Ink } from '../words/speak.ts';"],
    ['an import in a comment', 'core/a.ts', " * import { x } from '../aws/ecs.ts';"],
  ])('and lets pass %s', (_, name, text) => {
    expect(forbidden(file(name, text))).toEqual([]);
  });

  test('a circle, unless one side is a type', () => {
    const one = file('core/one.ts', "import { b } from './two.ts';");
    expect(circleIn([one, file('core/two.ts', "import { a } from './one.ts';")])).toHaveLength(3);
    expect(circleIn([one, file('core/two.ts', "import type { A } from './one.ts';")])).toBeNull();
  });
});

describe('the one road to production', () => {
  test('only the flow that executes an operation applies a change', () => {
    const callers = files.filter((file) => /\.apply\(/.test(code(file)));
    expect(named(callers)).toEqual(['flows/execute-operation.ts']);
  });

  /** Every `…Writer` among the ports, with its methods: each of them is one change to AWS. */
  const writers = files
    .filter((file) => file.name.startsWith('core/ports/'))
    .flatMap((file) => [...file.text.matchAll(/export interface (\w+Writer) \{([\s\S]*?)\n\}/g)])
    .map(([, name = '', body = '']) => ({
      name,
      methods: [...body.matchAll(/^ {2}(\w+)\(/gm)].map((found) => found[1]!),
    }));

  test('only changes touch the write half of an AWS port', () => {
    const methods = writers.flatMap((writer) => writer.methods);
    expect(methods).toContain('updateService');
    expect(methods).toContain('setTestAlarmState');
    const callers = files.filter((file) => new RegExp(`\\.(?:${methods.join('|')})\\(`).test(code(file)));
    expect(callers.length).toBeGreaterThan(0);
    expect(named(callers).filter((name) => !name.startsWith('changes/'))).toEqual([]);
  });

  test('only the wiring, the executing flow and the AWS adapter know a writer at all', () => {
    const names = ['ChangeWriter', ...writers.map((writer) => writer.name)];
    expect(names).toContain('EcsWriter');
    const knowing = named(
      files.filter((file) => new RegExp(`\\b(?:${names.join('|')})\\b`).test(code(file))),
    );
    const allowed =
      /^(?:changes\/|aws\/|app\.ts|core\/change\.ts|core\/ports\/|flows\/execute-operation\.ts)/;
    expect(knowing.filter((name) => !allowed.test(name))).toEqual([]);
  });
});

describe('the house', () => {
  test('no file in src is over 250 lines, and half of them have at most 80', () => {
    expect(named(files.filter((file) => lines(file) > 250))).toEqual([]);
    const sorted = files.map(lines).sort((one, other) => one - other);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80);
  });

  test('names are in kebab-case, and none says that it is a drawer for anything', () => {
    const parts = files.flatMap((file) => file.name.replace(/\.ts$/, '').split('/'));
    expect(parts.filter((part) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(part))).toEqual([]);
    expect(parts.filter((part) => /^(?:index|utils?|helpers?|types|common|misc)$/.test(part))).toEqual([]);
  });

  test('no file only hands on what others declare', () => {
    const barrels = files.filter((file) => {
      const statements = code(file).replace(/^\s*export\s+(?:type\s+)?(?:\*|\{[^}]*\})[^;]*from[^;]*;/gm, '');
      return file.text.trim() !== '' && statements.trim() === '';
    });
    expect(named(barrels)).toEqual([]);
  });

  test.each([
    ['a marker of unfinished work', /\b(?:TODO|FIXME|XXX|HACK)\b/],
    ['a switched-off check', /@ts-(?:ignore|expect-error|nocheck)|biome-ignore|eslint-disable/],
    ['a default export', /^export default\b/m],
  ])('no file has %s', (_, pattern) => {
    expect(named(files.filter((file) => pattern.test(file.text)))).toEqual([]);
  });

  test.each([
    ['prints past the log', /\bconsole\s*\.\s*(?:log|error|warn|info|debug)\b/],
    ['is an enum', /^\s*(?:export )?(?:const )?enum\s/m],
    ['uses any', /:\s*any\b|\bas any\b|<any>/],
  ])('nothing %s', (_, pattern) => {
    expect(named(files.filter((file) => pattern.test(code(file)) && roomOf(file.name) !== 'cli'))).toEqual(
      [],
    );
  });

  test('nothing in src knows that there is a sandbox', () => {
    expect(named(files.filter((file) => /sandbox/i.test(file.text)))).toEqual([]);
  });
});

describe('the dependencies', () => {
  const root = new URL('../', import.meta.url);
  const read = (name: string) => JSON.parse(readFileSync(new URL(name, root), 'utf8'));
  const { dependencies, devDependencies } = read('package.json');

  test('are pinned exactly, and Bolt is one that verifies before it reads', () => {
    const versions = Object.values({ ...dependencies, ...devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
    const [major, minor] = String(dependencies['@slack/bolt']).split('.').map(Number);
    expect(major! * 100 + minor!).toBeGreaterThanOrEqual(501);
  });

  test('that run in production install nothing by a script', () => {
    const packages: Record<string, { dev?: boolean; devOptional?: boolean; hasInstallScript?: boolean }> =
      read('package-lock.json').packages;
    const scripted = Object.entries(packages).filter(
      ([, one]) => one.hasInstallScript === true && one.dev !== true && one.devOptional !== true,
    );
    expect(scripted.map(([name]) => name)).toEqual([]);
  });

  test('are all used', () => {
    const used = files.flatMap((file) => file.imports.map((one) => one.from));
    const unused = Object.keys(dependencies).filter(
      (name) => !used.some((from) => from === name || from.startsWith(`${name}/`)),
    );
    expect(unused).toEqual([]);
  });
});

import { readdirSync } from 'node:fs';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadCommands } from '../src/command-files.ts';
import { COMMANDS, harness, textOf } from './commands/builders.ts';

const ROOT = new URL('..', import.meta.url);
let folder = '';

/** A copy of the house with one more file in it. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hydrous-verbs-'));
  await cp(fileURLToPath(new URL('src', ROOT)), join(folder, 'src'), { recursive: true });
  await cp(fileURLToPath(new URL('package.json', ROOT)), join(folder, 'package.json'));
  await symlink(fileURLToPath(new URL('node_modules', ROOT)), join(folder, 'node_modules'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function write(file: string, verb: string): Promise<void> {
  return writeFile(
    join(folder, 'src/commands', file),
    `import { command } from '../core/command.ts';
export const saluda = command({
  verb: '${verb}',
  usage: ['${verb}'],
  example: '${verb}',
  summary: { es: 'saluda', en: 'says hello' },
  permission: 'anyone',
  changes: false,
  arguments: { positional: {}, options: {} },
  async handle() {
    const text = { es: 'hola', en: 'hello' };
    return { result: 'answer', document: { summary: text, pieces: [] } };
  },
});
`,
  );
}

/** What people are promised, in the order of the contract's table. */
const PROMISED =
  'help status deploy redeploy rollback abort scale autoscale env images revisions logs metrics health alarms incidents incident ack silence resolve db cache costs guide history lock unlock freeze unfreeze approve reject cancel';

it('every verb that is promised is found, each in the file of its name', () => {
  const verbs = COMMANDS.map((one) => one.verb);
  expect(PROMISED.split(' ').filter((verb) => !verbs.includes(verb))).toEqual([]);
  const files = readdirSync(new URL('../src/commands/', import.meta.url));
  expect(verbs.map((verb) => `${verb}.ts`)).toEqual(files.sort());
});

it('a verb is added by dropping one file: it runs, it is in help, and its usage and near misses follow', async () => {
  await write('ping.ts', 'ping');
  await writeFile(join(folder, 'src/commands', 'ping.d.ts'), 'export {};');
  const commands = await loadCommands(pathToFileURL(join(folder, 'src/commands/')));
  const bot = harness({ commands });
  expect(textOf(await bot.run('ping'))).toBe('hola');
  expect(textOf(await bot.run('help'))).toContain('/hydrous ping — saluda');
  expect(textOf(await bot.run('pnig'))).toContain('/hydrous ping');
});

it('a file whose verb is not its name stops the start with the name of the file', async () => {
  await write('wrong.ts', 'other');
  await expect(loadCommands(pathToFileURL(join(folder, 'src/commands/')))).rejects.toThrow('wrong.ts');
});

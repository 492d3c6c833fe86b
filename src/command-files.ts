/** Finds the verbs: every file in the commands folder is one. Adding a verb is adding a file. */
import { readdir } from 'node:fs/promises';
import type { Command } from './core/command.ts';

/** Compiled or not; declarations and source maps are no commands. */
const COMMAND_FILE = /^(?<verb>[a-z][a-z-]*)\.(?:ts|js)$/;

/** Throws when a file does not export exactly one command that bears the file's name. The URL ends in a slash. */
export async function loadCommands(folder: URL): Promise<readonly Command[]> {
  const commands: Command[] = [];
  for (const file of (await readdir(folder)).sort()) {
    const verb = COMMAND_FILE.exec(file)?.groups?.['verb'];
    if (verb === undefined) continue;
    const module: Record<string, unknown> = await import(new URL(file, folder).href);
    const [command, ...others] = Object.values(module).filter(isCommand);
    if (command === undefined || others.length > 0 || command.verb !== verb)
      throw new Error(`${file} must export one command with the verb "${verb}"`);
    commands.push(command);
  }
  return commands;
}

function isCommand(value: unknown): value is Command {
  if (typeof value !== 'object' || value === null) return false;
  const one = value as Partial<Record<keyof Command, unknown>>;
  return (
    typeof one.verb === 'string' &&
    Array.isArray(one.usage) &&
    typeof one.example === 'string' &&
    typeof one.summary === 'object' &&
    (typeof one.permission === 'string' || Array.isArray(one.permission)) &&
    typeof one.changes === 'boolean' &&
    typeof one.arguments === 'object' &&
    typeof one.handle === 'function'
  );
}

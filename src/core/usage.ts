import type { Command } from './command.ts';
import type { Environment } from './environment.ts';
import { type Code, code } from './sentence.ts';

/** The forms of a verb as people type them. */
export function formsOf(command: Command): readonly Code[] {
  return command.usage.map((form) => code(`/hydrous ${form}`));
}

/** A line that would be accepted as it stands: where a change must name its environment, it does. */
export function exampleOf(command: Command, environments: readonly Environment[]): Code {
  const [first, second] = environments;
  const changes = command.changes || command.changing !== undefined;
  const named = changes && first !== undefined && second !== undefined;
  return code(`/hydrous ${command.example}${named ? ` ${first.name}` : ''}`);
}

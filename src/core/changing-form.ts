/** Some verbs read in one form and change in another: which of the two a line is, and the role that takes. */
import type { Command } from './command.ts';

type Form = Pick<Command, 'changes' | 'permission'>;

/** `words` are those after the verb, in order, options left out. */
export function formOf(
  command: Pick<Command, 'changes' | 'permission' | 'changing'>,
  words: readonly string[],
): Form {
  const { changing, changes, permission } = command;
  if (changing === undefined) return { changes, permission };
  const named = words.some((word) => changing.words.includes(word.toLowerCase()));
  const paired = changing.pairs === true && words.some((word) => /^[a-z]+=/i.test(word));
  return named || paired ? { changes: true, permission: changing.permission } : { changes, permission };
}

/** Whether a line as it was typed would change something; a word in doubt counts as one that does. */
export function isChangeLine(commands: readonly Command[], text: string): boolean {
  const [verb = '', ...words] = text.trim().toLowerCase().split(/\s+/);
  return commands.some((command) => command.verb === verb && formOf(command, words).changes);
}

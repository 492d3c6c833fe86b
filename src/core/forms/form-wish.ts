/** Whether a line that somebody typed asks for a form, and for which. Pure and quick: Slack waits 3 s for the answer. */
import type { Command } from '../command.ts';
import { readCommandText, type Token } from '../command-text.ts';
import type { CommandForm, FormWish } from '../form.ts';
import { genericForm } from './generic-form.ts';

export function formOfCommand(command: Command): CommandForm {
  return command.form ?? genericForm(command);
}

/** Null for a line that can be carried out, or refused, as it stands. */
export function formWish(
  commands: readonly Command[],
  environments: readonly string[],
  text: string,
): FormWish | null {
  const read = readCommandText(text, 'slack');
  const command = read.ok ? commands.find((one) => one.verb === read.verb) : undefined;
  if (!read.ok || command === undefined) return null;
  const sorted = sortTokens(command, environments, read.tokens);
  if (sorted === null) return null;
  const { words, places, given, forced } = sorted;
  const form = formOfCommand(command);
  const asked = form.asked(words);
  if (asked === null && !forced) return null;
  return {
    verb: command.verb,
    what: asked ?? form.whats.find((what) => what !== '' && what === words[0]) ?? form.whats[0] ?? '',
    environment: places[0] ?? null,
    given,
    incident: null,
  };
}

interface Sorted {
  readonly words: readonly string[];
  readonly places: readonly string[];
  readonly given: Readonly<Record<string, string>>;
  /** `--form` was given. */
  readonly forced: boolean;
}

/** Null where something stands in the line that the form would lose, or that will be refused. */
function sortTokens(
  command: Command,
  environments: readonly string[],
  tokens: readonly Token[],
): Sorted | null {
  const words: string[] = [];
  const places: string[] = [];
  const given = new Map<string, string>();
  let forced = false;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    if (token.kind === 'word') {
      if (!token.quoted && environments.includes(token.text)) places.push(token.text);
      else words.push(token.text);
    } else if (token.kind === 'option' && token.name === 'form' && token.value === null) forced = true;
    else if (token.kind === 'option' && token.name === 'reason' && 'reason' in command.arguments.options) {
      const next = token.value ?? tokens[at + 1];
      if (token.value === null) at += 1;
      if (next === undefined || next.kind !== 'word') return null;
      given.set('reason', next.text);
    } else return null;
  }
  return places.length > 1 ? null : { words, places, given: Object.fromEntries(given), forced };
}

/** What is asked before the form of a verb: which verb, and in which environment. */
import type { Command } from '../command.ts';
import type { Environment } from '../environment.ts';
import type { Form, FormOption } from '../form.ts';
import { code, say } from '../sentence.ts';
import { choiceField, present } from './fields.ts';
import { formOfCommand } from './form-wish.ts';

/** Slack's most for a select. */
const MOST = 100;

export interface MenuItem {
  readonly command: Command;
  readonly what: string;
}

/** `items` null: the verb is known, only the environment is asked for. */
export function chooseForm(
  items: readonly MenuItem[] | null,
  environments: readonly Environment[],
  changes: boolean,
): Form {
  const verbs = (items ?? []).slice(0, MOST).map(menuOption);
  const places = environments
    .slice(0, MOST)
    .map(({ name }) => ({ value: name, text: say('form.plain', { text: code(name) }), detail: null }));
  const first = environments[0]?.name ?? null;
  const several = environments.length > 1;
  return {
    title: say('form.menu.title'),
    about: [say(items === null ? 'form.menu.where' : 'form.menu.about')],
    fields: present([
      choiceField('verb', say('form.menu.verb'), verbs, { required: true }),
      several
        ? choiceField('environment', say('form.menu.environment'), places, {
            required: true,
            style: places.length <= 10 ? 'cards' : 'list',
            // A change must name its environment; nothing is guessed there.
            chosen: changes ? null : first,
          })
        : null,
    ]),
    line: null,
    was: {},
  };
}

/** `value` is the verb, a space and which of its forms. */
function menuOption({ command, what }: MenuItem): FormOption {
  return {
    value: `${command.verb} ${what}`.trim(),
    text: say('form.menu.item', {
      verb: code(`${command.verb} ${what}`.trim()),
      summary: what === '' ? command.summary : formOfCommand(command).title(what),
    }),
    detail: null,
  };
}

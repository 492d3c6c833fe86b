/** Variables in a form: a value that is typed here stands in no channel, and nowhere else that keeps it in the clear. */
import { isForbidden } from '../command-text.ts';
import type { CommandForm, Filled, Form, FormLine } from '../form.ts';
import { revisionName } from '../image-name.ts';
import { MASK, readVariableNames, readVariables } from '../read-variables.ts';
import { code, type Sentence, say } from '../sentence.ts';
import { composed, lineFrom, pair, wrong } from './compose.ts';
import { choiceField, present, reasonField, textField } from './fields.ts';
import { readLive } from './live.ts';

const MOST_NAMES = 100;
/** Code points; with the rest of the line still a command that is read. */
const LONGEST_VALUE = 1_500;
const NAMES_SHOWN = 40;

export const envForm: CommandForm = {
  whats: ['set', 'unset'],
  title: (what) => say(what === 'unset' ? 'form.env.unset-title' : 'form.env.set-title'),
  asked: ([first, ...more]) => {
    const what = first?.toLowerCase();
    return (what === 'set' || what === 'unset') && more.length === 0 ? what : null;
  },
  async build(what, environment, readers): Promise<Form> {
    const live = await readLive(environment, readers);
    const names = live.ok ? live.value.container.variables.map(({ name }) => name) : [];
    const about: Sentence[] = [
      live.ok
        ? say('form.env.now', {
            revision: code(revisionName(live.value.revision.arn)),
            names: names.slice(0, NAMES_SHOWN).map(code),
            secrets: live.value.container.secretNames.slice(0, NAMES_SHOWN).map(code),
          })
        : say('form.unread-now', { why: live.why }),
    ];
    return what === 'unset' ? unsetForm(environment.name, about, names) : setForm(environment.name, about);
  },
  line: (filled) => (filled.what === 'unset' ? unsetLine(filled) : setLine(filled)),
};

function setForm(environment: string, about: readonly Sentence[]): Form {
  return {
    title: say('form.env.set-title'),
    about,
    fields: [
      textField('name', say('form.env.name'), { example: 'LOG_LEVEL', most: 255 }),
      textField('value', say('form.env.value'), { most: LONGEST_VALUE, hint: say('form.env.value-hint') }),
      textField('more', say('form.env.more'), {
        lines: true,
        most: LONGEST_VALUE,
        example: 'LOG_LEVEL=debug\nWORKERS=4',
        hint: say('form.env.more-hint'),
      }),
      reasonField(),
    ],
    line: `env set …=${MASK} ${environment}`,
    was: {},
  };
}

function unsetForm(environment: string, about: readonly Sentence[], names: readonly string[]): Form {
  const options = names
    .slice(0, MOST_NAMES)
    .map((name) => ({ value: name, text: say('form.plain', { text: code(name) }), detail: null }));
  const choice = choiceField('names', say('form.env.unset'), options, { style: 'several', required: true });
  return {
    title: say('form.env.unset-title'),
    about,
    fields: present([
      choice ?? textField('names', say('form.env.unset'), { required: true, example: 'LOG_LEVEL WORKERS' }),
      reasonField(),
    ]),
    line: `env unset … ${environment}`,
    was: {},
  };
}

function unsetLine({ entered, environment }: Filled): FormLine {
  const names = (entered['names'] ?? '').split(/[\s,]+/).filter((name) => name !== '');
  const read = readVariableNames(names);
  if (!read.ok) return wrong('names', read.refusal);
  return composed('names', lineFrom(['env unset', ...read.value, environment.name], entered['reason']));
}

function setLine({ entered, environment }: Filled): FormLine {
  const { name, value, more, reason } = entered;
  if (name !== undefined && value === undefined) return wrong('value', say('form.env.no-value'));
  if (name === undefined && value !== undefined) return wrong('name', say('form.env.no-name'));
  // Somebody may have typed the value there too, so what follows the equals sign is not repeated.
  if (name?.includes('=')) return wrong('name', say('env.name', { name: name.replace(/=.*$/s, '=…') }));
  const single = name === undefined ? [] : [`${name}=${value}`];
  const lines = (more ?? '')
    .split('\n')
    .map(unpadded)
    .filter((line) => line !== '');
  const all = [...single, ...lines];
  if (all.length === 0) return wrong('name', say('form.env.nothing'));
  if (single.some(isForbidden)) return wrong('value', say('form.env.character'));
  const at = lines.findIndex(isForbidden);
  if (at !== -1) return wrong('more', say('form.env.character-line', { line: at + 1 }));
  // The name is checked alone first, so that the complaint stands at its field.
  const first = readVariables(single);
  if (single.length > 0 && !first.ok) return wrong('name', first.refusal);
  const read = readVariables(all);
  if (!read.ok) return wrong(lines.length > 0 ? 'more' : 'name', read.refusal);
  const values = Object.entries(read.value);
  const line = (words: readonly string[]) => lineFrom(['env set', ...words, environment.name], reason);
  return composed(
    lines.length > 0 ? 'more' : 'name',
    line(values.map(([key, text]) => pair(key, text))),
    line(values.map(([key]) => `${key}=${MASK}`)),
  );
}

/** A line as in an `.env` file: spaces around it and one pair of quotes around the value are no part of it. */
function unpadded(line: string): string {
  const [, name, value] = /^([^=]*)=(.*)$/.exec(line.trim()) ?? [];
  if (name === undefined || value === undefined) return line.trim();
  const inner = /^(["'])(.*)\1$/.exec(value.trim())?.[2];
  return `${name.trim()}=${inner ?? value.trim()}`;
}

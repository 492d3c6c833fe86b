/** The form of a verb that has none of its own: a field for each argument that it declares. */
import type { OptionKind, PairKind, PositionalKind } from '../arguments.ts';
import type { Command } from '../command.ts';
import type { CommandForm, Entered, Filled, Form, FormField, FormLine, FormOption } from '../form.ts';
import { readPositional } from '../read-value.ts';
import { code, type Sentence, say } from '../sentence.ts';
import { composed, lineFrom, quoted, word, wrong } from './compose.ts';
import { choiceField, numberField, present, textField } from './fields.ts';

const MOST_TASKS = 5_000;
const LEVELS = ['error', 'warning', 'info', 'debug'];

/** Opened where a required argument is missing. Ids are on the cards, with buttons: nobody types them into a form. */
export function genericForm(command: Command): CommandForm {
  const { positional, pairs = {}, options, rest = false } = command.arguments;
  const words = Object.entries(positional).flatMap(([name, { kind, required }]) =>
    kind === 'environment' ? [] : [{ name, kind, required: required === true }],
  );
  const needed = words.filter(({ required }) => required);
  const opens = command.changes && needed.length > 0 && words.every(({ kind }) => kind !== 'id');
  const parts = partsOf(command);
  const named = Object.values(positional).some(({ kind }) => kind === 'environment');
  /** Where the one word after the part's own goes. */
  const second = rest ? 'rest' : (words[1]?.name ?? '');

  function optionsIn(entered: Entered): readonly (string | null)[] {
    return Object.entries(options).map(([name, { kind }]) =>
      optional(entered[name], (text) => (kind === 'flag' ? `--${name}` : `--${name} ${quoted(text)}`)),
    );
  }

  function partLine({ what, entered, environment, environments }: Filled): FormLine {
    const given = entered[second];
    if (given === undefined) return wrong(second, say('form.missing'));
    const place = named ? environment.name : null;
    const line = [command.verb, what, word(given, environments), place, ...optionsIn(entered)];
    return composed(second, lineFrom(line, undefined));
  }

  function line(filled: Filled): FormLine {
    const { what, entered, environment, environments } = filled;
    if (parts.has(what)) return partLine(filled);
    const lacking = needed.find(({ name }) => entered[name] === undefined);
    if (lacking !== undefined) return wrong(lacking.name, say('form.missing'));
    for (const { name, kind } of words) {
      const given = entered[name];
      const read = given === undefined ? null : readPositional(kind, given, environment);
      if (read?.ok === false) return wrong(name, read.refusal);
    }
    const hole = words.findIndex(({ name }) => entered[name] === undefined);
    const late = hole === -1 ? undefined : words.slice(hole).find(({ name }) => entered[name] !== undefined);
    if (late !== undefined) return wrong(words[hole]?.name ?? late.name, say('form.missing'));
    return composed(
      words[0]?.name ?? Object.keys(options)[0] ?? '',
      lineFrom(
        [
          command.verb,
          ...words.map(({ name }) => optional(entered[name], (text) => word(text, environments))),
          ...Object.keys(pairs).map((name) => optional(entered[name], (text) => `${name}=${text}`)),
          rest ? (entered['rest'] ?? null) : null,
          named ? environment.name : null,
          ...optionsIn(entered),
        ],
        undefined,
      ),
    );
  }

  return {
    whats: ['', ...parts.keys()],
    title: (what) => say('form.generic-title', { verb: `${command.verb} ${what}`.trim() }),
    asked(given) {
      const [first = '', ...more] = given;
      if (parts.has(first.toLowerCase()) && more.length === 0) return first.toLowerCase();
      return opens && given.length < needed.length ? '' : null;
    },
    async build(what, environment): Promise<Form> {
      const part = parts.get(what);
      const own =
        part === undefined
          ? [
              ...words.map(({ name, kind, required }) => positionalField(name, kind, required)),
              ...Object.entries(pairs).map(([name, kind]) => pairField(name, kind)),
              rest ? textField('rest', say('form.rest')) : null,
            ]
          : [textField(second, say('form.plain', { text: code(part) }), { required: true, most: 255 })];
      const fields = present<FormField>([
        ...own,
        ...Object.entries(options).map(([name, { kind }]) => optionField(name, kind)),
      ]);
      return {
        title: say('form.generic-title', { verb: command.verb }),
        about: [say('form.generic', { summary: command.summary, environment: environment.name })],
        fields,
        line:
          part === undefined
            ? (command.usage[0] ?? command.verb)
            : `${command.verb} ${what} … ${environment.name}`,
        was: {},
      };
    },
    line,
  };
}

/**
 * Words of a verb that change something and need one more, with what their usage calls it: `resize` of
 * `db resize CLASS`. One that also stands for itself, as `alarms create` does, asks for nothing.
 */
function partsOf({ verb, usage, changing }: Command): ReadonlyMap<string, string> {
  const forms = usage.map((form) => form.split(' ')).filter(([first]) => first === verb);
  const alone = forms
    .filter(([, , third]) => third === undefined || third.startsWith('['))
    .map(([, word]) => word);
  return new Map(
    forms.flatMap(([, word, third]) =>
      word !== undefined &&
      changing?.words.includes(word) &&
      !alone.includes(word) &&
      /^[A-Z]+$/.test(third ?? '')
        ? [[word, third ?? ''] as const]
        : [],
    ),
  );
}

function optional(text: string | undefined, written: (text: string) => string): string | null {
  return text === undefined ? null : written(text);
}

function positionalField(
  name: string,
  kind: Exclude<PositionalKind, 'environment'>,
  required: boolean,
): FormField {
  switch (kind) {
    case 'count':
      return numberField(name, labelOf(name), { value: null, least: 0, most: MOST_TASKS, required });
    case 'length':
      return textField(name, labelOf(name), { required, example: '2h', most: 20 });
    case 'revision':
      return textField(name, labelOf(name), { required, example: 'revision:41', most: 60 });
    case 'image':
      return textField(name, labelOf(name), { required, example: 'v1.11.0', most: 200 });
    case 'id':
    case 'word':
      return textField(name, labelOf(name), { required, most: 100 });
  }
}

function pairField(name: string, kind: PairKind): FormField {
  switch (kind) {
    case 'count':
      return numberField(name, labelOf(name), { value: null, least: 0, most: null });
    case 'percent':
      return numberField(name, labelOf(name), { value: null, least: 1, most: 100 });
    case 'cpu':
      return textField(name, labelOf(name), { example: '512', most: 20 });
    case 'memory':
      return textField(name, labelOf(name), { example: '1024', most: 20 });
  }
}

function optionField(name: string, kind: OptionKind): FormField | null {
  switch (kind) {
    case 'flag':
      return choiceField(name, labelOf(name), [option('yes', say('form.yes'))], { style: 'several' });
    case 'level':
      return choiceField(
        name,
        labelOf(name),
        LEVELS.map((level) => option(level, say('form.plain', { text: code(level) }))),
      );
    case 'duration':
    case 'time':
      return textField(name, labelOf(name), { example: '15m', most: 20 });
    case 'person':
      return textField(name, labelOf(name), { example: 'U0123ABCD', most: 20 });
    case 'text':
      return textField(name, labelOf(name), { most: 200 });
  }
}

function option(value: string, text: Sentence): FormOption {
  return { value, text, detail: null };
}

/** The names that several verbs use are said in the person's language. */
function labelOf(name: string): Sentence {
  switch (name) {
    case 'reason':
      return say('form.reason');
    case 'count':
      return say('form.scale.count');
    case 'length':
      return say('form.suspend.length');
    case 'image':
      return say('form.deploy.image');
    default:
      return say('form.plain', { text: code(name) });
  }
}

/**
 * A question with live values, as data. `slack/` shows it as a modal; what was entered is put together into a command
 * line, which then goes the same road as one that somebody typed.
 */
import type { CommandReaders } from './command.ts';
import type { Environment } from './environment.ts';
import type { Sentence } from './sentence.ts';

export interface FormOption {
  /** At most 150 code points. */
  readonly value: string;
  readonly text: Sentence;
  readonly detail: Sentence | null;
}

interface Asked {
  readonly name: string;
  readonly label: Sentence;
  readonly hint: Sentence | null;
  readonly optional: boolean;
}

/** `list` folds away, up to 100 · `cards` all in sight, up to 10 · `several` any number of up to 100. */
export type ChoiceStyle = 'list' | 'cards' | 'several';

export type FormField =
  | (Asked & {
      readonly kind: 'choice';
      readonly style: ChoiceStyle;
      /** At least one. */
      readonly options: readonly FormOption[];
      /** A value of an option. */
      readonly chosen: string | null;
    })
  | (Asked & {
      readonly kind: 'text';
      readonly value: string | null;
      readonly example: string | null;
      /** Code points. */
      readonly most: number;
      readonly lines: boolean;
    })
  | (Asked & {
      readonly kind: 'number';
      readonly value: number | null;
      readonly least: number | null;
      readonly most: number | null;
    });

export interface Form {
  /** At most 24 code points in every language. */
  readonly title: Sentence;
  /** What stands above the fields: how it is now, and what could not be read. */
  readonly about: readonly Sentence[];
  readonly fields: readonly FormField[];
  /** The command that it stands for, without `/hydrous`; `…` is what is still missing. Null when it stands for none. */
  readonly line: string | null;
  /** Values as they were when the form was filled, to tell what was changed. Never a secret: it travels with the form. */
  readonly was: Readonly<Record<string, string>>;
}

/** What a person wants to fill in. The verb is empty for the choice of a verb. */
export interface FormWish {
  readonly verb: string;
  /** Which form of the verb, for example `set` of `env`; empty where there is only one. */
  readonly what: string;
  /** A configured name, or null where none was given. */
  readonly environment: string | null;
  /** Values that were given already, by name of the field. */
  readonly given: Readonly<Record<string, string>>;
  /** Incident whose card it was started from. */
  readonly incident: string | null;
}

/** A button's subject: the wish without what was given. */
export function formSubject({
  verb,
  what,
  environment,
  incident,
}: Pick<FormWish, 'verb' | 'what' | 'environment'> & Partial<Pick<FormWish, 'incident'>>): string {
  return [verb, what, environment ?? '', incident ?? ''].join(':');
}

export function wishOfSubject(subject: string): FormWish {
  const [verb = '', what = '', environment = '', incident = ''] = subject.split(':');
  const orNull = (text: string) => (text === '' ? null : text);
  return { verb, what, environment: orNull(environment), given: {}, incident: orNull(incident) };
}

/** By name of the field; one that was left empty is absent, several chosen values are joined by spaces. */
export type Entered = Readonly<Record<string, string>>;

export interface Filled {
  readonly what: string;
  readonly entered: Entered;
  readonly was: Readonly<Record<string, string>>;
  readonly environment: Environment;
  /** Names of all environments: a word of the line that reads like one must be quoted. */
  readonly environments: readonly string[];
}

/**
 * `shown` is the line with every secret masked; `field` is where it is said when the line is refused. `errors` are by
 * name of the field.
 */
export type FormLine =
  | { readonly ok: true; readonly line: string; readonly shown: string; readonly field: string }
  | { readonly ok: false; readonly errors: Readonly<Record<string, Sentence>> };

/** The forms of one verb. */
export interface CommandForm {
  /** Names of its forms, the first one is what a bare `--form` opens. */
  readonly whats: readonly string[];
  /** At most 24 code points in every language. */
  title(what: string): Sentence;
  /**
   * Which form these words ask for: those after the verb, options and environments left out. Null when they can be
   * carried out, or refused, as they stand.
   */
  asked(words: readonly string[]): string | null;
  /** Reads what there is to choose from. What cannot be read is said in the form, and may be typed. */
  build(what: string, environment: Environment, readers: CommandReaders): Promise<Form>;
  /** Pure. */
  line(filled: Filled): FormLine;
}

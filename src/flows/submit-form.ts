/** A submitted form: wrong fields, the next form, or a command line that goes the road of every command. */
import { escapeMrkdwn } from '../core/clean-text.ts';
import type { Document } from '../core/document.ts';
import type { Entered, FormWish } from '../core/form.ts';
import { formOfCommand } from '../core/forms/form-wish.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import { environmentFor, type FillFormPorts, type FormAsker } from './fill-form.ts';
import type { RunCommand } from './run-command.ts';

export interface FormSubmission {
  readonly wish: FormWish;
  readonly entered: Entered;
  /** Values as they were when the form was filled. */
  readonly was: Readonly<Record<string, string>>;
}

export type SubmittedForm =
  | { readonly submitted: 'errors'; readonly errors: Readonly<Record<string, Sentence>> }
  | { readonly submitted: 'next'; readonly wish: FormWish }
  | { readonly submitted: 'line'; readonly field: string; run(by: FormAsker): Promise<Document> }
  /** It belongs to no form that there is. */
  | { readonly submitted: 'gone' };

export interface SubmitFormPorts extends FillFormPorts {
  readonly runCommand: RunCommand;
}

/** Reads what was entered; only `run` does anything. */
export function submitForm(ports: SubmitFormPorts, submission: FormSubmission): SubmittedForm {
  const { wish, entered } = submission;
  const chosen = chosenIn(wish, entered);
  const command = ports.commands.find(({ verb }) => verb === chosen.verb);
  if (command === undefined) return { submitted: 'gone' };
  const environment = environmentFor(command, chosen, ports.environments);
  const wasChoice = wish.verb === '' || environmentFor(command, wish, ports.environments) === null;
  if (wasChoice) {
    const reads =
      command.form === undefined &&
      chosen.what === '' &&
      !command.changes &&
      !hasRequired(command.arguments.positional);
    if (!reads || environment === null) return { submitted: 'next', wish: chosen };
    const takesOne = Object.values(command.arguments.positional).some(({ kind }) => kind === 'environment');
    return line(ports, submission, {
      line: takesOne ? `${command.verb} ${environment.name}` : command.verb,
      shown: null,
      field: wish.verb === '' ? 'verb' : 'environment',
    });
  }
  if (environment === null) return { submitted: 'gone' };
  const read = formOfCommand(command).line({
    what: wish.what,
    entered,
    was: submission.was,
    environment,
    environments: ports.environments.map(({ name }) => name),
  });
  if (!read.ok) return { submitted: 'errors', errors: read.errors };
  return line(ports, submission, read);
}

/** The wish with what was chosen before its form: the verb, `env set` as one value, and the environment. */
function chosenIn(wish: FormWish, entered: Entered): FormWish {
  const environment = wish.environment ?? entered['environment'] ?? null;
  if (wish.verb !== '') return { ...wish, environment };
  const [verb = '', what = ''] = (entered['verb'] ?? '').split(' ');
  return { ...wish, verb, what, environment };
}

function hasRequired(positional: Readonly<Record<string, { readonly required?: boolean }>>): boolean {
  return Object.values(positional).some(({ required }) => required === true);
}

function line(
  ports: SubmitFormPorts,
  { wish }: FormSubmission,
  {
    line: text,
    shown,
    field,
  }: { readonly line: string; readonly shown: string | null; readonly field: string },
): SubmittedForm {
  // As Slack escapes what people type, so that the line reads the same when it is planned again.
  const typed = { text: escapeMrkdwn(text), via: 'form' } as const;
  const incident = wish.incident === null ? {} : { incident: wish.incident };
  return {
    submitted: 'line',
    field,
    async run(by) {
      const document = await ports.runCommand({ ...by, ...typed, ...incident });
      return shown === null || document.refused === true ? document : withLine(document, shown);
    },
  };
}

/** So that people learn what they could have typed. */
function withLine(document: Document, shown: string): Document {
  const text = say('form.typed', { command: code(`/hydrous ${shown}`) });
  return { ...document, pieces: [...document.pieces, { piece: 'context', text }] };
}

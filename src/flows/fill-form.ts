/** Forms: which one a line asks for, filled with live values for somebody who may use it. */
import type { Command, CommandReaders, Invocation } from '../core/command.ts';
import type { Environment } from '../core/environment.ts';
import type { Form, FormField, FormWish } from '../core/form.ts';
import { chooseForm, type MenuItem } from '../core/forms/choose-form.ts';
import { formOfCommand, formWish } from '../core/forms/form-wish.ts';
import type { Roles } from '../core/member.ts';
import type { Needed, Standing } from '../core/permission.ts';
import type { Groups, Profiles } from '../core/ports/slack.ts';
import { type Sentence, say } from '../core/sentence.ts';
import { lookUpProfile, mayUse } from './may-use.ts';
import type { RefusedAt } from './run-command.ts';
import { type ThreadCardAt, wishInThread } from './thread-card.ts';

/** Who fills it in, and where they are. */
export type FormAsker = Pick<Invocation, 'member' | 'channel' | 'source' | 'locale' | 'zone' | 'thread'>;

export type FilledForm =
  | { readonly filled: 'form'; readonly form: Form; readonly wish: FormWish }
  | { readonly filled: 'refused'; readonly refusal: Sentence };

export interface FillFormPorts {
  readonly commands: readonly Command[];
  readonly environments: readonly Environment[];
  readonly roles: Roles;
  readonly profiles: Profiles;
  readonly groups: Groups;
  readonly readers: CommandReaders;
  /** Absent: a message is never known to be of an incident. */
  readonly threadCard?: ThreadCardAt;
  /** Told of every refusal, for the audit. It must not throw. */
  refused?(invocation: Invocation, at: RefusedAt, verb: string | null): Promise<void>;
}

/** Null for a line that can be carried out, or refused, as it stands. */
export function askedForm(ports: FillFormPorts, text: string): FormWish | null {
  const names = ports.environments.map(({ name }) => name);
  return formWish(ports.commands, names, text);
}

/** Never throws a Problem: what AWS does not tell is said in the form. */
export async function fillForm(ports: FillFormPorts, given: FormWish, by: FormAsker): Promise<FilledForm> {
  const wish = await wishInThread(given, by, ports.threadCard);
  const profile = await lookUpProfile(by.member, ports.roles, ports.profiles);
  const command = ports.commands.find(({ verb }) => verb === wish.verb);
  if (wish.verb === '') return menu(ports, wish, by, profile);
  if (command === undefined) return { filled: 'refused', refusal: say('form.gone') };
  const may = await mayUse(neededFor(command, wish.what), by.member, profile, ports.roles, ports.groups);
  if (!may.ok) return refuse(ports, wish, by, may.refusal);
  const environment = environmentFor(command, wish, ports.environments);
  if (environment === null) return { filled: 'form', wish, form: chooseForm(null, ports.environments, true) };
  const form = await formOfCommand(command).build(wish.what, environment, ports.readers);
  const settled = { ...wish, environment: environment.name };
  return { filled: 'form', wish: settled, form: withGiven(form, wish.given) };
}

async function menu(
  ports: FillFormPorts,
  wish: FormWish,
  by: FormAsker,
  profile: Standing['profile'],
): Promise<FilledForm> {
  const anybody = await mayUse('anyone', by.member, profile, ports.roles, ports.groups);
  if (!anybody.ok) return refuse(ports, wish, by, anybody.refusal);
  const all = ports.commands.flatMap(menuItems);
  const allowed = await Promise.all(
    all.map(({ command, what }) =>
      mayUse(neededFor(command, what), by.member, profile, ports.roles, ports.groups),
    ),
  );
  const items = all.filter((_, at) => allowed[at]?.ok);
  if (items.length === 0) return refuse(ports, wish, by, say('form.menu.none'));
  return { filled: 'form', wish, form: chooseForm(items, ports.environments, true) };
}

/** Verbs that need an id belong to cards, where their buttons are. */
function menuItems(command: Command): readonly MenuItem[] {
  if (command.form !== undefined) return command.form.whats.map((what) => ({ command, what }));
  const needsId = Object.values(command.arguments.positional).some(
    ({ kind, required }) => kind === 'id' && required,
  );
  if (needsId || command.verb === 'help') return [];
  return formOfCommand(command).whats.map((what) => ({ command, what }));
}

/** A form of a verb that also reads is for the part that changes, unless it is made of all the arguments there are. */
function neededFor(command: Command, what: string): Needed {
  const { form, permission, changing } = command;
  return form === undefined && what === '' ? permission : (changing?.permission ?? permission);
}

/** Null when it must be asked for first. A verb that has none gets the first, and does not use it. */
export function environmentFor(
  command: Command,
  wish: Pick<FormWish, 'environment'>,
  environments: readonly Environment[],
): Environment | null {
  const named = environments.find(({ name }) => name === wish.environment);
  if (named !== undefined) return named;
  const [first, ...more] = environments;
  const takesOne = Object.values(command.arguments.positional).some(({ kind }) => kind === 'environment');
  return first === undefined || (takesOne && more.length > 0) ? null : first;
}

function withGiven(form: Form, given: FormWish['given']): Form {
  const filled = (field: FormField): FormField => {
    const value = given[field.name];
    return field.kind === 'text' && value !== undefined ? { ...field, value } : field;
  };
  return { ...form, fields: form.fields.map(filled) };
}

async function refuse(
  ports: FillFormPorts,
  wish: FormWish,
  by: FormAsker,
  refusal: Sentence,
): Promise<FilledForm> {
  await ports.refused?.({ ...by, text: wish.verb, via: 'form' }, 'permission', wish.verb || null);
  return { filled: 'refused', refusal };
}

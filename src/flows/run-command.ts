/** From a line of text to an answer: text → verb → permission → arguments → handle. Refusals carry the next step. */
import { formOf } from '../core/changing-form.ts';
import type { Command, CommandContext, CommandReaders, CommandResult, Invocation } from '../core/command.ts';
import { readCommandText, type Token } from '../core/command-text.ts';
import { type Document, plain } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import type { Roles } from '../core/member.ts';
import { nearMisses } from '../core/near-miss.ts';
import type { Standing } from '../core/permission.ts';
import type { Groups, Profiles } from '../core/ports/slack.ts';
import { isProblem } from '../core/problem.ts';
import { readArguments } from '../core/read-arguments.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import { exampleOf, formsOf } from '../core/usage.ts';
import type { ActOnIncident } from './act-on-incident.ts';
import { lookUpProfile, mayUse } from './may-use.ts';

/** Where on the way a command was refused. */
export type RefusedAt = 'person' | 'text' | 'verb' | 'permission' | 'arguments' | 'handle';

export interface RunCommandPorts {
  readonly commands: readonly Command[];
  readonly environments: readonly Environment[];
  readonly roles: Roles;
  readonly profiles: Profiles;
  readonly groups: Groups;
  readonly readers: CommandReaders;
  requestChange(
    result: Extract<CommandResult, { result: 'change' }>,
    invocation: Invocation,
  ): Promise<Document>;
  vote(result: Extract<CommandResult, { result: 'vote' }>, invocation: Invocation): Promise<Document>;
  act: ActOnIncident;
  /** Told of every refusal, for the audit. `verb` is null where none was understood. It must not throw. */
  refused?(invocation: Invocation, at: RefusedAt, verb: string | null): Promise<void>;
}

export type RunCommand = (invocation: Invocation) => Promise<Document>;

/** Problems become answers. Anything else is thrown, and the caller answers with an id to look for in the log. */
export function createRunCommand(ports: RunCommandPorts): RunCommand {
  const byVerb = new Map(ports.commands.map((command) => [command.verb, command]));

  return async function runCommand(invocation) {
    const profile = await lookUpProfile(invocation.member, ports.roles, ports.profiles);
    const person = await mayUse('anyone', invocation.member, profile, ports.roles, ports.groups);
    if (!person.ok) return refuse(invocation, 'person', null, plain(person.refusal));

    const text = readCommandText(lineOf(invocation), invocation.via === 'cli' ? 'plain' : 'slack');
    if (!text.ok) return refuse(invocation, 'text', null, plain(text.refusal));
    const { verb, tokens } = askedForHelp(text.verb, text.tokens);
    const command = byVerb.get(verb);
    if (command === undefined)
      return refuse(invocation, 'verb', null, plain(unknownVerb(verb, [...byVerb.keys()])));

    const form = formOf(
      command,
      tokens.flatMap((token) => (token.kind === 'option' ? [] : [token.text])),
    );
    const permission = await mayUse(form.permission, invocation.member, profile, ports.roles, ports.groups);
    if (!permission.ok) return refuse(invocation, 'permission', verb, plain(permission.refusal));

    const given = readArguments(command.arguments, tokens, ports.environments, form.changes);
    if (!given.ok)
      return refuse(invocation, 'arguments', verb, withUsage(given.refusal, command, ports.environments));

    const verbs = verb === 'help' ? await verbsFor(invocation, profile) : [];
    const context = { invocation, environments: ports.environments, verbs, readers: ports.readers };
    try {
      return await finish(await command.handle(given.values, context), invocation);
    } catch (error) {
      if (!isProblem(error)) throw error;
      if (error.kind !== 'refused') return plain(error.sentence);
      return refuse(invocation, 'handle', verb, plain(error.sentence));
    }
  };

  function finish(result: CommandResult, invocation: Invocation): Promise<Document> | Document {
    switch (result.result) {
      case 'answer':
        return result.document;
      case 'change':
        return ports.requestChange(result, invocation);
      case 'vote':
        return ports.vote(result, invocation);
      case 'incident':
        return ports.act({ incident: result.incident, act: result.act, by: invocation.member });
    }
  }

  async function verbsFor(
    invocation: Invocation,
    profile: Standing['profile'],
  ): Promise<CommandContext['verbs']> {
    const allowed = await Promise.all(
      ports.commands.map((one) =>
        mayUse(one.permission, invocation.member, profile, ports.roles, ports.groups),
      ),
    );
    return ports.commands.filter((_, at) => allowed[at]?.ok);
  }

  async function refuse(
    invocation: Invocation,
    at: RefusedAt,
    verb: string | null,
    answer: Document,
  ): Promise<Document> {
    await ports.refused?.(invocation, at, verb);
    return answer;
  }
}

/** What was said to the bot: in a mention the bot's own name stands in front. */
function lineOf({ via, text }: Invocation): string {
  return via === 'mention' ? text.replace(/^\s*<@[A-Z0-9]+(?:\|[^<>]*)?>/, '') : text;
}

/** `deploy --help` asks what `help deploy` asks. */
function askedForHelp(
  verb: string,
  tokens: readonly Token[],
): { readonly verb: string; readonly tokens: readonly Token[] } {
  const asked = tokens.some((token) => token.kind === 'option' && token.name === 'help');
  if (!asked) return { verb, tokens };
  return { verb: 'help', tokens: verb === 'help' ? [] : [{ kind: 'word', text: verb, quoted: false }] };
}

function unknownVerb(verb: string, known: readonly string[]): Sentence {
  const near = nearMisses(verb, known).map((one) => code(`/hydrous ${one}`));
  return say('grammar.verb-unknown', { verb, near });
}

function withUsage(refusal: Sentence, command: Command, environments: readonly Environment[]): Document {
  const example = exampleOf(command, environments);
  const usage = say('grammar.usage', { forms: formsOf(command), example });
  return {
    summary: refusal,
    pieces: [
      { piece: 'text', text: refusal },
      { piece: 'context', text: usage },
    ],
  };
}

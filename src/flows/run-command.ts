/** From a line of text to an answer: text → verb → permission → arguments → handle. Refusals carry the next step. */
import { BREAK_GLASS, takeBreakGlass } from '../core/break-glass.ts';
import { formOf } from '../core/changing-form.ts';
import type { Command, CommandContext, CommandReaders, CommandResult, Invocation } from '../core/command.ts';
import { readCommandText, type Token } from '../core/command-text.ts';
import { type Document, plain } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import { logsDocument } from '../core/logs-document.ts';
import type { Roles } from '../core/member.ts';
import { nearMisses } from '../core/near-miss.ts';
import type { Standing } from '../core/permission.ts';
import type { Groups, Profiles } from '../core/ports/slack.ts';
import { isProblem, type ProblemKind } from '../core/problem.ts';
import { readArguments } from '../core/read-arguments.ts';
import { optionCode } from '../core/read-value.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import { textInThread, tokensInThread } from '../core/thread-line.ts';
import { exampleOf, formsOf } from '../core/usage.ts';
import type { ActOnIncident } from './act-on-incident.ts';
import type { ActOnLock } from './act-on-lock.ts';
import type { FollowLogs } from './follow-logs.ts';
import type { KeepLogs } from './keep-logs.ts';
import { lookUpProfile, mayUse } from './may-use.ts';
import type { ThreadCardAt } from './thread-card.ts';

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
  actOnLock: ActOnLock;
  /** Absent: no thread is known to be of a card. */
  readonly threadCard?: ThreadCardAt;
  /** Absent: lines are shown and not kept, and none are followed. */
  readonly logs?: Pick<KeepLogs, 'keep'> & Pick<FollowLogs, 'begin'>;
  /** Told how each command was answered: `answered`, where it was refused, or by which kind of problem it ended. */
  ran?(verb: string | null, outcome: 'answered' | RefusedAt | ProblemKind): void;
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
    const { verb, tokens: words } = askedForHelp(text.verb, text.tokens);
    const command = byVerb.get(verb);
    if (command === undefined)
      return refuse(invocation, 'verb', null, plain(unknownVerb(verb, [...byVerb.keys()])));

    const taken = takeBreakGlass(words);
    if (taken === 'twice') {
      const text = say('grammar.option-twice', { option: optionCode(BREAK_GLASS) });
      return refuse(invocation, 'arguments', verb, withUsage(text, command, ports.environments));
    }
    const { reason: breakGlass } = taken;
    const { tokens, said } = await inItsThread(command, taken.tokens, invocation);
    const asked = breakGlass === null ? said : { ...said, breakGlass };
    if (tokens.some((token) => token.kind === 'option' && token.name === 'form')) {
      // Where a form can be opened, it was opened before anybody came here.
      const text = say('form.not-here', { verb: code(verb) });
      return refuse(invocation, 'arguments', verb, withUsage(text, command, ports.environments));
    }
    const form = formOf(
      command,
      tokens.flatMap((token) => (token.kind === 'option' ? [] : [token.text])),
    );
    // Who may skip an approval need not be somebody who may give one; the names are looked at later.
    const needed =
      breakGlass !== null && verb === 'approve' ? (['approver', 'operator'] as const) : form.permission;
    const permission = await mayUse(needed, invocation.member, profile, ports.roles, ports.groups);
    if (!permission.ok) return refuse(invocation, 'permission', verb, plain(permission.refusal));

    const given = readArguments(command.arguments, tokens, ports.environments, form.changes);
    if (!given.ok)
      return refuse(invocation, 'arguments', verb, withUsage(given.refusal, command, ports.environments));

    const verbs = verb === 'help' ? await verbsFor(invocation, profile) : [];
    const context = { invocation: said, environments: ports.environments, verbs, readers: ports.readers };
    try {
      const result = await command.handle(given.values, context);
      if (breakGlass !== null && !takesGlass(result))
        return refuse(invocation, 'arguments', verb, plain(say('glass.refused.verb')));
      const answer = await finish(result, asked);
      ports.ran?.(verb, answer.refused === true ? 'handle' : 'answered');
      return answer;
    } catch (error) {
      if (!isProblem(error)) throw error;
      if (error.kind !== 'refused') ports.ran?.(verb, error.kind);
      if (error.kind === 'ambiguous') return plain(error.sentence);
      if (error.kind !== 'refused') return { ...plain(error.sentence), refused: true };
      return refuse(invocation, 'handle', verb, plain(error.sentence));
    }
  };

  /** In the thread of a card a line is about that card, where it does not say otherwise. */
  async function inItsThread(
    command: Command,
    tokens: readonly Token[],
    invocation: Invocation,
  ): Promise<{ readonly tokens: readonly Token[]; readonly said: Invocation }> {
    const { thread, channel } = invocation;
    const card = thread === undefined ? null : ((await ports.threadCard?.(channel, thread)) ?? null);
    if (card === null) return { tokens, said: invocation };
    const inThread = tokensInThread(command, tokens, card, ports.environments);
    const text = textInThread(lineOf(invocation), tokens, inThread, ports.environments);
    const incident = card.card === 'incident' ? { incident: card.incident.id } : {};
    return { tokens: inThread, said: { ...invocation, text, ...incident } };
  }

  function finish(result: CommandResult, invocation: Invocation): Promise<Document> | Document {
    switch (result.result) {
      case 'answer':
        return result.document;
      case 'change':
        return ports.requestChange(result, invocation).then((answer) => withNote(answer, result.note));
      case 'vote':
        return ports.vote(result, invocation);
      case 'incident':
        return ports.act({ incident: result.incident, act: result.act, by: invocation.member });
      case 'lock':
        return ports.actOnLock(result.act, invocation);
      case 'logs':
        return ports.logs?.keep(result.found, invocation) ?? logsDocument(result.found, 0, null);
      case 'follow':
        return ports.logs?.begin(result, invocation) ?? plain(say('logs.follow-elsewhere'));
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
    ports.ran?.(verb, at);
    await ports.refused?.(invocation, at, verb);
    return { ...answer, refused: true };
  }
}

function takesGlass(result: CommandResult): boolean {
  return result.result === 'change' || (result.result === 'vote' && result.vote === 'approve');
}

function withNote(answer: Document, note: Sentence | undefined): Document {
  if (note === undefined || answer.refused === true) return answer;
  return { ...answer, pieces: [...answer.pieces, { piece: 'context', text: note }] };
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

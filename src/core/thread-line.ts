/** What a line leaves out where it is said in the thread of a card: which one, where, and since when. Pure. */
import type { Command } from './command.ts';
import type { Token, ValueToken } from './command-text.ts';
import type { Environment } from './environment.ts';
import type { Incident } from './incident.ts';
import type { Operation } from './operation.ts';

/** The card to which a thread belongs. */
export type ThreadCard =
  | { readonly card: 'incident'; readonly incident: Incident }
  | { readonly card: 'operation'; readonly operation: Operation };

/** Written to be an id, well or not: then it is read, or refused, as it stands. */
const LIKE_AN_ID = /^(?:op|inc|wait)(?:[-_:]|$)/i;

/** `tokens` are those after the verb. What was said stands; only what is missing is taken from the card. */
export function tokensInThread(
  command: Pick<Command, 'verb' | 'arguments'>,
  tokens: readonly Token[],
  thread: ThreadCard,
  environments: readonly Environment[],
): readonly Token[] {
  const wanted = Object.values(command.arguments.positional);
  const id = wanted.find(({ kind, required }) => kind === 'id' && required === true);
  if (id !== undefined) {
    const [first] = tokens;
    const isGiven = first?.kind === 'word' && LIKE_AN_ID.test(first.text);
    return isGiven || id.of !== thread.card ? tokens : [word(idOf(thread)), ...tokens];
  }
  if (!wanted.some(({ kind }) => kind === 'environment')) return tokens;
  const window = command.verb === 'logs' && tokens.length === 0 ? logsWindow(thread) : [];
  const place = environmentOf(tokens, thread, environments);
  return [...(place === null ? [] : [word(place)]), ...tokens, ...window];
}

/** The line with its environment, as it is remembered with a request: planned again, it means the same elsewhere. */
export function textInThread(
  text: string,
  tokens: readonly Token[],
  inThread: readonly Token[],
  environments: readonly Environment[],
): string {
  const [first] = inThread;
  const isNew = first !== tokens[0] && first?.kind === 'word';
  if (!isNew || !environments.some(({ name }) => name === first.text)) return text;
  return text.replace(/^\s*\S+/, (verb) => `${verb} ${first.text}`);
}

function idOf(thread: ThreadCard): string {
  return thread.card === 'incident' ? thread.incident.id : thread.operation.id;
}

/** Null where one was named, or the card's is not configured any more. */
function environmentOf(
  tokens: readonly Token[],
  thread: ThreadCard,
  environments: readonly Environment[],
): string | null {
  const names = environments.map(({ name }) => name);
  const isNamed = tokens.some(
    (token) => token.kind === 'word' && !token.quoted && names.includes(token.text),
  );
  const own = thread.card === 'incident' ? thread.incident.environment : thread.operation.environment;
  return isNamed || own === null || !names.includes(own) ? null : own;
}

/** What the card's own button shows: the errors of now, and those around its beginning when it is over. */
function logsWindow(thread: ThreadCard): readonly Token[] {
  if (thread.card !== 'incident') return [];
  const { state, openedAt } = thread.incident;
  const time =
    state === 'resolved'
      ? option('around', new Date(openedAt).toISOString().replace(/\.\d+Z$/, 'Z'))
      : option('since', '30m');
  return [time, option('level', 'error')];
}

function word(text: string): ValueToken {
  return { kind: 'word', text, quoted: false };
}

function option(name: string, value: string): Token {
  return { kind: 'option', name, value: word(value) };
}

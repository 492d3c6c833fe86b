import { command } from '../core/command.ts';
import type { Document, Mark } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import type { Operation, OperationState } from '../core/operation.ts';
import { Problem } from '../core/problem.ts';
import { code, mention, moment, type Sentence, say } from '../core/sentence.ts';
import { DAY, readWindow } from '../core/time-window.ts';

const SHOWN = 15;
const READ = 200;

export const history = command({
  verb: 'history',
  usage: ['history [env] [--since 7d] [--by @user]'],
  example: 'history --since 7d',
  summary: {
    es: 'los últimos cambios: quién, cuándo y cómo acabaron',
    en: 'the last changes: who, when and how they ended',
  },
  permission: 'viewer',
  changes: false,
  arguments: {
    positional: { environment: { kind: 'environment' } },
    options: { since: { kind: 'text' }, by: { kind: 'person' } },
  },
  async handle({ environment, since, by }, { readers, invocation }) {
    const from = since === undefined ? 0 : startOf(since, readers.clock.now(), invocation.zone);
    const operations = await readers.operations(environment, READ);
    const wanted = operations
      .filter((operation) => operation.createdAt >= from)
      .filter((one) => by === undefined || one.requester.user === by || one.decidedBy.includes(by));
    const filtered = since !== undefined || by !== undefined;
    return { result: 'answer', document: historyDocument(environment, wanted, filtered) };
  },
});

function startOf(since: string, now: number, zone: string | null): number {
  const limits = { usual: DAY, shortest: 1_000, longest: 366 * DAY };
  const read = readWindow({ since }, now, zone, limits);
  if (!read.ok) throw new Problem('refused', read.refusal, 'history window refused');
  return read.window.from;
}

function historyDocument(
  environment: Environment,
  operations: readonly Operation[],
  filtered: boolean,
): Document {
  const { name } = environment;
  if (operations.length === 0) {
    const none = say(filtered ? 'reading.history-none-matching' : 'reading.history-none', {
      environment: name,
    });
    return { summary: none, pieces: [{ piece: 'text', text: none }] };
  }
  const items = operations.slice(0, SHOWN).map((one) => ({ mark: markOf(one.state), text: item(one) }));
  const more = operations.length - items.length;
  return {
    summary: say('reading.history-summary', { environment: name, count: operations.length }),
    pieces: [
      { piece: 'heading', text: say('reading.history-title', { environment: name }) },
      { piece: 'list', items },
      ...(more === 0
        ? []
        : [{ piece: 'context' as const, text: say('reading.history-more', { count: more }) }]),
    ],
  };
}

function item(operation: Operation): Sentence {
  const line = say('reading.history-item', {
    at: moment(operation.createdAt),
    command: code(operation.command),
    who: mention(operation.requester.user),
    decided: operation.decidedBy.map(mention),
    state: say(`operation.state.${operation.state}`),
    id: code(operation.id),
  });
  return operation.reason === null
    ? line
    : say('reading.history-reason', { item: line, reason: operation.reason });
}

function markOf(state: OperationState): Mark {
  switch (state) {
    case 'succeeded':
      return 'ok';
    case 'failed':
      return 'stop';
    case 'unknown':
    case 'superseded':
    case 'stale':
      return 'warning';
    case 'executing':
    case 'approved':
      return 'running';
    case 'planned':
    case 'pending':
      return 'waiting';
    case 'rejected':
    case 'cancelled':
    case 'expired':
      return 'none';
  }
}

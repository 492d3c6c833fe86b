/** A button is a command line or a vote: it goes the same road as what people type. */
import type { CommandResult, Invocation } from '../core/command.ts';
import { type ButtonAction, type Document, plain } from '../core/document.ts';
import type { Locale, Member } from '../core/member.ts';
import type { Operation } from '../core/operation.ts';
import type { Store } from '../core/ports/store.ts';
import { say } from '../core/sentence.ts';
import { type Changes, describeOperation } from './operation-state.ts';
import type { RunCommand } from './run-command.ts';

export interface Press {
  readonly action: ButtonAction;
  readonly subject: string;
  readonly member: Member;
  readonly source: string;
  readonly channel: string;
  readonly locale: Locale;
  readonly zone: string | null;
  readonly reason: string | null;
}

export interface PressPorts {
  readonly store: Store;
  readonly changes: Changes;
  readonly runCommand: RunCommand;
  readonly vote: (
    ask: Extract<CommandResult, { result: 'vote' }>,
    invocation: Pick<Invocation, 'member'>,
  ) => Promise<Document>;
}

/** The window of logs that a card's button opens. */
const LOGS_LINE = 'logs --since 30m --level error';

export function createPressButton(ports: PressPorts): (press: Press) => Promise<Document> {
  return async function pressButton(press) {
    switch (press.action) {
      case 'approve':
      case 'reject':
      case 'cancel': {
        const { action: vote, subject: operation, reason, member } = press;
        return ports.vote({ result: 'vote', vote, operation, reason }, { member });
      }
      case 'acknowledge':
        return run(ports, press, `ack ${press.subject}`);
      case 'view-logs':
        return run(ports, press, await logsLine(ports.store, press.subject));
      case 'roll-back':
        return rollBack(ports, press);
      case 'plan-again':
      case 'undo':
      case 'abort':
        return ofOperation(ports, press, press.action);
      case 'silence':
      case 'resolve':
        return run(ports, press, `${press.action} ${press.subject}`);
    }
  };
}

function run({ runCommand }: PressPorts, press: Press, text: string, incident?: string): Promise<Document> {
  const { member, channel, source, locale, zone } = press;
  const invocation = { text, member, channel, source, via: 'button' as const, locale, zone };
  return runCommand(incident === undefined ? invocation : { ...invocation, incident });
}

async function rollBack(ports: PressPorts, press: Press): Promise<Document> {
  const incident = await ports.store.incidents.get(press.subject);
  if (incident !== null)
    return run(ports, press, `rollback ${incident.environment ?? ''}`.trim(), incident.id);
  return ofOperation(ports, press, 'roll-back');
}

async function ofOperation(
  ports: PressPorts,
  press: Press,
  action: 'plan-again' | 'undo' | 'abort' | 'roll-back',
): Promise<Document> {
  const operation = await ports.store.operations.get(press.subject);
  if (operation === null) return plain(say('operation.refused.none', { id: press.subject }));
  const text = lineFor(ports.changes, operation, action);
  if (text !== null) return run(ports, press, text);
  return plain(say('operation.undo.none', { what: describeOperation(ports.changes, operation) }));
}

function lineFor(
  changes: Changes,
  operation: Operation,
  action: 'plan-again' | 'undo' | 'abort' | 'roll-back',
): string | null {
  switch (action) {
    case 'plan-again':
      return operation.command;
    case 'undo':
      return changes[operation.kind].undo(operation);
    case 'abort':
      return `abort ${operation.environment}`;
    case 'roll-back':
      return `rollback ${operation.environment}`;
  }
}

async function logsLine(store: Store, subject: string): Promise<string> {
  const incident = await store.incidents.get(subject);
  const operation = incident === null ? await store.operations.get(subject) : null;
  const environment = incident?.environment ?? operation?.environment ?? '';
  return `${LOGS_LINE} ${environment}`.trim();
}

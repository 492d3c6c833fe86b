/** A button is a command line or a vote: it goes the same road as what people type. */

import { BREAK_GLASS } from '../core/break-glass.ts';
import { escapeMrkdwn } from '../core/clean-text.ts';
import type { CommandResult, Invocation } from '../core/command.ts';
import { type ButtonAction, type Document, plain } from '../core/document.ts';
import { wishOfSubject } from '../core/form.ts';
import { quoted } from '../core/forms/compose.ts';
import type { Locale, Member } from '../core/member.ts';
import type { Operation } from '../core/operation.ts';
import type { Store } from '../core/ports/store.ts';
import { code, say } from '../core/sentence.ts';
import type { FollowLogs } from './follow-logs.ts';
import type { KeepLogs } from './keep-logs.ts';
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
  /** Absent where no results are kept. */
  readonly logs?: Pick<KeepLogs, 'press'> & Pick<FollowLogs, 'stop'>;
  /** The way around approval in an emergency; without it there is none. */
  readonly glass?: {
    ask(operation: string, member: Member): Promise<Document>;
    confirm(operation: string, member: Member): Promise<Document>;
    review(operation: string, member: Member): Promise<Document>;
  };
  /** Lets what a freeze refused wait for the opening. */
  readonly wait: (id: string, member: Member) => Promise<Document>;
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
      case 'open-form': {
        // Slack opens it; this is for when it could not be opened, and says what to type instead.
        const { verb, what, environment } = wishOfSubject(press.subject);
        if (verb === '') return run(ports, press, 'help');
        return run(ports, press, [verb, what, environment, '--form'].filter(Boolean).join(' '));
      }
      case 'view-logs':
        return run(ports, press, await logsLine(ports.store, press.subject));
      case 'roll-back':
        return rollBack(ports, press);
      case 'plan-again':
      case 'undo':
      case 'abort':
        return ofOperation(ports, press, press.action);
      case 'break-glass':
        return ports.glass?.confirm(press.subject, press.member) ?? plain(say('glass.refused.off'));
      case 'skip-approval':
        return skipApproval(ports, press);
      case 'review':
        return (
          ports.glass?.review(press.subject, press.member) ??
          plain(say('glass.review.none', { id: press.subject }))
        );
      case 'wait':
        return ports.wait(press.subject, press.member);
      case 'unlock':
        return unlock(ports, press);
      case 'logs-older':
      case 'logs-newer':
      case 'logs-filter':
      case 'logs-on':
      case 'logs-file':
      case 'logs-share': {
        const { action, subject, member, channel, reason: words } = press;
        return ports.logs?.press({ action, subject, member, channel, words }) ?? plain(say('logs.gone'));
      }
      case 'logs-stop':
        return ports.logs?.stop(press.subject, press.member) ?? plain(say('logs.gone'));
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

/** With its reason it is the line that could be typed, escaped as Slack escapes one, with every check of it. */
async function skipApproval({ glass, ...ports }: PressPorts, press: Press): Promise<Document> {
  const { subject, member, reason } = press;
  if (glass === undefined) return { ...plain(say('glass.refused.off')), refused: true };
  if (reason === null) return glass.ask(subject, member);
  const line = `approve ${subject} --${BREAK_GLASS} ${quoted(reason)}`;
  return run(ports, press, escapeMrkdwn(line));
}

async function unlock(ports: PressPorts, press: Press): Promise<Document> {
  const lock = await ports.store.locks.get(press.subject);
  return lock === null ? plain(say('lock.gone')) : run(ports, press, `unlock ${lock.environment}`);
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
  const later = action === 'undo' && text !== null ? await builtOn(ports.store, operation) : null;
  if (later !== null && text !== null) {
    const since = describeOperation(ports.changes, later);
    return plain(say('operation.undo.not-last', { since, line: code(`/hydrous ${text}`) }));
  }
  if (text !== null) return run(ports, press, text);
  return plain(say('operation.undo.none', { what: describeOperation(ports.changes, operation) }));
}

/** A later version of the same service: going back to before this one would take that back as well. */
async function builtOn(
  store: Store,
  { id, environment, plan, endedAt }: Operation,
): Promise<Operation | null> {
  if (!plan.startsDeployment || endedAt === null) return null;
  const done = await store.operations.list({ environment, states: ['succeeded'], limit: 20 });
  return (
    done.find((each) => each.id !== id && each.plan.startsDeployment && (each.endedAt ?? 0) > endedAt) ?? null
  );
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

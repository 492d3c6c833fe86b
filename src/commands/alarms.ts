import { alarmHistoryDocument, alarmsDocument } from '../core/alarms-document.ts';
import { type CommandReaders, type CommandResult, command } from '../core/command.ts';
import type { Environment } from '../core/environment.ts';
import { nearMisses } from '../core/near-miss.ts';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';
import { DAY } from '../core/time-window.ts';
import { within } from '../core/within.ts';

/** The history is worth less than the alarms themselves; without it they are shown alone, ms. */
const BUDGET = 5_000;
/** CloudWatch keeps about two weeks. */
const HISTORY_MS = 14 * DAY;
const CHANGES_READ = 500;
const CHANGES_OF_ONE = 100;

export const alarms = command({
  verb: 'alarms',
  usage: ['alarms [env]', 'alarms history NAME [env]', 'alarms test [env]'],
  example: 'alarms history hydrous-5xx',
  summary: {
    es: 'alarmas con su estado, su historial, y una de prueba por todo el camino',
    en: 'alarms with their state, their history, and a test one all the way',
  },
  permission: 'viewer',
  changes: false,
  changing: { words: ['test'], permission: 'operator' },
  arguments: { positional: { environment: { kind: 'environment' } }, options: {}, rest: true },
  async handle({ environment, rest }, { readers }) {
    const [word, ...more] = rest;
    switch (word?.toLowerCase()) {
      case undefined:
        return list(environment, readers);
      case 'history':
        return history(environment, more.join(' '), readers);
      case 'test':
        if (more.length > 0) throw unknown(rest);
        return { result: 'change', kind: 'test-alarm', environment, wish: {}, reason: null };
      default:
        throw unknown(rest);
    }
  },
});

function unknown(words: readonly string[]): Problem {
  return new Problem(
    'refused',
    say('alarms.unknown-form', { words: words.join(' ') }),
    'alarms: unknown form',
  );
}

async function list(environment: Environment, readers: CommandReaders): Promise<CommandResult> {
  const { alarmCatalog, clock } = readers;
  const wish = { since: clock.now() - DAY, limit: CHANGES_READ };
  const [all, changes] = await Promise.all([
    alarmCatalog.all(environment),
    within(alarmCatalog.changes(environment, wish), BUDGET, clock),
  ]);
  return { result: 'answer', document: alarmsDocument({ environment, alarms: all, changes }) };
}

async function history(
  environment: Environment,
  name: string,
  readers: CommandReaders,
): Promise<CommandResult> {
  const { alarmCatalog, clock } = readers;
  if (name === '') throw new Problem('refused', say('alarms.name-missing'), 'alarms history: no name');
  const wish = { name, since: clock.now() - HISTORY_MS, limit: CHANGES_OF_ONE };
  const found = await alarmCatalog.changes(environment, wish);
  if (found.changes.length === 0) await mustExist(environment, name, readers);
  return { result: 'answer', document: alarmHistoryDocument(name, found, clock.now()) };
}

/** An alarm that never changed has no history either: only a name that is no alarm's is refused. */
async function mustExist(environment: Environment, name: string, readers: CommandReaders): Promise<void> {
  if ((await readers.alarms.alarm(environment, name)) !== null) return;
  const known = (await readers.alarmCatalog.all(environment)).map((alarm) => alarm.name);
  const near = nearMisses(name, known).map((one) => code(one));
  throw new Problem(
    'refused',
    say('alarms.unknown', { name, environment: environment.name, near }),
    'alarms history: no such alarm',
  );
}

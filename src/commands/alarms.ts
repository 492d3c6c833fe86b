import { recipesDocument } from '../core/alarm-recipes-document.ts';
import { alarmHistoryDocument, alarmsDocument } from '../core/alarms-document.ts';
import { answerTime } from '../core/answer-time.ts';
import { type CommandReaders, type CommandResult, command } from '../core/command.ts';
import type { Environment } from '../core/environment.ts';
import { nearMisses } from '../core/near-miss.ts';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';
import { DAY } from '../core/time-window.ts';

/** CloudWatch keeps about two weeks. */
const HISTORY_MS = 14 * DAY;
const CHANGES_READ = 500;
const CHANGES_OF_ONE = 100;

export const alarms = command({
  verb: 'alarms',
  usage: [
    'alarms [env]',
    'alarms history NAME [env]',
    'alarms create [env]',
    'alarms create RECIPE|all [env] [--reason "…"]',
    'alarms restore ID [env] [--reason "…"]',
    'alarms test [env]',
  ],
  example: 'alarms history hydrous-5xx',
  summary: {
    es: 'alarmas con su estado y su historial; crear las de la guía, y una de prueba por todo el camino',
    en: 'alarms with their state and history; create those of the guide, and a test one all the way',
  },
  permission: 'viewer',
  changes: false,
  changing: { words: ['test', 'create', 'restore'], permission: 'operator' },
  arguments: {
    positional: { environment: { kind: 'environment' } },
    options: { reason: { kind: 'text' } },
    rest: true,
  },
  async handle({ environment, rest, reason }, { readers }) {
    const asked = { result: 'change', environment, reason: reason ?? null } as const;
    const [word, ...more] = rest;
    switch (word?.toLowerCase()) {
      case undefined:
        return list(environment, readers);
      case 'history':
        return history(environment, more.join(' '), readers);
      case 'test':
        if (more.length > 0) throw unknown(rest);
        return { ...asked, kind: 'test-alarm', wish: {} };
      case 'create': {
        if (more.length === 0) return recipes(environment, readers);
        const ids = more.map((id) => id.toLowerCase());
        return { ...asked, kind: 'alarms-create', wish: { recipes: ids } };
      }
      case 'restore': {
        const [operation, ...others] = more;
        if (operation === undefined || others.length > 0)
          throw new Problem('refused', say('alarms.restore-which'), 'alarms restore: no id');
        return { ...asked, kind: 'alarms-restore', wish: { operation: operation.toLowerCase() } };
      }
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

async function recipes(environment: Environment, readers: CommandReaders): Promise<CommandResult> {
  const { needed } = answerTime(readers.clock);
  const standings = await needed(readers.alarmStandings(environment));
  return { result: 'answer', document: recipesDocument(environment.name, standings) };
}

async function list(environment: Environment, readers: CommandReaders): Promise<CommandResult> {
  const { alarmCatalog, clock } = readers;
  const { soon, needed } = answerTime(clock);
  const wish = { since: clock.now() - DAY, limit: CHANGES_READ };
  const [all, changes] = await Promise.all([
    needed(alarmCatalog.all(environment)),
    // The history is worth less than the alarms themselves; without it they are shown alone.
    soon(alarmCatalog.changes(environment, wish)),
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
  const { needed } = answerTime(clock);
  const found = await needed(alarmCatalog.changes(environment, wish));
  if (found.changes.length === 0) await needed(mustExist(environment, name, readers));
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

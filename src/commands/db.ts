import { answerTime } from '../core/answer-time.ts';
import { type CommandReaders, type CommandResult, command } from '../core/command.ts';
import { databaseFigures } from '../core/data-figures.ts';
import { databaseDocument, snapshotsDocument } from '../core/database-document.ts';
import { type Document, plain } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import { nearMisses } from '../core/near-miss.ts';
import { Problem } from '../core/problem.ts';
import { code, type Sentence, say } from '../core/sentence.ts';

const EVENTS_MS = 24 * 60 * 60_000;
const ACTIONS = ['snapshot', 'snapshots', 'resize', 'restore'];

export const db = command({
  verb: 'db',
  usage: [
    'db [env]',
    'db snapshots [env]',
    'db snapshot [env] [--reason "…"]',
    'db resize CLASS [env] [--reason "…"]',
    'db restore SNAPSHOT [env] [--reason "…"]',
  ],
  example: 'db resize db.t3.small',
  summary: {
    es: 'la base de datos y sus snapshots; hacer uno, cambiar de clase, restaurar en una nueva',
    en: 'the database and its snapshots; take one, change the class, restore into a new one',
  },
  permission: 'viewer',
  changes: false,
  changing: { words: ['snapshot', 'resize', 'restore'], permission: 'operator' },
  arguments: {
    positional: {
      action: { kind: 'word' },
      name: { kind: 'word' },
      environment: { kind: 'environment' },
    },
    options: { reason: { kind: 'text' } },
  },
  async handle({ action, name, environment, reason }, { readers }) {
    const asked = { result: 'change', environment, reason: reason ?? null } as const;
    switch (action?.toLowerCase()) {
      case undefined:
        return answer(await show(environment, readers));
      case 'snapshots':
        alone(action, name, environment);
        return answer(await list(environment, readers));
      case 'snapshot':
        alone(action, name, environment);
        return { ...asked, kind: 'db-snapshot', wish: {} };
      case 'resize': {
        const example = code(`/hydrous db resize db.t3.small ${environment.name}`);
        if (name === undefined) throw refused(say('db.needs-class', { example }));
        return { ...asked, kind: 'db-resize', wish: { instanceClass: name } };
      }
      case 'restore': {
        const all = code(`/hydrous db snapshots ${environment.name}`);
        if (name === undefined) throw refused(say('db.needs-snapshot', { command: all }));
        return { ...asked, kind: 'db-restore', wish: { snapshot: name } };
      }
      default: {
        const near = nearMisses(action ?? '', ACTIONS).map((one) => code(`/hydrous db ${one}`));
        throw refused(say('db.what', { word: action ?? '', near }));
      }
    }
  },
});

function answer(document: Document): CommandResult {
  return { result: 'answer', document };
}

function refused(refusal: Sentence): Problem {
  return new Problem('refused', refusal, 'db: refused');
}

/** The name of a snapshot is chosen by the plan, so none is taken here and silently dropped. */
function alone(action: string | undefined, name: string | undefined, environment: Environment): void {
  if (name === undefined) return;
  const line = code(`/hydrous db ${action?.toLowerCase()} ${environment.name}`);
  throw refused(say('db.extra', { word: name, command: line }));
}

async function show(environment: Environment, readers: CommandReaders): Promise<Document> {
  const { database, name } = environment;
  if (database === null) return plain(say('db.none', { environment: name }));
  const { clock, rds, metrics, databases } = readers;
  const now = clock.now();
  const { soon, needed } = answerTime(clock);
  const [view, figures, snapshots, events] = await Promise.all([
    needed(rds.instance(environment, database)),
    soon(databaseFigures(metrics, environment, database, now)),
    soon(rds.snapshots(environment, database)),
    soon(databases.events(environment, now - EVENTS_MS)),
  ]);
  if (view === null) return plain(say('db.missing', { database: code(database) }));
  return databaseDocument({ environment, now, view, figures, snapshots, events });
}

async function list(environment: Environment, { rds, clock }: CommandReaders): Promise<Document> {
  const { database, name } = environment;
  if (database === null) return plain(say('db.none', { environment: name }));
  const snapshots = await answerTime(clock).needed(rds.snapshots(environment, database));
  return snapshotsDocument(environment, database, snapshots, clock.now());
}

/** What `db` and `db snapshots` answer. Every part that could not be read says so. */
import { nextWindow } from './aws-window.ts';
import type { DatabaseFigures } from './data-figures.ts';
import type { Document, Mark, Piece } from './document.ts';
import type { Environment } from './environment.ts';
import type { Gathered } from './evidence.ts';
import type { DependencyEvent } from './ports/evidence.ts';
import type { DatabaseView, SnapshotView } from './ports/rds.ts';
import { code, moment, type Sentence, say, span } from './sentence.ts';

const GIB = 2 ** 30;
const MIB = 2 ** 20;
const EVENTS = 5;
/** One screen of a phone or two. */
const SNAPSHOTS = 20;
/** Percent of the storage from which on it is worth a mark. */
const NEARLY_FULL = 85;

export interface DatabaseFacts {
  readonly environment: Environment;
  readonly now: number;
  readonly view: DatabaseView;
  readonly figures: Gathered<DatabaseFigures>;
  readonly snapshots: Gathered<readonly SnapshotView[]>;
  readonly events: Gathered<readonly DependencyEvent[]>;
}

interface Item {
  readonly mark: Mark;
  readonly text: Sentence;
}

export function databaseDocument(facts: DatabaseFacts): Document {
  const { view, environment, figures } = facts;
  const engine = `${view.engine} ${view.engineVersion}`;
  const status = say('db.status', { status: view.status });
  const values = { database: code(view.id), status: view.status, class: view.instanceClass, engine };
  const pieces: Piece[] = [
    { piece: 'text', text: say('db.title', { database: code(view.id), status }) },
    figuresPiece(figures),
    {
      piece: 'fields',
      fields: [
        { label: say('db.field.class'), value: say('db.text', { text: view.instanceClass }) },
        { label: say('db.field.storage'), value: storageText(view, figures) },
        { label: say('db.field.engine'), value: say('db.text', { text: engine }) },
        {
          label: say('db.field.zones'),
          value: say('db.zones', { multi: view.multiAz ? 'yes' : 'no', zone: view.zone }),
        },
        ...(view.host === null
          ? []
          : [
              {
                label: say('db.field.endpoint'),
                value: say('db.text', { text: `${view.host}:${view.port ?? ''}` }),
              },
            ]),
      ],
    },
    {
      piece: 'list',
      items: [...nearlyFull(view, figures), stateItem(view), ...waiting(facts), ...backups(facts)],
    },
    ...eventPieces(facts),
    {
      piece: 'context',
      text: say('db.next', {
        commands: [`db snapshot ${environment.name}`, `db snapshots ${environment.name}`].map((line) =>
          code(`/hydrous ${line}`),
        ),
      }),
    },
  ];
  return { summary: say('db.summary', values), pieces };
}

function figuresPiece(figures: Gathered<DatabaseFigures>): Piece {
  if (!figures.ok) return { piece: 'text', text: say('unread.figures', { why: figures.why }) };
  const { cpu, connections, freeMemory } = figures.value;
  const shown: Sentence[] = [];
  if (cpu !== null) shown.push(say('figure.cpu', { percent: tenths(cpu) }));
  if (connections !== null) shown.push(say('figure.connections', { count: Math.round(connections) }));
  if (freeMemory !== null) shown.push(say('figure.memory-free', { mib: Math.round(freeMemory / MIB) }));
  const text = shown.length === 0 ? say('figure.none') : say('figure.all', { figures: shown });
  return { piece: 'text', text };
}

function usedOf(view: DatabaseView, figures: Gathered<DatabaseFigures>): number | null {
  const free = figures.ok ? figures.value.freeStorage : null;
  return free === null || view.storage === 0 ? null : Math.max(0, view.storage - free / GIB);
}

function storageText(view: DatabaseView, figures: Gathered<DatabaseFigures>): Sentence {
  const used = usedOf(view, figures);
  return say('db.storage', {
    used: used === null ? null : tenths(used),
    total: view.storage,
    percent: used === null ? null : Math.round((used / view.storage) * 100),
    type: view.storageType,
    most: view.mostStorage,
  });
}

function stateItem({ pending }: DatabaseView): Item {
  const pairs = Object.entries(pending).map(([name, value]) => code(`${name}=${value}`));
  return pairs.length === 0
    ? { mark: 'ok', text: say('db.pending.none') }
    : { mark: 'waiting', text: say('db.pending', { pairs }) };
}

function waiting({ view, now }: DatabaseFacts): readonly Item[] {
  const maintenance = view.maintenanceWindow === null ? null : nextWindow(view.maintenanceWindow, now);
  if (maintenance === null) return [];
  const times = { from: moment(maintenance.from), until: moment(maintenance.until) };
  return [
    { mark: 'none', text: say('db.maintenance', { window: code(view.maintenanceWindow ?? ''), ...times }) },
  ];
}

function backups({ view, now, snapshots }: DatabaseFacts): readonly Item[] {
  const items: Item[] = [];
  const window = view.backupWindow === null ? null : nextWindow(view.backupWindow, now);
  if (view.backupRetention === 0) items.push({ mark: 'warning', text: say('db.backup.none') });
  else if (window !== null) {
    const values = {
      window: code(view.backupWindow ?? ''),
      from: moment(window.from),
      days: view.backupRetention,
    };
    items.push({ mark: 'none', text: say('db.backup', values) });
  }
  const { latestRestorable: at } = view;
  items.push(
    at === null
      ? { mark: 'none', text: say('db.restorable.none') }
      : { mark: 'none', text: say('db.restorable', { at: moment(at), age: span(Math.max(0, now - at)) }) },
  );
  if (!snapshots.ok)
    return [...items, { mark: 'warning', text: say('unread.snapshots', { why: snapshots.why }) }];
  const automatic = snapshots.value.find(({ type, createdAt }) => type === 'automated' && createdAt !== null);
  if (automatic === undefined || automatic.createdAt === null)
    return [...items, { mark: 'warning', text: say('db.automatic.none') }];
  const age = span(Math.max(0, now - automatic.createdAt));
  return [...items, { mark: 'ok', text: say('db.automatic', { snapshot: code(automatic.id), age }) }];
}

export function eventPieces({ events }: { readonly events: DatabaseFacts['events'] }): readonly Piece[] {
  if (!events.ok) return [{ piece: 'text', text: say('unread.events', { why: events.why }) }];
  if (events.value.length === 0) return [{ piece: 'context', text: say('db.events.none') }];
  const items = events.value.slice(0, EVENTS).map(({ at, message }) => ({
    mark: 'none' as const,
    text: say('db.event', { at: moment(at), message }),
  }));
  return [
    { piece: 'text', text: say('db.events') },
    { piece: 'list', items },
  ];
}

export function snapshotsDocument(
  environment: Environment,
  database: string,
  found: readonly SnapshotView[],
  now: number,
): Document {
  const name = environment.name;
  if (found.length === 0) {
    const text = say('db.snapshots.none', {
      database: code(database),
      command: code(`/hydrous db snapshot ${name}`),
    });
    return { summary: text, pieces: [{ piece: 'text', text }] };
  }
  const title = say('db.snapshots.title', { database: code(database), count: found.length });
  const items = found.slice(0, SNAPSHOTS).map((snapshot) => ({
    mark: snapshot.status === 'available' ? ('none' as const) : ('running' as const),
    text: snapshotText(snapshot, now),
  }));
  const pieces: Piece[] = [
    { piece: 'heading', text: title },
    { piece: 'list', items },
  ];
  if (found.length > SNAPSHOTS)
    pieces.push({ piece: 'text', text: say('db.snapshots.more', { count: found.length - SNAPSHOTS }) });
  const newest = found.find(({ status }) => status === 'available');
  const commands = [
    `db snapshot ${name}`,
    ...(newest === undefined ? [] : [`db restore ${newest.id} ${name}`]),
  ];
  pieces.push({
    piece: 'context',
    text: say('db.next', { commands: commands.map((line) => code(`/hydrous ${line}`)) }),
  });
  return { summary: title, pieces };
}

function snapshotText(
  { id, type, createdAt, storage, status, percent }: SnapshotView,
  now: number,
): Sentence {
  return say('db.snapshots.item', {
    snapshot: code(id),
    type,
    age: createdAt === null ? null : span(Math.max(0, now - createdAt)),
    storage,
    status,
    percent: status === 'available' ? null : percent,
  });
}

/** A full disk stops the database; before that there is time. */
function nearlyFull(view: DatabaseView, figures: Gathered<DatabaseFigures>): readonly Item[] {
  const used = usedOf(view, figures);
  const percent = used === null ? 0 : Math.round((used / view.storage) * 100);
  return percent < NEARLY_FULL ? [] : [{ mark: 'warning', text: say('db.nearly-full', { percent }) }];
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

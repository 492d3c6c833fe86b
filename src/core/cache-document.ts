/** What `cache` answers. Every part that could not be read says so. */
import { nextWindow } from './aws-window.ts';
import type { CacheFigures } from './data-figures.ts';
import { eventPieces } from './database-document.ts';
import type { Document, Mark, Piece } from './document.ts';
import type { Environment } from './environment.ts';
import type { Gathered } from './evidence.ts';
import type { CacheView } from './ports/elasticache.ts';
import type { DependencyEvent } from './ports/evidence.ts';
import { code, moment, type Sentence, say } from './sentence.ts';

export interface CacheFacts {
  readonly environment: Environment;
  readonly now: number;
  readonly view: CacheView;
  readonly figures: Gathered<readonly CacheFigures[]>;
  readonly events: Gathered<readonly DependencyEvent[]>;
}

export function cacheDocument(facts: CacheFacts): Document {
  const { view, environment, figures } = facts;
  const engine = view.engineVersion === null ? view.engine : `${view.engine} ${view.engineVersion}`;
  const status = say('db.status', { status: view.status });
  const roles = view.nodes.map(({ role }) => role).filter((role) => role !== null);
  const failover = view.failover ? 'yes' : 'no';
  const pieces: Piece[] = [
    { piece: 'text', text: say('db.title', { database: code(view.id), status }) },
    ...figurePieces(figures),
    {
      piece: 'fields',
      fields: [
        { label: say('db.field.class'), value: say('db.text', { text: view.nodeType }) },
        {
          label: say('db.field.nodes'),
          value: say('cache.nodes', { count: view.nodes.length, roles, failover }),
        },
        { label: say('db.field.engine'), value: say('db.text', { text: engine }) },
      ],
    },
    { piece: 'list', items: [...endpoints(view), pending(view), ...windows(facts)] },
    ...eventPieces(facts),
    {
      piece: 'context',
      text: say('db.next', { commands: [code(`/hydrous cache resize cache.t3.small ${environment.name}`)] }),
    },
  ];
  const values = { database: code(view.id), status: view.status, class: view.nodeType, engine };
  return { summary: say('db.summary', values), pieces };
}

function figurePieces(figures: Gathered<readonly CacheFigures[]>): readonly Piece[] {
  if (!figures.ok) return [{ piece: 'text', text: say('unread.figures', { why: figures.why }) }];
  const [first, ...others] = figures.value;
  if (first === undefined) return [];
  if (others.length === 0) {
    const shown = figuresOf(first);
    const text = shown.length === 0 ? say('figure.none') : say('figure.all', { figures: shown });
    return [{ piece: 'text', text }];
  }
  const items = figures.value.map((each) => {
    const shown = figuresOf(each);
    const values = { node: each.node, figures: shown.length === 0 ? [say('figure.none')] : shown };
    return { mark: 'none' as const, text: say('figure.of-node', values) };
  });
  return [{ piece: 'list', items }];
}

function figuresOf({ cpu, memory, connections, evictions }: CacheFigures): readonly Sentence[] {
  const shown: Sentence[] = [];
  if (memory !== null) shown.push(say('figure.memory-used', { percent: Math.round(memory * 10) / 10 }));
  if (evictions !== null) shown.push(say('figure.evictions', { count: Math.round(evictions) }));
  if (cpu !== null) shown.push(say('figure.cpu', { percent: Math.round(cpu * 10) / 10 }));
  if (connections !== null) shown.push(say('figure.connections', { count: Math.round(connections) }));
  return shown;
}

function endpoints(view: CacheView): readonly { readonly mark: Mark; readonly text: Sentence }[] {
  return view.endpoints.map(({ name, address, port }) => ({
    mark: 'none' as const,
    text: say('cache.endpoint', { name, address: code(port === null ? address : `${address}:${port}`) }),
  }));
}

function pending(view: CacheView): { readonly mark: Mark; readonly text: Sentence } {
  if (view.pending.length === 0) return { mark: 'ok', text: say('db.pending.none') };
  const pairs = view.pending.map((name) =>
    code(name === 'CacheNodeType' ? `${name}=${view.pendingNodeType ?? ''}` : name),
  );
  return { mark: 'waiting', text: say('db.pending', { pairs }) };
}

function windows({ view, now }: CacheFacts): readonly { readonly mark: Mark; readonly text: Sentence }[] {
  const items: { mark: Mark; text: Sentence }[] = [];
  const maintenance = view.maintenanceWindow === null ? null : nextWindow(view.maintenanceWindow, now);
  if (maintenance !== null) {
    const times = { from: moment(maintenance.from), until: moment(maintenance.until) };
    const window = code(view.maintenanceWindow ?? '');
    items.push({ mark: 'none', text: say('db.maintenance', { window, ...times }) });
  }
  const backup = view.snapshotWindow === null ? null : nextWindow(view.snapshotWindow, now);
  if (view.snapshotRetention > 0 && backup !== null) {
    const window = code(view.snapshotWindow ?? '');
    const values = { window, from: moment(backup.from), days: view.snapshotRetention };
    items.push({ mark: 'none', text: say('db.backup', values) });
  }
  return items;
}

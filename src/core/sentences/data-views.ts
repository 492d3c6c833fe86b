import type { Code, Moment, Nothing, Sentence, Span } from '../sentence.ts';

/** What `db` and `cache` answer. */
export interface DataViewSentences {
  'db.none': { environment: string };
  'db.missing': { database: Code };
  'db.title': { database: Code; status: Sentence };
  'db.summary': { database: Code; status: string; class: string; engine: string };
  'db.field.engine': Nothing;
  'db.field.class': Nothing;
  'db.field.zones': Nothing;
  'db.field.storage': Nothing;
  'db.field.endpoint': Nothing;
  'db.field.nodes': Nothing;
  'db.text': { text: string };
  'db.zones': { multi: string; zone: string | null };
  'db.storage': {
    used: number | null;
    total: number;
    percent: number | null;
    type: string | null;
    most: number | null;
  };
  'db.status': { status: string };
  'db.nearly-full': { percent: number };
  'db.pending': { pairs: readonly Code[] };
  'db.pending.none': Nothing;
  'db.maintenance': { window: Code; from: Moment; until: Moment };
  'db.backup': { window: Code; from: Moment; days: number };
  'db.backup.none': Nothing;
  'db.restorable': { at: Moment; age: Span };
  'db.restorable.none': Nothing;
  'db.automatic': { snapshot: Code; age: Span };
  'db.automatic.none': Nothing;
  'db.events': Nothing;
  'db.events.none': Nothing;
  'db.event': { at: Moment; message: string };
  'db.next': { commands: readonly Code[] };

  'db.snapshots.title': { database: Code; count: number };
  'db.snapshots.none': { database: Code; command: Code };
  'db.snapshots.item': {
    snapshot: Code;
    type: string;
    age: Span | null;
    storage: number | null;
    status: string;
    percent: number | null;
  };
  'db.snapshots.more': { count: number };
  'db.what': { word: string; near: readonly Code[] };
  'db.needs-class': { example: Code };
  'db.needs-snapshot': { command: Code };
  'db.extra': { word: string; command: Code };

  'cache.none': { environment: string };
  'cache.missing': { cache: Code };
  'cache.nodes': { count: number; roles: readonly string[]; failover: string };
  'cache.endpoint': { name: string; address: Code };
  'cache.what': { word: string; near: readonly Code[] };
  'cache.needs-type': { example: Code };

  'figure.cpu': { percent: number };
  'figure.connections': { count: number };
  'figure.memory-free': { mib: number };
  'figure.memory-used': { percent: number };
  'figure.evictions': { count: number };
  'figure.of-node': { node: string; figures: readonly Sentence[] };
  'figure.all': { figures: readonly Sentence[] };
  'figure.none': Nothing;
  'unread.figures': { why: Sentence };
  'unread.events': { why: Sentence };
  'unread.snapshots': { why: Sentence };
}

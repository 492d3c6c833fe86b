import { answerTime } from '../core/answer-time.ts';
import { cacheDocument } from '../core/cache-document.ts';
import { type CommandReaders, command } from '../core/command.ts';
import { cacheFigures } from '../core/data-figures.ts';
import { type Document, plain } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import { nearMisses } from '../core/near-miss.ts';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';

const EVENTS_MS = 24 * 60 * 60_000;

export const cache = command({
  verb: 'cache',
  usage: ['cache [env]', 'cache resize TYPE [env] [--reason "…"]'],
  example: 'cache resize cache.t3.small',
  summary: {
    es: 'la caché: nodos, memoria y avisos; cambiar el tipo de nodo',
    en: 'the cache: nodes, memory and events; change the node type',
  },
  permission: 'viewer',
  changes: false,
  changing: { words: ['resize'], permission: 'operator' },
  arguments: {
    positional: {
      action: { kind: 'word' },
      type: { kind: 'word' },
      environment: { kind: 'environment' },
    },
    options: { reason: { kind: 'text' } },
  },
  async handle({ action, type, environment, reason }, { readers }) {
    if (action === undefined) return { result: 'answer', document: await show(environment, readers) };
    if (action.toLowerCase() !== 'resize') {
      const near = nearMisses(action, ['resize']).map((one) => code(`/hydrous cache ${one}`));
      throw new Problem('refused', say('cache.what', { word: action, near }), 'cache: unknown form');
    }
    if (type === undefined) {
      const example = code(`/hydrous cache resize cache.t3.small ${environment.name}`);
      throw new Problem('refused', say('cache.needs-type', { example }), 'cache resize without a type');
    }
    const wish = { nodeType: type };
    return { result: 'change', kind: 'cache-resize', environment, wish, reason: reason ?? null };
  },
});

async function show(environment: Environment, readers: CommandReaders): Promise<Document> {
  const { cache: id, name } = environment;
  if (id === null) return plain(say('cache.none', { environment: name }));
  const { clock, elastiCache, metrics, caches } = readers;
  const now = clock.now();
  const { soon, needed } = answerTime(clock);
  const events = soon(caches.events(environment, now - EVENTS_MS));
  const view = await needed(elastiCache.cache(environment, id));
  if (view === null) return plain(say('cache.missing', { cache: code(id) }));
  const nodes = view.nodes.map((node) => node.id);
  const figures = await soon(cacheFigures(metrics, environment, nodes, now));
  return cacheDocument({ environment, now, view, figures, events: await events });
}

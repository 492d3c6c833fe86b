import { command } from '../core/command.ts';
import { plain } from '../core/document.ts';
import { commandFor, guideChoice, guideEntry, guideList } from '../core/guide-document.ts';
import { guidePairs, searchGuide } from '../core/guide-search.ts';
import { say } from '../core/sentence.ts';

export const guide = command({
  verb: 'guide',
  usage: ['guide [words…]'],
  example: 'guide database',
  summary: {
    es: 'la guía de problemas: qué pasa y qué hacer',
    en: 'the troubleshooting guide: what happens and what to do',
  },
  permission: 'viewer',
  changes: false,
  arguments: { positional: {}, options: { from: { kind: 'text' } }, rest: true },
  async handle({ rest, from }, { readers }) {
    const { guide: known } = readers;
    if (rest.length === 0) return { result: 'answer', document: guideList(known) };
    const hits = searchGuide(known, rest);
    const [first, ...others] = hits;
    if (first === undefined) {
      const entries = guidePairs(known).map(({ es }) => commandFor(es.id));
      return { result: 'answer', document: plain(say('guide.none', { words: rest.join(' '), entries })) };
    }
    if (others.length > 0) return { result: 'answer', document: guideChoice(known, hits) };
    const step = Math.max(1, Math.min(first.pair.es.steps.length, Number.parseInt(from ?? '1', 10) || 1));
    return { result: 'answer', document: guideEntry(known, first, step) };
  },
});

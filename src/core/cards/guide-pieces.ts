/** What an incident's card quotes from the guide. The text is the team's own, but it is shown as text, never run. */
import type { Piece } from '../document.ts';
import type { Guide, GuideCase, GuideEntry } from '../guide.ts';
import { inline, stepText } from '../guide-text.ts';
import type { Sentence } from '../sentence.ts';
import { code, say } from '../sentence.ts';

/** An entry in both languages. */
export interface EntryPair {
  readonly es: GuideEntry;
  readonly en: GuideEntry;
}

const MOST_STEPS = 4;
const MOST_LINES = 4;
/** Lines of code of a step where the whole entry is shown. */
const LONGEST_BLOCK = 30;

export function entryOf(guide: Guide, id: string): EntryPair | null {
  const es = guide.es.find((entry) => entry.id === id);
  const en = guide.en.find((entry) => entry.id === id);
  return es === undefined || en === undefined ? null : { es, en };
}

/** The title of an entry; its id where the guide has lost the entry since. */
export function entryTitle(guide: Guide, id: string): Sentence {
  const pair = entryOf(guide, id);
  return say('incidents.text', { es: [pair?.es.title ?? id], en: [pair?.en.title ?? id] });
}

export function casePieces({ es, en }: EntryPair, id: string | undefined): readonly Piece[] {
  const of = (entry: GuideEntry): GuideCase | undefined => entry.cases?.find((each) => each.id === id);
  const spanish = of(es);
  const english = of(en);
  if (spanish === undefined || english === undefined) return [];
  const title = say('incidents.text', { es: [spanish.title], en: [english.title] });
  const text = say('incidents.text', { es: words(spanish.text), en: words(english.text) });
  return [{ piece: 'text', text: say('incidents.case', { title, text }) }];
}

/** One step in both languages; `index` counts from 0. */
export function stepSentence({ es, en }: EntryPair, index: number, mostLines?: number): Sentence {
  const spanish = stepText(es.steps[index] ?? '');
  const english = stepText(en.steps[index] ?? '');
  return say('incidents.guide.step', {
    number: index + 1,
    es: spanish.words,
    en: english.words,
    esLines: lines(spanish.lines, mostLines),
    enLines: lines(english.lines, mostLines),
  });
}

export function stepPieces(guide: Guide, pair: EntryPair): readonly Piece[] {
  const { es, en } = pair;
  const title = entryTitle(guide, es.id);
  const steps = Array.from({ length: Math.min(MOST_STEPS, es.steps.length, en.steps.length) }, (_, index) =>
    stepSentence(pair, index, MOST_LINES),
  );
  const pieces: Piece[] = [{ piece: 'text', text: say('incidents.guide.title', { entry: title }) }];
  for (const text of steps) pieces.push({ piece: 'text', text });
  const left = es.steps.length - steps.length;
  if (left > 0) {
    const file = code(`/hydrous guide ${es.id}`);
    const more = say('incidents.guide.more', { count: left, file });
    pieces.push({ piece: 'context', text: more });
  }
  return pieces;
}

function lines(all: readonly string[], most = LONGEST_BLOCK) {
  return all
    .filter((line) => line.trim() !== '')
    .slice(0, most)
    .map((line) => code(line));
}

function words(text: string) {
  return inline(text.replace(/\s+/g, ' '));
}

/** The guide as answers: the list of its entries, and one entry whole, as far as a message holds it. */
import { type EntryPair, entryTitle, stepSentence } from './cards/guide-pieces.ts';
import type { Document, Piece } from './document.ts';
import type { Guide } from './guide.ts';
import { type GuideHit, guidePairs } from './guide-search.ts';
import { inline } from './guide-text.ts';
import { type Code, code, type Sentence, say } from './sentence.ts';

/** Characters of a message that steps may take, so that title, prose and cases fit beside them. */
const MOST_STEPS_TEXT = 5_000;
const MOST_PROSE = 2_000;
/** A sentence holds only so much in one value; longer prose is given in parts. */
const LONGEST_PART = 500;
const MOST_CASES = 30;

export function guideList(guide: Guide): Document {
  const pairs = guidePairs(guide);
  return {
    summary: say('guide.list-summary', { count: pairs.length }),
    pieces: [
      { piece: 'heading', text: say('guide.list-title') },
      { piece: 'list', items: pairs.map((pair) => item(guide, pair.es.id)) },
      { piece: 'context', text: say('guide.list-hint') },
    ],
  };
}

export function guideChoice(guide: Guide, hits: readonly GuideHit[]): Document {
  const summary = say('guide.several', { count: hits.length });
  const items = hits.map((hit) =>
    hit.case === null
      ? item(guide, hit.pair.es.id)
      : {
          mark: 'none' as const,
          text: say('guide.list-item', {
            title: bilingual(hit.case.es.title, hit.case.en.title),
            command: commandFor(hit.case.es.id),
          }),
        },
  );
  return {
    summary,
    pieces: [
      { piece: 'text', text: summary },
      { piece: 'list', items },
    ],
  };
}

/** `from` is the first step to show, counted from 1. */
export function guideEntry(guide: Guide, hit: GuideHit, from: number): Document {
  const { pair } = hit;
  const title = entryTitle(guide, pair.es.id);
  const pieces: Piece[] = [{ piece: 'heading', text: title }];
  if (hit.case !== null) pieces.push({ piece: 'text', text: caseSentence(hit.case.es, hit.case.en) });
  else if (from === 1) pieces.push({ piece: 'text', text: bilingual(pair.es.cause, pair.en.cause) });
  pieces.push(...steps(pair, from));
  if (hit.case === null && from === 1) pieces.push(...cases(pair));
  return { summary: say('guide.entry-summary', { entry: title }), pieces };
}

function steps(pair: EntryPair, from: number): readonly Piece[] {
  const count = Math.min(pair.es.steps.length, pair.en.steps.length);
  const pieces: Piece[] = [];
  let size = 0;
  for (let at = from - 1; at < count; at += 1) {
    size += Math.max(pair.es.steps[at]?.length ?? 0, pair.en.steps[at]?.length ?? 0);
    if (size > MOST_STEPS_TEXT && pieces.length > 0) {
      const command = code(`/hydrous guide ${pair.es.id} --from ${at + 1}`);
      pieces.push({ piece: 'context', text: say('guide.more', { count: count - at, command }) });
      break;
    }
    pieces.push({ piece: 'text', text: stepSentence(pair, at) });
  }
  return pieces;
}

function cases({ es, en }: EntryPair): readonly Piece[] {
  const items = (es.cases ?? []).slice(0, MOST_CASES).flatMap((one) => {
    const other = en.cases?.find(({ id }) => id === one.id);
    if (other === undefined) return [];
    const title = bilingual(one.title, other.title);
    return [{ mark: 'none' as const, text: say('guide.list-item', { title, command: commandFor(one.id) }) }];
  });
  if (items.length === 0) return [];
  return [
    { piece: 'text', text: say('guide.cases') },
    { piece: 'list', items },
  ];
}

function caseSentence(es: { title: string; text: string }, en: { title: string; text: string }): Sentence {
  return say('incidents.case', {
    title: bilingual(es.title, en.title),
    text: bilingual(es.text, en.text),
  });
}

function item(guide: Guide, id: string): { readonly mark: 'none'; readonly text: Sentence } {
  const text = say('guide.list-item', { title: entryTitle(guide, id), command: commandFor(id) });
  return { mark: 'none', text };
}

export function commandFor(id: string): Code {
  return code(`/hydrous guide ${id}`);
}

/** Text of the guide in both languages, with its inline code; the reader's language is chosen when it is said. */
function bilingual(es: string, en: string): Sentence {
  return say('incidents.text', { es: parts(es), en: parts(en) });
}

function parts(text: string): readonly (string | Code)[] {
  const long = new RegExp(`.{1,${LONGEST_PART}}`, 'gsu');
  const whole = inline(text.slice(0, MOST_PROSE).replace(/\s+/g, ' '));
  return whole.flatMap((part): readonly (string | Code)[] =>
    typeof part === 'string' ? (part.match(long) ?? []) : [part],
  );
}

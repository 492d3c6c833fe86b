/** Finds the section of the guide that a few words mean: by id, by title, by near misses, at last by its text. */
import type { EntryPair } from './cards/guide-pieces.ts';
import type { Guide, GuideCase } from './guide.ts';
import { isTypingMistake } from './near-miss.ts';

export interface GuideHit {
  readonly pair: EntryPair;
  /** The case of the entry, in both languages, when the words mean one. */
  readonly case: { readonly es: GuideCase; readonly en: GuideCase } | null;
}

/** Words that say nothing about which section is meant. */
const EMPTY = new Set(
  'a al con de del e el en es la las los no o para por que se su un una y an and by for in is of on or the to with'.split(
    ' ',
  ),
);
const MOST_WORDS = 12;

/** All entries in the order of the guide, those that both languages have. */
export function guidePairs(guide: Guide): readonly EntryPair[] {
  return guide.es.flatMap((es) => {
    const en = guide.en.find(({ id }) => id === es.id);
    return en === undefined ? [] : [{ es, en }];
  });
}

/** The best hits, all equally good; none when nothing fits. */
export function searchGuide(guide: Guide, words: readonly string[]): readonly GuideHit[] {
  const sections = guidePairs(guide).flatMap((pair) => [{ pair, case: null }, ...casesOf(pair)]);
  const id = words.join(' ').trim().toLowerCase();
  const exact = sections.find((each) => idOf(each) === id);
  if (exact !== undefined) return [exact];
  const asked = wordsOf(words.join(' '))
    .filter((word) => !EMPTY.has(word))
    .slice(0, MOST_WORDS);
  if (asked.length === 0) return [];
  const byTitle = best(sections, (each) => score(asked, new Set(wordsOf(titleOf(each))), true));
  if (byTitle.length > 0) return byTitle;
  return best(sections, (each) => score(asked, new Set(wordsOf(textOf(each))), false));
}

/** Lower case, without accents, apart at everything that is no letter and no digit. */
function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** Each word counts one when it is there, less when it begins one or is mistyped; 0 when any of them fits nothing. */
function score(asked: readonly string[], there: ReadonlySet<string>, kindly: boolean): number {
  let sum = 0;
  for (const word of asked) {
    if (there.has(word)) sum += 1;
    else if (kindly && word.length >= 3 && [...there].some((one) => one.startsWith(word))) sum += 0.8;
    else if (kindly && word.length >= 4 && [...there].some((one) => isTypingMistake(word, one))) sum += 0.6;
    else return 0;
  }
  return sum;
}

/** An entry goes before cases that are equally good. */
function best(sections: readonly GuideHit[], of: (hit: GuideHit) => number): readonly GuideHit[] {
  const scored = sections.map((hit) => ({ hit, points: of(hit) }));
  const most = Math.max(0, ...scored.map(({ points }) => points));
  if (most === 0) return [];
  const hits = scored.filter(({ points }) => points === most).map(({ hit }) => hit);
  const entries = hits.filter((hit) => hit.case === null);
  return entries.length > 0 ? entries : hits;
}

function casesOf(pair: EntryPair): readonly GuideHit[] {
  return (pair.es.cases ?? []).flatMap((es) => {
    const en = pair.en.cases?.find(({ id }) => id === es.id);
    return en === undefined ? [] : [{ pair, case: { es, en } }];
  });
}

function idOf(hit: GuideHit): string {
  return hit.case?.es.id ?? hit.pair.es.id;
}

function titleOf(hit: GuideHit): string {
  const { es, en } = hit.case ?? hit.pair;
  return `${es.id} ${es.title} ${en.title}`;
}

function textOf(hit: GuideHit): string {
  if (hit.case !== null) return `${titleOf(hit)} ${hit.case.es.text} ${hit.case.en.text}`;
  const { es, en } = hit.pair;
  return [titleOf(hit), es.cause, en.cause, ...es.steps, ...en.steps].join(' ');
}

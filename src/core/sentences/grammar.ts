/** Refusals of what people type, each with the next step, and who may use a verb. */
import type { Code, Mention, Nothing, Sentence } from '../sentence.ts';

export interface GrammarSentences {
  'grammar.too-long': { length: number; most: number };
  /** `before` is the text in front of the character. */
  'grammar.character': { point: Code; before: string | null };
  'grammar.line-break': Nothing;
  'grammar.quote-open': Nothing;
  'grammar.verb-unknown': { verb: string; near: readonly Code[] };
  'grammar.usage': { forms: readonly Code[]; example: Code };

  'grammar.option-unknown': { option: Code; near: readonly Code[]; known: readonly Code[] };
  'grammar.option-twice': { option: Code };
  'grammar.option-value': { option: Code; example: Code };
  'grammar.option-flag': { option: Code };
  'grammar.one-dash': { word: Code };

  'grammar.missing-image': Nothing;
  'grammar.missing-revision': Nothing;
  'grammar.missing-count': Nothing;
  'grammar.missing-id': Nothing;
  'grammar.missing-word': Nothing;
  'grammar.extra': { words: readonly string[] };
  'grammar.mention-here': { text: string };

  'grammar.environment-needed': { names: readonly Code[] };
  /** `odd` names a letter that only looks like one of the name, as `а (U+0430)`. */
  'grammar.environment-unknown': {
    word: string;
    near: readonly Code[];
    names: readonly Code[];
    odd: string | null;
  };
  'grammar.environment-near-word': { word: string; near: Code };
  'grammar.environment-twice': { names: readonly Code[] };

  'grammar.tag': { word: string; odd: string | null };
  'grammar.tag-long': { length: number };
  'grammar.digest': { word: string };
  'grammar.other-repository': { repository: string; wanted: Code };
  'grammar.other-registry': { host: string; region: Code };
  'grammar.revision': { word: string };
  'grammar.revision-family': { word: string; write: Code };
  'grammar.count': { word: string; odd: string | null };
  'grammar.count-large': { word: string; most: number };
  'grammar.id': { word: string };
  'grammar.level': { word: string };
  'grammar.person': { word: string };
  'grammar.zero': { command: Code };

  'grammar.missing-length': Nothing;
  'grammar.length': { word: string };
  'grammar.pair-unknown': { name: Code; near: readonly Code[]; known: readonly Code[] };
  'grammar.pair-twice': { name: Code };
  'grammar.pair-value': { name: Code; value: string; example: Code };
  'grammar.scale-which': Nothing;
  'grammar.autoscale-word': { word: string; near: readonly Code[] };

  'grammar.duration': { option: Code; word: string };
  'grammar.duration-minus': { option: Code; word: string; write: Code };
  'grammar.duration-unit': { option: Code; word: string; write: Code };
  'grammar.window-long': { longest: Sentence };
  'grammar.window-short': { shortest: Sentence };
  'grammar.window-future': Nothing;
  'grammar.window-order': Nothing;
  'grammar.days': { count: number };
  'grammar.seconds': { count: number };

  'grammar.outsider': Nothing;
  'grammar.not-viewer': Nothing;
  'grammar.not-operator': { people: readonly Mention[] };
  'grammar.not-approver': { people: readonly Mention[] };
  'grammar.nobody': { list: Code };
  'grammar.not-looked-up': { why: Sentence };
}

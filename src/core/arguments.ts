/** What a verb accepts after its name, declared once: parsing, usage errors and types all follow from it. */
import type { Environment } from './environment.ts';

/**
 * `image` tag | @sha256:… | revision:N · `revision` revision:N · `count` plain ASCII integer ·
 * `id` operation or incident id · `length` 90s 15m 2h 7d, given in ms · `word` a known verb or any plain word · `environment` a configured name.
 */
export type PositionalKind = 'image' | 'revision' | 'count' | 'id' | 'length' | 'word' | 'environment';

/** `duration` 90s 15m 2h 7d, given in ms · `time` words that say when, several where they belong together · `text` any text · `level` error|warning|info|debug · `person` a Slack mention, given as user id · `flag` present or not. */
export type OptionKind = 'duration' | 'time' | 'text' | 'level' | 'person' | 'flag';

/** `count` plain integer · `percent` 1 to 100 · `cpu` CPU units, also as 0.5vcpu · `memory` MiB, also as 2GB. */
export type PairKind = 'count' | 'percent' | 'cpu' | 'memory';

export interface ArgumentSpec {
  readonly positional: {
    readonly [name: string]: {
      readonly kind: PositionalKind;
      readonly required?: boolean;
      /** Of an `id`: whose; in the thread of such a card it may be left out. */
      readonly of?: 'incident' | 'operation';
      /** The option with which a required argument may be left out. */
      readonly unless?: string;
    };
  };
  readonly options: { readonly [name: string]: { readonly kind: OptionKind } };
  /** Words such as `min=1`, in any order. Without it an equals sign means nothing. */
  readonly pairs?: { readonly [name: string]: PairKind };
  /** All words left over, in order, quoted ones whole. Without it a left-over word is refused by name. */
  readonly rest?: boolean;
  /** Words with a hyphen in front (`-health`, `-"GET /health"`) are collected apart; goes with `rest`. */
  readonly without?: boolean;
  /** Words after which everything up to the end is one free text. `rest` and names of environments end before it. */
  readonly tail?: readonly string[];
}

export type ImageWish =
  | { readonly by: 'tag'; readonly tag: string }
  | { readonly by: 'digest'; readonly digest: string }
  | { readonly by: 'revision'; readonly revision: number };

interface PositionalValue {
  image: ImageWish;
  revision: number;
  count: number;
  id: string;
  length: number;
  word: string;
  environment: Environment;
}
interface OptionValue {
  duration: number;
  time: string;
  text: string;
  level: 'error' | 'warning' | 'info' | 'debug';
  person: string;
  flag: true;
}

/** An environment is always there (the default one, or the named one); the rest only when required or given. */
export type Arguments<Spec extends ArgumentSpec> = {
  readonly [N in keyof Spec['positional']]: Spec['positional'][N]['kind'] extends 'environment'
    ? Environment
    : Spec['positional'][N] extends { readonly required: true; readonly unless?: never }
      ? PositionalValue[Spec['positional'][N]['kind']]
      : PositionalValue[Spec['positional'][N]['kind']] | undefined;
} & {
  readonly [N in keyof Spec['options']]: OptionValue[Spec['options'][N]['kind']] | undefined;
} & (Spec extends { readonly pairs: infer Pairs }
    ? { readonly [N in keyof Pairs]: number | undefined }
    : unknown) &
  (Spec['rest'] extends true ? { readonly rest: readonly string[] } : unknown) &
  (Spec['without'] extends true ? { readonly without: readonly string[] } : unknown) &
  (Spec extends { readonly tail: readonly string[] } ? { readonly tail: string | undefined } : unknown);

import type { Channel, Code, Link, Mention, Moment, Sentences, Span } from '../core/sentence.ts';

/** A value after it was made safe to show: everything is text except plain numbers and absent values. */
export type Spoken<V> = V extends number
  ? number
  : V extends null
    ? null
    : V extends string | Mention | Moment | Span | Code | Channel | Link
      ? string
      : V extends readonly unknown[]
        ? readonly string[]
        : V extends object
          ? string
          : V;

export type Words = {
  readonly [K in keyof Sentences]: (
    values: { readonly [N in keyof Sentences[K]]: Spoken<Sentences[K][N]> },
  ) => string;
};

/** The part of a language that one file holds. */
export type Part<Area> = Pick<Words, keyof Area & keyof Words>;

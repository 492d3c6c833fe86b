/** One word read as the kind of value that an argument wants. */
import type { OptionKind, PositionalKind } from './arguments.ts';
import type { ValueToken } from './command-text.ts';
import type { Environment } from './environment.ts';
import { oddCharacter } from './odd-character.ts';
import { type Reading, readImageWish, readRevision } from './read-image.ts';
import { code, type Sentence, say } from './sentence.ts';
import { durationRefusal, lengthRefusal, readDuration } from './time-window.ts';

/** No service runs more tasks than this. Source: docs.aws.amazon.com, ECS service quotas, "Tasks per service". */
const MOST_TASKS = 5_000;
const LEVELS: Readonly<Record<string, string>> = {
  error: 'error',
  err: 'error',
  warning: 'warning',
  warn: 'warning',
  info: 'info',
  debug: 'debug',
};

export function readPositional(
  kind: Exclude<PositionalKind, 'environment'>,
  word: string,
  environment: Environment | null,
): Reading<unknown> {
  switch (kind) {
    case 'image':
      return readImageWish(word, environment);
    case 'revision':
      return readRevision(word);
    case 'count':
      return readCount(word);
    case 'id':
      return /^(?:op|inc|wait)-[a-z0-9]{4,32}$/i.test(word)
        ? { ok: true, value: word.toLowerCase() }
        : refused(say('grammar.id', { word }));
    case 'length': {
      const length = readDuration(word);
      return length === null ? refused(lengthRefusal(word)) : { ok: true, value: length };
    }
    case 'word':
      return { ok: true, value: word };
  }
}

/** Digits of ASCII only: no sign, no hexadecimal, no exponent, no leading zero, nothing that would be rounded. */
function readCount(word: string): Reading<number> {
  if (!/^(?:0|[1-9][0-9]*)$/.test(word))
    return refused(say('grammar.count', { word, odd: oddCharacter(word) }));
  if (word.length > 4 || Number(word) > MOST_TASKS)
    return refused(say('grammar.count-large', { word, most: MOST_TASKS }));
  return { ok: true, value: Number(word) };
}

/** `flag` options never come here: they have no value. */
export function readOption(
  name: string,
  kind: Exclude<OptionKind, 'flag'>,
  token: ValueToken,
): Reading<unknown> {
  switch (kind) {
    case 'time':
    case 'text':
      return { ok: true, value: token.text };
    case 'duration': {
      const length = readDuration(token.text);
      return length === null ? refused(durationRefusal(name, token.text)) : { ok: true, value: length };
    }
    case 'level': {
      const level = new Map(Object.entries(LEVELS)).get(token.text.toLowerCase());
      return level === undefined
        ? refused(say('grammar.level', { word: token.text }))
        : { ok: true, value: level };
    }
    case 'person': {
      if (token.kind === 'mention') return { ok: true, value: token.user };
      const id = /^@?([UW][A-Z0-9]{2,})$/.exec(token.text)?.[1];
      return id === undefined
        ? refused(say('grammar.person', { word: token.text }))
        : { ok: true, value: id };
    }
  }
}

/** A value to show for an option that was left without one. */
export function optionExample(name: string, kind: OptionKind): string {
  switch (kind) {
    case 'duration':
      return `--${name} 15m`;
    case 'level':
      return `--${name} error`;
    case 'person':
      return `--${name} @ana`;
    case 'time':
      return name === 'around' ? '--around 14:05' : `--${name} 15m`;
    case 'text':
      return `--${name} "…"`;
    case 'flag':
      return `--${name}`;
  }
}

/** What to ask for when a required argument is missing. */
export function missing(kind: Exclude<PositionalKind, 'environment'>): Sentence {
  return say(`grammar.missing-${kind}`);
}

export function optionCode(name: string): { readonly code: string } {
  return code(`--${name}`);
}

function refused(refusal: Sentence): { readonly ok: false; readonly refusal: Sentence } {
  return { ok: false, refusal };
}

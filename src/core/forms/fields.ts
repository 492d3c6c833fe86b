/** Fields that several forms share. */
import type { FormField, FormOption } from '../form.ts';
import { type Sentence, say } from '../sentence.ts';

/** Code points; a reason is one sentence on a card. */
const LONGEST_REASON = 200;

export function reasonField(): FormField {
  return textField('reason', say('form.reason'), { hint: say('form.reason-hint'), most: LONGEST_REASON });
}

export function textField(
  name: string,
  label: Sentence,
  more: {
    readonly hint?: Sentence;
    readonly example?: string;
    readonly most?: number;
    readonly lines?: boolean;
    readonly required?: boolean;
    readonly value?: string | null;
  } = {},
): FormField {
  return {
    kind: 'text',
    name,
    label,
    hint: more.hint ?? null,
    optional: more.required !== true,
    value: more.value ?? null,
    example: more.example ?? null,
    most: more.most ?? 300,
    lines: more.lines === true,
  };
}

export function numberField(
  name: string,
  label: Sentence,
  more: {
    readonly value: number | null;
    readonly least: number | null;
    readonly most: number | null;
    readonly hint?: Sentence;
    readonly required?: boolean;
  },
): FormField {
  const { value, least, most } = more;
  return {
    kind: 'number',
    name,
    label,
    hint: more.hint ?? null,
    optional: more.required !== true,
    value,
    least,
    most,
  };
}

/** Null without options: nothing can be chosen from nothing. */
export function choiceField(
  name: string,
  label: Sentence,
  options: readonly FormOption[],
  more: {
    readonly style?: 'list' | 'cards' | 'several';
    readonly chosen?: string | null;
    readonly hint?: Sentence;
    readonly required?: boolean;
  } = {},
): FormField | null {
  if (options.length === 0) return null;
  return {
    kind: 'choice',
    style: more.style ?? 'list',
    name,
    label,
    hint: more.hint ?? null,
    optional: more.required !== true,
    options,
    chosen: more.chosen ?? null,
  };
}

export function present<T>(values: readonly (T | null)[]): readonly T[] {
  return values.filter((value) => value !== null);
}

import type { Piece } from '../document.ts';
import { formSubject } from '../form.ts';
import type { Sentence } from '../sentence.ts';

/** A row with the one button that opens a form. Whoever may not use the verb is told so when they press it. */
export function formButton(verb: string, what: string, environment: string, label: Sentence): Piece {
  const subject = formSubject({ verb, what, environment });
  return { piece: 'buttons', buttons: [{ action: 'open-form', subject, label }] };
}

/** Finding interactive elements in what the bot sent, and what they send when a person uses them. */
import { type Fields, fieldsOf, listOf, textOf } from './json.ts';
import type { Message, View } from './state.ts';

export interface Found {
  readonly block: Fields;
  readonly element: Fields;
}

export function blocksOf(message: Message): readonly Fields[] {
  return [...message.blocks, ...message.attachments.flatMap((one) => listOf(one['blocks']).map(fieldsOf))];
}

/** Every element with an action id, with its block. */
export function interactiveElements(blocks: readonly Fields[]): readonly Found[] {
  return blocks.flatMap((block) =>
    [...listOf(block['elements']), block['accessory'], block['element']]
      .map(fieldsOf)
      .filter((element) => textOf(element['action_id']) !== '')
      .map((element) => ({ block, element })),
  );
}

/** The element with this action id (alone, or as `block_id/action_id`) or, as people see it, with this label. */
export function findElement(blocks: readonly Fields[], wanted: string): Found | null {
  const all = interactiveElements(blocks);
  const byId = all.find(({ block, element }) => {
    const id = textOf(element['action_id']);
    return id === wanted || `${textOf(block['block_id'])}/${id}` === wanted;
  });
  return byId ?? all.find(({ element }) => labelOf(element) === wanted) ?? null;
}

export function labelOf(element: Fields): string {
  return textOf(fieldsOf(element['text'])['text']);
}

/** What one entered value looks like in a payload. `chosen` is a text, or the values of the options. */
export function valueJson(element: Fields, chosen: string | readonly string[]): Fields {
  const type = textOf(element['type']);
  const first = typeof chosen === 'string' ? chosen : (chosen[0] ?? '');
  switch (type) {
    case 'static_select':
    case 'radio_buttons':
    case 'overflow':
      return { type, selected_option: optionOf(element, first) };
    case 'multi_static_select':
    case 'checkboxes': {
      const values = typeof chosen === 'string' ? [chosen] : chosen;
      const options = values.map((value) => optionOf(element, value)).filter((one) => one !== null);
      return { type, selected_options: options };
    }
    case 'users_select':
      return { type, selected_user: first || null };
    case 'channels_select':
      return { type, selected_channel: first || null };
    case 'conversations_select':
      return { type, selected_conversation: first || null };
    case 'datepicker':
      return { type, selected_date: first || null };
    case 'timepicker':
      return { type, selected_time: first || null };
    default:
      return { type, value: first || null };
  }
}

function optionOf(element: Fields, value: string): Fields | null {
  const groups = listOf(element['option_groups']).map(fieldsOf);
  const options = [element, ...groups].flatMap((one) => listOf(one['options'])).map(fieldsOf);
  return options.find((option) => option['value'] === value) ?? null;
}

/** What a person has entered into a modal, by block id or action id. */
export type Entered = Readonly<Record<string, string | readonly string[]>>;

/** `view.state.values` of a submission. */
export function submittedValues(view: View, entered: Entered): Fields {
  const values: Record<string, Fields> = {};
  for (const { block, element } of inputsOf(view)) {
    const blockId = textOf(block['block_id']);
    const actionId = textOf(element['action_id']);
    const chosen = entered[blockId] ?? entered[actionId] ?? '';
    values[blockId] = { [actionId]: valueJson(element, chosen) };
  }
  return values;
}

/** What Slack's own client says, in the person's language, before it sends anything; by block id. */
export function clientErrors(
  view: View,
  entered: Entered,
  language: 'es' | 'en',
): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const { block, element } of inputsOf(view)) {
    const blockId = textOf(block['block_id']);
    const chosen = entered[blockId] ?? entered[textOf(element['action_id'])] ?? '';
    const problem = clientError(block, element, chosen);
    if (problem !== null) errors[blockId] = problem[language];
  }
  return errors;
}

type Complaint = { readonly es: string; readonly en: string } | null;

const MISSING = { es: 'Completa este campo obligatorio.', en: 'Please complete this required field.' };
const NO_NUMBER = { es: 'Escribe un número.', en: 'Please enter a number.' };
const NOT_WHOLE = { es: 'Escribe un número entero.', en: 'Please enter a whole number.' };

function clientError(block: Fields, element: Fields, chosen: string | readonly string[]): Complaint {
  if (chosen.length === 0) return block['optional'] === true ? null : MISSING;
  if (typeof chosen !== 'string') return null;
  return element['type'] === 'number_input' ? numberError(element, chosen) : lengthError(element, chosen);
}

function lengthError(element: Fields, chosen: string): Complaint {
  const { min_length: least, max_length: most } = element;
  if (typeof most === 'number' && chosen.length > most) {
    return { es: `Como máximo ${most} letras.`, en: `At most ${most} characters.` };
  }
  if (typeof least === 'number' && chosen.length < least) {
    return { es: `Al menos ${least} letras.`, en: `At least ${least} characters.` };
  }
  return null;
}

function numberError(element: Fields, chosen: string): Complaint {
  const { min_value: min, max_value: max } = element;
  const number = Number(chosen);
  if (Number.isNaN(number)) return NO_NUMBER;
  if (element['is_decimal_allowed'] !== true && !Number.isInteger(number)) return NOT_WHOLE;
  if (min !== undefined && number < Number(min)) return { es: `Al menos ${min}.`, en: `At least ${min}.` };
  if (max !== undefined && number > Number(max)) return { es: `Como máximo ${max}.`, en: `At most ${max}.` };
  return null;
}

function inputsOf(view: View): readonly Found[] {
  const blocks = listOf(view.body['blocks']).map(fieldsOf);
  return interactiveElements(blocks.filter((block) => block['type'] === 'input'));
}

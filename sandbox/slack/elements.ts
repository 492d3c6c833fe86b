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

/** A text, or the values of the options. */
export type Chosen = string | readonly string[];

/**
 * What one entered value looks like in a payload.
 * @param suggested options that the bot offered for an external select
 */
export function valueJson(element: Fields, chosen: Chosen, suggested: readonly Fields[] = []): Fields {
  const type = textOf(element['type']);
  const first = typeof chosen === 'string' ? chosen : (chosen[0] ?? '');
  const all = (typeof chosen === 'string' ? [chosen] : chosen).filter((one) => one !== '');
  switch (type) {
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
    case 'overflow':
      return { type, selected_option: optionOf(element, first, suggested) };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes': {
      const options = all.map((value) => optionOf(element, value, suggested)).filter((one) => one !== null);
      return { type, selected_options: options };
    }
    case 'multi_users_select':
      return { type, selected_users: all };
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
    case 'datetimepicker':
      return { type, selected_date_time: first === '' ? null : Number(first) };
    default:
      return { type, value: first || null };
  }
}

/** Every option of a select or of a bot's answer, with or without groups. */
export function optionsOf(element: Fields): readonly Fields[] {
  const groups = listOf(element['option_groups']).map(fieldsOf);
  return [element, ...groups].flatMap((one) => listOf(one['options'])).map(fieldsOf);
}

function optionOf(element: Fields, value: string, suggested: readonly Fields[]): Fields | null {
  const initial = [element['initial_option'], ...listOf(element['initial_options'])].map(fieldsOf);
  const options = [...optionsOf(element), ...suggested, ...initial];
  return options.find((option) => option['value'] === value) ?? null;
}

/** What a person has entered into a view, by `block id/action id`, by block id or by action id. */
export type Entered = Readonly<Record<string, Chosen>>;

/** Buttons and menus are used; everything else holds a value, wherever in the view it stands. */
const WITHOUT_VALUE = ['button', 'overflow', 'workflow_button'];

/** `state.values` of blocks: what was entered, else what the bot had filled in. */
export function stateValues(
  blocks: readonly Fields[],
  entered: Entered,
  suggested: (element: Fields) => readonly Fields[] = () => [],
): Fields {
  const values: Record<string, Record<string, Fields>> = {};
  for (const { block, element } of interactiveElements(blocks)) {
    if (WITHOUT_VALUE.includes(textOf(element['type']))) continue;
    const blockId = textOf(block['block_id']);
    const inBlock = values[blockId] ?? {};
    inBlock[textOf(element['action_id'])] = valueJson(
      element,
      enteredInto({ block, element }, entered),
      suggested(element),
    );
    values[blockId] = inBlock;
  }
  return values;
}

function enteredInto({ block, element }: Found, entered: Entered): Chosen {
  const blockId = textOf(block['block_id']);
  const actionId = textOf(element['action_id']);
  return entered[`${blockId}/${actionId}`] ?? entered[blockId] ?? entered[actionId] ?? initialOf(element);
}

function initialOf(element: Fields): Chosen {
  const option = fieldsOf(element['initial_option'])['value'];
  if (typeof option === 'string') return option;
  const options = listOf(element['initial_options']).map((one) => textOf(fieldsOf(one)['value']));
  if (options.length > 0) return options;
  const users = listOf(element['initial_users']).map(textOf);
  if (users.length > 0) return users;
  const moment = element['initial_date_time'];
  if (typeof moment === 'number') return String(moment);
  const kinds = ['value', 'date', 'time', 'user', 'channel', 'conversation'];
  return kinds.map((kind) => textOf(element[`initial_${kind}`])).find((text) => text !== '') ?? '';
}

/** What Slack's own client says, in the person's language, before it sends anything; by block id. */
export function clientErrors(
  view: View,
  entered: Entered,
  language: 'es' | 'en',
): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const { block, element } of inputsOf(view)) {
    const problem = clientError(block, element, enteredInto({ block, element }, entered));
    if (problem !== null) errors[textOf(block['block_id'])] = problem[language];
  }
  return errors;
}

type Complaint = { readonly es: string; readonly en: string } | null;

const MISSING = { es: 'Completa este campo obligatorio.', en: 'Please complete this required field.' };
const NO_NUMBER = { es: 'Escribe un número.', en: 'Please enter a number.' };
const NOT_WHOLE = { es: 'Escribe un número entero.', en: 'Please enter a whole number.' };

function clientError(block: Fields, element: Fields, chosen: Chosen): Complaint {
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

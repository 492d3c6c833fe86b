/** Interactive elements: https://docs.slack.dev/reference/block-kit/block-elements */
import { checkExternal, checkInitial, checkOptions, checkSelectOptions } from './check-choices.ts';
import {
  type Complaints,
  checkConfirm,
  checkKeys,
  checkString,
  checkStyle,
  checkText,
} from './complaints.ts';
import { type Fields, isFields, textOf } from './json.ts';
import { LIMITS } from './limits.ts';

const SELECTS = [
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
  'multi_static_select',
  'multi_external_select',
  'multi_users_select',
];
const CHOICES = [...SELECTS, 'radio_buttons', 'checkboxes', 'datepicker', 'timepicker'];
const TYPED = ['plain_text_input', 'number_input', 'url_text_input', 'email_text_input'];

/** Slack takes selects of several values in sections and inputs, and not in actions. */
export const IN_ACTIONS: readonly string[] = [
  'button',
  'overflow',
  'datetimepicker',
  ...CHOICES.filter((type) => !type.startsWith('multi_')),
];
export const IN_ACCESSORY: readonly string[] = ['button', 'overflow', 'image', ...CHOICES];
export const IN_INPUT: readonly string[] = [...TYPED, ...CHOICES, 'datetimepicker'];

export function checkElement(
  element: Fields,
  pointer: string,
  allowed: readonly string[],
  complaints: Complaints,
): void {
  const type = textOf(element['type']);
  if (!allowed.includes(type)) {
    complaints.say(`${pointer}/type`, `unsupported type: ${type || 'none'}`);
    return;
  }
  if (type === 'image') {
    checkImage(element, pointer, complaints);
    return;
  }
  checkString(element['action_id'], `${pointer}/action_id`, LIMITS.actionId, complaints, false);
  checkConfirm(element['confirm'], `${pointer}/confirm`, complaints);
  checkText(element['placeholder'], `${pointer}/placeholder`, LIMITS.placeholder, complaints, 'plain', false);
  const keys = ELEMENT_KEYS[type];
  if (keys !== undefined) checkKeys(element, pointer, ['action_id', 'confirm', ...keys], complaints);
  switch (type) {
    case 'button':
      checkButton(element, pointer, complaints);
      return;
    case 'static_select':
    case 'multi_static_select':
      checkSelectOptions(element, pointer, complaints);
      return;
    case 'external_select':
    case 'multi_external_select':
      checkExternal(element, pointer, complaints);
      return;
    case 'radio_buttons':
    case 'checkboxes':
      checkOptions(element['options'], `${pointer}/options`, LIMITS.fewOptions, complaints, 'any');
      checkInitial(element, pointer, complaints);
      return;
    case 'overflow':
      checkOptions(element['options'], `${pointer}/options`, LIMITS.overflowOptions, complaints);
      return;
    case 'datepicker':
      checkPattern(element, 'initial_date', /^\d{4}-\d{2}-\d{2}$/u, pointer, complaints);
      return;
    case 'timepicker':
      checkPattern(element, 'initial_time', /^\d{2}:\d{2}$/u, pointer, complaints);
      return;
    case 'number_input':
      if (typeof element['is_decimal_allowed'] !== 'boolean') {
        complaints.say(`${pointer}/is_decimal_allowed`, 'missing required field');
      }
      // Slack takes the numbers of this element as strings only.
      for (const key of ['initial_value', 'min_value', 'max_value']) {
        checkString(element[key], `${pointer}/${key}`, 100, complaints, false);
      }
      return;
    case 'plain_text_input':
      checkPlainTextInput(element, pointer, complaints);
      return;
    default:
      return;
  }
}

const SELECT_KEYS = ['placeholder', 'focus_on_load'];
const STATIC_KEYS = [...SELECT_KEYS, 'options', 'option_groups'];
const INPUT_KEYS = ['placeholder', 'focus_on_load', 'initial_value', 'dispatch_action_config'];
/** What Slack documents for each element; it refuses anything else. */
const ELEMENT_KEYS: Readonly<Record<string, readonly string[]>> = {
  static_select: [...STATIC_KEYS, 'initial_option'],
  multi_static_select: [...STATIC_KEYS, 'initial_options', 'max_selected_items'],
  external_select: [...SELECT_KEYS, 'initial_option', 'min_query_length'],
  multi_external_select: [...SELECT_KEYS, 'initial_options', 'min_query_length', 'max_selected_items'],
  users_select: [...SELECT_KEYS, 'initial_user'],
  multi_users_select: [...SELECT_KEYS, 'initial_users', 'max_selected_items'],
  radio_buttons: ['options', 'initial_option', 'focus_on_load'],
  checkboxes: ['options', 'initial_options', 'focus_on_load'],
  overflow: ['options'],
  datepicker: ['placeholder', 'initial_date', 'focus_on_load'],
  timepicker: ['placeholder', 'initial_time', 'focus_on_load', 'timezone'],
  datetimepicker: ['initial_date_time', 'focus_on_load'],
  number_input: [...INPUT_KEYS, 'is_decimal_allowed', 'min_value', 'max_value'],
  plain_text_input: [...INPUT_KEYS, 'multiline', 'min_length', 'max_length'],
  email_text_input: INPUT_KEYS,
  url_text_input: INPUT_KEYS,
};

function checkPattern(
  element: Fields,
  key: string,
  pattern: RegExp,
  pointer: string,
  complaints: Complaints,
): void {
  const value = element[key];
  if (value === undefined || (typeof value === 'string' && pattern.test(value))) return;
  complaints.say(`${pointer}/${key}`, `must match ${pattern.source}`);
}

const BUTTON_KEYS = ['text', 'action_id', 'url', 'value', 'style', 'confirm', 'accessibility_label'];

function checkButton(button: Fields, pointer: string, complaints: Complaints): void {
  checkKeys(button, pointer, BUTTON_KEYS, complaints);
  checkText(button['text'], `${pointer}/text`, LIMITS.buttonText, complaints);
  checkString(button['value'], `${pointer}/value`, LIMITS.buttonValue, complaints, false);
  checkString(button['url'], `${pointer}/url`, LIMITS.buttonUrl, complaints, false);
  checkStyle(button['style'], `${pointer}/style`, complaints);
  checkString(
    button['accessibility_label'],
    `${pointer}/accessibility_label`,
    LIMITS.accessibilityLabel,
    complaints,
    false,
  );
}

function checkPlainTextInput(input: Fields, pointer: string, complaints: Complaints): void {
  for (const bound of ['min_length', 'max_length']) {
    const value = input[bound];
    if (value === undefined) continue;
    if (typeof value !== 'number' || value < 0 || value > LIMITS.plainTextInputLength) {
      complaints.say(`${pointer}/${bound}`, `must be a number from 0 to ${LIMITS.plainTextInputLength}`);
    }
  }
  const initial = input['initial_value'];
  checkString(initial, `${pointer}/initial_value`, LIMITS.plainTextInputLength, complaints, false);
}

/** An image block and an image element share their source and their alternative text. */
export function checkImage(image: Fields, pointer: string, complaints: Complaints): void {
  checkString(image['alt_text'], `${pointer}/alt_text`, LIMITS.imageAlt, complaints);
  const file = image['slack_file'];
  if ((image['image_url'] === undefined) === (file === undefined)) {
    complaints.say(pointer, 'must provide exactly one of: image_url, slack_file');
    return;
  }
  if (file === undefined) {
    checkString(image['image_url'], `${pointer}/image_url`, LIMITS.imageUrl, complaints);
    return;
  }
  if (!isFields(file) || (file['id'] === undefined) === (file['url'] === undefined)) {
    complaints.say(`${pointer}/slack_file`, 'must provide exactly one of: id, url');
  }
}

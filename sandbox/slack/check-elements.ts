/** Interactive elements: https://docs.slack.dev/reference/block-kit/block-elements */
import {
  type Complaints,
  checkConfirm,
  checkKeys,
  checkList,
  checkString,
  checkStyle,
  checkText,
} from './complaints.ts';
import { type Fields, isFields, textOf } from './json.ts';
import { LIMITS } from './limits.ts';

const SELECTS = ['static_select', 'users_select', 'conversations_select', 'channels_select'];
const CHOICES = [
  ...SELECTS,
  'multi_static_select',
  'radio_buttons',
  'checkboxes',
  'datepicker',
  'timepicker',
];
const TYPED = ['plain_text_input', 'number_input', 'url_text_input', 'email_text_input'];

export const IN_ACTIONS: readonly string[] = ['button', 'overflow', ...CHOICES];
export const IN_ACCESSORY: readonly string[] = ['button', 'overflow', 'image', ...CHOICES];
export const IN_INPUT: readonly string[] = [...TYPED, ...CHOICES];

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
  switch (type) {
    case 'button':
      checkButton(element, pointer, complaints);
      return;
    case 'static_select':
    case 'multi_static_select':
      checkSelectOptions(element, pointer, complaints);
      return;
    case 'radio_buttons':
    case 'checkboxes':
      checkOptions(element['options'], `${pointer}/options`, LIMITS.fewOptions, complaints, 'any');
      return;
    case 'overflow':
      checkOptions(element['options'], `${pointer}/options`, LIMITS.overflowOptions, complaints);
      return;
    case 'number_input':
      if (typeof element['is_decimal_allowed'] !== 'boolean') {
        complaints.say(`${pointer}/is_decimal_allowed`, 'missing required field');
      }
      checkString(element['initial_value'], `${pointer}/initial_value`, 100, complaints, false);
      return;
    case 'plain_text_input':
      checkPlainTextInput(element, pointer, complaints);
      return;
    default:
      return;
  }
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

function checkSelectOptions(select: Fields, pointer: string, complaints: Complaints): void {
  const groups = select['option_groups'];
  if (groups === undefined) {
    checkOptions(select['options'], `${pointer}/options`, LIMITS.selectOptions, complaints);
    return;
  }
  const bounds = { min: 1, max: LIMITS.selectOptions };
  checkList(groups, `${pointer}/option_groups`, bounds, complaints, (group, at) => {
    checkText(group['label'], `${at}/label`, LIMITS.optionText, complaints);
    checkOptions(group['options'], `${at}/options`, LIMITS.selectOptions, complaints);
  });
}

function checkOptions(
  options: unknown,
  pointer: string,
  max: number,
  complaints: Complaints,
  texts: 'plain' | 'any' = 'plain',
): void {
  checkList(options, pointer, { min: 1, max }, complaints, (option, at) => {
    checkText(option['text'], `${at}/text`, LIMITS.optionText, complaints, texts);
    checkString(option['value'], `${at}/value`, LIMITS.optionValue, complaints);
    const description = option['description'];
    checkText(description, `${at}/description`, LIMITS.optionDescription, complaints, texts, false);
  });
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

/** Options, wherever they come from: https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
import { isDeepStrictEqual } from 'node:util';
import { type Complaints, checkList, checkString, checkText, createComplaints } from './complaints.ts';
import { type Fields, fieldsOf, listOf } from './json.ts';
import { LIMITS } from './limits.ts';

export function checkSelectOptions(select: Fields, pointer: string, complaints: Complaints): void {
  const groups = select['option_groups'];
  if (groups === undefined) {
    checkOptions(select['options'], `${pointer}/options`, LIMITS.selectOptions, complaints);
  } else {
    if (select['options'] !== undefined) {
      complaints.say(pointer, 'must provide only one of: options, option_groups');
    }
    checkGroups(groups, `${pointer}/option_groups`, complaints);
  }
  checkInitial(select, pointer, complaints);
}

function checkGroups(groups: unknown, pointer: string, complaints: Complaints): void {
  const bounds = { min: 1, max: LIMITS.selectOptions };
  checkList(groups, pointer, bounds, complaints, (group, at) => {
    checkText(group['label'], `${at}/label`, LIMITS.optionText, complaints);
    checkOptions(group['options'], `${at}/options`, LIMITS.selectOptions, complaints);
  });
}

export function checkOptions(
  options: unknown,
  pointer: string,
  max: number,
  complaints: Complaints,
  texts: 'plain' | 'any' = 'plain',
  min = 1,
): void {
  checkList(options, pointer, { min, max }, complaints, (option, at) => {
    checkText(option['text'], `${at}/text`, LIMITS.optionText, complaints, texts);
    checkString(option['value'], `${at}/value`, LIMITS.optionValue, complaints);
    const description = option['description'];
    checkText(description, `${at}/description`, LIMITS.optionDescription, complaints, texts, false);
  });
}

/** What is chosen from the start must be one of the options, letter by letter. */
export function checkInitial(element: Fields, pointer: string, complaints: Complaints): void {
  const groups = listOf(element['option_groups']).map(fieldsOf);
  const options = [element, ...groups].flatMap((one) => listOf(one['options']));
  const isKnown = (wanted: unknown) => options.some((one) => isDeepStrictEqual(one, wanted));
  const single = element['initial_option'];
  if (single !== undefined && !isKnown(single)) {
    complaints.say(`${pointer}/initial_option`, 'must be one of the provided options');
  }
  const several = element['initial_options'];
  if (several === undefined) return;
  if (!Array.isArray(several) || several.length === 0 || !several.every(isKnown)) {
    complaints.say(`${pointer}/initial_options`, 'must be one of the provided options');
  }
}

/** Its options come later, from the bot. */
export function checkExternal(element: Fields, pointer: string, complaints: Complaints): void {
  const least = element['min_query_length'];
  if (least !== undefined && (typeof least !== 'number' || !Number.isInteger(least) || least < 0)) {
    complaints.say(`${pointer}/min_query_length`, 'must be a whole number');
  }
  const initial = [element['initial_option'], ...listOf(element['initial_options'])].filter(
    (one) => one !== undefined,
  );
  if (initial.length > 0)
    checkOptions(initial, `${pointer}/initial_option`, LIMITS.selectOptions, complaints);
}

/** The answer to a `block_suggestion`: options or groups of them, at most 100; none is an answer as well. */
export function checkSuggestion(answer: Fields): readonly string[] {
  const complaints = createComplaints();
  if (answer['option_groups'] !== undefined)
    checkGroups(answer['option_groups'], '/option_groups', complaints);
  else checkOptions(answer['options'], '/options', LIMITS.selectOptions, complaints, 'plain', 0);
  return complaints.all;
}

/**
 * Refuses what Slack would refuse: https://docs.slack.dev/reference/block-kit/blocks
 * Blocks that not every surface or client shows (table, plan, card, alert, markdown …) are refused too:
 * nothing that people depend on may hang on them.
 */
import { checkElement, checkImage, IN_ACCESSORY, IN_ACTIONS, IN_INPUT } from './check-elements.ts';
import { checkRichText } from './check-rich-text.ts';
import {
  type Complaints,
  checkKeys,
  checkList,
  checkString,
  checkText,
  createComplaints,
} from './complaints.ts';
import { interactiveElements } from './elements.ts';
import { type Fields, fieldsOf, isFields, listOf, textOf } from './json.ts';
import { LIMITS } from './limits.ts';

export type Surface = 'message' | 'modal' | 'home';

export interface BlocksVerdict {
  readonly complaints: readonly string[];
  /** Text characters over all blocks. */
  readonly characters: number;
}

export function checkBlocks(blocks: unknown, surface: Surface, pointer = '/blocks'): BlocksVerdict {
  const complaints = createComplaints();
  const max = surface === 'message' ? LIMITS.messageBlocks : LIMITS.viewBlocks;
  const blockIds = new Set<string>();
  checkList(blocks, pointer, { min: surface === 'message' ? 0 : 1, max }, complaints, (block, at) => {
    const id = block['block_id'];
    checkString(id, `${at}/block_id`, LIMITS.blockId, complaints, false);
    if (typeof id === 'string' && id !== '') {
      if (blockIds.has(id)) complaints.say(`${at}/block_id`, `block_id ${id} already exists`);
      blockIds.add(id);
    }
    checkBlock(block, at, surface, complaints);
    checkActionIds(block, at, complaints);
  });
  const focused = interactiveElements(listOf(blocks).map(fieldsOf)).filter(
    ({ element }) => element['focus_on_load'] === true,
  );
  if (focused.length > 1) complaints.say(pointer, 'only one element can set focus_on_load to true');
  return { complaints: complaints.all, characters: complaints.characters };
}

const BLOCK_KEYS: Readonly<Record<string, readonly string[]>> = {
  header: ['text'],
  section: ['text', 'fields', 'accessory', 'expand'],
  context: ['elements'],
  actions: ['elements'],
  divider: [],
  image: ['image_url', 'slack_file', 'alt_text', 'title'],
  rich_text: ['elements'],
  input: ['label', 'element', 'hint', 'optional', 'dispatch_action'],
};

function checkBlock(block: Fields, pointer: string, surface: Surface, complaints: Complaints): void {
  const keys = BLOCK_KEYS[textOf(block['type'])];
  if (keys !== undefined) checkKeys(block, pointer, keys, complaints);
  switch (textOf(block['type'])) {
    case 'header':
      checkText(block['text'], `${pointer}/text`, LIMITS.headerText, complaints);
      return;
    case 'section':
      checkSection(block, pointer, complaints);
      return;
    case 'context':
      checkContext(block, pointer, complaints);
      return;
    case 'actions': {
      const bounds = { min: 1, max: LIMITS.actionsElements };
      checkList(block['elements'], `${pointer}/elements`, bounds, complaints, (element, at) =>
        checkElement(element, at, IN_ACTIONS, complaints),
      );
      return;
    }
    case 'divider':
      return;
    case 'image':
      checkImage(block, pointer, complaints);
      checkText(block['title'], `${pointer}/title`, LIMITS.imageTitle, complaints, 'plain', false);
      return;
    case 'rich_text':
      checkRichText(block, pointer, complaints);
      return;
    case 'input':
      // Slack allows inputs in messages as well; the bot asks in modals, where an error can be shown.
      if (surface === 'message') {
        complaints.say(`${pointer}/type`, 'unsupported type: input');
        return;
      }
      checkInput(block, pointer, complaints);
      return;
    default:
      complaints.say(`${pointer}/type`, `unsupported type: ${textOf(block['type']) || 'none'}`);
      return;
  }
}

function checkSection(block: Fields, pointer: string, complaints: Complaints): void {
  const fields = block['fields'];
  if (block['text'] === undefined && fields === undefined) {
    complaints.say(pointer, 'must provide at least one of: text, fields');
    return;
  }
  checkText(block['text'], `${pointer}/text`, LIMITS.sectionText, complaints, 'any', false);
  if (fields !== undefined) {
    const bounds = { min: 1, max: LIMITS.sectionFields };
    checkList(fields, `${pointer}/fields`, bounds, complaints, (field, at) =>
      checkText(field, at, LIMITS.sectionField, complaints, 'any'),
    );
  }
  const accessory = block['accessory'];
  if (accessory === undefined) return;
  if (!isFields(accessory)) {
    complaints.say(`${pointer}/accessory`, 'must be an object');
    return;
  }
  checkElement(accessory, `${pointer}/accessory`, IN_ACCESSORY, complaints);
}

function checkContext(block: Fields, pointer: string, complaints: Complaints): void {
  const bounds = { min: 1, max: LIMITS.contextElements };
  checkList(block['elements'], `${pointer}/elements`, bounds, complaints, (element, at) => {
    if (element['type'] === 'image') checkImage(element, at, complaints);
    else checkText(element, at, LIMITS.textObject, complaints, 'any');
  });
}

function checkInput(block: Fields, pointer: string, complaints: Complaints): void {
  checkText(block['label'], `${pointer}/label`, LIMITS.inputLabel, complaints);
  checkText(block['hint'], `${pointer}/hint`, LIMITS.inputLabel, complaints, 'plain', false);
  if (!isFields(block['element'])) {
    complaints.say(`${pointer}/element`, 'missing required field');
    return;
  }
  for (const key of ['optional', 'dispatch_action']) {
    if (block[key] !== undefined && typeof block[key] !== 'boolean') {
      complaints.say(`${pointer}/${key}`, 'must be a boolean');
    }
  }
  checkElement(block['element'], `${pointer}/element`, IN_INPUT, complaints);
}

/** Two elements of one block must not share an action_id. */
function checkActionIds(block: Fields, pointer: string, complaints: Complaints): void {
  const seen = new Set<string>();
  for (const [index, element] of listOf(block['elements']).entries()) {
    const id = textOf(fieldsOf(element)['action_id']);
    if (id === '') continue;
    if (seen.has(id)) complaints.say(`${pointer}/elements/${index}/action_id`, `duplicate action_id ${id}`);
    seen.add(id);
  }
}

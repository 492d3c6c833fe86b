/** The structure of `rich_text`: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
import { type Complaints, checkList, checkString } from './complaints.ts';
import { type Fields, isFields, textOf } from './json.ts';
import { LIMITS } from './limits.ts';

const MANY = Number.MAX_SAFE_INTEGER;
const STYLES = ['bold', 'italic', 'strike', 'code', 'underline', 'highlight', 'client_highlight', 'unlink'];

export function checkRichText(block: Fields, pointer: string, complaints: Complaints): void {
  checkList(block['elements'], `${pointer}/elements`, { min: 1, max: MANY }, complaints, (part, at) => {
    switch (textOf(part['type'])) {
      case 'rich_text_section':
      case 'rich_text_quote':
        checkInline(part, at, complaints, ANYTHING);
        return;
      case 'rich_text_preformatted':
        checkInline(part, at, complaints, ['text', 'link']);
        return;
      case 'rich_text_list':
        checkRichTextList(part, at, complaints);
        return;
      default:
        complaints.say(`${at}/type`, `unsupported type: ${textOf(part['type']) || 'none'}`);
    }
  });
}

function checkRichTextList(list: Fields, pointer: string, complaints: Complaints): void {
  if (list['style'] !== 'bullet' && list['style'] !== 'ordered') {
    complaints.say(`${pointer}/style`, 'must be one of: bullet, ordered');
  }
  checkList(list['elements'], `${pointer}/elements`, { min: 1, max: MANY }, complaints, (section, at) => {
    if (section['type'] === 'rich_text_section') checkInline(section, at, complaints, ANYTHING);
    else complaints.say(`${at}/type`, 'must be rich_text_section');
  });
}

/** The required field of each inline element, and what holds it. */
const INLINE: Readonly<Record<string, string>> = {
  text: 'text',
  link: 'url',
  emoji: 'name',
  user: 'user_id',
  usergroup: 'usergroup_id',
  channel: 'channel_id',
  broadcast: 'range',
  date: 'timestamp',
};
const ANYTHING = Object.keys(INLINE);

function checkInline(
  part: Fields,
  pointer: string,
  complaints: Complaints,
  allowed: readonly string[],
): void {
  checkList(part['elements'], `${pointer}/elements`, { min: 0, max: MANY }, complaints, (element, at) => {
    const type = textOf(element['type']);
    const field = INLINE[type];
    if (field === undefined || !allowed.includes(type)) {
      return complaints.say(`${at}/type`, `unsupported type: ${type || 'none'}`);
    }
    if (type === 'date') {
      if (typeof element['timestamp'] !== 'number') complaints.say(`${at}/timestamp`, 'must be a number');
      checkString(element['format'], `${at}/format`, LIMITS.textObject, complaints);
    } else {
      checkString(element[field], `${at}/${field}`, MANY, complaints);
    }
    if (type === 'text' || type === 'link') complaints.count(textOf(element['text']));
    checkTextStyle(element['style'], `${at}/style`, complaints);
  });
}

function checkTextStyle(style: unknown, pointer: string, complaints: Complaints): void {
  if (style === undefined) return;
  if (!isFields(style)) {
    complaints.say(pointer, 'must be an object');
    return;
  }
  for (const [name, value] of Object.entries(style)) {
    if (!STYLES.includes(name)) complaints.say(`${pointer}/${name}`, 'unknown style');
    else if (typeof value !== 'boolean') complaints.say(`${pointer}/${name}`, 'must be a boolean');
  }
}

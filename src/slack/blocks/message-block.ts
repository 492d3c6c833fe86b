/**
 * The blocks that a message of ours may hold. Slack's own `KnownBlock` also lists blocks that it refuses in
 * messages (`alert`), so the union is our own and small.
 */
export interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji?: boolean;
}

export interface Mrkdwn {
  readonly type: 'mrkdwn';
  readonly text: string;
  /** True: URLs and channel names in it are not turned into links. */
  readonly verbatim?: boolean;
}

export interface ButtonElement {
  readonly type: 'button';
  readonly action_id: string;
  readonly text: PlainText;
  readonly value: string;
  readonly style?: 'primary' | 'danger';
  readonly confirm?: {
    readonly title: PlainText;
    readonly text: PlainText;
    readonly confirm: PlainText;
    readonly deny: PlainText;
  };
}

export type MessageBlock =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'section'; readonly text: Mrkdwn }
  | { readonly type: 'section'; readonly fields: readonly Mrkdwn[] }
  | { readonly type: 'context'; readonly elements: readonly Mrkdwn[] }
  | { readonly type: 'divider' }
  | { readonly type: 'image'; readonly slack_file: { readonly id: string }; readonly alt_text: string }
  | { readonly type: 'actions'; readonly block_id: string; readonly elements: readonly ButtonElement[] }
  | {
      readonly type: 'rich_text';
      readonly elements: readonly {
        readonly type: 'rich_text_preformatted';
        readonly elements: readonly { readonly type: 'text'; readonly text: string }[];
      }[];
    };

export function plainText(text: string): PlainText {
  return { type: 'plain_text', text, emoji: true };
}

export function mrkdwn(text: string): Mrkdwn {
  return { type: 'mrkdwn', text, verbatim: true };
}

export function section(text: string): MessageBlock {
  return { type: 'section', text: mrkdwn(text) };
}

export function context(text: string): MessageBlock {
  return { type: 'context', elements: [mrkdwn(text)] };
}

/** Code points of everything a reader sees in the block, which is what Slack adds up over a message. */
export function textLength(block: MessageBlock): number {
  switch (block.type) {
    case 'header':
      return points(block.text.text);
    case 'section':
      return 'text' in block ? points(block.text.text) : sum(block.fields.map((field) => points(field.text)));
    case 'context':
      return sum(block.elements.map((element) => points(element.text)));
    case 'actions':
      return sum(block.elements.map((button) => points(button.text.text)));
    case 'rich_text':
      return sum(block.elements.flatMap((element) => element.elements.map((piece) => points(piece.text))));
    case 'image':
      return points(block.alt_text);
    case 'divider':
      return 0;
  }
}

/** The number of code points of a text. */
export function points(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

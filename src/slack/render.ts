/** A document as a Slack message: `text` for notifications and screen readers, `blocks` for the eye. */
import type { Document, Piece } from '../core/document.ts';
import type { Locale } from '../core/member.ts';
import { say } from '../core/sentence.ts';
import { speak } from '../words/speak.ts';
import { fitted, type Part } from './blocks/budget.ts';
import { actionBlocks } from './blocks/buttons.ts';
import { context, type MessageBlock, section } from './blocks/message-block.ts';
import { chunksOf } from './blocks/pieces.ts';
import { cutMrkdwn } from './blocks/split-mrkdwn.ts';
import type { ButtonSeal } from './button-seal.ts';
import { LIMITS } from './limits.ts';

export interface Rendered {
  /** Escaped mrkdwn. */
  readonly text: string;
  readonly blocks: readonly MessageBlock[];
}

export interface RenderOptions {
  readonly locale: Locale;
  readonly seal: ButtonSeal;
  /** Buttons of one action stay in one row. */
  readonly together?: boolean;
}

/** Nothing is fetched, linked or notified because of what a text holds. Slack's defaults differ per method. */
export const QUIET = Object.freeze({
  unfurl_links: false,
  unfurl_media: false,
  link_names: false,
  parse: 'none',
} as const);

/** Renders within Slack's limits; buttons are kept and a cut is said. */
export function render(document: Document, options: RenderOptions): Rendered {
  const { locale } = options;
  const text = fallbackText(document, locale);
  const blocks = fitted(partsOf(document.pieces, options), cutNotice(locale));
  return { text, blocks: blocks.length === 0 ? [section(text)] : blocks };
}

/** As the blocks of a modal or of the Home tab. */
export function renderView(document: Document, options: RenderOptions): readonly MessageBlock[] {
  const most = { blocks: LIMITS.viewBlocks, text: LIMITS.viewJson, json: LIMITS.viewJson };
  const parts = partsOf(document.pieces, { ...options, together: true });
  const blocks = fitted(parts, cutNotice(options.locale), most);
  return blocks.length === 0 ? [section(fallbackText(document, options.locale))] : blocks;
}

/** The same in the plainest blocks there are, for when Slack refuses the full ones. */
export function renderPlainly(document: Document, options: RenderOptions): Rendered {
  const text = fallbackText(document, options.locale);
  const buttons = partsOf(
    document.pieces.filter((piece) => piece.piece === 'buttons'),
    options,
  ).map(({ block }) => block);
  const notice = speak(say('slack.plain-card'), options.locale, 'slack');
  return { text, blocks: [section(text), ...buttons, context(notice)] };
}

function cutNotice(locale: Locale): (count: number) => MessageBlock {
  return (count) => context(speak(say('slack.cut-more', { count }), locale, 'slack'));
}

function partsOf(pieces: readonly Piece[], options: RenderOptions): readonly Part[] {
  const parts: Part[] = [];
  for (const piece of pieces) {
    if (piece.piece === 'buttons') {
      const before = parts.filter((part) => part.kept).length;
      for (const block of actionBlocks(piece.buttons, { ...options, before }))
        parts.push({ block, lost: 0, kept: true });
    } else for (const chunk of chunksOf(piece, options.locale)) parts.push({ ...chunk, kept: false });
  }
  return parts;
}

function fallbackText(document: Document, locale: Locale): string {
  const text = cutMrkdwn(speak(document.summary, locale, 'slack').trim(), LIMITS.fallbackText);
  return text === '' ? 'Hydrous' : text;
}

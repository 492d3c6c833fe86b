/** One piece of a document as blocks. `lost` is what a reader misses when the block has to be left out. */
import { cleanText, cut } from '../../core/clean-text.ts';
import type { Mark, Piece } from '../../core/document.ts';
import type { Locale } from '../../core/member.ts';
import { speak } from '../../words/speak.ts';
import { CODE_BLOCK_TEXT, CODE_LINE, LIMITS } from '../limits.ts';
import { context, type MessageBlock, mrkdwn, plainText, points, section } from './message-block.ts';
import { cutMrkdwn, splitMrkdwn } from './split-mrkdwn.ts';

export interface Chunk {
  readonly block: MessageBlock;
  /** Lines, items or fields in the block. */
  readonly lost: number;
}

const MARKS: Readonly<Record<Mark, string>> = {
  ok: ':white_check_mark:',
  warning: ':warning:',
  stop: ':no_entry:',
  running: ':hourglass_flowing_sand:',
  waiting: ':black_square_button:',
  none: '•',
};

type Shown = Exclude<Piece, { readonly piece: 'buttons' }>;

/** Blocks of one piece, each within Slack's limits; none when the piece says nothing (empty text is refused). */
export function chunksOf(piece: Shown, locale: Locale): readonly Chunk[] {
  switch (piece.piece) {
    case 'heading': {
      const text = cut(speak(piece.text, locale, 'plain').trim(), LIMITS.headerText);
      return text === '' ? [] : [{ block: { type: 'header', text: plainText(text) }, lost: 1 }];
    }
    case 'text':
      return splitMrkdwn(speak(piece.text, locale, 'slack'), LIMITS.sectionText).map((text) => ({
        block: section(text),
        lost: 1,
      }));
    case 'fields':
      return batches(
        piece.fields.map(({ label, value }) =>
          cutMrkdwn(`*${speak(label, locale, 'slack')}*\n${speak(value, locale, 'slack')}`, LIMITS.fieldText),
        ),
        LIMITS.sectionFields,
      ).map((fields) => ({
        block: { type: 'section', fields: fields.map(mrkdwn) },
        lost: fields.length,
      }));
    case 'list':
      return listChunks(
        piece.items.map(({ mark, text }) =>
          cutMrkdwn(`${MARKS[mark]} ${speak(text, locale, 'slack')}`, LIMITS.sectionText),
        ),
      );
    case 'code':
      return codeChunks(piece.lines);
    case 'context': {
      const text = cutMrkdwn(speak(piece.text, locale, 'slack'), LIMITS.contextText);
      return text.trim() === '' ? [] : [{ block: context(text), lost: 1 }];
    }
    case 'image':
      return imageChunks(piece.file, cut(speak(piece.alt, locale, 'plain'), LIMITS.imageAlt));
    // One that was not uploaded: its figures stand beside it.
    case 'picture':
      return [];
    case 'file':
      return codeChunks(linesOf(piece, locale));
    case 'divider':
      return [{ block: { type: 'divider' }, lost: 0 }];
  }
}

/** Slack's file ids only: whatever else stands there would make Slack refuse the whole message. */
function imageChunks(file: string, alt: string): readonly Chunk[] {
  if (!/^F[A-Z0-9]{2,}$/.test(file) || alt.trim() === '') return [];
  return [{ block: { type: 'image', slack_file: { id: file }, alt_text: alt }, lost: 1 }];
}

/** The lines of a text file in the reader's language. */
export function linesOf(
  { name, lines }: Extract<Piece, { readonly piece: 'file' }>,
  locale: Locale,
): readonly string[] {
  const ink = name.endsWith('.md') ? 'markdown' : 'plain';
  return lines.map((line) => (typeof line === 'string' ? line : speak(line, locale, ink)));
}

function listChunks(lines: readonly string[]): readonly Chunk[] {
  return packed(lines, LIMITS.sectionText).map((part) => ({
    block: section(part.join('\n')),
    lost: part.length,
  }));
}

/** Untrusted lines never become mrkdwn: a preformatted element interprets nothing. */
function codeChunks(lines: readonly string[]): readonly Chunk[] {
  const clean = lines.map((line) => cut(cleanText(line).replaceAll('\n', ' ').trimEnd(), CODE_LINE));
  return packed(clean, CODE_BLOCK_TEXT)
    .filter((part) => part.some((line) => line !== ''))
    .map((part) => ({
      block: {
        type: 'rich_text',
        elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: part.join('\n') }] }],
      },
      lost: part.length,
    }));
}

/** Puts lines together, in order, as long as they stay within `most` code points with their line ends. */
function packed(lines: readonly string[], most: number): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    const length = points(line) + 1;
    if (size + length > most) {
      parts.push([line]);
      size = length;
    } else {
      parts.at(-1)?.push(line);
      size += length;
    }
  }
  return parts;
}

function batches<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: T[][] = [];
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size));
  return parts;
}

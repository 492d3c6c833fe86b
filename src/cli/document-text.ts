/** A document for a terminal. Buttons are left out: what they do is a command line that is printed beside. */
import type { Document, Mark, Piece } from '../core/document.ts';
import type { Locale } from '../core/member.ts';
import type { Sentence } from '../core/sentence.ts';
import { speak } from '../words/speak.ts';

const MARKS: Readonly<Record<Mark, string>> = {
  ok: '+',
  warning: '!',
  stop: 'x',
  running: '>',
  waiting: '?',
  none: '-',
};

export function documentText({ summary, pieces }: Document, locale: Locale): string {
  const spoken = (sentence: Sentence): string => unbold(speak(sentence, locale, 'plain'));
  const lines = pieces.flatMap((piece) => linesOf(piece, spoken));
  return (lines.length === 0 ? [spoken(summary)] : lines).join('\n');
}

/** One sentence for a terminal. */
export function sentenceText(sentence: Sentence, locale: Locale): string {
  return unbold(speak(sentence, locale, 'plain'));
}

/** Sentences mark what matters as Slack does, which a terminal shows as stars and accents. */
function unbold(text: string): string {
  return text.replace(/(^|\s|\()\*([^*\n]+)\*/g, '$1$2').replaceAll('`', '');
}

function linesOf(piece: Piece, spoken: (sentence: Sentence) => string): readonly string[] {
  switch (piece.piece) {
    case 'heading':
    case 'text':
    case 'context':
      return [spoken(piece.text)];
    case 'fields':
      return piece.fields.map(({ label, value }) => `  ${spoken(label)}: ${spoken(value)}`);
    case 'list':
      return piece.items.map(({ mark, text }) => `  ${MARKS[mark]} ${spoken(text)}`);
    case 'code':
      return piece.lines.map((line) => `    ${line}`);
    case 'image':
    case 'picture':
      return [spoken(piece.alt)];
    case 'file':
      return [
        spoken(piece.title),
        ...piece.lines.map((line) => (typeof line === 'string' ? line : spoken(line))),
      ];
    case 'buttons':
      return [];
    case 'divider':
      return [''];
  }
}

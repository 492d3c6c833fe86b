/** Prose of the guide made ready for a card: no links that hide where they lead, no markup, code kept as code. */
import type { Code } from './sentence.ts';
import { code } from './sentence.ts';

const IMAGE = /!\[([^\]]{0,200})\]\([^)\s]{0,500}[^)]{0,200}\)/g;
const LINK = /\[([^\]]{1,200})\]\(([^)\s]{1,500})[^)]{0,200}\)/g;

/**
 * A picture becomes its description, a link its words with the address in plain sight if it is a web address.
 * Tags stay text: the renderer escapes them.
 */
export function disarm(line: string): string {
  return line
    .replace(IMAGE, '$1')
    .replace(LINK, (_all, words: string, address: string) =>
      /^https?:\/\/[\w.-]+(?:[:/?#]|$)/.test(address) && words !== address ? `${words} (${address})` : words,
    )
    .replace(/\*\*([^*]{1,300})\*\*/g, '$1');
}

/** A step as a card shows it: words with inline code, then the lines of its code block, if it has one. */
export interface StepText {
  readonly words: readonly (string | Code)[];
  readonly lines: readonly string[];
}

export function stepText(step: string): StepText {
  const prose: string[] = [];
  const lines: string[] = [];
  let fenced = false;
  for (const line of step.split('\n')) {
    if (/^\s*```/.test(line)) fenced = !fenced;
    else if (fenced) lines.push(line);
    else if (line.trim() !== '') prose.push(line.trim());
  }
  return { words: inline(prose.join(' ')), lines };
}

/** Text between backticks is code; the rest is words. */
export function inline(text: string): readonly (string | Code)[] {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? code(part) : part))
    .filter((part) => typeof part !== 'string' || part !== '');
}

/** Cutting mrkdwn without tearing a mention, a date, a link or an entity apart. */
import { points } from './message-block.ts';

/**
 * Splits mrkdwn into pieces of at most `most` code points: at a line end where there is one, else at a space,
 * and never inside `<…>` or `&…;`.
 */
export function splitMrkdwn(text: string, most: number): readonly string[] {
  const pieces: string[] = [];
  let rest = Array.from(text);
  while (rest.length > most) {
    const at = splitAt(rest, most);
    pieces.push(rest.slice(0, at).join('').trimEnd());
    rest = rest.slice(at);
    while (rest[0] === '\n' || rest[0] === ' ') rest.shift();
  }
  pieces.push(rest.join(''));
  return pieces.filter((piece) => piece.trim() !== '');
}

/** At most `most` code points of mrkdwn, with an ellipsis in place of the rest. */
export function cutMrkdwn(text: string, most: number): string {
  if (points(text) <= most) return text;
  const letters = Array.from(text);
  return `${letters
    .slice(0, wholeAt(letters, most - 1))
    .join('')
    .trimEnd()}…`;
}

function splitAt(letters: readonly string[], most: number): number {
  const line = letters.lastIndexOf('\n', most - 1);
  if (line > most / 2) return wholeAt(letters, line + 1);
  const space = letters.lastIndexOf(' ', most - 1);
  return wholeAt(letters, space > most / 2 ? space + 1 : most);
}

/** The last place at or before `at` that lies in no `<…>` and in no `&…;`. */
function wholeAt(letters: readonly string[], at: number): number {
  const open = letters.lastIndexOf('<', at - 1);
  if (open > 0 && letters.indexOf('>', open) >= at) return open;
  const entity = letters.lastIndexOf('&', at - 1);
  const end = entity === -1 ? -1 : letters.indexOf(';', entity);
  return entity > 0 && end >= at && end - entity <= 4 ? entity : at;
}

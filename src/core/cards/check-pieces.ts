/** The checks of a plan: what may be wrong stands above the decision, what is fine below it. */
import type { Check } from '../check.ts';
import type { Mark, Piece } from '../document.ts';
import { say } from '../sentence.ts';

/** So few are shown together: to part them would cost more room than it saves. */
const FEW = 4;

interface Parted {
  readonly above: readonly Piece[];
  readonly below: readonly Piece[];
}

/** On a phone a dozen lines that are all fine would push the buttons off the screen. */
export function checkPieces(checks: readonly Check[]): Parted {
  const fine = checks.filter(({ level }) => level === 'ok');
  if (checks.length <= FEW || fine.length <= 1) return { above: [listOf(checks)], below: [] };
  const others = checks.filter(({ level }) => level !== 'ok');
  const count = { mark: 'ok' as const, text: say('card.checks-fine', { count: fine.length }) };
  const above = listOf(others);
  return {
    above: [{ ...above, items: [...above.items, count] }],
    below: [listOf(fine)],
  };
}

function listOf(checks: readonly Check[]): Extract<Piece, { piece: 'list' }> {
  return { piece: 'list', items: checks.map((check) => ({ mark: markOf(check), text: check.text })) };
}

function markOf({ level }: Check): Mark {
  return level === 'not-checked' ? 'warning' : level;
}

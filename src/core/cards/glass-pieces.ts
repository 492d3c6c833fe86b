/** What a card says of an approval that was skipped: who, why, and whether anybody has looked at it since. */
import type { Piece } from '../document.ts';
import type { BrokenGlass } from '../ports/break-glass.ts';
import { mention, moment, say } from '../sentence.ts';

export function glassPieces(glass: BrokenGlass | null | undefined): readonly Piece[] {
  if (glass?.brokenAt == null) return [];
  const { by, reason, reviewedBy, reviewedAt } = glass;
  const after =
    reviewedBy === null
      ? ({ mark: 'waiting', text: say('glass.card.open') } as const)
      : ({
          mark: 'ok',
          text: say('glass.card.reviewed', { by: mention(reviewedBy), at: moment(reviewedAt ?? 0) }),
        } as const);
  const text = say('glass.card', { by: mention(by), reason });
  return [{ piece: 'list', items: [{ mark: 'warning', text }, after] }];
}

export function isUnreviewed(glass: BrokenGlass | null | undefined): boolean {
  return glass?.brokenAt != null && glass.reviewedBy === null;
}

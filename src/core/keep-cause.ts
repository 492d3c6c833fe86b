/** A cause that was found does not turn into its own symptom when its evidence grows old or the fix is under way. */
import type { Diagnosis } from './diagnosis.ts';

/** The renewed diagnosis, or the one before with the renewed advice where only its symptoms are left to see. */
export function keepCause(before: Diagnosis | null, renewed: Diagnosis): Diagnosis {
  const cause = before?.verdicts[0];
  if (before === null || cause === undefined) return renewed;
  const now = renewed.verdicts[0];
  const isItsSymptom = before.verdicts.some(
    ({ entry, symptomOf }) => entry === now?.entry && symptomOf === cause.entry,
  );
  if (now !== undefined && !isItsSymptom) return renewed;
  return { ...before, advice: renewed.advice, offerRollback: renewed.offerRollback };
}

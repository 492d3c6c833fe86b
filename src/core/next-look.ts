/** When an open incident is looked at again. Evidence comes late: logs take seconds, a third task fails after minutes. */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Up to which age of the alarm, and how long until the next look, ms. The last one also finds an OK that never arrived. */
const STEPS: readonly (readonly [number, number])[] = [
  [MINUTE, 15 * SECOND],
  [5 * MINUTE, MINUTE],
  [60 * MINUTE, 5 * MINUTE],
  [24 * 60 * MINUTE, 15 * MINUTE],
];
const SLOWEST = 60 * MINUTE;

/** As long as no cause is known and the alarm is young. */
const IMPATIENT_UNTIL = 2 * MINUTE;
const IMPATIENT = 5 * SECOND;

/** `firedAt` and `now` in ms; gives ms since the epoch. */
export function nextLook(firedAt: number, now: number, found: boolean): number {
  const age = now - firedAt;
  if (!found && age < IMPATIENT_UNTIL) return now + IMPATIENT;
  return now + (STEPS.find(([until]) => age < until)?.[1] ?? SLOWEST);
}

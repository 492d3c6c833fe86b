/** `2026-11-24T08:44:57.123+0000`, as in alarm messages and histories. `ms` since the epoch. */
export function awsTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}

import type { Operation, StepRecord } from './operation.ts';

/** The task definition that a change aims at: registered by its first step, or chosen when it was planned; else empty. */
export function targetOf(
  operation: Pick<Operation, 'plan' | 'steps'>,
  done: readonly StepRecord[] = operation.steps,
): string {
  const registered = done.find((record) => record.step === 'register')?.result?.['taskDefinition'];
  return registered ?? String(operation.plan.target['taskDefinition'] ?? '');
}

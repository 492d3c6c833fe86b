import type { ChangeReaders, Planned } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Plan, Risk } from '../core/operation.ts';
import type { Sentence } from '../core/sentence.ts';
import { canonical } from '../core/state-digest.ts';

/** High when something is already wrong or nothing would end a bad rollout; low when nothing is deployed. */
function riskOf(checks: readonly Check[], startsDeployment: boolean): Risk {
  const doubtful = checks.filter((check) => check.level === 'warning' || check.level === 'not-checked');
  if (doubtful.some(({ name }) => name === 'alarms' || name === 'circuit-breaker' || name === 'architecture'))
    return 'high';
  return startsDeployment || doubtful.length > 0 ? 'medium' : 'low';
}

/** Completes a plan with its risk and the digest of the live state it was made against. */
export function planOf(readers: ChangeReaders, plan: Omit<Plan, 'digest' | 'risk'>): Planned {
  const risk = riskOf(plan.checks, plan.startsDeployment);
  return { ok: true, plan: { ...plan, risk, digest: readers.digest(canonical(plan.live)) } };
}

export function refusedPlan(refusal: Sentence, checks: readonly Check[] = []): Planned {
  return { ok: false, refusal, checks };
}

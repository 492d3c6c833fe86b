/** What the changes of the database and of the cache share: names, how they stand, and checks of what surrounds them. */
import type { ChangeReaders, Settlement } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import type { Operation, RolloutView } from '../core/operation.ts';
import { code, type Sentence, say } from '../core/sentence.ts';

/** The time since the request was sent, ms. */
export function sentSince(readers: ChangeReaders, operation: Operation): number {
  const sent = operation.steps[0]?.sentAt ?? operation.startedAt ?? operation.createdAt;
  return Math.max(0, readers.clock.now() - sent);
}

/** Digits of the time in UTC, as they may stand in a name: `20261130-091203`. */
export function stampOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
}

/** A name as RDS takes it: begins with a letter, single hyphens, none at the end. Source: CreateDBSnapshot. */
export function identifierOf(...parts: readonly string[]): string {
  return parts
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
}

export function progressOf(status: string, percent: number | null = null): RolloutView {
  return {
    deploymentId: null,
    serviceDeploymentArn: null,
    rolloutState: null,
    desired: 0,
    running: 0,
    pending: 0,
    failed: 0,
    breaker: null,
    draining: 0,
    progress: { status, percent },
  };
}

export function stillRunning(status: string, percent: number | null = null): Settlement {
  return { state: 'running', rollout: progressOf(status, percent) };
}

export function ended(
  state: 'succeeded' | 'failed' | 'superseded',
  text: Sentence,
  details: readonly Sentence[] = [],
): Settlement {
  return { state, rollout: null, outcome: { text, details, lines: [], entry: null } };
}

/** `none` or `running`: part of the live state, so that a rollout that began meanwhile makes the plan void. */
export async function rolloutNow(
  readers: ChangeReaders,
  environment: Environment,
): Promise<'none' | 'running'> {
  const { deployments } = await readers.ecs.service(environment);
  const primary = deployments.find((each) => each.status === 'PRIMARY');
  return deployments.length > 1 || primary?.rolloutState === 'IN_PROGRESS' ? 'running' : 'none';
}

/** New tasks would fail their checks while connections are cut, and a good version would be rolled back. */
export function checkNoRollout(rollout: 'none' | 'running'): Check {
  return rollout === 'none'
    ? { name: 'rollout', level: 'ok', text: say('check.rollout.none') }
    : { name: 'rollout', level: 'stop', text: say('check.data.rollout') };
}

/** What else is applied with a change that does not wait for its window. */
export function checkPending(names: readonly string[]): Check {
  return names.length === 0
    ? { name: 'pending', level: 'ok', text: say('check.pending.none') }
    : { name: 'pending', level: 'warning', text: say('check.pending.with-it', { names: names.map(code) }) };
}

export function dollars(amount: number): string {
  return amount.toFixed(2);
}

/** `+12.30`, `-4.00`. */
export function difference(from: number, to: number): string {
  const amount = to - from;
  return `${amount < 0 ? '' : '+'}${dollars(amount)}`;
}

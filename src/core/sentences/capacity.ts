import type { Code, Moment, Nothing, Sentence, Span } from '../sentence.ts';

/** What plans for the size of tasks and for autoscaling say, and what `autoscale` answers. */
export interface CapacitySentences {
  'change.scale-task': { cpu: number; memory: number; environment: string };
  'change.autoscale': { settings: string; environment: string };
  'change.autoscale-suspend': { length: Span; environment: string };
  'change.autoscale-resume': { environment: string };

  'check.size.ok': { cpu: number; memory: number };
  'check.size.invalid': { cpu: number; memory: number; nearest: readonly Code[] };
  'check.containers.ok': Nothing;
  'check.containers.memory': { container: string; wants: number; has: number };
  'check.containers.memory-sum': { wants: number; has: number };
  'check.containers.cpu-sum': { wants: number; has: number };
  'check.cost': { difference: string; tasks: number; region: string; asOf: string };
  'check.cost.unknown': { region: string; architecture: string };
  'check.bounds.crossed': { min: number; max: number };
  'check.bounds.outside': { min: number; max: number; least: number; most: number };
  'check.moved.stays': { count: number };
  'check.moved.at-once': { from: number; to: number };
  'check.policies.ok': Nothing;
  'check.policies.none': Nothing;
  'check.policies.suspended': Nothing;
  'check.suspension.ends': { length: Span; after: string };

  'plan.no-task-size': { environment: string };
  'plan.same-size': { cpu: number; memory: number; environment: string };
  'plan.no-autoscaling': { environment: string };
  'plan.autoscale-needs-bounds': { environment: string };
  'card.field.target-requests': Nothing;
  'plan.requests-zero': Nothing;
  'plan.no-balancer': { environment: string };
  'plan.several-balancers': { groups: readonly Code[] };
  'plan.same-autoscaling': { environment: string };
  'plan.suspend-length': { shortest: Span; longest: Span };
  'plan.already-suspended': { environment: string };
  'plan.not-suspended': { environment: string };

  'outcome.autoscaled': Nothing;
  'outcome.autoscale-superseded': { now: string };
  'outcome.suspended': { until: Moment };
  'outcome.resumed': { still: string };
  'outcome.suspension-superseded': { now: string };

  'autoscale.title': { environment: string };
  'autoscale.summary': { environment: string; min: number; max: number; desired: number };
  'autoscale.none': { environment: string; command: Code };
  'autoscale.bounds': { min: number; max: number; desired: number; running: number };
  'autoscale.policy': { name: Code; metric: string; target: string };
  'autoscale.policies-none': Nothing;
  'autoscale.active': Nothing;
  'autoscale.suspended': { flags: string };
  'autoscale.suspended-until': { flags: string; until: Moment; id: Code };
  'autoscale.next': { commands: readonly Code[] };
  'autoscale.history-unread': { why: Sentence };
}

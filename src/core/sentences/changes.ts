import type { Code, Mention, Moment, Nothing, Sentence, Span } from '../sentence.ts';

/** What plans and their checks say. */
export interface ChangeSentences {
  'change.deploy': { image: Code; environment: string };
  'change.redeploy': { environment: string };
  'change.rollback': { revision: Code; environment: string };
  'change.scale': { from: number; to: number; environment: string };
  'change.abort': { revision: Code; environment: string };

  'check.service.ok': { desired: number; running: number };
  'check.service.inactive': { service: string; status: string };
  'check.service.controller': { controller: string };
  'check.image.ok': { image: Code; digest: Code; pushed: Moment | null };
  'check.image.archived': { image: Code };
  'check.image.missing': { image: Code; repository: string };
  'check.image.not-checked': { why: Sentence };
  'check.architecture.ok': { architecture: string };
  'check.architecture.differs': { has: string; wants: string };
  'check.architecture.unknown': { wants: string };
  'check.percent.ok': { lower: number; upper: number };
  'check.percent.stuck': { minimum: number; maximum: number; desired: number };
  'check.rollout.none': Nothing;
  'check.rollout.running': { revision: Code };
  'check.rollout.replaces': { revision: Code };
  'check.breaker.on': Nothing;
  'check.breaker.no-rollback': Nothing;
  'check.breaker.off': Nothing;
  'check.alarms.none': Nothing;
  'check.alarms.open': { count: number; names: readonly string[] };
  'check.alarms.not-checked': { why: Sentence };
  'check.tag.pinned': { tag: Code; digest: Code };
  'check.tag.moved': { tag: Code; ran: Code; now: Code };
  'check.tag.moved-cannot-pin': { tag: Code };
  'check.tag.same': { tag: Code };
  'check.count.ok': { min: number; max: number };
  'check.count.outside': { count: number; min: number; max: number };
  'check.count.zero': { environment: string };
  'check.autoscaling.none': Nothing;
  'check.autoscaling.will-change': { count: number; min: number; max: number; bounds: Code; suspend: Code };
  'check.autoscaling.may-change': { count: number; min: number; max: number; bounds: Code; suspend: Code };
  'check.autoscaling.may-rise': { max: number; suspend: Code };
  'check.autoscaling.suspended': { min: number; max: number };
  'check.autoscaling.not-checked': { why: Sentence };
  'check.fields.ok': Nothing;
  'check.fields.lost': { fields: readonly string[] };
  'check.revision.active': { revision: Code };
  'check.revision.inactive': { revision: Code };
  'check.target.proven': {
    revision: Code;
    at: Moment | null;
    digest: Code | null;
    by: Mention | null;
  };
  'check.target.unproven': { revision: Code };
  'check.target.own-audit': { revision: Code };

  'plan.stopped': { environment: string; count: number };
  'plan.image-missing': { image: Code; repository: string; near: readonly Code[]; recent: readonly Code[] };
  'plan.revision-missing': { revision: Code; family: string };
  'plan.revision-never-ran': { revision: Code; number: number };
  'plan.same-image': { image: Code; environment: string };
  'plan.revisions-only': { environment: string };
  'plan.nothing-to-roll-back': { environment: string };
  'plan.same-count': { count: number; environment: string };
  'plan.nothing-to-abort': { environment: string };
  'plan.abort-needs-history': Nothing;
  'plan.container-unknown': { container: string; known: readonly string[] };

  'outcome.deployed': { took: Span };
  'outcome.scaled': { count: number; took: Span };
  'outcome.aborted': { revision: Code };
  'outcome.rolled-back-by-ecs': { reason: string | null };
  'outcome.rollback-failed': { reason: string | null };
  'outcome.stopped': { reason: string | null };
  'outcome.rollout-failed': { reason: string | null };
  'outcome.superseded': { by: Code };
  'outcome.scale-superseded': { now: number };
  'outcome.abort-missed': { status: string };
}

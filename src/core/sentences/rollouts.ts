import type { Code, Mention, Moment, Nothing, Sentence, Span } from '../sentence.ts';

/** How a rollout goes, what keeps it, why it failed and what took its place. */
export interface RolloutSentences {
  'rollout.eta': { low: number; high: number; unit: string; since: Moment | null };
  'rollout.of': { running: number; desired: number };
  'rollout.old-serve': { count: number };
  'rollout.still-draining': { count: number };
  'rollout.stuck': { since: Moment };
  'rollout.stuck-note': { span: Span; reasons: readonly Sentence[] };
  'rollout.log': { at: Moment; text: Sentence };
  'rollout.live-note': { desired: number; draining: number };
  'rollout.verdict': { title: Sentence; command: Code };
  'rollout.lines-of': { stream: Code };
  'rollout.replaced-by': { id: Code; who: Mention; what: Sentence };
  'rollout.replaced-outside': { deployment: Code | null; at: Moment | null };
  'rollout.proven': { revision: Code; digest: Code | null; by: Mention | null; age: Span | null };
  'rollout.other-proven': { deployments: readonly Sentence[] };

  'stuck.event': { text: string };
  'stuck.balancer-health': { grace: number | null };
  'stuck.draining': { count: number };
  'stuck.pending': { count: number };
  'stuck.silent': Nothing;

  'stop.why': { meaning: Sentence; code: string | null; reason: string | null; count: number };
  'stop.exit-code': { container: string; code: number; meaning: Sentence; count: number };
  'stop.did-not-start': Nothing;
  'stop.container-ended': Nothing;
  'stop.by-scheduler': Nothing;
  'stop.other': Nothing;
  'stop.cause.quota': Nothing;
  'stop.cause.capacity': Nothing;
  'stop.cause.secrets': Nothing;
  'stop.cause.image-missing': Nothing;
  'stop.cause.image-pull': Nothing;
  'stop.cause.log-driver': Nothing;
  'stop.cause.network': Nothing;
  'stop.cause.volume': Nothing;
  'stop.cause.start-timeout': Nothing;
  'stop.cause.out-of-memory': Nothing;
  'stop.cause.cannot-start': Nothing;
  'stop.cause.percent': Nothing;
  'stop.cause.container-health': Nothing;
  'stop.cause.balancer-health': Nothing;
  'stop.cause.spot': Nothing;
  'stop.cause.infrastructure': Nothing;
  'stop.cause.person': Nothing;
  'stop.cause.throttled': Nothing;
  'stop.cause.crash-loop': Nothing;

  'exit.out-of-memory': Nothing;
  'exit.0': Nothing;
  'exit.1': Nothing;
  'exit.2': Nothing;
  'exit.3': Nothing;
  'exit.126': Nothing;
  'exit.127': Nothing;
  'exit.132': Nothing;
  'exit.134': Nothing;
  'exit.137': Nothing;
  'exit.139': Nothing;
  'exit.143': Nothing;
  'exit.255': Nothing;
  'exit.signal': { signal: number };
  'exit.other': Nothing;
}

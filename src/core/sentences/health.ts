/** What `health` answers, and the parts of `status` that it shares. */
import type { Code, Moment, Nothing, Sentence, Span } from '../sentence.ts';

export interface HealthSentences {
  'health.verdict.good': { environment: string; tested: readonly Sentence[] };
  'health.verdict.bad': { environment: string; troubles: readonly Sentence[] };
  'health.verdict.partly': { environment: string; parts: readonly Sentence[] };
  'health.verdict.off': { environment: string };
  'health.good.api': { status: number; ms: number };
  'health.trouble.silent': Nothing;
  'health.trouble.status': { status: number };
  'health.trouble.cors': Nothing;
  'health.trouble.targets': { healthy: number; total: number };
  'health.trouble.tasks': { count: number };
  'health.trouble.no-tasks': Nothing;
  'health.trouble.dependency': { id: Code; state: Sentence };
  'health.read': { at: Moment };
  'health.part.api': Nothing;
  'health.part.check': Nothing;
  'health.part.tasks': Nothing;
  'health.part.database': Nothing;
  'health.part.cache': Nothing;
  'health.api': { address: Code; status: number; ms: number; leads: string | null };
  'health.api-silent': { address: Code; why: string };
  'health.api-unset': Nothing;
  'health.cors-allowed': { origin: Code };
  'health.cors-refused': { origin: Code; status: number; told: Code | null };
  'health.cors-unknown': { origin: Code };
  'health.cors-unset': Nothing;
  'health.check': {
    path: Code | null;
    port: number | null;
    codes: string | null;
    timeout: number | null;
    interval: number | null;
  };
  'health.tasks': {
    healthy: number;
    unhealthy: number;
    other: number;
    oldest: Span | null;
    newest: Span | null;
  };
  'health.tasks-more': { count: number };
  'health.task': { id: Code; state: Sentence; age: Span | null; revision: number };
  'health.task-state': { state: string };
  'health.dependency': { of: string; id: Code; state: Sentence; size: string | null; pending: number };
  'status.incidents-open': { count: number; items: readonly Sentence[] };
  'status.incident': { id: Code; title: Sentence };
  'status.incidents-none': Nothing;
  'status.part.incidents': Nothing;
  'status.outside': { at: Moment; revision: number };
}

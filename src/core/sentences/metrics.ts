/** What `metrics` answers. */
import type { Code, Moment, Nothing, Sentence, Span } from '../sentence.ts';

export interface MetricsSentences {
  'metrics.title': { environment: string; topic: string };
  'metrics.window': { from: Moment; until: Moment; length: Span };
  'metrics.summary': { title: Sentence; lines: readonly Sentence[] };
  'metrics.figure': { metric: string; statistic: string | null; latest: string };
  'metrics.line': {
    metric: string;
    statistic: string | null;
    course: Code;
    latest: string;
    least: string;
    most: string;
    total: string | null;
    before: string | null;
    percent: number | null;
    days: number;
  };
  'metrics.no-data': { metric: string; statistic: string | null };
  'metrics.mark': { at: Moment; of: string; label: Code };
  'metrics.alt': { title: Sentence; lines: readonly Sentence[]; marks: readonly string[] };
  'metrics.next': { command: Code };
  'metrics.unknown': { word: string; near: readonly Code[] };
  'metrics.no-balancer': Nothing;
  'metrics.no-before': Nothing;
  'metrics.part.figures': Nothing;
  'metrics.part.balancer': Nothing;
  'metrics.part.before': Nothing;
  'metrics.part.deployments': Nothing;
  'metrics.part.picture': Nothing;
}

/** The answer to `metrics`: figures beside a picture, and what happened at that time. */
import type { Document, Piece } from './document.ts';
import type { Environment } from './environment.ts';
import type { Gathered } from './evidence.ts';
import type { MetricSummary } from './metric-summary.ts';
import type { MetricLine, Topic } from './metric-topics.ts';
import type { Mark } from './metrics-chart.ts';
import { code, moment, type Sentence, say, span } from './sentence.ts';
import type { Item } from './target-health.ts';
import type { Window } from './time-window.ts';

export interface MetricsFacts {
  readonly environment: Environment;
  /** Null for the overview. */
  readonly topic: Topic | null;
  readonly window: Window;
  /** Days between this time and the one that it is compared with. */
  readonly days: number;
  /** Null for a line without values. */
  readonly lines: Gathered<readonly { readonly line: MetricLine; readonly summary: MetricSummary | null }[]>;
  /** Why the load balancer is not known, and with it its lines; null when it is or is not needed. */
  readonly balancer: Sentence | null;
  /** Why there is nothing to compare with; null when there is. */
  readonly before: Sentence | null;
  readonly marks: readonly Mark[];
  /** Why deployments or incidents are not marked. */
  readonly unmarked: readonly { readonly part: Sentence; readonly why: Sentence }[];
  /** Null where nothing is drawn. */
  readonly picture: Gathered<Uint8Array | null>;
}

export function metricsDocument(facts: MetricsFacts): Document {
  const { environment, topic, window, lines, picture } = facts;
  const title = say('metrics.title', { environment: environment.name, topic: topic ?? 'overview' });
  const pieces: Piece[] = [
    { piece: 'heading', text: title },
    {
      piece: 'context',
      text: say('metrics.window', {
        from: moment(window.from),
        until: moment(window.until),
        length: span(window.until - window.from),
      }),
    },
  ];
  const items = lines.ok ? lines.value.map(({ line, summary }) => lineItem(line, summary, facts.days)) : [];
  if (items.length > 0) pieces.push({ piece: 'list', items });
  pieces.push({ piece: 'list', items: markItems(facts.marks) });
  if (picture.ok && picture.value !== null)
    pieces.push({
      piece: 'picture',
      name: `${environment.name}-${topic ?? 'metrics'}.png`,
      bytes: picture.value,
      alt: altOf(facts, title),
    });
  const gaps = gapItems(facts);
  if (gaps.length > 0) pieces.push({ piece: 'list', items: gaps });
  const next =
    topic === null ? `/hydrous metrics latency ${environment.name}` : `/hydrous metrics ${environment.name}`;
  pieces.push({ piece: 'context', text: say('metrics.next', { command: code(next) }) });
  return { summary: summarySentence(facts, title), pieces };
}

function lineItem(line: MetricLine, summary: MetricSummary | null, days: number): Item {
  const { metric, statistic, counts } = line;
  const named = { metric, statistic: counts ? null : statistic };
  if (summary === null) return { mark: 'none', text: say('metrics.no-data', named) };
  const { latest, least, most, total, course, before } = summary;
  return {
    mark: 'none',
    text: say('metrics.line', {
      ...named,
      course: code(course),
      latest,
      least,
      most,
      total,
      before: before?.value ?? null,
      percent: before?.percent ?? null,
      days,
    }),
  };
}

function markItems(marks: readonly Mark[]): readonly Item[] {
  return marks.map(({ at, of, label }) => ({
    mark: of === 'incident' ? 'stop' : 'none',
    text: say('metrics.mark', { at: moment(at), of, label: code(label) }),
  }));
}

/** Everything that is missing, each with its reason. */
function gapItems({ lines, balancer, before, unmarked, picture }: MetricsFacts): readonly Item[] {
  const gap = (part: Sentence, why: Sentence): Item => ({
    mark: 'warning',
    text: say('reading.not-read', { part, why }),
  });
  return [
    ...(lines.ok ? [] : [gap(say('metrics.part.figures'), lines.why)]),
    ...(balancer === null ? [] : [gap(say('metrics.part.balancer'), balancer)]),
    ...(before === null || !lines.ok ? [] : [gap(say('metrics.part.before'), before)]),
    ...unmarked.map(({ part, why }) => gap(part, why)),
    ...(picture.ok ? [] : [gap(say('metrics.part.picture'), picture.why)]),
  ];
}

function altOf(facts: MetricsFacts, title: Sentence): Sentence {
  return say('metrics.alt', {
    title,
    lines: figuresOf(facts),
    marks: facts.marks.map(({ label }) => label),
  });
}

function summarySentence(facts: MetricsFacts, title: Sentence): Sentence {
  return say('metrics.summary', { title, lines: figuresOf(facts) });
}

function figuresOf({ lines }: MetricsFacts): readonly Sentence[] {
  if (!lines.ok) return [];
  return lines.value.flatMap(({ line, summary }) =>
    summary === null
      ? []
      : [
          say('metrics.figure', {
            metric: line.metric,
            statistic: line.counts ? null : line.statistic,
            latest: summary.latest,
          }),
        ],
  );
}

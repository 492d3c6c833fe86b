/** Reads what `metrics` shows: the lines of its time and of the day before, and the picture with its marks. */
import type { AnswerTime } from './answer-time.ts';
import type { CommandReaders } from './command.ts';
import type { Environment } from './environment.ts';
import type { Gathered } from './evidence.ts';
import type { Incident } from './incident.ts';
import { summaryOf } from './metric-summary.ts';
import { type MetricLine, needsBalancer, type Topic, wishesOf } from './metric-topics.ts';
import { type DrawnLine, marksOf, metricsChart } from './metrics-chart.ts';
import type { MetricsFacts } from './metrics-document.ts';
import { dayBefore, periodFor } from './metrics-window.ts';
import type { ServiceDeploymentView } from './ports/ecs.ts';
import type { MetricSeries } from './ports/evidence.ts';
import { say } from './sentence.ts';
import type { Window } from './time-window.ts';
import { zoneOffset } from './zoned-time.ts';

export interface MetricsAsked {
  readonly readers: Pick<CommandReaders, 'metrics' | 'charts'>;
  readonly environment: Environment;
  readonly topic: Topic | null;
  readonly lines: readonly MetricLine[];
  readonly window: Window;
  /** IANA zone of who asked; UTC when null. */
  readonly zone: string | null;
  readonly soon: AnswerTime['soon'];
}

export interface AroundMetrics {
  readonly balancer: Promise<Gathered<string | null>>;
  readonly history: Promise<Gathered<readonly ServiceDeploymentView[]>>;
  /** The same, or what the service itself tells where the history cannot be read. */
  readonly newest: Promise<Gathered<readonly ServiceDeploymentView[]>>;
  readonly incidents: Promise<Gathered<readonly Incident[]>>;
}

export async function readMetrics(
  asked: MetricsAsked,
  around: AroundMetrics,
): Promise<Omit<MetricsFacts, 'environment' | 'topic' | 'window'>> {
  const { readers, environment, lines, window, soon } = asked;
  const balancer = await around.balancer;
  const placed = lines.map((line) => ({
    line,
    wishes: wishesOf(line, environment, balancer.ok ? balancer.value : null),
  }));
  const wishes = placed.flatMap((each) => each.wishes);
  const period = periodFor(window);
  const before = dayBefore(window);
  const [found, earlier, history, newest, incidents] = await Promise.all([
    soon(readers.metrics.series(environment, wishes, { ...window, period })),
    soon(readers.metrics.series(environment, wishes, { from: before.from, until: before.until, period })),
    around.history,
    around.newest,
    around.incidents,
  ]);
  const seriesOf = ({ wishes: own }: (typeof placed)[number], all: Gathered<readonly MetricSeries[]>) =>
    firstWithValues(
      all.ok ? all.value.slice(wishes.indexOf(own[0]!), wishes.indexOf(own[0]!) + own.length) : [],
    );
  const known = placed.filter((each) => each.wishes.length > 0);
  const marks = marksOf(newest.ok ? newest.value : [], incidents.ok ? incidents.value : [], window);
  const drawn = known.flatMap((each): readonly DrawnLine[] => {
    const series = seriesOf(each, found);
    const at = found.ok ? (series?.at ?? -1) : 0;
    const wish = each.wishes[at];
    return wish === undefined ? [] : [{ line: each.line, wish, period }];
  });
  const ahead = zoneOffset(window.until, asked.zone);
  const chart = metricsChart(environment, asked.topic ?? 'metrics', drawn, marks, window, ahead);
  return {
    days: before.days,
    lines: found.ok
      ? {
          ok: true,
          value: known.map((each) => ({
            line: each.line,
            summary: summaryOf(
              each.line,
              seriesOf(each, found)?.series ?? null,
              seriesOf(each, earlier)?.series ?? null,
            ),
          })),
        }
      : found,
    balancer: whyNoBalancer(lines, balancer),
    before: earlier.ok ? whyNothing(earlier.value) : earlier.why,
    marks,
    unmarked: [
      ...(history.ok ? [] : [{ part: say('metrics.part.deployments'), why: history.why }]),
      ...(incidents.ok ? [] : [{ part: say('status.part.incidents'), why: incidents.why }]),
    ],
    picture: chart === null ? { ok: true, value: null } : await soon(readers.charts.draw(environment, chart)),
  };
}

function whyNoBalancer(lines: readonly MetricLine[], balancer: Gathered<string | null>) {
  if (!needsBalancer(lines)) return null;
  if (!balancer.ok) return balancer.why;
  return balancer.value === null ? say('metrics.no-balancer') : null;
}

function whyNothing(earlier: readonly MetricSeries[]) {
  return firstWithValues(earlier) === null ? say('metrics.no-before') : null;
}

/** The one of several places in which CloudWatch has values, with its number. */
function firstWithValues(
  series: readonly MetricSeries[],
): { readonly series: MetricSeries; readonly at: number } | null {
  const at = series.findIndex(({ values }) => values.some((value) => value !== null));
  return at === -1 ? null : { series: series[at]!, at };
}

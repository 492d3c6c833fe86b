import type { MetricsSentences } from '../../core/sentences/metrics.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';
import { metricWords } from './incident-names.ts';

const TOPICS: Readonly<Record<string, string>> = { overview: 'metrics', cpu: 'CPU' };
const STATISTICS: Readonly<Record<string, string>> = {
  Average: 'average',
  Maximum: 'highest',
  Minimum: 'lowest',
};
const OF: Readonly<Record<string, string>> = { deployment: 'deployment of', incident: 'incident' };
const named = (metric: string, statistic: string | null) =>
  `${metricWords(metric)}${statistic === null ? '' : ` (${STATISTICS[statistic] ?? statistic})`}`;
const ago = (days: number) => (days === 1 ? 'the day before' : `${days} days before`);
const turned = (percent: number) => `${percent > 0 ? '+' : percent < 0 ? '−' : '±'}${Math.abs(percent)} %`;

export const metrics: Part<MetricsSentences> = {
  'metrics.title': ({ environment, topic }) => `${environment} · ${TOPICS[topic] ?? topic}`,
  'metrics.window': ({ from, until, length }) => `${length}: from ${from} to ${until}`,
  'metrics.summary': ({ title, lines }) =>
    `${title}: ${lines.length === 0 ? 'no figures' : lines.join(', ')}`,
  'metrics.figure': ({ metric, statistic, latest }) => `${named(metric, statistic)} ${latest}`,
  'metrics.line': ({ metric, statistic, course, latest, least, most, total, before, percent, days }) =>
    [
      `*${named(metric, statistic)}*: ${latest}${total === null ? '' : '/min'} ${course}`,
      `${least} to ${most}`,
      ...(total === null ? [] : [`${total} in all`]),
      ...(before === null
        ? []
        : [`${ago(days)} ${before}${percent === null ? '' : ` (${turned(percent)})`}`]),
    ].join(' · '),
  'metrics.no-data': ({ metric, statistic }) => `*${named(metric, statistic)}*: no data in this time`,
  'metrics.mark': ({ at, of, label }) => `${at}: ${OF[of] ?? of} ${label}`,
  'metrics.alt': ({ title, lines, marks }) =>
    `Chart of ${title}. ${lines.length === 0 ? 'No figures' : lines.join(', ')}. ${marks.length === 0 ? 'No deployment and no incident in that time' : `Marks: ${joined(marks, 'and')}`}.`,
  'metrics.next': ({ command }) => `More: ${command} · another time with \`--since 24h\``,
  'metrics.unknown': ({ word, near }) =>
    `I know no metric “${word}”.${near.length === 0 ? '' : ` Did you mean ${joined(near, 'or')}?`} There are cpu, memory, requests, errors, latency, database and cache.`,
  'metrics.no-before': () => 'CloudWatch has no data of that time.',
  'metrics.no-balancer': () => 'The service has no load balancer.',
  'metrics.part.figures': () => 'Figures',
  'metrics.part.balancer': () => 'Requests, errors and latency',
  'metrics.part.before': () => 'Comparison',
  'metrics.part.deployments': () => 'Deployments',
  'metrics.part.picture': () => 'Chart',
};

import type { MetricsSentences } from '../../core/sentences/metrics.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';
import { metricWords } from './incident-names.ts';

const TOPICS: Readonly<Record<string, string>> = {
  overview: 'métricas',
  cpu: 'CPU',
  memory: 'memoria',
  requests: 'peticiones',
  errors: 'errores',
  latency: 'latencia',
  database: 'base de datos',
  cache: 'caché',
};
const STATISTICS: Readonly<Record<string, string>> = {
  Average: 'media',
  Maximum: 'máximo',
  Minimum: 'mínimo',
};
const OF: Readonly<Record<string, string>> = { deployment: 'despliegue de', incident: 'incidente' };
const named = (metric: string, statistic: string | null) =>
  `${metricWords(metric)}${statistic === null ? '' : ` (${STATISTICS[statistic] ?? statistic})`}`;
const ago = (days: number) => (days === 1 ? 'el día anterior' : `${days} días antes`);
const turned = (percent: number) => `${percent > 0 ? '+' : percent < 0 ? '−' : '±'}${Math.abs(percent)} %`;

export const metrics: Part<MetricsSentences> = {
  'metrics.title': ({ environment, topic }) => `${environment} · ${TOPICS[topic] ?? topic}`,
  'metrics.window': ({ from, until, length }) => `${length}: de ${from} a ${until}`,
  'metrics.summary': ({ title, lines }) =>
    `${title}: ${lines.length === 0 ? 'sin cifras' : lines.join(', ')}`,
  'metrics.figure': ({ metric, statistic, latest }) => `${named(metric, statistic)} ${latest}`,
  'metrics.line': ({ metric, statistic, course, latest, least, most, total, before, percent, days }) =>
    [
      `*${named(metric, statistic)}*: ${latest}${total === null ? '' : '/min'} ${course}`,
      `de ${least} a ${most}`,
      ...(total === null ? [] : [`total ${total}`]),
      ...(before === null
        ? []
        : [`${ago(days)} ${before}${percent === null ? '' : ` (${turned(percent)})`}`]),
    ].join(' · '),
  'metrics.no-data': ({ metric, statistic }) => `*${named(metric, statistic)}*: sin datos en este tiempo`,
  'metrics.mark': ({ at, of, label }) => `${at}: ${OF[of] ?? of} ${label}`,
  'metrics.alt': ({ title, lines, marks }) =>
    `Gráfica de ${title}. ${lines.length === 0 ? 'Sin cifras' : lines.join(', ')}. ${marks.length === 0 ? 'Ningún despliegue ni incidente en ese tiempo' : `Marcas: ${joined(marks, 'y')}`}.`,
  'metrics.next': ({ command }) => `Más: ${command} · otro tiempo con \`--since 24h\``,
  'metrics.unknown': ({ word, near }) =>
    `No conozco la métrica «${word}».${near.length === 0 ? '' : ` ¿Quisiste decir ${joined(near, 'o')}?`} Hay cpu, memory, requests, errors, latency, database y cache.`,
  'metrics.no-before': () => 'CloudWatch no tiene datos de entonces.',
  'metrics.no-balancer': () => 'El servicio no tiene balanceador.',
  'metrics.part.figures': () => 'Cifras',
  'metrics.part.balancer': () => 'Peticiones, errores y latencia',
  'metrics.part.before': () => 'Comparación',
  'metrics.part.deployments': () => 'Despliegues',
  'metrics.part.picture': () => 'Gráfica',
};

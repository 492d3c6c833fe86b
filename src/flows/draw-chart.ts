/** Charts of incidents: drawn by CloudWatch, uploaded to Slack, and then shown by the card, which never waits for them. */
import { chartWords } from '../core/cards/incident-after.ts';
import { type Chart, chartOf } from '../core/chart.ts';
import type { Environment } from '../core/environment.ts';
import type { Incident } from '../core/incident.ts';
import type { ChartReader } from '../core/ports/alarms.ts';
import type { Clock, Log } from '../core/ports/ambient.ts';
import type { DeploymentHistory } from '../core/ports/ecs.ts';
import type { Pictures } from '../core/ports/slack.ts';
import type { Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { createFollowUpWork } from './follow-up-work.ts';
import { saveIncident, untilWon } from './save-incident.ts';

export interface DrawChartPorts {
  readonly store: Store;
  readonly readers: { readonly charts: ChartReader; readonly history: DeploymentHistory };
  readonly pictures: Pictures;
  readonly environments: readonly Environment[];
  readonly channels: { readonly incidents: string };
  readonly owner: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly nudge: () => void;
}

/** CloudWatch draws at most 20 charts a second for an account, Slack takes about 100 files a minute. */
const AT_ONCE = 2;
/** Longer than drawing, uploading and Slack's own look at the picture take, ms. */
const LEASE_MS = 90_000;
const MOST_TRIES = 5;
const RETRY_MS = 5_000;
const DEPLOYMENTS_READ = 10;

/** `work` gives how many charts were looked after. Throws only when the store is away. */
export function createDrawChart(ports: DrawChartPorts): { work(): Promise<number> } {
  const { store, owner, log } = ports;
  return createFollowUpWork(store, {
    kind: 'chart',
    owner,
    atOnce: AT_ONCE,
    leaseMs: LEASE_MS,
    async carry({ subject }) {
      await draw(ports, subject);
      return null;
    },
    failed({ subject: incident, attempts }, error) {
      log.warn({ incident, attempts, err: error }, 'a chart could not be made');
      // What is not permitted stays so; a chart is not worth asking for ever.
      const isWorthIt = !isProblem(error, 'not-permitted') && attempts < MOST_TRIES;
      return isWorthIt ? RETRY_MS * 2 ** (attempts - 1) : null;
    },
  });
}

async function draw(ports: DrawChartPorts, id: string): Promise<void> {
  const { store, readers, environments, clock } = ports;
  const incident = await store.incidents.get(id);
  const environment = environments.find(({ name }) => name === incident?.environment);
  if (incident === null || incident.alarm === null || environment === undefined) return;
  // Deployments are marked on it when they can be had; without them it is still a chart.
  const deployments = await readers.history.recent(environment, DEPLOYMENTS_READ).catch(() => []);
  const chart = chartOf(incident.alarm, deployments, clock.now());
  if (chart === null) return;
  const bytes = await readers.charts.draw(environment, chart);
  await show(ports, incident, chart, bytes);
}

async function show(
  { store, pictures, channels, nudge }: DrawChartPorts,
  incident: Incident,
  chart: Chart,
  bytes: Uint8Array,
): Promise<void> {
  const drawn = {
    at: chart.until,
    threshold: chart.threshold?.label ?? null,
    marks: chart.marks.map(({ label }) => label),
  };
  const alt = chartWords(incident, drawn);
  const file = await pictures.upload({ name: `${incident.id}.png`, bytes, alt });
  await untilWon(async () => {
    const current = await store.incidents.get(incident.id);
    if (current === null) return;
    const next = { ...current, chart: { file, ...drawn }, version: current.version + 1 };
    await store.transaction((records) => saveIncident(records, channels.incidents, next, { event: null }));
  });
  nudge();
}

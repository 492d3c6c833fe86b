/** The flows that come after an investigation, on a real embedded store, with AWS and Slack answering as told. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Incident } from '../../src/core/incident.ts';
import type { Operation } from '../../src/core/operation.ts';
import { createDrawChart, type DrawChartPorts } from '../../src/flows/draw-chart.ts';
import { saveIncident } from '../../src/flows/save-incident.ts';
import { createVerifyFix, type VerifyFixPorts } from '../../src/flows/verify-fix.ts';
import { type OpenedStore, openStore } from '../../src/store/open-store.ts';
import { operation, readers } from '../commands/builders.ts';
import { metricAlarm, PRODUCTION } from '../core/alarm-fixtures.ts';
import { sampleIncident } from '../store/samples.ts';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);

export interface AfterHouse {
  readonly store: OpenedStore;
  readonly logged: string[];
  readonly uploads: unknown[];
  charts(over?: Partial<DrawChartPorts['readers']>, upload?: () => Promise<string>): Promise<number>;
  verify(over?: Partial<VerifyFixPorts['readers']>): Promise<number>;
  incident(): Promise<Incident>;
  /** Notes of the incident's thread, newest last. */
  events(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** An open incident whose chart is wanted; `over` changes it before it is saved. */
export async function openAfterHouse(over: Partial<Incident> = {}): Promise<AfterHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'hydrous-after-'));
  const store = openStore({ url: null, folder });
  await store.start();
  const logged: string[] = [];
  const uploads: unknown[] = [];
  const note = (_: unknown, message: string) => void logged.push(message);
  const log = { info: () => undefined, warn: note, error: note };
  const base = readers();
  const clock = { ...base.clock, now: Date.now };
  const shared = {
    store,
    environments: [PRODUCTION],
    channels: { incidents: 'C0INC' },
    owner: 'one',
    clock,
    log,
    nudge: () => undefined,
  };
  const first = sampleIncident({
    id: 'inc-one',
    environment: 'production',
    alarm: metricAlarm({ changedAt: Date.now() - 60_000 }),
    alarmState: 'ALARM',
    version: 1,
    ...over,
  });
  await store.transaction((records) => saveIncident(records, 'C0INC', first, { event: 'incident-opened' }));
  return {
    store,
    logged,
    uploads,
    async charts(more, upload) {
      const charts = { draw: async () => PNG };
      const flow = createDrawChart({
        ...shared,
        readers: { charts, history: base.history, ...more },
        pictures: {
          async upload(picture) {
            uploads.push(picture);
            return upload === undefined ? 'F0CHART001' : upload();
          },
        },
      });
      return flow.work();
    },
    verify: (more) => createVerifyFix({ ...shared, readers: { ...base, ...more } }).work(),
    async incident() {
      const found = await store.incidents.get('inc-one');
      if (found === null) throw new Error('the incident is gone');
      return found;
    },
    async events() {
      return (await store.audit.recent({ limit: 50 })).map(({ event }) => event).reverse();
    },
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A rollback that was started from the incident's card and ended so many ms ago. */
export function rollbackOf(endedMsAgo: number, over: Partial<Operation> = {}): Operation {
  return operation({
    id: 'op-rollback01',
    kind: 'rollback',
    command: 'rollback',
    incident: 'inc-one',
    state: 'succeeded',
    version: 1,
    endedAt: Date.now() - endedMsAgo,
    ...over,
  });
}

/** The reading verbs with the real adapters against a simulated AWS of their own; no Slack and no process between. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { systemClock } from '../../src/ambient.ts';
import { changeReaders, commandReaders } from '../../src/app-readers.ts';
import { createAws } from '../../src/aws/aws.ts';
import { createCaller } from '../../src/aws/call.ts';
import { createChartReader } from '../../src/aws/charts.ts';
import { createClients } from '../../src/aws/clients.ts';
import { createCostReader } from '../../src/aws/costs.ts';
import { createLogReader } from '../../src/aws/logs.ts';
import { alarmStandings } from '../../src/changes/alarms-create.ts';
import { loadCommands } from '../../src/command-files.ts';
import { loadAlarmRecipes } from '../../src/config/alarm-recipes.ts';
import { loadCostGuide } from '../../src/config/cost-guide.ts';
import type { CommandReaders } from '../../src/core/command.ts';
import { type Document, plain } from '../../src/core/document.ts';
import type { Environment } from '../../src/core/environment.ts';
import type { Clock } from '../../src/core/ports/ambient.ts';
import { createRunCommand } from '../../src/flows/run-command.ts';
import { type OpenedStore, openStore } from '../../src/store/open-store.ts';
import { PRODUCTION, ROLES } from '../flows/house.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';

/** How many times faster the bot's time runs while it is hasty, so that what never answers is given up soon. */
const HASTE = 20;
const commands = await loadCommands(new URL('../../src/commands/', import.meta.url));

export interface ReadingHouse {
  readonly aws: SimulatedAws;
  readonly store: OpenedStore;
  /** The answer to a line that Ana typed, by a bot that has kept nothing yet. */
  run(line: string, hasty?: boolean): Promise<Document>;
  close(): Promise<void>;
}

/**
 * AWS's address is taken from the process's environment when a service is first called: a house must have made all
 * its calls once before the next one is opened.
 */
export async function openReadingHouse(over: Partial<Environment> = {}): Promise<ReadingHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'hydrous-reading-'));
  const aws = await startAws();
  Object.assign(process.env, awsEnvironment(aws.url));
  const store = openStore({ url: null, folder });
  await store.start();
  const nothing = () => undefined;
  const log = { info: nothing, warn: nothing, error: nothing };
  const clients = createClients({ log });
  const adapters = createAws({ clock: systemClock, log, clients });
  const costs = loadCostGuide('guide', 'hydrous.yml');
  if (!costs.ok) throw new Error(costs.mistakes.join('\n'));
  const { costGuide } = costs;
  const recipes = loadAlarmRecipes('guide', 'hydrous.yml');
  if (!recipes.ok) throw new Error(recipes.mistakes.join('\n'));
  const changing = changeReaders(adapters, store, [aws.topicArn], () => '', recipes.recipes);
  const shared = commandReaders(adapters, store, { guide: shippedGuide().guide, costGuide });
  const environment: Environment = {
    ...PRODUCTION,
    database: 'hydrous-db',
    cache: 'hydrous-redis',
    healthUrl: aws.healthUrl,
    frontendOrigin: 'https://app.example.com',
    ...over,
  };
  let asked = 0;

  /** As after a restart: what was throttled or denied before is not held against the next line. */
  const timed = (clock: Clock) => ({
    clock,
    logs: createLogReader(clients, createCaller(), clock),
    charts: createChartReader(clients, createCaller(), clock),
  });

  function runWith(readers: CommandReaders, text: string): Promise<Document> {
    asked += 1;
    const nobody = async () => plain({ es: 'nada', en: 'nothing' });
    const runCommand = createRunCommand({
      commands,
      environments: [environment],
      roles: ROLES,
      profiles: { profile: async () => ({ kind: 'full', locale: 'es', zone: 'America/Bogota' }) },
      groups: { members: async () => [] },
      readers,
      requestChange: nobody,
      vote: nobody,
      act: nobody,
      actOnLock: nobody,
    });
    return runCommand({
      text,
      member: { user: 'U0ANA', team: 'T0HYDROUS' },
      channel: 'C0OPS',
      source: `reading-${asked}`,
      via: 'slash',
      locale: 'es',
      zone: 'America/Bogota',
    });
  }

  return {
    aws,
    store,
    run: (text, hasty = false) =>
      runWith(
        {
          ...shared,
          alarmStandings: (where) => alarmStandings(changing, where),
          costs: createCostReader(clients, createCaller(), systemClock),
          ...timed(hasty ? hastyClock() : systemClock),
        },
        text,
      ),
    async close() {
      await store.close();
      adapters.close();
      await aws.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function hastyClock(): Clock {
  const began = Date.now();
  return {
    now: () => began + (Date.now() - began) * HASTE,
    sleep: (ms, signal) => systemClock.sleep(ms / HASTE, signal),
  };
}

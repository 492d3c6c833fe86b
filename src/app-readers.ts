/** What changes and commands may read, put together from AWS and the store. */
import { sha256, systemClock } from './ambient.ts';
import { createDoctor } from './app-doctor.ts';
import { VERSION } from './app-version.ts';
import type { Aws } from './aws/aws.ts';
import type { Configuration } from './config/hydrous-file.ts';
import type { Settings } from './config/settings.ts';
import type { AlarmRecipe } from './core/alarm-recipe.ts';
import type { Arrival, ChangeReaders } from './core/change.ts';
import type { CommandReaders } from './core/command.ts';
import type { CostGuide } from './core/cost-guide.ts';
import type { Guide } from './core/guide.ts';
import type { Fingerprint } from './core/ports/ambient.ts';
import type { Store } from './core/ports/store.ts';
import { Problem } from './core/problem.ts';
import { say } from './core/sentence.ts';
import { type GatePorts, readGateFacts } from './flows/gates.ts';
import type { SurroundingReaders } from './flows/gather-surroundings.ts';
import { createProbe } from './http/probe.ts';

export function changeReaders(
  aws: Aws,
  store: Store,
  topics: readonly string[],
  fingerprint: Fingerprint,
  recipes: readonly AlarmRecipe[] = [],
): ChangeReaders {
  return {
    ...aws,
    clock: systemClock,
    digest: sha256,
    fingerprint,
    recipes,
    operation: store.operations.get,
    finished: ({ name: environment }, limit) =>
      store.operations.list({ environment, states: ['succeeded', 'failed', 'superseded'], limit }),
    topics,
    arrival: (alarmArn, since) => arrivalOf(store, alarmArn, since),
  };
}

/** An alarm's incident is known by its ARN; what it is made of was verified and kept before. */
async function arrivalOf(store: Store, alarmArn: string, since: number): Promise<Arrival | null> {
  const id = (await store.signals.newest([alarmArn])).get(alarmArn);
  const incident = id === undefined ? null : await store.incidents.get(id);
  if (incident === null || incident.changedAt < since) return null;
  const card = await store.messages.get(`incident:${incident.id}`);
  const posted = card !== null && card.ts !== null && card.sent >= card.wanted;
  return { incident: incident.id, at: incident.changedAt, posted };
}

/** What the bot was started with; without settings there is nothing for `doctor` to look at. */
export interface ReadingInput {
  readonly guide: Guide;
  readonly costGuide?: CostGuide;
  readonly settings?: Settings;
  readonly configuration?: Configuration;
}

export function commandReaders(
  aws: Aws,
  store: Store,
  { guide, costGuide, settings, configuration }: ReadingInput,
  permalink: NonNullable<GatePorts['permalink']> = () => null,
  alarmStandings: CommandReaders['alarmStandings'] = async () => [],
): CommandReaders {
  return {
    ...aws,
    alarmStandings,
    probe: createProbe(),
    version: VERSION,
    checkup:
      settings === undefined || configuration === undefined
        ? () => Promise.reject(new Problem('refused', say('doctor.not-looked'), 'no settings to look at'))
        : createDoctor({ settings, configuration, aws }),
    guide,
    costGuide: costGuide ?? null,
    clock: systemClock,
    store,
    operation: store.operations.get,
    operations: (environment, limit) =>
      store.operations.list(environment === null ? { limit } : { environment: environment.name, limit }),
    incident: store.incidents.get,
    incidents: (environment, limit) =>
      store.incidents.list(environment === null ? { limit } : { environment: environment.name, limit }),
    audit: store.audit.recent,
    verifyAudit: store.audit.verify,
    gate: (environment) => readGateFacts({ store, permalink }, environment),
  };
}

/** Stopped tasks that ECS has forgotten; more of the same tell nothing more. */
const MOST_REMEMBERED = 60;

/** What an investigation reads beside the service itself. */
export function surroundingReaders(aws: Aws, store: Store): SurroundingReaders {
  const { targetGroups, databases, caches, metrics, revisionDiffs, alarmCatalog } = aws;
  return {
    targetGroups,
    databases,
    caches,
    metrics,
    revisionDiffs,
    alarmCatalog,
    probe: createProbe(),
    stoppedTaskMemory: ({ name }, from) => store.stoppedTasks.since(name, from, MOST_REMEMBERED),
  };
}

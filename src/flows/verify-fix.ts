/** After a fix that was started from an incident's card: has it helped? Read again for some minutes, then said. */
import type { Verification } from '../core/after.ts';
import { verificationWords } from '../core/cards/incident-after.ts';
import type { Environment } from '../core/environment.ts';
import type { Incident } from '../core/incident.ts';
import type { Operation } from '../core/operation.ts';
import type { Clock, Log } from '../core/ports/ambient.ts';
import type { AlarmReader, TargetReader } from '../core/ports/aws.ts';
import type { EcsReader } from '../core/ports/ecs.ts';
import type { Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { type Sentence, say } from '../core/sentence.ts';
import { createFollowUpWork } from './follow-up-work.ts';
import { saveIncident, untilWon } from './save-incident.ts';

export interface VerifyFixPorts {
  readonly store: Store;
  readonly readers: {
    readonly ecs: EcsReader;
    readonly alarms: AlarmReader;
    readonly targets: TargetReader;
  };
  readonly environments: readonly Environment[];
  readonly channels: { readonly incidents: string };
  readonly owner: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly nudge: () => void;
}

const AT_ONCE = 5;
/** Longer than the three reads of at most 10 s each take, ms. */
const LEASE_MS = 60_000;
const AGAIN_MS = 10_000;
/** An alarm over minutes needs minutes to see that things are well; after these it is said that it is not, ms. */
const PATIENCE_MS = 5 * 60_000;

interface Seen {
  readonly well: boolean;
  readonly text: Sentence;
}

/** `work` gives how many fixes were looked at. Throws only when the store is away. */
export function createVerifyFix(ports: VerifyFixPorts): { work(): Promise<number> } {
  const { store, owner, log } = ports;
  return createFollowUpWork(store, {
    kind: 'verify',
    owner,
    atOnce: AT_ONCE,
    leaseMs: LEASE_MS,
    carry: async ({ subject }) => ((await verify(ports, subject)) ? null : AGAIN_MS),
    failed({ subject: operation }, error) {
      log.error({ operation, err: error }, 'a fix could not be verified');
      return null;
    },
  });
}

/** False while there is still time for it to turn out well. */
async function verify(ports: VerifyFixPorts, id: string): Promise<boolean> {
  const { store, environments } = ports;
  const operation = await store.operations.get(id);
  if (operation === null || operation.incident === null) return true;
  const incident = await store.incidents.get(operation.incident);
  const environment = environments.find(({ name }) => name === operation.environment);
  if (incident === null || environment === undefined) return true;
  const [alarm, targets] = await Promise.all([
    alarmSeen(ports, environment, incident),
    tasksSeen(ports, environment),
  ]);
  const verified = alarm.well && targets.well;
  const now = await store.now();
  if (!verified && now - (operation.endedAt ?? now) < PATIENCE_MS) return false;
  await record(ports, operation, {
    operation: id,
    verified,
    at: now,
    alarm: alarm.text,
    targets: targets.text,
  });
  return true;
}

async function alarmSeen(
  { readers }: VerifyFixPorts,
  environment: Environment,
  { alarm }: Incident,
): Promise<Seen> {
  if (alarm === null) return { well: true, text: say('after.alarm.none') };
  try {
    const view = await readers.alarms.alarm(environment, alarm.name);
    if (view === null) return { well: false, text: say('after.alarm.gone') };
    return { well: view.state === 'OK', text: say('after.alarm.state', { state: view.state }) };
  } catch (error) {
    if (!isProblem(error)) throw error;
    return { well: false, text: say('after.alarm.unread', { why: error.sentence }) };
  }
}

/** By the load balancer where there is one, else by what ECS runs. */
async function tasksSeen({ readers }: VerifyFixPorts, environment: Environment): Promise<Seen> {
  try {
    const { running, desired, targetGroups } = await readers.ecs.service(environment);
    const groups = await Promise.all(targetGroups.map(({ arn }) => readers.targets.health(environment, arn)));
    const targets = groups.flat().filter(({ state }) => state !== 'draining' && state !== 'unused');
    const runs = desired > 0 && running >= desired;
    if (targets.length === 0)
      return {
        well: runs && targetGroups.length === 0,
        text: say('after.targets.running', { running, desired }),
      };
    const healthy = targets.filter(({ state }) => state === 'healthy').length;
    const total = targets.length;
    return { well: runs && healthy === total, text: say('after.targets.healthy', { healthy, total }) };
  } catch (error) {
    if (!isProblem(error)) throw error;
    return { well: false, text: say('after.targets.unread', { why: error.sentence }) };
  }
}

async function record(
  { store, channels, log, nudge }: VerifyFixPorts,
  { id, incident }: Operation,
  verification: Verification,
): Promise<void> {
  await untilWon(async () => {
    const current = await store.incidents.get(incident ?? '');
    if (current === null) return;
    const next = { ...current, verification, version: current.version + 1 };
    await store.transaction((records) =>
      saveIncident(records, channels.incidents, next, {
        event: verification.verified ? 'fix-verified' : 'fix-not-verified',
        data: { operation: id },
        note: verificationWords(verification),
      }),
    );
  });
  log.info({ operation: id, incident, verified: verification.verified }, 'a fix was looked at');
  nudge();
}

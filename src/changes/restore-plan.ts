/** What a restored database takes over, and what must be pointed to it afterwards. */
import type { ChangeReaders, Planned } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import { nearMisses } from '../core/near-miss.ts';
import type { Operation } from '../core/operation.ts';
import type { DatabaseView, HostHolders, RestoreSettings, SnapshotView } from '../core/ports/rds.ts';
import { code, moment, type Sentence, say, span } from '../core/sentence.ts';
import { refusedPlan } from './plan-of.ts';
import type { Read } from './read-live.ts';

/** Snapshots that are offered in the place of one that does not exist. */
const OFFERED = 3;
/** From this size on, gp3 takes its own rates. Source: RDS User Guide, "gp3 storage"; below it they are refused. */
const RATES_FROM_GIB = 400;

/** A parameter group belongs to one major version. Without a snapshot they count as the same. */
function sameMajor(view: DatabaseView, snapshot: SnapshotView | null): boolean {
  const major = (version: string) => version.split('.')[0];
  const version = snapshot?.engineVersion;
  return version == null || major(version) === major(view.engineVersion);
}

export function carriedSettings(view: DatabaseView, snapshot: SnapshotView | null): RestoreSettings {
  const { storageType } = view;
  const fits = sameMajor(view, snapshot);
  const provisioned = storageType === 'io1' || storageType === 'io2';
  const rated = storageType === 'gp3' && (snapshot?.storage ?? view.storage) >= RATES_FROM_GIB;
  return {
    instanceClass: view.instanceClass,
    storageType,
    iops: provisioned || rated ? view.iops : null,
    throughput: rated ? view.throughput : null,
    multiAz: view.multiAz,
    port: view.port,
    subnetGroup: view.subnetGroup,
    securityGroups: view.securityGroups,
    parameterGroup: fits ? view.parameterGroup : null,
    optionGroup: fits ? view.optionGroup : null,
    deletionProtection: view.deletionProtection,
    publiclyAccessible: view.publiclyAccessible,
    iamAuthentication: view.iamAuthentication,
    copyTagsToSnapshot: view.copyTagsToSnapshot,
    autoMinorVersionUpgrade: view.autoMinorVersionUpgrade,
    certificate: view.certificate,
    logExports: view.logExports,
    tags: view.tags,
  };
}

export function checkSettings(view: DatabaseView, snapshot: SnapshotView): Check {
  const name = 'settings';
  if (!sameMajor(view, snapshot)) {
    const values = { has: snapshot.engineVersion ?? '–', wants: view.engineVersion };
    return { name, level: 'warning', text: say('check.settings.version', values) };
  }
  const values = {
    class: code(view.instanceClass),
    subnets: code(view.subnetGroup ?? '–'),
    groups: view.securityGroups.map(code),
    parameters: code(view.parameterGroup ?? '–'),
  };
  return { name, level: 'ok', text: say('check.settings.carried', values) };
}

export function checkSnapshot(snapshot: SnapshotView, view: DatabaseView, now: number): Check {
  const name = 'snapshot';
  const named = code(snapshot.id);
  if (snapshot.status !== 'available' || snapshot.createdAt === null)
    return {
      name,
      level: 'stop',
      text: say('check.restore.not-ready', { snapshot: named, status: code(snapshot.status) }),
    };
  const values = { at: moment(snapshot.createdAt), age: span(Math.max(0, now - snapshot.createdAt)) };
  if (snapshot.instance !== view.id) {
    const other = code(snapshot.instance === '' ? '–' : snapshot.instance);
    return {
      name,
      level: 'warning',
      text: say('check.restore.other', { ...values, snapshot: named, other }),
    };
  }
  return {
    name,
    level: 'ok',
    text: say('check.restore.snapshot', { ...values, storage: snapshot.storage ?? view.storage }),
  };
}

/** Of the running revision. */
export async function readHolders(
  { ecs, rds }: ChangeReaders,
  environment: Environment,
  { host }: DatabaseView,
): Promise<HostHolders> {
  if (host === null) return { exact: [], within: [], maybe: [] };
  const { taskDefinition } = await ecs.service(environment);
  return rds.hostHolders(environment, taskDefinition, host);
}

export function checkHolders(holders: Read<HostHolders>): Check {
  const name = 'host';
  if (!holders.ok)
    return { name, level: 'not-checked', text: say('check.host.not-checked', { why: holders.why }) };
  const { exact, within, maybe } = holders.value;
  const variables = [...exact, ...within].map(code);
  if (variables.length > 0) return { name, level: 'ok', text: say('check.host.variables', { variables }) };
  if (maybe.length > 0)
    return { name, level: 'ok', text: say('check.host.maybe', { names: maybe.slice(0, 6).map(code) }) };
  return { name, level: 'warning', text: say('check.host.nowhere') };
}

/** What is to be done so that the application uses the new instance. */
export function pointingDetails(
  { name: environment }: Environment,
  target: Operation['plan']['target'],
  { host }: DatabaseView,
): readonly Sentence[] {
  const holders = target['holders'] as HostHolders | null;
  const to = host ?? '–';
  if (holders === null) return [say('point.unknown', { host: code(to) })];
  const { exact, within, maybe } = holders;
  const set = exact.map((name) => `${name}=${to}`).join(' ');
  const lines: Sentence[] = [];
  if (exact.length > 0)
    lines.push(say('point.set', { command: code(`/hydrous env set ${set} ${environment}`) }));
  if (within.length > 0)
    lines.push(
      say('point.within', {
        variables: within.map(code),
        old: code(String(target['host'] ?? '–')),
        host: code(to),
      }),
    );
  if (lines.length > 0) return lines;
  if (maybe.length === 0) return [say('point.nowhere', { host: code(to) })];
  const command = code(`/hydrous redeploy ${environment}`);
  return [say('point.maybe', { names: maybe.slice(0, 6).map(code), host: code(to), command })];
}

export async function missingSnapshot(
  { rds }: ChangeReaders,
  environment: Environment,
  view: DatabaseView,
  wanted: string,
): Promise<Planned> {
  const found = await rds.snapshots(environment, view.id);
  const known = found.filter(({ status }) => status === 'available').map(({ id }) => id);
  const near = nearMisses(wanted, known);
  const offered = (near.length > 0 ? near : known).slice(0, OFFERED);
  const command = code(`/hydrous db snapshots ${environment.name}`);
  return refusedPlan(say('plan.snapshot-missing', { snapshot: wanted, offered: offered.map(code), command }));
}

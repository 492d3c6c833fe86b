/** One environment of the file against what AWS has. */
import { broken, type Finding, fine, skipped, unset } from '../core/doctor/finding.ts';
import { containerFindings, serviceFindings } from '../core/doctor/service-findings.ts';
import {
  alarmFindings,
  balancerFinding,
  dataFinding,
  healthFindings,
} from '../core/doctor/surroundings-findings.ts';
import type { Environment } from '../core/environment.ts';
import type { AlarmDefinitionReader } from '../core/ports/alarm-definitions.ts';
import type { AlarmCatalog } from '../core/ports/alarms.ts';
import type { Clock } from '../core/ports/ambient.ts';
import type { ImageReader, LogReader } from '../core/ports/aws.ts';
import type { DeploymentHistory, EcsReader } from '../core/ports/ecs.ts';
import type { DependencyReader, Probe, TargetGroupReader } from '../core/ports/evidence.ts';
import type { RdsReader } from '../core/ports/rds.ts';
import { isProblem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';
import type { Part } from './checkup-slack.ts';
import { once } from './once.ts';

export interface EnvironmentPorts {
  readonly clock: Clock;
  readonly ecs: EcsReader;
  readonly history: DeploymentHistory;
  readonly images: ImageReader;
  readonly logs: LogReader;
  readonly databases: DependencyReader;
  readonly caches: DependencyReader;
  readonly rds: RdsReader;
  readonly targetGroups: TargetGroupReader;
  readonly alarmCatalog: AlarmCatalog;
  readonly alarmDefinitions: AlarmDefinitionReader;
  readonly probe: Probe;
  readonly sns: { readonly topics: readonly string[] };
}

/** ms of log that is asked for, only to see that the group is there. */
const GLIMPSE = 1_000;
const PAST_DEPLOYMENTS = 10;

export function checkEnvironment(ports: EnvironmentPorts, environment: Environment): readonly Part[] {
  const { name } = environment;
  const service = once(() => ports.ecs.service(environment));
  const groups = once(async () => {
    const arns = (await service()).targetGroups.map(({ arn }) => arn);
    return arns.length === 0 ? [] : ports.targetGroups.groups(environment, arns);
  });
  const after = async (check: string, work: () => Promise<readonly Finding[]>) => {
    try {
      await service();
    } catch (error) {
      if (isProblem(error)) return [skipped(check, say('doctor.after', { check: code(`${name}.service`) }))];
      throw error;
    }
    return work();
  };
  const look = (
    part: string,
    work: (check: string) => Promise<readonly Finding[]>,
    more: readonly string[] = [],
  ): Part => ({
    check: `${name}.${part}`,
    covers: more.map((each) => `${name}.${each}`),
    work: () => work(`${name}.${part}`),
  });
  return [
    look('service', async () => serviceFindings(environment, await service()), ['scale']),
    look(
      'container',
      (check) =>
        after(check, async () => {
          const { taskDefinition } = await service();
          return containerFindings(environment, await ports.ecs.taskDefinition(environment, taskDefinition));
        }),
      ['image', 'log-lines'],
    ),
    look('rollback', (check) => after(check, () => rollback(ports, environment, check))),
    look('repository', async (check) => {
      const [image] = await ports.images.recent(environment, 1);
      if (image !== undefined) return [fine(check, ...image.tags.slice(0, 1))];
      const repository = code(environment.repository);
      return [broken(check, say('doctor.no-images', { repository }), say('doctor.do.push'))];
    }),
    look('log-group', async (check) => {
      const until = ports.clock.now();
      await ports.logs.search(environment, { from: until - GLIMPSE, until, words: [], limit: 1 });
      return [fine(check, environment.logGroup)];
    }),
    look('database', (check) => data(environment, 'database', check, ports.databases)),
    look('cache', (check) => data(environment, 'cache', check, ports.caches)),
    look('load-balancer', (check) =>
      environment.loadBalancer === null
        ? Promise.resolve([unset(check, 'loadBalancer')])
        : after(check, async () => [balancerFinding(environment, await groups())]),
    ),
    look('health', async () => {
      const url = environment.healthUrl;
      const answer = url === null ? null : await ports.probe({ method: 'GET', url, headers: {} });
      const known = await groups().then(
        (found) => found,
        () => null,
      );
      return healthFindings(environment, answer, known);
    }),
    look('alarms', async () => {
      const [own, all] = await Promise.all([
        ports.alarmCatalog.all(environment),
        ports.alarmDefinitions.all(environment),
      ]);
      const names = new Set(own.map((each) => each.name));
      return alarmFindings(
        environment,
        all.filter((each) => names.has(each.name)),
        ports.sns.topics,
      );
    }),
  ];
}

async function data(
  environment: Environment,
  key: 'database' | 'cache',
  check: string,
  reader: DependencyReader,
): Promise<readonly Finding[]> {
  if (environment[key] === null) return [unset(check, key)];
  try {
    return [dataFinding(environment, key, await reader.state(environment))];
  } catch (error) {
    if (isProblem(error, 'not-found')) return [dataFinding(environment, key, null)];
    throw error;
  }
}

/** A role without this right can still roll back to a revision that is named. */
async function rollback(
  { history }: EnvironmentPorts,
  environment: Environment,
  check: string,
): Promise<readonly Finding[]> {
  const past = await history.recent(environment, PAST_DEPLOYMENTS);
  const good = past.filter(({ status }) => status === 'SUCCESSFUL').length;
  return good > 1 ? [fine(check, good)] : [skipped(check, say('doctor.no-rollback'))];
}

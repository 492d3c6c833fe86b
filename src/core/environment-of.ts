/** Which guarded environment an alarm is about. */
import type { MetricAlarm, NotificationContent } from './alarm.ts';
import type { Environment } from './environment.ts';
import type { ServiceEvent } from './service-event.ts';

/** A text is about none. */
export function environmentFor(
  content: NotificationContent,
  environments: readonly Environment[],
): Environment | null {
  switch (content.kind) {
    case 'metric-alarm':
      return environmentOf(content, environments);
    case 'ecs-event':
    case 'rds-event':
      return environments.find((environment) => isAbout(content, environment)) ?? null;
    case 'unrecognised':
      return null;
  }
}

function isAbout(event: ServiceEvent, environment: Environment): boolean {
  if (event.region !== environment.region) return false;
  if (event.kind === 'rds-event') return event.source === environment.database;
  // Old ARNs of services lack the cluster.
  return (
    event.service === environment.service && (event.cluster === null || event.cluster === environment.cluster)
  );
}

type About = 'ours' | 'another' | 'unsaid';

/**
 * By the dimensions of its metric, else by a name that begins with the service's, else the only environment
 * of its region. An alarm whose dimensions name somebody else's resource belongs to none.
 */
export function environmentOf(alarm: MetricAlarm, environments: readonly Environment[]): Environment | null {
  const near = environments.filter(({ region }) => region === alarm.region);
  const dimensions = alarm.metric?.dimensions ?? {};
  const said = near.map((environment) => ({ environment, about: aboutOf(dimensions, environment) }));
  const ours = said.filter(({ about }) => about === 'ours');
  if (ours.length > 0)
    return (
      longestNamed(
        alarm.name,
        ours.map((each) => each.environment),
      ) ??
      ours[0]?.environment ??
      null
    );
  const open = said.filter(({ about }) => about === 'unsaid').map((each) => each.environment);
  return (
    longestNamed(alarm.name, open) ?? (open.length === 1 && near.length === 1 ? (open[0] ?? null) : null)
  );
}

/** The environment whose service name the alarm's name begins with; the longest such name wins. */
function longestNamed(name: string, environments: readonly Environment[]): Environment | null {
  return (
    environments
      .filter(({ service }) => name.toLowerCase().startsWith(service.toLowerCase()))
      .sort((one, other) => other.service.length - one.service.length)[0] ?? null
  );
}

function aboutOf(dimensions: Readonly<Record<string, string>>, environment: Environment): About {
  const answers: boolean[] = [];
  const { ClusterName, ServiceName, DBInstanceIdentifier, CacheClusterId, ReplicationGroupId, LoadBalancer } =
    dimensions;
  if (ClusterName !== undefined) answers.push(ClusterName === environment.cluster);
  if (ServiceName !== undefined) answers.push(ServiceName === environment.service);
  if (DBInstanceIdentifier !== undefined) answers.push(DBInstanceIdentifier === environment.database);
  for (const cache of [CacheClusterId, ReplicationGroupId]) {
    if (cache !== undefined) answers.push(isCache(cache, environment.cache));
  }
  // `app/hydrous-alb/50dc6c495c0c9188`
  if (LoadBalancer !== undefined) answers.push(LoadBalancer.split('/')[1] === environment.loadBalancer);
  if (answers.length === 0) return 'unsaid';
  return answers.every((answer) => answer) ? 'ours' : 'another';
}

/** The nodes of a replication group are called after it: `hydrous-redis-001`. */
function isCache(named: string, cache: string | null): boolean {
  return cache !== null && (named === cache || named.startsWith(`${cache}-`));
}

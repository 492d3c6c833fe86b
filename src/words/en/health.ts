import type { HealthSentences } from '../../core/sentences/health.ts';
import { joined } from '../lists.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

const STATES: Readonly<Record<string, string>> = {
  HEALTHY: 'healthy',
  UNHEALTHY: '*unhealthy*',
  UNKNOWN: 'running, without a health check',
  PROVISIONING: 'being prepared',
  PENDING: 'starting',
  ACTIVATING: 'registering',
  DEACTIVATING: 'being taken out',
  STOPPING: 'stopping',
  DEPROVISIONING: 'stopping',
};
const FAILURES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses the connection',
  ECONNRESET: 'cuts the connection',
  ENOTFOUND: 'its name does not exist in DNS',
  EAI_AGAIN: 'its name could not be resolved',
  TimeoutError: 'does not answer within 3 s',
  AbortError: 'does not answer within 3 s',
  ETIMEDOUT: 'does not answer',
  HPE_HEADER_OVERFLOW: 'answers with a head that is too long',
};
const OF: Readonly<Record<string, string>> = { database: 'Database', cache: 'Cache' };

export const health: Part<HealthSentences> = {
  'health.verdict.good': ({ environment, tested }) =>
    `*${environment} answers well*${tested.length === 0 ? '' : `: ${joined(tested, 'and')}`}`,
  'health.verdict.bad': ({ environment, troubles }) =>
    `*${environment} has trouble*: ${joined(troubles, 'and')}`,
  'health.verdict.partly': ({ environment, parts }) =>
    `*${environment}*: what could be read is fine; not read: ${joined(parts, 'and')}`,
  'health.verdict.off': ({ environment }) => `*${environment} is switched off*: 0 desired tasks`,
  'health.good.api': ({ status, ms }) => `the API answers ${status} in ${ms} ms`,
  'health.trouble.silent': () => 'the API does not answer',
  'health.trouble.status': ({ status }) => `the API answers HTTP ${status}`,
  'health.trouble.cors': () => 'the API does not accept the frontend’s origin (CORS)',
  'health.trouble.targets': ({ healthy, total }) =>
    `${healthy} of ${total} ${total === 1 ? 'target' : 'targets'} healthy`,
  'health.trouble.tasks': ({ count }) => quantity(count, 'unhealthy task', 'unhealthy tasks'),
  'health.trouble.no-tasks': () => 'no task is running',
  'health.trouble.dependency': ({ id, state }) => `${id} is ${state}`,
  'health.read': ({ at }) => `Probed ${at} from the bot`,
  'health.part.api': () => 'API',
  'health.part.check': () => 'Load balancer’s check',
  'health.part.tasks': () => 'Tasks',
  'health.part.database': () => 'Database',
  'health.part.cache': () => 'Cache',
  'health.api': ({ address, status, ms, leads }) =>
    `*API*: HTTP ${status} in ${ms} ms · ${address}${leads === null ? '' : ` · leads to ${leads}`}`,
  'health.api-silent': ({ address, why }) =>
    `*API*: ${FAILURES[why] ?? `does not answer (${why})`} · ${address}`,
  'health.api-unset': () => '*API*: not probed; `healthUrl` is missing in hydrous.yml',
  'health.cors-allowed': ({ origin }) => `*CORS*: accepts ${origin}`,
  'health.cors-refused': ({ origin, status, told }) =>
    `*CORS*: does not accept ${origin} (HTTP ${status}, ${told === null ? 'without `access-control-allow-origin`' : `only ${told}`})`,
  'health.cors-unknown': ({ origin }) =>
    `*CORS*: whether it accepts ${origin} is not known; the API does not answer well`,
  'health.cors-unset': () => '*CORS*: not probed; `frontendOrigin` is missing in hydrous.yml',
  'health.check': ({ path, port, codes, timeout, interval }) =>
    [
      `*The load balancer checks* ${path ?? 'the port'}${port === null ? '' : ` on port ${port}`}`,
      ...(codes === null ? [] : [`expects ${codes}`]),
      ...(interval === null ? [] : [`every ${interval} s`]),
      ...(timeout === null ? [] : [`${timeout} s allowed`]),
    ].join(' · '),
  'health.tasks': ({ healthy, unhealthy, other, oldest, newest }) =>
    [
      `*Health*: ${quantity(healthy, 'healthy task', 'healthy tasks')}`,
      ...(unhealthy === 0 ? [] : [`${unhealthy} unhealthy`]),
      ...(other === 0 ? [] : [`${other} not checked`]),
      ...(oldest === null ? [] : [`the oldest for ${oldest}`]),
      ...(newest === null || newest === oldest ? [] : [`the newest for ${newest}`]),
    ].join(' · '),
  'health.tasks-more': ({ count }) => `and ${count} more`,
  'health.task': ({ id, state, age, revision }) =>
    `Task ${id} · ${state}${age === null ? '' : ` · for ${age}`} · revision ${revision}`,
  'health.task-state': ({ state }) => STATES[state] ?? state,
  'health.dependency': ({ of, id, state, size, pending }) =>
    [
      `*${OF[of] ?? of}*: ${id} ${state}`,
      ...(size === null ? [] : [size]),
      ...(pending === 0 ? [] : [quantity(pending, 'pending change', 'pending changes')]),
    ].join(' · '),
  'status.incidents-open': ({ count, items }) =>
    `*Incidents*: ${count} open — ${items.join('; ')}${count > items.length ? ` and ${count - items.length} more` : ''}`,
  'status.incident': ({ id, title }) => `${id} ${title}`,
  'status.incidents-none': () => '*Incidents*: none open',
  'status.part.incidents': () => 'Incidents',
  'status.outside': ({ at, revision }) =>
    `*Made outside of Hydrous*: a deployment of revision ${revision}, ${at}`,
};

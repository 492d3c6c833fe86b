import type { HealthSentences } from '../../core/sentences/health.ts';
import { joined } from '../lists.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

const STATES: Readonly<Record<string, string>> = {
  HEALTHY: 'sana',
  UNHEALTHY: '*no sana*',
  UNKNOWN: 'en ejecución, sin comprobación de salud',
  PROVISIONING: 'preparándose',
  PENDING: 'arrancando',
  ACTIVATING: 'registrándose',
  DEACTIVATING: 'retirándose',
  STOPPING: 'deteniéndose',
  DEPROVISIONING: 'deteniéndose',
};
const FAILURES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'rechaza la conexión',
  ECONNRESET: 'corta la conexión',
  ENOTFOUND: 'su nombre no existe en DNS',
  EAI_AGAIN: 'su nombre no se pudo resolver',
  TimeoutError: 'no contesta en 3 s',
  AbortError: 'no contesta en 3 s',
  ETIMEDOUT: 'no contesta',
  HPE_HEADER_OVERFLOW: 'contesta con una cabecera demasiado larga',
};
const OF: Readonly<Record<string, string>> = { database: 'Base de datos', cache: 'Caché' };

export const health: Part<HealthSentences> = {
  'health.verdict.good': ({ environment, tested }) =>
    `*${environment} responde bien*${tested.length === 0 ? '' : `: ${joined(tested, 'y')}`}`,
  'health.verdict.bad': ({ environment, troubles }) =>
    `*${environment} tiene problemas*: ${joined(troubles, 'y')}`,
  'health.verdict.partly': ({ environment, parts }) =>
    `*${environment}*: lo que se pudo leer está bien; falta ${joined(parts, 'y')}`,
  'health.verdict.off': ({ environment }) => `*${environment} está apagado*: 0 tareas deseadas`,
  'health.good.api': ({ status, ms }) => `la API contesta ${status} en ${ms} ms`,
  'health.trouble.silent': () => 'la API no contesta',
  'health.trouble.status': ({ status }) => `la API contesta HTTP ${status}`,
  'health.trouble.cors': () => 'la API no acepta el origen del frontend (CORS)',
  'health.trouble.targets': ({ healthy, total }) =>
    `${healthy} de ${total} ${total === 1 ? 'destino sano' : 'destinos sanos'}`,
  'health.trouble.tasks': ({ count }) => quantity(count, 'tarea no sana', 'tareas no sanas'),
  'health.trouble.no-tasks': () => 'ninguna tarea en ejecución',
  'health.trouble.dependency': ({ id, state }) => `${id} ${state}`,
  'health.read': ({ at }) => `Probado ${at} desde el bot`,
  'health.part.api': () => 'API',
  'health.part.check': () => 'Comprobación del balanceador',
  'health.part.tasks': () => 'Tareas',
  'health.part.database': () => 'Base de datos',
  'health.part.cache': () => 'Caché',
  'health.api': ({ address, status, ms, leads }) =>
    `*API*: HTTP ${status} en ${ms} ms · ${address}${leads === null ? '' : ` · lleva a ${leads}`}`,
  'health.api-silent': ({ address, why }) => `*API*: ${FAILURES[why] ?? `no contesta (${why})`} · ${address}`,
  'health.api-unset': () => '*API*: no se prueba; falta `healthUrl` en hydrous.yml',
  'health.cors-allowed': ({ origin }) => `*CORS*: acepta ${origin}`,
  'health.cors-refused': ({ origin, status, told }) =>
    `*CORS*: no acepta ${origin} (HTTP ${status}, ${told === null ? 'sin `access-control-allow-origin`' : `solo ${told}`})`,
  'health.cors-unknown': ({ origin }) => `*CORS*: no se sabe si acepta ${origin}; la API no contesta bien`,
  'health.cors-unset': () => '*CORS*: no se prueba; falta `frontendOrigin` en hydrous.yml',
  'health.check': ({ path, port, codes, timeout, interval }) =>
    [
      `*El balanceador comprueba* ${path ?? 'el puerto'}${port === null ? '' : ` en el puerto ${port}`}`,
      ...(codes === null ? [] : [`espera ${codes}`]),
      ...(interval === null ? [] : [`cada ${interval} s`]),
      ...(timeout === null ? [] : [`${timeout} s de plazo`]),
    ].join(' · '),
  'health.tasks': ({ healthy, unhealthy, other, oldest, newest }) =>
    [
      `*Salud*: ${quantity(healthy, 'tarea sana', 'tareas sanas')}`,
      ...(unhealthy === 0 ? [] : [quantity(unhealthy, 'no sana', 'no sanas')]),
      ...(other === 0 ? [] : [`${other} sin comprobar`]),
      ...(oldest === null ? [] : [`desde hace ${oldest} la más antigua`]),
      ...(newest === null || newest === oldest ? [] : [`${newest} la más nueva`]),
    ].join(' · '),
  'health.tasks-more': ({ count }) => `y ${count} más`,
  'health.task': ({ id, state, age, revision }) =>
    `Tarea ${id} · ${state}${age === null ? '' : ` · desde hace ${age}`} · revisión ${revision}`,
  'health.task-state': ({ state }) => STATES[state] ?? state,
  'health.dependency': ({ of, id, state, size, pending }) =>
    [
      `*${OF[of] ?? of}*: ${id} ${state}`,
      ...(size === null ? [] : [size]),
      ...(pending === 0 ? [] : [quantity(pending, 'cambio pendiente', 'cambios pendientes')]),
    ].join(' · '),
  'status.incidents-open': ({ count, items }) =>
    `*Incidentes*: ${quantity(count, 'abierto', 'abiertos')} — ${items.join('; ')}${count > items.length ? ` y ${count - items.length} más` : ''}`,
  'status.incident': ({ id, title }) => `${id} ${title}`,
  'status.incidents-none': () => '*Incidentes*: ninguno abierto',
  'status.part.incidents': () => 'Incidentes',
  'status.outside': ({ at, revision }) =>
    `*Hecho fuera de Hydrous*: un despliegue de la revisión ${revision}, ${at}`,
};

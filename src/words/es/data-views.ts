import type { DataViewSentences } from '../../core/sentences/data-views.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';

const STATUS: Readonly<Record<string, string>> = {
  available: 'disponible',
  'backing-up': 'haciendo una copia de seguridad',
  creating: 'creándose',
  modifying: 'cambiando',
  rebooting: 'reiniciando',
  starting: 'arrancando',
  stopping: 'deteniéndose',
  stopped: 'detenida',
  failed: 'fallida',
  'storage-full': 'sin espacio',
  maintenance: 'en mantenimiento',
};
const TYPES: Readonly<Record<string, string>> = { manual: 'manual', automated: 'automático' };
const ENDPOINTS: Readonly<Record<string, string>> = {
  primary: 'Principal',
  reader: 'Lectura',
  configuration: 'Configuración',
  node: 'Dirección',
};
const ROLES: Readonly<Record<string, string>> = { primary: 'principal', replica: 'réplica' };
const offer = (near: readonly string[]) => (near.length === 0 ? '' : ` ¿Quizá ${joined(near, 'o')}?`);

export const dataViews: Part<DataViewSentences> = {
  'db.none': ({ environment }) =>
    `${environment} no tiene base de datos en hydrous.yml. Añade \`database:\` con el nombre de la instancia de RDS.`,
  'db.missing': ({ database }) =>
    `RDS no conoce ${database}. Revisa \`database\` y \`region\` en hydrous.yml.`,
  'db.title': ({ database, status }) => `*${database}* · ${status}`,
  'db.summary': (values) =>
    `${values.database}: ${STATUS[values.status] ?? values.status}, ${values.class}, ${values.engine}`,
  'db.field.engine': () => 'Motor',
  'db.field.class': () => 'Tamaño',
  'db.field.zones': () => 'Zonas',
  'db.field.storage': () => 'Almacenamiento',
  'db.field.endpoint': () => 'Dirección',
  'db.field.nodes': () => 'Nodos',
  'db.text': ({ text }) => text,
  'db.zones': ({ multi, zone }) =>
    `${multi === 'yes' ? 'Multi-AZ' : 'una sola zona'}${zone === null ? '' : ` (${zone})`}`,
  'db.storage': ({ used, total, percent, type, most }) =>
    `${used === null ? '' : `${used} de `}${total} GiB${percent === null ? '' : ` (${percent} %)`}${type === null ? '' : ` · ${type}`}${most === null ? '' : ` · crece hasta ${most}`}`,
  'db.status': ({ status }) => STATUS[status] ?? status,
  'db.nearly-full': ({ percent }) => `El disco está casi lleno (${percent} %): lleno, la base se detiene`,
  'db.pending': ({ pairs }) => `Cambios que esperan la ventana: ${pairs.join(', ')}`,
  'db.pending.none': () => 'Ningún cambio pendiente',
  'db.maintenance': ({ window, from, until }) =>
    `Mantenimiento: la próxima ventana va de ${from} a ${until} (${window} UTC)`,
  'db.backup': ({ window, from, days }) =>
    `Copia automática: la próxima desde ${from} (${window} UTC); se ${days === 1 ? 'guarda 1 día' : `guardan ${days} días`}`,
  'db.backup.none': () => 'Sin copias automáticas',
  'db.restorable': ({ at, age }) => `Se puede restaurar hasta ${at} (hace ${age})`,
  'db.restorable.none': () => 'RDS no dice hasta cuándo se puede restaurar',
  'db.automatic': ({ snapshot, age }) => `Último snapshot automático hace ${age}: ${snapshot}`,
  'db.automatic.none': () => 'No hay ningún snapshot automático',
  'db.events': () => '*Últimos eventos*',
  'db.events.none': () => 'Sin eventos en las últimas 24 h',
  'db.event': ({ at, message }) => `${at} · ${message}`,
  'db.next': ({ commands }) => `Seguir: ${commands.join(' · ')}`,

  'db.snapshots.title': ({ database, count }) =>
    `${count === 1 ? '1 snapshot' : `${count} snapshots`} de ${database}`,
  'db.snapshots.none': ({ database, command }) =>
    `No hay ningún snapshot de ${database}. Para hacer uno: ${command}`,
  'db.snapshots.item': ({ snapshot, type, age, storage, status, percent }) =>
    `${snapshot} · ${TYPES[type] ?? type} · ${age === null ? 'sin fecha' : `hace ${age}`}${storage === null ? '' : ` · ${storage} GiB`} · ${STATUS[status] ?? status}${percent === null ? '' : ` ${percent} %`}`,
  'db.snapshots.more': ({ count }) =>
    count === 1 ? 'Hay 1 más antiguo que no se muestra.' : `Hay ${count} más antiguos que no se muestran.`,
  'db.what': ({ word, near }) => `No entiendo «${word}» después de \`db\`.${offer(near)}`,
  'db.needs-class': ({ example }) => `Di a qué clase, por ejemplo ${example}`,
  'db.needs-snapshot': ({ command }) => `Di qué snapshot. Los que hay: ${command}`,
  'db.extra': ({ word, command }) => `«${word}» sobra aquí. Escribe ${command}`,

  'cache.none': ({ environment }) =>
    `${environment} no tiene caché en hydrous.yml. Añade \`cache:\` con el nombre en ElastiCache.`,
  'cache.missing': ({ cache }) =>
    `ElastiCache no conoce ${cache}. Revisa \`cache\` y \`region\` en hydrous.yml.`,
  'cache.nodes': ({ count, roles, failover }) =>
    `${count}${roles.length === 0 ? '' : ` (${roles.map((role) => ROLES[role] ?? role).join(', ')})`}${failover === 'yes' ? ' · relevo automático' : ''}`,
  'cache.endpoint': ({ name, address }) => `${ENDPOINTS[name] ?? name}: ${address}`,
  'cache.what': ({ word, near }) => `No entiendo «${word}» después de \`cache\`.${offer(near)}`,
  'cache.needs-type': ({ example }) => `Di a qué tipo de nodo, por ejemplo ${example}`,

  'figure.cpu': ({ percent }) => `CPU ${percent} %`,
  'figure.connections': ({ count }) => (count === 1 ? '1 conexión' : `${count} conexiones`),
  'figure.memory-free': ({ mib }) => `${mib} MiB de memoria libres`,
  'figure.memory-used': ({ percent }) => `memoria ${percent} %`,
  'figure.evictions': ({ count }) =>
    count === 0 ? 'sin expulsiones' : `${count === 1 ? '1 expulsión' : `${count} expulsiones`} en 15 min`,
  'figure.of-node': ({ node, figures }) => `${node}: ${figures.join(' · ')}`,
  'figure.all': ({ figures }) => `Ahora: ${figures.join(' · ')}`,
  'figure.none': () => 'CloudWatch no tiene medidas de los últimos 15 minutos',
  'unread.figures': ({ why }) => `No se pudieron leer las medidas: ${why}`,
  'unread.events': ({ why }) => `No se pudieron leer los eventos: ${why}`,
  'unread.snapshots': ({ why }) => `No se pudieron leer los snapshots: ${why}`,
};

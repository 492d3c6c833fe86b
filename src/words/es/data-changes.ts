import type { DataChangeSentences } from '../../core/sentences/data-changes.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';

const y = (items: readonly string[]) => joined(items, 'y');
const offer = (items: readonly string[]) => (items.length === 0 ? '' : ` ¿Quizá ${joined(items, 'o')}?`);

/** Palabras de RDS y ElastiCache que la tarjeta explica; las demás se muestran tal cual. */
const STATUS: Readonly<Record<string, string>> = {
  creating: 'se está creando',
  modifying: 'se está aplicando; las conexiones pueden cortarse',
  available: 'enviado; AWS empieza enseguida',
  'pending-modification': 'AWS aceptó el cambio y aún no empieza',
  'backing-up': 'haciendo la primera copia de seguridad',
  rebooting: 'reiniciando',
  snapshotting: 'haciendo una copia antes del cambio',
};

export const dataChanges: Part<DataChangeSentences> = {
  'change.db-snapshot': ({ database, environment }) =>
    `hacer un snapshot de ${database}, la base de datos de ${environment}`,
  'change.db-resize': ({ to, environment }) => `pasar la base de datos de ${environment} a ${to}`,
  'change.db-restore': ({ snapshot, instance, environment }) =>
    `restaurar ${snapshot} en una base de datos nueva de ${environment}, ${instance}`,
  'change.cache-resize': ({ to, environment }) => `pasar la caché de ${environment} a ${to}`,

  'plan.no-database': ({ environment }) =>
    `${environment} no tiene base de datos en hydrous.yml. Añade \`database:\` con el nombre de la instancia de RDS.`,
  'plan.database-missing': ({ database }) =>
    `RDS no conoce ${database}. Revisa \`database\` y \`region\` en hydrous.yml.`,
  'plan.no-cache': ({ environment }) =>
    `${environment} no tiene caché en hydrous.yml. Añade \`cache:\` con el nombre en ElastiCache.`,
  'plan.cache-missing': ({ cache }) =>
    `ElastiCache no conoce ${cache}. Revisa \`cache\` y \`region\` en hydrous.yml.`,
  'plan.same-class': (values) => `${values.database} ya es ${values.class}: no hay nada que cambiar.`,
  'plan.class-unknown': (values) =>
    `RDS no ofrece ${values.class} para ${values.engine}.${offer(values.near)}`,
  'plan.type-unknown': ({ type, near }) =>
    near.length === 0
      ? `«${type}» no es un tipo de nodo. Un ejemplo: \`cache.t3.small\``
      : `Esta caché no puede pasar a «${type}». Sí puede: ${near.join(', ')}`,
  'plan.snapshot-missing': ({ snapshot, offered, command }) =>
    `No hay ningún snapshot «${snapshot}».${offered.length === 0 ? '' : ` Hay: ${offered.join(', ')}.`} Todos: ${command}`,
  'plan.snapshot-engine': ({ snapshot, has, wants }) =>
    `${snapshot} es de ${has} y la base de datos es ${wants}: no sirve para restaurarla.`,
  'plan.restore-again': ({ instance }) =>
    `${instance} ya existe: se pidió hace menos de un minuto. Espera uno y vuelve a pedirlo.`,

  'check.database.ok': ({ database, status }) => `${database} está ${status}`,
  'check.database.busy': ({ database, status }) =>
    `${database} está ${status}; RDS solo acepta cambios cuando está \`available\``,
  'check.cache.ok': ({ cache, status }) => `${cache} está ${status}`,
  'check.cache.busy': ({ cache, status }) =>
    `${cache} está ${status}; ElastiCache solo acepta cambios cuando está \`available\``,
  'check.class.ok': (values) => `RDS ofrece ${values.class} para ${values.engine}`,
  'check.class.not-checked': (values) =>
    `Sin comprobar si RDS ofrece ${values.class} para ${values.engine}: ${values.why}`,
  'check.type.ok': ({ type }) => `ElastiCache permite pasar a ${type}`,
  'check.type.not-checked': ({ type, why }) => `Sin comprobar si ElastiCache permite pasar a ${type}: ${why}`,
  'check.interruption.restart': () =>
    'Se aplica ya, sin esperar la ventana, y *corta la base de datos unos minutos*: no hay otra zona que la releve',
  'check.interruption.failover': () =>
    'Se aplica ya y puede cortar conexiones uno o dos minutos: la otra zona releva a la principal',
  'check.interruption.cache': () =>
    'Se aplica ya y puede cortar la caché unos minutos; lo que solo está en memoria puede perderse',
  'check.interruption.group': () =>
    'Se aplica ya, nodo por nodo; puede cortar conexiones unos segundos en cada relevo',
  'check.pending.none': () => 'Ningún otro cambio espera: solo se aplica este',
  'check.pending.with-it': ({ names }) =>
    `Con este se aplicarán también los cambios que esperaban la ventana: ${y(names)}`,
  'check.data.rollout': () => 'Hay un despliegue en curso y un corte lo haría fallar. Espera a que termine.',
  'check.snapshot.standby': ({ storage }) =>
    `Se toma en la otra zona, sin pausa. ${storage} GiB asignados: puede tardar`,
  'check.snapshot.pause': ({ storage }) =>
    `Sin segunda zona: la base puede pausar lecturas y escrituras unos segundos al empezar. ${storage} GiB asignados`,
  'check.snapshot.fresh': ({ snapshot, age }) => `Hay un snapshot de hace ${age}: ${snapshot}`,
  'check.snapshot.old': ({ snapshot, age, command }) =>
    `El último snapshot es de hace ${age} (${snapshot}). Mejor haz uno antes: ${command}`,
  'check.snapshot.none': ({ command }) => `No hay ningún snapshot. Mejor haz uno antes: ${command}`,
  'check.snapshot.not-checked': ({ why }) => `Sin comprobar si hay un snapshot reciente: ${why}`,
  'check.data-cost': ({ difference, region, asOf }) =>
    `Costo estimado: ${difference} USD al mes, sin almacenamiento (precios de ${region}, ${asOf})`,
  'check.data-cost.unknown': ({ what, region }) =>
    `Costo sin estimar: no tengo precios para ${what} en ${region}`,
  'check.restore.beside': ({ database }) =>
    `Crea una base de datos aparte: ${database} sigue como está y la aplicación no la nota`,
  'check.restore.snapshot': ({ at, age, storage }) =>
    `Tendrá los datos y las contraseñas de ${at} (hace ${age}); lo escrito después no está. ${storage} GiB`,
  'check.restore.other': ({ snapshot, other, at, age }) =>
    `${snapshot} es de otra instancia, ${other}, de ${at} (hace ${age})`,
  'check.restore.not-ready': ({ snapshot, status }) =>
    `${snapshot} está ${status} y aún no se puede restaurar`,
  'check.restore.cost': ({ month, region, asOf }) =>
    `Tener las dos cuesta unos ${month} USD más al mes (precios de ${region}, ${asOf})`,
  'check.settings.carried': (values) =>
    `Igual que la actual: ${values.class}, subredes ${values.subnets}, grupos ${values.groups.join(', ')}, parámetros ${values.parameters}`,
  'check.settings.version': ({ has, wants }) =>
    `El snapshot es de la versión ${has} y la base actual de la ${wants}: tendrá los parámetros por omisión`,
  'check.host.variables': ({ variables }) =>
    `Después habrá que cambiar ${y(variables)}: ahí está hoy el servidor`,
  'check.host.maybe': ({ names }) =>
    `El servidor no está tal cual en ninguna variable; después habrá que buscarlo en: ${names.join(', ')}`,
  'check.host.nowhere': () =>
    'La revisión en marcha no nombra el servidor en variables ni secretos: averigua antes dónde está',
  'check.host.not-checked': ({ why }) => `Sin comprobar qué habrá que apuntar a la base nueva: ${why}`,

  'outcome.snapshot': ({ snapshot, storage, took }) =>
    `Snapshot ${snapshot} listo en ${took} (${storage} GiB).`,
  'outcome.snapshot-next': ({ command }) => `Para restaurarlo en una base aparte: ${command}`,
  'outcome.snapshot-failed': ({ snapshot, status }) =>
    `RDS no pudo terminar ${snapshot}: quedó ${status}. La base de datos no cambió.`,
  'outcome.snapshot-gone': ({ snapshot }) => `${snapshot} ya no existe: alguien lo borró.`,
  'outcome.db-resized': (values) => `La base de datos ya es ${values.class} (${values.took}).`,
  'outcome.db-not-resized': (values) =>
    `RDS terminó sin aplicar el cambio: la base de datos sigue en ${values.class}.`,
  'outcome.db-resize-superseded': ({ now }) => `Otro cambio tocó la base de datos: ahora es ${now}.`,
  'outcome.database-gone': ({ database }) => `${database} ya no existe: alguien la borró.`,
  'outcome.database-broken': ({ database, status }) =>
    `${database} quedó ${status}. RDS no sale de ahí por sí solo: míralo en su consola.`,
  'outcome.see-events': ({ command }) => `Lo que pasó está en sus eventos: ${command}`,
  'outcome.restored': ({ instance, host, took }) =>
    `${instance} está lista en ${host} (${took}). La aplicación sigue con la anterior.`,
  'outcome.restore-both': ({ old, month }) =>
    month === null
      ? `${old} sigue en marcha y las dos se pagan.`
      : `${old} sigue en marcha; tener las dos cuesta unos ${month} USD más al mes.`,
  'outcome.restore-by-hand': ({ line }) =>
    `Hydrous nunca borra bases de datos. Para quitar la nueva a mano (antes, sin protección de borrado): ${line}`,
  'outcome.cache-resized': ({ type, took }) => `La caché ya es ${type} (${took}).`,
  'outcome.cache-not-resized': ({ type }) =>
    `ElastiCache terminó sin aplicar el cambio: la caché sigue en ${type}.`,
  'outcome.cache-resize-superseded': ({ now }) => `Otro cambio tocó la caché: ahora es ${now}.`,
  'outcome.cache-gone': ({ cache }) => `${cache} ya no existe: alguien la borró.`,

  'point.set': ({ command }) => `Para usar la nueva: ${command}`,
  'point.within': ({ variables, old, host }) =>
    `En ${y(variables)} cambia ${old} por ${host}; lo demás del valor queda igual (\`/hydrous env set\`)`,
  'point.maybe': ({ names, host, command }) =>
    `Para usar la nueva, pon ${host} donde está el servidor (${names.join(', ')}) y luego ${command}`,
  'point.nowhere': ({ host }) =>
    `La revisión en marcha no nombra el servidor: apunta a ${host} donde la aplicación lo lea`,
  'point.unknown': ({ host }) =>
    `No se pudo leer dónde está el servidor: apunta a ${host} la variable o el secreto que lo lleve`,

  'card.field.snapshot': () => 'Snapshot',
  'card.field.database': () => 'Base de datos',
  'card.field.new-database': () => 'Base de datos nueva',
  'card.field.instance-class': () => 'Clase',
  'card.field.node-type': () => 'Tipo de nodo',
  'card.progress': ({ status, percent }) =>
    `${STATUS[status] ?? `AWS dice: ${status}`}${percent === null ? '' : ` · ${percent} %`}`,
  'card.progress.sent': () => 'Enviado a AWS; esperando a que empiece',

  'aws.snapshot-exists': () => 'Ya hay un snapshot con ese nombre, así que no se hizo otro. Pídelo de nuevo.',
  'aws.instance-exists': () =>
    'Ya hay una instancia con ese nombre, así que no se creó otra. Pídelo de nuevo.',
  'aws.database-state': () =>
    'La base de datos está ocupada con otra cosa y RDS no aceptó el cambio. Mira `/hydrous db` y pídelo de nuevo cuando esté disponible.',
  'aws.snapshot-state': () =>
    'El snapshot aún no está listo y RDS no lo aceptó. Mira `/hydrous db snapshots`.',
  'aws.database-gone': () => 'RDS ya no conoce esa instancia. No se cambió nada.',
  'aws.snapshot-gone': () => 'RDS ya no conoce ese snapshot. Mira `/hydrous db snapshots`.',
  'aws.snapshot-quota': () =>
    'La cuenta llegó a su límite de snapshots manuales. Borra alguno viejo o pide más en Service Quotas.',
  'aws.instance-quota': () =>
    'La cuenta llegó a su límite de instancias de RDS. Borra alguna que sobre o pide más en Service Quotas.',
  'aws.storage-quota': () =>
    'La cuenta llegó a su límite de almacenamiento de RDS. Pide más en Service Quotas.',
  'aws.capacity': () =>
    'AWS no tiene ahora capacidad de ese tamaño en esa zona. Prueba otro tamaño o más tarde; no se cambió nada.',
  'aws.storage-type': () => 'RDS no ofrece ese almacenamiento ahí. No se creó nada.',
  'aws.settings-gone': () =>
    'El grupo de parámetros o de opciones de la base actual ya no existe. No se creó nada.',
  'aws.network': () =>
    'La red de la base actual (subredes o VPC) no admite la nueva. Revisa su grupo de subredes; no se creó nada.',
  'aws.key': () => 'No se puede usar la clave de cifrado (KMS). Da a la función del bot permiso sobre ella.',
  'aws.cache-state': () =>
    'La caché está ocupada con otra cosa y ElastiCache no aceptó el cambio. Mira `/hydrous cache` y pídelo de nuevo.',
  'aws.cache-gone': () => 'ElastiCache ya no conoce esa caché. No se cambió nada.',
  'aws.node-quota': () => 'La cuenta llegó a su límite de nodos de ElastiCache. Pide más en Service Quotas.',
};

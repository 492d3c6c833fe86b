import type { IncidentSentences } from '../../core/sentences/incidents.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';
import { factWords, metricWords, partWords } from './incident-names.ts';

const y = (items: readonly string[]) => joined(items, 'y');
const times = (fired: number) => (fired === 1 ? '' : ` · se disparó ${fired} veces`);
const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
const place = (environment: string | null) => (environment === null ? '' : `${environment} · `);
const ALARM_STATES: Readonly<Record<string, string>> = {
  ALARM: 'en alarma',
  OK: 'OK',
  INSUFFICIENT_DATA: 'sin datos',
};

export const incidents: Part<IncidentSentences> = {
  'incidents.title.metric': ({ metric, value, sign, threshold, breaching, watched, unit }) =>
    `${metricWords(metric)}${value === null ? '' : ` ${value}`} ${sign} ${threshold}${watched === null ? '' : ` durante ${breaching ?? watched} de ${watched} ${unit}`}`,
  'incidents.title.calm': ({ metric, value, sign, threshold }) =>
    `${metricWords(metric)}${value === null ? '' : ` ${value}`}, ya no ${sign} ${threshold}`,
  'incidents.title.alarm': ({ name }) => `Alarma ${name}`,
  'incidents.title.unrecognised': ({ subject }) =>
    subject === null || subject === '' ? 'Aviso no reconocido' : `Aviso no reconocido: ${subject}`,
  'incidents.card.title': ({ mark, environment, title }) => `${mark} *${place(environment)}${title}*`,
  'incidents.summary': ({ mark, environment, title, more }) =>
    `${mark} ${place(environment)}${title}. ${more}`,
  'incidents.summary.investigating': () => 'Buscando la causa…',
  'incidents.summary.cause': ({ entry }) => `Causa: ${entry}.`,
  'incidents.summary.no-match': () => 'Ninguna sección de la guía coincide.',
  'incidents.summary.resolved': ({ lasted }) => `Resuelto después de ${lasted}.`,
  'incidents.summary.nothing': () => 'Míralo en la tarjeta.',
  'incidents.label.alarm': () => 'Alarma',
  'incidents.label.incident': () => 'Incidente',
  'incidents.label.since': () => 'Desde',
  'incidents.label.last-change': () => 'Último cambio',
  'incidents.alarm-state': ({ name, state }) => `${name} · ${ALARM_STATES[state] ?? state}`,
  'incidents.state.open': ({ fired }) => `abierto${times(fired)}`,
  'incidents.state.acknowledged': ({ by, at, fired }) => `reconocido por ${by} ${at}${times(fired)}`,
  'incidents.state.resolved': ({ at, fired }) => `resuelto ${at}${times(fired)}`,
  'incidents.since': ({ at }) => at,
  'incidents.description': ({ text }) => `«${text}»`,
  'incidents.investigating': () => 'Buscando la causa: tareas, logs, imagen y último cambio…',
  'incidents.no-environment': ({ region }) =>
    `No es de ningún entorno de hydrous.yml (región ${region}), así que no se investiga.`,
  'incidents.not-recognised': () =>
    'Llegó al tema de alarmas y no tiene una forma conocida. El texto, tal cual:',
  'incidents.cause': ({ entry }) => `*Causa: ${entry}*`,
  'incidents.no-match': () => '*Ninguna sección de la guía coincide.* Esto es lo que se encontró:',
  'incidents.case': ({ title, text }) => `_${title}._ ${text}`,
  'incidents.text': ({ es }) => es.join(''),
  'incidents.symptoms': ({ entries }) => `Síntomas de lo mismo: ${y(entries)}.`,
  'incidents.also': ({ entries }) => `Además: ${y(entries)}.`,
  'incidents.ruled-out': ({ items }) => `Descartado: ${items.join(' · ')}`,
  'incidents.ruled-out.item': ({ entries, why }) => `${entries.join(', ')} (${why})`,
  'incidents.not-checked': ({ items }) => `Sin comprobar: ${items.join(' · ')}`,
  'incidents.not-checked.item': ({ part, why }) => `${partWords(part)}: ${why}`,
  'incidents.fact': ({ name, detail }) => factWords(name, detail),
  'incidents.no-trace': ({ lines, tasks }) =>
    `sin rastro en ${counted(lines, 'línea de log', 'líneas de log')} y ${counted(tasks, 'tarea detenida', 'tareas detenidas')}`,
  'incidents.no-trace-in-tasks': ({ tasks }) =>
    `sin rastro en ${counted(tasks, 'tarea detenida', 'tareas detenidas')}`,
  'incidents.gone-revision': ({ revision }) =>
    `visto solo en tareas de la revisión ${revision}, que fue reemplazada antes de la alarma`,
  'incidents.rollback-helps': ({ revision, command }) =>
    `Empezó con el último cambio: volver a la revisión ${revision} lo arregla (${command}).`,
  'incidents.rollback-is-no-cure': () => 'Revertir no ayuda: la causa no está en la versión desplegada.',
  'incidents.already-rolling-back': () =>
    'ECS ya está volviendo a la versión anterior: no hace falta revertir.',
  'incidents.already-back': ({ revision }) =>
    `El servicio ya está en la revisión ${revision}, la última que funcionó.`,
  'incidents.began-before': () => 'No empezó con el último cambio: revertir no ayudaría.',
  'incidents.nothing-proven': () =>
    'No hay ninguna revisión anterior que haya terminado bien: no hay a dónde revertir.',
  'incidents.no-change-known': () => 'No se conoce ningún cambio reciente que se pueda revertir.',
  'incidents.part-not-read': ({ part }) =>
    `Sin leer: ${partWords(part)}. Eso podría decir que revertir no ayuda, así que no se ofrece.`,
  'incidents.changes-not-read': ({ why }) =>
    `No se pudo leer el historial de despliegues, así que no se ofrece revertir. ${why}`,
  'incidents.guide.title': ({ entry }) => `*Qué hacer* (guía: ${entry})`,
  'incidents.guide.step': ({ number, es, esLines }) =>
    `${number}. ${es.join('')}${esLines.map((line) => `\n${line}`).join('')}`,
  'incidents.guide.more': ({ count, file }) =>
    `${count === 1 ? 'Queda 1 paso' : `Quedan ${count} pasos`} más en la guía: ${file}`,
  'incidents.footer': ({ id, checked }) => (checked === null ? id : `${id} · revisado ${checked}`),
  'incidents.note.opened': ({ alarm, at }) => `${alarm} en alarma ${at}.`,
  'incidents.note.reopened': ({ alarm, at, fired, lasted }) =>
    `${alarm} otra vez en alarma ${at}: ${fired} veces en ${lasted}.`,
  'incidents.note.joined': ({ alarm, at }) =>
    `${alarm} también en alarma ${at}: es el mismo incidente que las demás.`,
  'incidents.note.eased': ({ alarm, at }) => `${alarm} volvió a OK ${at}. El incidente sigue por las demás.`,
  'incidents.note.worsened': ({ alarm, at, fired }) =>
    `${alarm} otra vez en alarma ${at}; van ${fired} veces.`,
  'incidents.note.resolved': ({ alarm, at, lasted }) => `${alarm} volvió a OK ${at}. Duró ${lasted}.`,
  'incidents.note.recovered-without-data': ({ alarm, at }) =>
    `${alarm} pasó a OK ${at} porque faltan datos, no porque haya mejorado. Se comprueba antes de cerrar.`,
  'incidents.note.no-data': ({ alarm, at }) =>
    `${alarm} se quedó sin datos ${at}. El incidente sigue abierto.`,
  'incidents.note.older': ({ alarm, at }) =>
    `Llegó tarde un aviso anterior de ${alarm} (${at}). No cambia nada.`,
  'incidents.note.acknowledged': ({ by }) => `${by} lo reconoció.`,
  'incidents.note.recovered': ({ lasted }) => `Comprobado: el servicio está bien. Duró ${lasted}.`,
  'incidents.note.cause': ({ entry }) => `Causa encontrada: ${entry}.`,
  'incidents.acknowledged': ({ id }) => `Reconociste ${id}. La tarjeta lo muestra.`,
  'incidents.acknowledged-before': ({ by, at }) => `${by} ya lo reconoció ${at}.`,
  'incidents.acknowledge-ended': ({ id }) => `${id} ya está resuelto: no hace falta reconocerlo.`,
  'incidents.acknowledge-again': ({ id }) => `${id} cambió en ese momento y no se guardó. Pulsa otra vez.`,
  'incidents.unknown': ({ id }) => `No hay ningún incidente ${id}.`,
  'incidents.quarantined': ({ id, topic }) =>
    `Un aviso de ${topic} no se pudo tratar después de 5 intentos y quedó apartado: ${id}. El log del bot dice por qué.`,
  'incidents.took-too-long': ({ after }) => `sin respuesta en ${after}`,
  'incidents.not-readable': () => 'no se pudo leer',
};

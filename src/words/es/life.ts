import type { LifeSentences } from '../../core/sentences/life.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';
import { eventWords } from './life-names.ts';

const times = (fired: number) => (fired <= 1 ? '' : ` · se disparó ${fired} veces`);
const quoted = (note: string | null) => (note === null ? '' : `: «${note}»`);
const STATES: Readonly<Record<string, string>> = {
  ALARM: 'en alarma',
  OK: 'OK',
  INSUFFICIENT_DATA: 'sin datos',
};

export const life: Part<LifeSentences> = {
  'life.title.event': ({ what, subject }) => `${eventWords(what)}: ${subject}`,
  'life.title.storm': ({ alarming, total }) => `Tormenta de alarmas: ${alarming} de ${total} en alarma`,
  'life.label.event': () => 'Evento',
  'life.event-state': ({ what, at }) => `${what} ${at}`,
  'life.state.acknowledged': ({ by, at, note, until, fired }) =>
    `reconocido por ${by} ${at}${until === null ? '' : `, hasta ${until}`}${times(fired)}${quoted(note)}`,
  'life.silenced': ({ by, until }) => `🔕 Silenciado por ${by} hasta ${until}.`,
  'life.call': ({ people }) => `Para ${joined(people, 'y')}`,
  'life.composite': ({ children, more }) =>
    `Se apoya en ${children.join(', ')}${more === 0 ? '' : ` y ${more} más`}`,
  'life.signals': ({ total, alarming }) => `*${alarming} de ${total} en alarma*`,
  'life.storm': ({ total, alarming, notices }) =>
    `*${alarming} de ${total} alarmas en alarma* · ${notices} cambios contados`,
  'life.signal': ({ name, state, at, fired }) => `${name} ${STATES[state] ?? state} ${at}${times(fired)}`,
  'life.signals-more': ({ count }) => `Y ${count} más.`,
  'life.note.held-back': ({ alarm }) =>
    `${alarm} también está en alarma. Este incidente la explica, así que no se llama a nadie.`,
  'life.note.acknowledged': ({ by, note, until }) =>
    `${by} lo reconoció${until === null ? '' : ` hasta ${until}`}${quoted(note) || '.'}`,
  'life.note.taken': ({ by, from }) => `${by} lo tomó${from === null ? '' : ` de manos de ${from}`}.`,
  'life.note.handed-over': ({ by, to }) => `${by} se lo pasó a ${to}.`,
  'life.note.silenced': ({ by, until }) => `${by} silenció sus alarmas hasta ${until}.`,
  'life.note.resolved': ({ by, note }) => `${by} lo resolvió${quoted(note) || '.'}`,
  'life.note.reopened': ({ by }) => `${by} lo volvió a abrir.`,
  'life.notice': ({ source, text, event, at }) => `${source} · ${event} ${at}: ${text}`,
  'life.reminder': ({ people, lasted }) =>
    `${joined(people, 'y')}${people.length === 0 ? 'Sigue' : ': sigue'} en alarma después de ${lasted} y nadie lo ha tomado.`,
  'life.reminder-unread': ({ people, lasted }) =>
    `${joined(people, 'y')}${people.length === 0 ? 'Lleva' : ': lleva'} abierto ${lasted} y nadie lo ha tomado. No se pudo preguntar a CloudWatch cómo está.`,
  'life.acknowledge-over': ({ by, lasted }) =>
    `${by}: tu reconocimiento terminó y sigue en alarma, después de ${lasted}. Reconócelo otra vez si estás en ello.`,
  'life.silence-over': ({ people, alarm }) =>
    `${joined(people, 'y')}${people.length === 0 ? 'Terminó' : ': terminó'} el silencio y ${alarm} sigue en alarma.`,
  'life.silence-over-calm': ({ alarm }) => `Terminó el silencio de ${alarm}.`,
  'life.you.acknowledged': ({ id, until }) => `Reconociste ${id} hasta ${until}. La tarjeta lo muestra.`,
  'life.you.taken': ({ id, until }) => `${id} es tuyo hasta ${until}. La tarjeta lo muestra.`,
  'life.you.handed-over': ({ id, to }) => `${id} queda en manos de ${to}.`,
  'life.you.silenced': ({ id, until }) =>
    `Las alarmas de ${id} están en silencio hasta ${until}. La tarjeta sigue mostrando cómo están.`,
  'life.you.resolved': ({ id }) => `Resolviste ${id}.`,
  'life.you.reopened': ({ id }) => `Volviste a abrir ${id}.`,
  'life.still-alarming': ({ id, alarm, line }) =>
    `${alarm} sigue en alarma, así que ${id} volvería enseguida. Siléncialo (${line}) y resuélvelo después, o déjalo abierto: termina solo cuando termine la alarma.`,
  'life.ended-before': ({ id, at }) => `${id} ya estaba resuelto ${at}.`,
  'life.open-before': ({ id }) => `${id} ya está abierto.`,
  'life.taken-before': ({ id, by }) => `${id} ya está en manos de ${by}.`,
  'life.reopen-other': ({ id, other }) => `${id} sigue cerrado: ${other} está abierto por la misma alarma.`,
  'life.silence-longest': ({ most }) =>
    `Un silencio dura como máximo ${most}. Si ya nadie necesita la alarma, quítala.`,
  'life.silence-length': ({ line }) => `Di por cuánto tiempo, por ejemplo ${line}.`,
  'life.again': ({ id }) => `${id} cambió en ese momento y no se guardó nada. Inténtalo otra vez.`,
  'life.word-unknown': ({ word, line }) => `No sé qué hacer con "${word}". Puedes escribir ${line}.`,
  'life.list.title': ({ count }) => (count === 1 ? '1 incidente abierto' : `${count} incidentes abiertos`),
  'life.list.none': () => 'No hay ningún incidente abierto.',
  'life.list.item': ({ id, title, environment, state, at }) =>
    `${id} ${environment === null ? '' : `${environment} · `}${title} · ${state} · desde ${at}`,
  'life.list.ended': ({ at }) => `resuelto ${at}`,
  'life.list.open': () => 'abierto',
  'life.list.taken': ({ by }) => `en manos de ${by}`,
  'life.list.silenced': ({ until }) => `en silencio hasta ${until}`,
  'life.list.recent': () => 'Resueltos hace poco',
  'life.configuration-differs': ({ for: time }) =>
    `Hay réplicas del bot con configuraciones distintas desde hace ${time}: quién puede pedir y aprobar depende de cuál responda. Da a todas el mismo \`hydrous.yml\` y vuelve a iniciarlas.`,
  'life.queue.set-aside': ({ id }) =>
    `Un mensaje de la cola de alarmas no se pudo usar después de 5 intentos y quedó apartado: ${id}. El log del bot dice por qué.`,
};

import type { AlarmSentences } from '../../core/sentences/alarms.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';
import { metricWords } from './incident-names.ts';

const STATES: Readonly<Record<string, string>> = {
  ALARM: 'alarma',
  OK: 'OK',
  INSUFFICIENT_DATA: 'sin datos',
};
const state = (name: string) => STATES[name] ?? name;

export const alarms: Part<AlarmSentences> = {
  'alarms.none': ({ environment }) =>
    `${environment} no tiene ninguna alarma en CloudWatch: nadie avisa si algo falla.`,
  'alarms.summary': ({ environment, open, count }) =>
    open === 0
      ? `*${environment}*: ninguna alarma activa, de ${count}`
      : `*${environment}*: ${quantity(open, 'alarma activa', 'alarmas activas')}, de ${count}`,
  'alarms.item': ({ name, words, since, fired, silent }) =>
    `${name}: ${words}${since === null ? '' : ` · desde ${since}`}${fired === null ? '' : ` · *se disparó ${fired} veces en 24 h*`}${silent === null ? '' : ` · ${silent}`}`,
  'alarms.silent': () => 'acciones desactivadas en AWS: no avisa a nadie',
  'alarms.quiet': ({ metric, value, sign, threshold }) =>
    `${metricWords(metric)}${value === null ? '' : ` ${value}`} (avisa si ${sign} ${threshold})`,
  'alarms.anomaly': ({ metric }) => `${metricWords(metric)} fuera de su banda normal`,
  'alarms.no-data': () => 'sin datos de su métrica',
  'alarms.composite': () => 'compuesta de otras alarmas',
  'alarms.expression': () => 'cálculo sobre varias métricas',
  'alarms.unclear': () => 'alarma sin umbral fijo',
  'alarms.more': ({ count }) => `y ${count} más`,
  'alarms.hint': ({ command }) => `Qué pasó con una: ${command}`,
  'alarms.history-unread': ({ why }) => `El historial no se pudo leer: ${why}`,
  'alarms.history-none': ({ alarm }) => `${alarm} no cambió de estado en los últimos 14 días.`,
  'alarms.history-summary': ({ alarm, fired, count }) =>
    `${alarm}: ${fired === 0 ? 'no se disparó' : `se disparó ${quantity(fired, 'vez', 'veces')}`} en 14 días (${quantity(count, 'cambio', 'cambios')} de estado)`,
  'alarms.history-item': ({ at, from, to, value, lasted }) =>
    `${at}: ${state(from)} → *${state(to)}*${value === null ? '' : ` con ${value}`} · durante ${lasted}`,
  'alarms.history-more': ({ shown }) => `Se muestran los últimos ${shown} cambios; hay más en CloudWatch.`,
  'alarms.unknown': ({ name, environment, near }) =>
    near.length === 0
      ? `No hay ninguna alarma «${name}» en ${environment}. Las que hay: \`/hydrous alarms\``
      : `No hay ninguna alarma «${name}» en ${environment}. ¿Quisiste decir ${near.join(' o ')}?`,
  'alarms.name-missing': () =>
    'Falta el nombre de la alarma. Por ejemplo: `/hydrous alarms history hydrous-5xx`',
  'alarms.unknown-form': ({ words }) =>
    `No entiendo «${words}». Escribe \`/hydrous alarms\`, \`/hydrous alarms history NOMBRE\`, \`/hydrous alarms create\` o \`/hydrous alarms test\``,

  'change.test-alarm': ({ environment }) => `probar el camino de las alarmas de ${environment}`,
  'card.field.alarm': () => 'Alarma de prueba',
  'card.field.topic': () => 'Tema',
  'card.test-running': () => 'Alarma disparada; esperando que llegue por SNS y que su tarjeta salga',
  'incidents.title.test': () => 'Alarma de prueba',
  'incidents.test-body': () =>
    'Alguien pidió `/hydrous alarms test`: así llega una alarma. No hay nada que hacer.',
  'check.topic.ok': ({ topic }) => `Avisa por ${topic}`,
  'check.test-alarm.ours': () => 'Es una alarma solo para pruebas: ninguna real se toca',
  'plan.no-topic': ({ region }) =>
    `\`hydrous.yml\` no tiene ningún tema en \`sns.topics\`, así que ninguna alarma de ${region} puede llegar aquí.`,
  'plan.topic-elsewhere': ({ region, topics }) =>
    `Ningún tema de \`sns.topics\` está en ${region}; una alarma solo avisa a temas de su región. Hay: ${topics.join(', ')}`,
  'outcome.test-arrived': ({ took }) => `La alarma de prueba hizo todo el camino en ${took}.`,
  'outcome.test-not-arrived': ({ after }) =>
    `La alarma de prueba no llegó en ${after}: una alarma real tampoco llegaría.`,
  'outcome.test-not-posted': ({ after }) =>
    `La alarma de prueba llegó, pero su tarjeta no está en Slack después de ${after}.`,
  'hop.cloudwatch': () => 'CloudWatch aceptó la alarma y cambió su estado: bien',
  'hop.arrived': ({ incident, took }) =>
    `SNS la entregó, la firma vale y quedó guardada en ${took}: bien (${incident})`,
  'hop.not-arrived': ({ topic }) =>
    `SNS no entregó nada, o el bot lo rechazó. Mira la suscripción del tema ${topic}, la dirección \`/sns\` y los rechazos en el log`,
  'hop.posted': () => 'La tarjeta está en el canal de incidentes: bien',
  'hop.not-posted': () =>
    'Slack no aceptó la tarjeta. El log dice por qué; ¿está el bot en el canal de incidentes?',
};

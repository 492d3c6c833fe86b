import type { AfterSentences } from '../../core/sentences/after.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';

const STATES: Readonly<Record<string, string>> = {
  ALARM: 'la alarma sigue activa',
  OK: 'la alarma volvió a OK',
  INSUFFICIENT_DATA: 'la alarma se quedó sin datos',
};

export const after: Part<AfterSentences> = {
  'after.chart': ({ alarm, title, threshold, deployments, at }) =>
    `Gráfico de la alarma ${alarm}, tres horas hasta ${at}. ${title}. ${threshold === null ? 'Sin umbral fijo' : `Umbral: ${threshold}`}. ${deployments.length === 0 ? 'Sin despliegues en ese tiempo' : `Despliegues: ${joined(deployments, 'y')}`}.`,
  'after.verified': ({ operation, alarm, targets, at }) =>
    `*Verificado* después de ${operation}: ${alarm}; ${targets} (${at}).`,
  'after.not-verified': ({ operation, alarm, targets, at }) =>
    `*Sin verificar* 5 min después de ${operation}: ${alarm}; ${targets} (${at}). El cambio terminó bien, pero el problema puede seguir.`,
  'after.alarm.state': ({ state }) => STATES[state] ?? `la alarma está en ${state}`,
  'after.alarm.none': () => 'el incidente no tiene alarma que releer',
  'after.alarm.gone': () => 'la alarma ya no existe',
  'after.alarm.unread': ({ why }) => `la alarma no se pudo leer (${why})`,
  'after.targets.healthy': ({ healthy, total }) =>
    total === 1
      ? `${healthy} de 1 tarea sana en el balanceador`
      : `${healthy} de ${total} tareas sanas en el balanceador`,
  'after.targets.running': ({ running, desired }) =>
    desired === 1 ? `${running} de 1 tarea en ejecución` : `${running} de ${desired} tareas en ejecución`,
  'after.targets.unread': ({ why }) => `las tareas no se pudieron leer (${why})`,
};

import type { HomeSentences } from '../../core/sentences/home.ts';
import { joined } from '../lists.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

function lacks(lacking: number, groups: readonly string[]): string {
  const people = lacking === 0 ? '' : quantity(lacking, 'aprobación', 'aprobaciones');
  const of = groups.length === 0 ? '' : `alguien de ${joined(groups, 'y')}`;
  const all = [people, of].filter(Boolean);
  if (all.length === 0) return 'decidida';
  return `${lacking > 1 || all.length > 1 ? 'faltan' : 'falta'} ${joined(all, 'y')}`;
}

export const home: Part<HomeSentences> = {
  'home.title': ({ waiting, incidents, running, troubled }) => {
    const parts = [
      ...(waiting === 0
        ? []
        : [`${quantity(waiting, 'cosa', 'cosas')} ${waiting === 1 ? 'te espera' : 'te esperan'}`]),
      ...(incidents === 0 ? [] : [quantity(incidents, 'incidente abierto', 'incidentes abiertos')]),
      ...(running === 0 ? [] : [quantity(running, 'cambio en marcha', 'cambios en marcha')]),
      ...(troubled === 0 ? [] : [quantity(troubled, 'entorno con problemas', 'entornos con problemas')]),
    ];
    return parts.length === 0 ? 'Todo en calma' : parts.join(' · ');
  },
  'home.part.waiting': () => '*Te esperan*',
  'home.part.running': () => '*En marcha*',
  'home.part.mine': () => '*Tus solicitudes*',
  'home.part.others': () => '*Esperan a otras personas*',
  'home.part.incidents': () => '*Incidentes abiertos*',
  'home.part.gates': () => '*Bloqueos y congelaciones*',
  'home.part.environments': () => '*Entornos*',
  'home.linked': ({ text, link }) => (link === null ? text : `${text} ${link}`),
  'home.request': ({ id, who, what, lacking, groups, expires, risk, reason }) =>
    `${who} quiere ${what}${reason === null ? '' : `: «${reason}»`}\n${id} · ${risk} · ${lacks(lacking, groups)} · vence ${expires}`,
  'home.risk.low': () => 'riesgo bajo',
  'home.risk.medium': () => 'riesgo medio',
  'home.risk.high': () => '*riesgo alto*',
  'home.mine': ({ id, what, lacking, groups, expires }) =>
    `Pediste ${what}\n${id} · ${lacks(lacking, groups)} · vence ${expires}`,
  'home.ended': ({ what, state, at }) => `${what}: ${state} ${at}`,
  'home.running': ({ what, progress, by, since }) =>
    `${what} · ${progress}\n${joined(by, 'y')} · desde ${since}`,
  'home.progress': ({ running, desired }) => `${running} de ${quantity(desired, 'tarea', 'tareas')}`,
  'home.environment': ({ environment, running, desired, image, alarms }) =>
    [
      `*${environment}*`,
      desired === 0 && running === 0 ? 'apagado' : `${running} de ${quantity(desired, 'tarea', 'tareas')}`,
      image ?? 'imagen sin leer',
      alarms === null
        ? 'alarmas sin leer'
        : alarms === 0
          ? 'sin alarmas'
          : quantity(alarms, 'alarma activa', 'alarmas activas'),
    ].join(' · '),
  'home.environment.unread': ({ environment, why }) => `*${environment}* · no se pudo leer: ${why}`,
  'home.lock': ({ environment, by, reason, since, until, link }) =>
    `*${environment}* bloqueado por ${by} desde ${since}${until === null ? '' : `, hasta ${until}`}: «${reason}»${link === null ? '' : ` ${link}`}`,
  'home.rolled-back': ({ environment, by, since, revision }) =>
    `*${environment}* no acepta despliegues nuevos: ${by} lo revirtió ${since}${revision === null ? '' : ` y dejó ${revision}`}`,
  'home.unread': ({ why }) => `Esto no se pudo leer: ${why}`,
  'home.may-unknown': ({ why }) => `No pude comprobar qué puedes aprobar tú: ${why}`,
  'home.more': ({ count, line }) => `Y ${count} más: ${line}`,
  'home.button.more': () => 'Más…',
  'home.button.scale': () => 'Escalar…',
  'home.button.logs': () => 'Logs…',
  'home.footer': ({ at, line }) =>
    `Así estaba ${at}. Se actualiza solo cuando algo cambia. Todo lo demás: ${line}`,
  'home.closed': ({ why }) => `Aquí verías lo que espera por ti. ${why}`,
  'home.answer.wait': () => 'Un momento…',
  'home.answer.close': () => 'Cerrar',
};

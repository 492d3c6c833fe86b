import type { ReadingSentences } from '../../core/sentences/reading.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

export const reading: Part<ReadingSentences> = {
  'reading.too-slow': () => 'AWS tardó demasiado en responder.',
  'reading.not-read': ({ part, why }) => `*${part}*: no se pudo leer. ${why}`,

  'reading.help-summary': ({ count }) => `Puedes usar ${quantity(count, 'comando', 'comandos')} aquí.`,
  'reading.help-read': () => '*Consultar*',
  'reading.help-both': () => '*Consultar o cambiar* (sin nada más, solo muestran)',
  'reading.help-change': () => '*Cambiar* (muestro el plan antes de tocar nada)',
  'reading.help-decide': () => '*Decidir* (también con los botones de la tarjeta)',
  'reading.help-line': ({ usage, summary }) => `${usage} — ${summary}`,
  'reading.help-more': ({ example }) => `El detalle de un comando: ${example}`,
  'reading.help-forms': ({ forms }) => `*Uso*\n${forms.join('\n')}`,
  'reading.help-example': ({ example }) => `*Ejemplo*\n${example}`,
  'reading.help-approval': ({ where }) => `Pide aprobación antes de ejecutarse: ${where.join(', ')}.`,
  'reading.help-no-approval': () => 'No pide aprobación.',
  'reading.approval-needed': ({ environment, people }) =>
    `${environment} (${quantity(people, 'persona', 'personas')})`,

  'reading.status-title': ({ environment, service, region }) => `${environment} · ${service} · ${region}`,
  'reading.status-summary': ({ environment, running, desired, image, alarms }) =>
    [
      `${environment}: ${running} de ${quantity(desired, 'tarea', 'tareas')} en ejecución`,
      ...(image === null ? [] : [image]),
      alarms === null
        ? 'alarmas sin leer'
        : alarms === 0
          ? 'sin alarmas'
          : quantity(alarms, 'alarma', 'alarmas'),
    ].join(' · '),
  'reading.status-unread': ({ environment, why }) => `${environment}: no se pudo leer el servicio. ${why}`,
  'reading.status-context': ({ at, store, version }) =>
    `Leído ${at} · almacén: ${store}${version === null ? '' : ` · Hydrous ${version}`}`,
  'reading.part-service': () => 'Servicio',
  'reading.part-version': () => 'Versión',
  'reading.part-tasks': () => 'Digest en ejecución',
  'reading.part-targets': () => 'Balanceador',
  'reading.part-alarms': () => 'Alarmas',
  'reading.part-scaling': () => 'Autoescalado',
  'reading.part-changes': () => 'Último cambio',
  'reading.tasks': ({ running, desired, pending }) => {
    if (desired === 0 && running === 0) return '*Tareas*: apagado (0 deseadas)';
    const waiting = pending > 0 ? `, ${pending} ${pending === 1 ? 'pendiente' : 'pendientes'}` : '';
    return `*Tareas*: ${running} de ${desired} en ejecución${waiting}`;
  },
  'reading.version': ({ image, digest, revision }) =>
    `*Versión*: ${image}${digest === null || digest === image ? '' : ` · ${digest}`} · revisión ${revision}`,
  'reading.version-revision': ({ revision }) => `*Versión*: revisión ${revision}`,
  'reading.rollout-none': () => '*Despliegue*: ninguno en curso',
  'reading.rollout-running': ({ running, desired, failed, since }) => {
    const failures = failed > 0 ? `, ${failed} ${failed === 1 ? 'fallida' : 'fallidas'}` : '';
    return `*Despliegue en curso*: ${running} de ${quantity(desired, 'tarea nueva', 'tareas nuevas')}${failures}${since === null ? '' : `, desde ${since}`}`;
  },
  'reading.rollout-failed': ({ reason }) => `*Despliegue fallido*${reason === null ? '' : `: ${reason}`}`,
  'reading.targets': ({ healthy, total }) =>
    `*Balanceador*: ${healthy} de ${quantity(total, 'sano', 'sanos')}`,
  'reading.targets-none': () => '*Balanceador*: sin destinos registrados',
  'reading.target-reason': ({ count, state, reason }) => `${count} × ${state}: ${reason}`,
  'reading.target-timeout': () => 'no responde a tiempo a la comprobación de salud',
  'reading.target-failed': () => 'la comprobación de salud falla (¿puerto y grupo de seguridad?)',
  'reading.target-code': ({ description }) =>
    `responde con un código que no se espera${description === null ? '' : ` — ${description}`}`,
  'reading.target-registering': () => 'se está registrando; aún no termina su primera comprobación',
  'reading.target-draining': () => 'se está retirando',
  'reading.target-unused': () => 'no recibe tráfico: ningún listener usa su grupo',
  'reading.target-other': ({ reason }) => reason ?? 'AWS no dice por qué',
  'reading.alarms-none': () => '*Alarmas*: ninguna activa',
  'reading.alarms-open': ({ count, names }) =>
    `*Alarmas*: ${count} ${count === 1 ? 'activa' : 'activas'} — ${names.join(', ')}${count > names.length ? ` y ${count - names.length} más` : ''}`,
  'reading.scaling': ({ min, max, policies }) =>
    `*Autoescalado*: de ${min} a ${max} tareas, ${quantity(policies, 'política', 'políticas')}`,
  'reading.scaling-suspended': ({ min, max }) => `*Autoescalado*: suspendido (de ${min} a ${max} tareas)`,
  'reading.scaling-none': () => '*Autoescalado*: no configurado',
  'reading.last-change': ({ command, who, at, state }) =>
    `*Último cambio*: ${command} de ${who}, ${at}: ${state}`,
  'reading.last-none': () => '*Último cambio*: ninguno hecho con Hydrous',
  'reading.waiting': ({ id, command, who, expires }) =>
    `*En espera*: ${command} de ${who}, vence ${expires} · ${id}`,

  'reading.history-title': ({ environment }) => `Últimos cambios en ${environment}`,
  'reading.history-summary': ({ environment, count }) =>
    `${quantity(count, 'cambio', 'cambios')} en ${environment}`,
  'reading.history-item': ({ at, command, who, decided, state, id }) =>
    `${at} · ${command} · ${who}${decided.length > 0 ? ` → ${decided.join(', ')}` : ''} · ${state} · ${id}`,
  'reading.history-reason': ({ item, reason }) => `${item}\n_${reason}_`,
  'reading.history-more': ({ count }) => `Hay ${count} más; usa \`--since\` o \`--by\` para acotar.`,
  'reading.history-none': ({ environment }) => `Todavía no hay cambios hechos con Hydrous en ${environment}.`,
  'reading.history-none-matching': ({ environment }) =>
    `Ningún cambio en ${environment} coincide. Prueba sin \`--by\` o con un \`--since\` mayor.`,
};

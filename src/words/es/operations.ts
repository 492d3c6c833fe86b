import type { OperationSentences } from '../../core/sentences/operations.ts';
import { joined } from '../lists.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

const y = (items: readonly string[]) => joined(items, 'y');
const personas = (n: number) => (n === 1 ? '1 persona' : `${n} personas`);

const ALARM_STEPS: Readonly<Record<string, string>> = {
  'put-alarm': 'CloudWatch tiene la alarma de prueba.',
  'set-alarm': 'CloudWatch la puso en alarma.',
  'set-ok': 'CloudWatch la devolvió a OK.',
  'snapshot-database': 'RDS empezó el snapshot.',
  'resize-database': 'RDS aceptó el cambio de clase.',
  'restore-database': 'RDS empezó a crear la base de datos nueva.',
  'resize-cache': 'ElastiCache aceptó el cambio de tipo.',
};

export const operations: Part<OperationSentences> = {
  'operation.refused.expired': ({ id }) => `La solicitud ${id} ya venció. Vuelve a pedir el cambio.`,
  'operation.refused.self-approval': () =>
    'No puedes aprobar tu propia solicitud: tiene que hacerlo otra persona.',
  'operation.refused.approve-rights': ({ environment, who }) =>
    `No estás entre quienes aprueban este cambio en ${environment}. ${who.length === 0 ? 'En hydrous.yml no hay nadie en `approvers`.' : `Puede hacerlo ${joined(who, 'o')}.`}`,
  'operation.refused.reject-rights': () =>
    'Solo pueden rechazar quienes aprueban, quienes operan y quien hizo la solicitud.',
  'operation.refused.cancel-rights': ({ requester }) =>
    `Solo ${requester} puede cancelar su solicitud. Para detenerla, recházala.`,
  'operation.refused.voted': ({ have, need, groups }) =>
    `Ya la aprobaste. Van ${have} de ${need}: ${groups.length === 0 ? 'falta otra persona' : `falta alguien de ${y(groups)}`}.`,
  'operation.refused.unclear': ({ id }) =>
    `No quedó claro cómo está ${id}. Mira su tarjeta e inténtalo de nuevo.`,
  'operation.refused.lookup': ({ why }) =>
    `No se pudo comprobar si tienes permiso, así que no se hizo nada. ${why}`,
  'operation.refused.none': ({ id }) =>
    `No hay ninguna solicitud ${id}. Mira las últimas con \`/hydrous history\`.`,
  'operation.refused.nobody': ({ environment, need, have }) =>
    `Nadie podría aprobarlo: ${environment} pide ${personas(need)} y ${have === 0 ? 'no hay ninguna que pueda' : `solo ${have === 1 ? 'puede 1' : `pueden ${have}`}`}. Añade a alguien en \`approvers\` de hydrous.yml.`,
  'operation.refused.nobody-lookup': ({ why }) =>
    `No se pudo comprobar quién puede aprobar, así que no se envió la solicitud. ${why}`,
  'operation.refused.busy': ({ environment, id, what, by, state }) =>
    `Ya hay un cambio en ${environment}: ${by} pidió ${what} (${id}, ${state}). Un cambio a la vez.`,
  'operation.refused.busy-abort': ({ environment }) =>
    `Para detenerlo y volver atrás: \`/hydrous abort ${environment}\``,
  'operation.already.rejected': ({ id, by }) => `Tarde: ${y(by)} ya rechazó ${id}.`,
  'operation.already.cancelled': ({ id, by }) => `Tarde: ${y(by)} ya canceló ${id}.`,
  'operation.already.stale': ({ id }) =>
    `${id} ya no vale: algo cambió después del plan. Su tarjeta dice qué; planifica de nuevo.`,
  'operation.already.approved': ({ id, by }) =>
    `${id} ya está en marcha${by.length === 0 ? '' : `: la aprobó ${y(by)}`}. No hace falta otro clic.`,
  'operation.already.ended': ({ id, by, state }) =>
    `${id} ya terminó (${state})${by.length === 0 ? '' : `; la aprobó ${y(by)}`}.`,
  'operation.already.asked': ({ id, what, state }) => `Esa solicitud ya existe: ${id}, ${what} (${state}).`,

  'operation.asked': ({ id, what, need, channel, expires }) =>
    `Solicitud ${id} enviada a ${channel}: ${what}. Falta que ${need === 1 ? 'la apruebe 1 persona' : `la aprueben ${need} personas`}; vence ${expires}.`,
  'operation.accepted': ({ id, what }) => `En marcha ${id}: ${what}. Este entorno no pide aprobación.`,
  'operation.you.approved': ({ id, what }) =>
    `Aprobaste ${id}: ${what}. Empieza ahora; la tarjeta muestra el avance.`,
  'operation.you.counted': ({ id, have, need, groups }) =>
    `Tu aprobación de ${id} cuenta: van ${have} de ${need}${groups.length === 0 ? '' : ` y falta alguien de ${y(groups)}`}.`,
  'operation.you.rejected': ({ id }) => `Rechazaste ${id}. No se cambió nada.`,
  'operation.you.cancelled': ({ id }) => `Cancelaste ${id}. No se cambió nada.`,
  'operation.undo.not-last': ({ since, line }) =>
    `Después hubo otro cambio: ${since}. Deshacer este se llevaría también ese. Si es lo que quieres: ${line}`,
  'operation.undo.none': ({ what }) => `No hay forma de deshacer esto: ${what}.`,

  'operation.state.planned': () => 'planificada',
  'operation.state.pending': () => 'espera aprobación',
  'operation.state.approved': () => 'aprobada',
  'operation.state.executing': () => 'en marcha',
  'operation.state.succeeded': () => 'terminó bien',
  'operation.state.failed': () => 'falló',
  'operation.state.superseded': () => 'reemplazada por otro cambio',
  'operation.state.unknown': () => 'resultado desconocido',
  'operation.state.rejected': () => 'rechazada',
  'operation.state.cancelled': () => 'cancelada',
  'operation.state.expired': () => 'vencida',
  'operation.state.stale': () => 'desactualizada',

  'card.wants': ({ who, what }) => `*${who} quiere ${what}*`,
  'card.are-doing': ({ who, what, progress }) =>
    `*En marcha: ${what}*${progress === null ? '' : ` · ${progress}`} · ${y(who)}`,
  'card.did': ({ who, what, took }) => `*Hecho: ${what}*${took === null ? '' : ` en ${took}`} · ${y(who)}`,
  'card.failed': ({ who, what }) => `*Falló: ${what}* · ${y(who)}`,
  'card.superseded': ({ what }) => `*Reemplazado por otro cambio: ${what}*`,
  'card.unknown': ({ what }) => `*No se sabe cómo terminó: ${what}*`,
  'card.rejected': ({ by, what }) => `*Rechazado por ${y(by)}: ${what}*`,
  'card.cancelled': ({ by, what }) => `*Cancelado por ${y(by)}: ${what}*`,
  'card.expired': ({ what }) => `*Venció sin decisión: ${what}*`,
  'card.stale': ({ what }) => `*Algo cambió después del plan: ${what}*`,
  'card.reason': ({ reason }) => `Motivo: ${reason}`,
  'card.field.image': () => 'Imagen',
  'card.field.digest': () => 'Digest',
  'card.field.revision': () => 'Revisión',
  'card.field.desired-count': () => 'Tareas deseadas',
  'card.field.architecture': () => 'Arquitectura',
  'card.field.deployment': () => 'Despliegue',
  'card.field.environment-names': () => 'Variables',
  'card.field.cpu': () => 'CPU (unidades)',
  'card.field.memory': () => 'Memoria (MiB)',
  'card.field.monthly-cost': () => 'Costo al mes, estimado',
  'card.field.variable': () => 'Variable',
  'card.field.bounds': () => 'Límites de autoscaling',
  'card.field.target-cpu': () => 'Objetivo de CPU',
  'card.field.target-memory': () => 'Objetivo de memoria',
  'card.field.suspended': () => 'Suspendido',
  'card.field.until': () => 'Duración',
  'card.change': ({ from, to }) =>
    from === to ? `${to ?? '–'} (igual)` : from === null ? (to ?? '–') : `${from} → ${to ?? '–'}`,
  'card.risk.low': ({ deploys }) =>
    `Riesgo bajo · ${deploys === 'yes' ? 'inicia un despliegue' : 'no inicia un despliegue'}`,
  'card.risk.medium': ({ deploys }) =>
    `Riesgo medio · ${deploys === 'yes' ? 'inicia un despliegue' : 'no inicia un despliegue'}`,
  'card.risk.high': ({ deploys }) =>
    `*Riesgo alto* · ${deploys === 'yes' ? 'inicia un despliegue' : 'no inicia un despliegue'}`,
  'card.approvals': ({ need, have, by, groups, expires }) =>
    `Aprobaciones: ${have} de ${need}${by.length === 0 ? '' : ` (${y(by)})`}${groups.length === 0 ? '' : `; falta alguien de ${y(groups)}`} · vence ${expires}`,
  'card.checks-fine': ({ count }) =>
    `${quantity(count, 'comprobación', 'comprobaciones')} bien; el detalle, debajo de los botones`,
  'card.new-revision': ({ family }) => `nueva revisión de ${family}`,
  'card.rejected-why': ({ reason }) => `Por qué se rechazó: ${reason}`,
  'card.manual': () => 'A mano, si Slack o Hydrous no responden:',
  'card.rollout': ({ running, desired, pending, failed }) =>
    `Versión nueva: ${running} de ${desired} en ejecución${pending === 0 ? '' : `, ${pending} arrancando`}${failed === 0 ? '' : `, ${failed} ${failed === 1 ? 'fallida' : 'fallidas'}`}`,
  'card.rollout.breaker': ({ failures, threshold }) =>
    `Circuit breaker: ${failures} de ${quantity(threshold, 'fallo', 'fallos')}`,
  'card.rollout.draining': ({ count }) =>
    `La versión nueva ya atiende; ${count === 1 ? 'queda 1 tarea vieja' : `quedan ${count} tareas viejas`} por salir`,
  'card.rollout.starting': () => 'Enviado a ECS; esperando las primeras tareas',
  'card.id': ({ id, requester, at }) => `${id} · pidió ${requester} ${at}`,
  'card.decided': ({ by, at }) => `decidió ${y(by)} ${at}`,
  'card.ended': ({ at, took }) => `terminó ${at} (${took})`,
  'card.footer': ({ parts }) => parts.join(' · '),
  'card.guide': ({ entry }) => `La guía lo explica en ${entry}.`,

  'button.approve': () => 'Aprobar',
  'button.reject': () => 'Rechazar',
  'button.cancel': () => 'Cancelar',
  'button.roll-back': () => 'Revertir',
  'button.acknowledge': () => 'Reconocer',
  'button.silence': () => 'Silenciar',
  'button.resolve': () => 'Resolver',
  'button.view-logs': () => 'Ver logs',
  'button.undo': () => 'Deshacer',
  'button.abort': () => 'Abortar',
  'button.plan-again': () => 'Planificar de nuevo',

  'execute.stale': () => 'No se ejecutó: algo cambió desde que se hizo el plan. No se envió nada a AWS.',
  'execute.moved': ({ field, planned, now }) => `${field}: el plan decía ${planned}, ahora es ${now}`,
  'execute.not-applied': () =>
    'La llamada se interrumpió y no llegó a AWS: no se cambió nada. Planifica de nuevo si aún hace falta.',
  'execute.sealed-lost': () =>
    'Los valores se guardaron cifrados con un secreto que ya cambió y no se pueden leer. No se cambió nada: escribe el comando otra vez.',
  'execute.unclear': () =>
    'La respuesta de AWS se perdió y no se puede saber si el cambio se hizo. No se repite solo.',
  'execute.look-at': ({ line }) => `Míralo en la consola de AWS. El cambio era: ${line}`,
  'execute.too-long': ({ span }) =>
    `Sigue sin terminar después de ${span}. Se dejará de seguir tan de cerca.`,
  'execute.cannot-read': ({ why }) => `No se ejecutó: no se pudo leer el estado del servicio. ${why}`,

  'note.vote': ({ who, have, need, groups }) =>
    `${who} aprobó (${have} de ${need}${groups.length === 0 ? '' : `; falta alguien de ${y(groups)}`}).`,
  'note.approved': ({ by }) => `Aprobado por ${y(by)}.`,
  'note.rejected': ({ by, reason }) => `${by} lo rechazó${reason === null ? '.' : `: ${reason}`}`,
  'note.cancelled': ({ by }) => `${by} canceló su solicitud.`,
  'note.expired': () => 'Venció sin decisión. No se cambió nada.',
  'note.started': () => 'Estado comprobado otra vez: nada cambió desde el plan. Empieza.',
  'note.step': ({ step }) =>
    ALARM_STEPS[step] ??
    (step === 'register'
      ? 'Nueva revisión registrada.'
      : step === 'stop'
        ? 'ECS aceptó detener el despliegue.'
        : 'ECS aceptó el cambio.'),
  'note.ended': ({ text }) => text,
};

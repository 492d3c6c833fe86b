import type { GateSentences } from '../../core/sentences/gates.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';

const hasta = (until: string | null) => (until === null ? '' : ` hasta ${until}`);
const abre = (opens: string | null) => (opens === null ? 'sin fecha de apertura' : `abre ${opens}`);
const enlace = (link: string | null) => (link === null || link === '' ? '' : ` ${link}`);
const desde = (since: string, age: string) => `desde ${since} (hace ${age})`;

export const gates: Part<GateSentences> = {
  'gate.lock': ({ environment, by, reason, since, age, until, link }) =>
    `*${environment} está bloqueado* por ${by} ${desde(since, age)}${hasta(until)}: «${reason}».${enlace(link)}`,
  'gate.rolled-back': ({ environment, by, revision, reason, since, age }) =>
    `*${environment} no acepta despliegues nuevos*: ${by} lo revirtió${revision === null ? '' : ` desde ${revision}`} ${since} (hace ${age})${reason === null ? '' : `: «${reason}»`}.`,
  'gate.freeze': ({ environment, names, opens }) =>
    `*${environment} está congelado* (${joined(names, 'y')}): ${abre(opens)}.`,
  'gate.freeze-by': ({ environment, by, reason, opens, link }) =>
    `*${environment} está congelado* por ${by}: «${reason}»; ${abre(opens)}.${enlace(link)}`,
  'gate.not-open': ({ environment, opens }) =>
    `*${environment} está fuera de su horario de cambios*: ${abre(opens)}.`,
  'gate.end.own': ({ line }) => `Es tu propio bloqueo: quítalo con ${line} y pide el cambio otra vez.`,
  'gate.end.other': ({ by, line }) => `Habla con ${by}, o quítalo con ${line}: se le avisará.`,
  'gate.end.rolled-back': ({ line }) =>
    `Cuando la causa esté arreglada: ${line}. Mientras tanto sí pasan redeploy, rollback, abort y los demás cambios.`,
  'gate.end.freeze': ({ by, line }) =>
    `Habla con ${by}, o termínalo con ${line}: se le avisará. Rollback y abort sí pasan.`,
  'gate.end.own-freeze': ({ line }) => `La pediste tú: termínala con ${line}. Rollback y abort sí pasan.`,
  'gate.end.file': () => 'Está escrito en hydrous.yml. Rollback y abort sí pasan.',
  'gate.wait': () => 'Si esperas: al abrir se planifica otra vez y se pide la aprobación de siempre.',
  'gate.passed': ({ what }) => `${what} Este cambio pasa igual.`,
  'gate.broken': ({ what }) => `${what} *Se pasa por encima en una emergencia.*`,
  'gate.stale': ({ why }) => `No se ejecutó y no se envió nada a AWS. ${why}`,
  'gate.part': () => 'Bloqueos',
  'gate.next': ({ name, at }) => `Próxima congelación: ${name}, desde ${at}`,
  'gate.waiting': ({ who, line, cancel }) => `Espera la apertura: ${line}, de ${who}. Cancelar: ${cancel}`,
  'gate.none': ({ environment, line }) =>
    `${environment} no está bloqueado ni congelado. Para hacerlo: ${line}`,
  'plan.from-moving': ({ from }) =>
    `En ${from} hay un despliegue en marcha. Espera a que termine, o nombra la imagen.`,
  'plan.from-unknown': ({ from }) =>
    `No se pudo saber qué imagen corre en ${from}: ninguna tarea suya lo dice. Nombra la imagen.`,
  'plan.from-itself': ({ from }) =>
    `${from} ya tiene lo que tiene ${from}. Nombra otro entorno tras \`--from\`.`,
  'plan.image-and-from': () => 'O nombras una imagen o usas `--from`: las dos cosas a la vez no.',
  'plan.from-no-environment': ({ word, near, names }) =>
    `No hay ningún entorno «${word}».${near.length === 0 ? '' : ` ¿Quisiste decir ${joined(near, 'o')}?`} Los que hay: ${joined(names, 'y')}.`,
  'check.promoted': ({ from, digest }) => `${digest} ya terminó bien en ${from}`,
  'check.promoted.unread': ({ from, digest, why }) =>
    `No se pudo comprobar si ${digest} terminó bien en ${from}, y tiene que pasar antes por ahí: ${why}`,
  'check.not-promoted': ({ from, digest }) =>
    `${digest} nunca terminó bien en ${from}: despliégala allí primero, o usa \`deploy --from ${from}\``,
  'moved.service': () => 'Servicio',
  'moved.task-definition': () => 'Revisión en uso',
  'moved.desired-count': () => 'Tareas deseadas',
  'moved.image-digest': () => 'Imagen a la que apunta la etiqueta',
  'moved.autoscaling': () => 'Límites de autoscaling',
  'moved.suspended': () => 'Autoscaling suspendido',
  'moved.target-cpu': () => 'Objetivo de CPU',
  'moved.target-memory': () => 'Objetivo de memoria',
  'moved.policy-cpu': () => 'Política de CPU',
  'moved.policy-memory': () => 'Política de memoria',
  'moved.policy-requests': () => 'Política de peticiones',
  'moved.topic': () => 'Tema de las alarmas',
  'moved.deployment': () => 'Entretanto empezó otro despliegue',
  'moved.rollout-over': () => 'El despliegue que se iba a detener ya no está en marcha',
  'card.stale-gate': ({ what, environment }) => `*No se ejecutó: ${environment} no acepta cambios.* ${what}`,

  'lock.reason': ({ line }) =>
    `Falta el motivo: lo leerá quien se encuentre el paso cerrado. Escribe ${line}`,
  'lock.length': ({ shortest, longest }) => `\`--for\` va de ${shortest} a ${longest}.`,
  'lock.no-time': ({ line }) => `Falta hasta cuándo. Escribe ${line}`,
  'lock.until': ({ word, line }) => `«${word}» no es un momento que entienda. Escribe ${line}`,
  'lock.until-past': ({ at }) => `${at} ya pasó. Di un momento que esté por venir.`,
  'lock.until-far': ({ longest }) => `Como mucho ${longest}: lo que dura más va en hydrous.yml.`,
  'lock.taken': ({ environment, until, line }) =>
    `${environment} queda bloqueado por ti${hasta(until)}. Rollback y abort sí pasan. Para quitarlo: ${line}`,
  'lock.held': ({ what, line }) => `${what} Si de verdad quieres quitárselo: ${line}`,
  'lock.lost': ({ environment }) =>
    `Alguien fue más rápido con el bloqueo de ${environment}. Míralo con \`status\` y vuelve a intentarlo.`,
  'lock.none': ({ environment }) => `${environment} no está bloqueado.`,
  'lock.ended': ({ environment }) => `${environment} ya no está bloqueado.`,
  'lock.gone': () => 'Ese bloqueo ya no existe: puedes pedir el cambio otra vez.',
  'lock.frozen': ({ environment, until, line }) =>
    `${environment} queda congelado hasta ${until}. Rollback y abort sí pasan. Para terminarlo antes: ${line}`,
  'lock.thawed': ({ environment }) => `Terminó la congelación de ${environment}.`,
  'lock.not-frozen': ({ environment }) => `${environment} no está congelado.`,
  'lock.in-file': ({ environment, names, opens }) =>
    `${environment} está congelado por hydrous.yml (${names.length === 0 ? 'fuera de horario' : joined(names, 'y')}): ${abre(opens)}. Eso se cambia en el archivo.`,
  'lock.after-rollback': ({ environment, line }) =>
    `Los despliegues nuevos en ${environment} quedan cerrados hasta que alguien los abra con ${line}`,

  'note.locked': ({ who, environment, reason, until }) =>
    `${who} bloqueó ${environment}${hasta(until)}: «${reason}»`,
  'note.lock-taken': ({ who, environment, reason, until, from }) =>
    `${from}: ${who} te quitó el bloqueo de ${environment} y ahora lo tiene${hasta(until)}: «${reason}»`,
  'note.unlocked': ({ who, environment, owners, lasted }) =>
    `${owners.length === 0 ? '' : `${joined(owners, 'y')}: `}${who} desbloqueó ${environment}. Duró ${lasted}.`,
  'note.lock-over': ({ by, environment }) => `${by}: terminó el tiempo de tu bloqueo de ${environment}.`,
  'note.lock-nag': ({ by, environment, reason, age, line }) =>
    `${by}: ${environment} sigue bloqueado desde hace ${age}${reason === null ? '' : `: «${reason}»`}. ¿Ya se puede quitar? ${line}`,
  'note.rollback-nag': ({ by, environment, age, line }) =>
    `${by}: ${environment} no acepta despliegues desde que se revirtió, hace ${age}. ¿Está arreglada la causa? ${line}`,
  'note.frozen': ({ who, environment, reason, until }) =>
    `${who} congeló ${environment} hasta ${until}: «${reason}»`,
  'note.thawed': ({ who, environment, owner }) =>
    `${owner === null ? '' : `${owner}: `}${who} terminó la congelación de ${environment}.`,
  'note.freeze-over': ({ environment }) => `Terminó la congelación de ${environment}: ya acepta cambios.`,
  'note.waits': ({ who, line, environment, opens }) =>
    `${who} dejó ${line} en espera: se planifica cuando abra ${environment}, ${opens}.`,
  'note.opened': ({ who, line, environment, answer }) =>
    `${who}: ${environment} abrió y se planificó ${line}. ${answer}`,
  'note.wait-cancelled': ({ who, line, requester }) =>
    `${requester === null ? '' : `${requester}: `}${who} canceló lo que esperaba: ${line}`,

  'wait.taken': ({ line, opens, cancel }) =>
    `Anotado: ${line} se planifica otra vez ${opens} y pide la aprobación de siempre. Para cancelarlo: el botón, o ${cancel}`,
  'wait.already': ({ id, opens }) => `Ya está en espera (${id}): ${abre(opens)}.`,
  'wait.open': ({ line }) => `Ya está abierto: vuelve a pedirlo con ${line}`,
  'wait.never': () => 'Las ventanas de hydrous.yml no dejan ningún hueco: así no abriría nunca.',
  'wait.gone': () => 'Esto ya no espera: se planificó o se canceló.',
  'wait.other': ({ requester }) => `Esto lo pidió ${requester}. Pide tú el cambio para dejarlo en espera.`,
  'wait.cancelled': ({ line }) => `Cancelado: ${line} ya no espera.`,
  'wait.cancel-rights': ({ requester }) => `Solo pueden cancelarlo ${requester} y quienes operan.`,
  'wait.only-cancel': () => 'Todavía no hay nada que aprobar: el plan se hace cuando abra el entorno.',

  'button.wait': () => 'Pedirlo cuando abra',
  'button.unlock': () => 'Desbloquear',
  'confirm.unlock.title': () => '¿Quitar el bloqueo?',
  'confirm.unlock.text': ({ environment }) =>
    `${environment} volverá a aceptar cambios. Se avisará en el canal a quien lo bloqueó.`,
  'confirm.unlock.yes': () => 'Desbloquear',
  'confirm.unlock.no': () => 'Dejarlo',
};

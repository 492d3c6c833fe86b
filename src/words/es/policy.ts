import type { PolicySentences } from '../../core/sentences/policy.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';

const y = (items: readonly string[]) => joined(items, 'y');
const falta = (have: number, need: number, groups: readonly string[]) =>
  `Van ${have} de ${need}${groups.length === 0 ? '' : ` y falta alguien de ${y(groups)}`}.`;

/** Where nobody is on the list there is still the channel. */
const whom = (skipped: readonly string[]) => (skipped.length === 0 ? 'el canal' : y(skipped));

export const policy: Part<PolicySentences> = {
  'policy.refused.own-as': ({ other }) =>
    `Esta solicitud es tuya (la hiciste como ${other}): tiene que aprobarla otra persona.`,
  'policy.refused.voted-as': ({ other, have, need, groups }) =>
    `Ya la aprobaste como ${other}, y cada persona cuenta una vez. ${falta(have, need, groups)}`,
  'policy.refused.group': ({ groups }) =>
    `Ya hay aprobaciones suficientes; lo que falta es la de alguien de ${y(groups)}.`,
  'policy.refused.nobody-group': ({ environment, groups }) =>
    `Nadie podría aprobarlo: ${environment} pide a alguien de ${y(groups)}, y ahí no hay nadie que pueda. Revisa \`requiredGroup\` y \`approvers\` en hydrous.yml.`,
  'policy.dropped': ({ who }) =>
    `La aprobación de ${y(who)} ya no cuenta: ahora no puede aprobar este cambio.`,
  'policy.remind': ({ who, by, what, have, need, groups, expires }) =>
    `${y(who)}: ${by} espera aprobación para ${what}. ${falta(have, need, groups)} Vence ${expires}.`,
  'policy.told.approved': ({ id, what, by }) => `${y(by)} aprobó tu solicitud ${id}: ${what}. Empieza ahora.`,
  'policy.told.rejected': ({ id, what, by, reason }) =>
    `${by} rechazó tu solicitud ${id}: ${what}.${reason === null ? '' : ` Motivo: «${reason}»`}`,
  'policy.told.expired': ({ id, what }) =>
    `Tu solicitud ${id} venció sin decisión: ${what}. No se cambió nada; pídela otra vez si aún hace falta.`,
  'policy.told.ended': ({ id, what, text }) => `Tu solicitud ${id} (${what}): ${text}`,

  'glass.refused.off': () =>
    'Aquí no se puede saltar la aprobación: `breakGlass` está apagado en hydrous.yml.',
  'glass.refused.person': ({ who }) =>
    `No puedes saltar la aprobación. En una emergencia puede hacerlo ${y(who)}.`,
  'glass.refused.reason': ({ least }) =>
    `Di por qué, con ${least} letras o más, por ejemplo "producción caída, nadie contesta".`,
  'glass.refused.verb': () =>
    '`--break-glass` va con un cambio, por ejemplo `/hydrous rollback --break-glass "…"`, o con `/hydrous approve ID --break-glass "…"`.',
  'glass.refused.late': ({ id }) =>
    `Pasaron más de 2 minutos y no se hizo nada. Empieza de nuevo: \`/hydrous approve\` ${id} \`--break-glass "…"\``,
  'glass.refused.none': ({ id }) => `Nadie pidió saltar la aprobación de ${id}. No se hizo nada.`,
  'glass.refused.other': ({ by }) => `Solo ${by} puede confirmarlo, porque dio el motivo. No se hizo nada.`,
  'glass.refused.lookup': ({ why }) =>
    `No se pudo saber a quién se saltaría, así que no se hizo nada. ${why}`,
  'glass.refused.no-need': () => 'Este cambio no pide aprobación: escribe el comando sin `--break-glass`.',
  'glass.ask': ({ line }) => `Slack no mostró la pregunta y no se hizo nada. Escríbelo así: ${line}`,
  'glass.offer': ({ id, what, reason, skipped, until }) =>
    `*¿Seguro que no hay nadie que apruebe?* ${id}: ${what}. Motivo: «${reason}». Se ejecuta sin segunda persona, se avisa a ${whom(skipped)} y alguien más tendrá que revisarlo. Puedes confirmar hasta ${until}; si no, queda como una solicitud normal.`,
  'glass.offer.typed': ({ line }) => `Sin botones: ${line}`,
  'glass.you': ({ id, what }) => `Sin aprobación: empieza ${id}, ${what}. Otra persona tendrá que revisarlo.`,
  'glass.note': ({ by, what, id, reason, skipped }) =>
    `*Emergencia:* ${by} saltó la aprobación de ${id} (${what}). Motivo: «${reason}». No se esperó a ${whom(skipped)}: alguien más tiene que revisarlo.`,
  'glass.card': ({ by, reason }) => `*Sin aprobación*, por emergencia: ${by} · «${reason}»`,
  'glass.card.open': () => 'Sin revisar: lo cierra otra persona.',
  'glass.card.reviewed': ({ by, at }) => `Revisado por ${by} ${at}.`,
  'glass.review.own': () => 'Esta emergencia es tuya: tiene que revisarla otra persona.',
  'glass.review.rights': ({ who }) => `Puede revisarlo quien aprueba cambios aquí: ${y(who)}.`,
  'glass.review.already': ({ by }) => `${by} ya lo revisó.`,
  'glass.review.none': ({ id }) => `En ${id} nadie saltó la aprobación: no hay nada que revisar.`,
  'glass.review.you': ({ id }) => `Quedó revisado por ti: ${id}.`,
  'glass.review.note': ({ by }) => `${by} revisó esta emergencia.`,
  'glass.remind': ({ by, what, id, age }) =>
    `Sin revisar desde hace ${age}: ${by} saltó la aprobación de ${id} (${what}). Otra persona lo cierra con «Revisado» en la tarjeta.`,
  'glass.week': ({ count, open }) =>
    `En siete días se saltó la aprobación ${count === 1 ? 'una vez' : `${count} veces`}; ${open === 0 ? 'todo está revisado' : `sin revisar: ${open}`}.`,
  'glass.modal.title': () => 'Saltar la aprobación',
  'glass.modal.label': () => '¿Por qué no se puede esperar?',
  'glass.modal.hint': () =>
    'Lo verán todos los que debían aprobar, y otra persona lo revisará. Todavía no se ejecuta nada.',
  'glass.modal.next': () => 'Seguir',
  'glass.modal.close': () => 'Volver',
  'glass.modal.sure': () => 'Ejecutar sin aprobación',
  'glass.modal.empty': () => 'Escribe el motivo, por ejemplo: producción caída, nadie contesta',
  'button.skip-approval': () => 'Saltar aprobación…',
  'button.break-glass': () => 'Ejecutar sin aprobación',
  'button.review': () => 'Revisado',
};

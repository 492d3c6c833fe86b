import type { SlackSentences } from '../../core/sentences/slack.ts';
import type { Part } from '../words.ts';

export const slack: Part<SlackSentences> = {
  'slack.busy': () => 'Hay demasiadas órdenes en espera. Inténtalo en un momento.',
  'slack.unsubscribed': ({ topic }) =>
    `Alguien canceló la suscripción de Hydrous al tema ${topic}: ya no llegan sus alarmas. Para volver a suscribirlo, reinicia Hydrous o usa \`aws sns subscribe\`.`,
  'slack.looking': () => 'Mirando…',
  'slack.planning': () => 'Preparando el plan…',
  'slack.still-working': () => 'Sigo en eso. Te respondo aquí mismo en un momento.',
  'slack.outsider': () =>
    'Tu espacio de trabajo no está entre los que atiendo, así que no hice nada. Quien administra el bot puede agregarlo en `teams` de `hydrous.yml`.',
  'slack.not-full-member': () =>
    'Solo atiendo a miembros plenos del espacio de trabajo; los invitados y los bots no pueden usarme. No hice nada.',
  'slack.person-unchecked': () =>
    'No pude comprobar con Slack quién eres, así que no hice nada. Inténtalo de nuevo en un minuto.',
  'slack.unknown-button': () =>
    'Este botón ya no vale: es de otra versión o fue alterado. No hice nada. Escribe `/hydrous help` para ver qué puedes pedir.',
  'slack.wrong-channel': () =>
    'Este botón solo vale en el canal de su tarjeta. No hice nada; púlsalo en el canal de operaciones o de incidentes.',
  'slack.failed-with-id': ({ id }) =>
    `Algo falló de mi lado y no sé si quedó hecho. Mira \`/hydrous status\` antes de repetir. Si sigue, pasa este código a quien administra el bot: ${id}`,
  'slack.cut-more': ({ count }) => `Recortado: ${count} más no caben aquí.`,
  'slack.plain-card': () => 'Slack no aceptó la tarjeta completa; esto es lo esencial.',
  'slack.picture-failed': () => 'Slack no aceptó la gráfica; las cifras están aquí.',
  'slack.file-sent': ({ name }) => `Te mandé ${name} por mensaje directo; solo tú lo ves.`,
  'slack.file-shown': ({ name }) => `Slack no aceptó ${name} como archivo; aquí van sus líneas.`,
  'slack.reject-title': () => 'Rechazar el cambio',
  'slack.reject-label': () => '¿Por qué lo rechazas?',
  'slack.reject-hint': ({ most }) => `Lo verá quien lo pidió. Hasta ${most} caracteres.`,
  'slack.reject-submit': () => 'Rechazar',
  'slack.reject-close': () => 'Volver',
  'slack.reason-empty': () => 'Escribe el motivo con palabras, por ejemplo: falta probar en staging',
};

import type { ListingSentences } from '../../core/sentences/listing.ts';
import type { Part } from '../words.ts';

export const listing: Part<ListingSentences> = {
  'images.title': ({ repository, environment }) => `Imágenes de ${repository} para ${environment}`,
  'images.summary': ({ environment, count, running }) =>
    `${count} ${count === 1 ? 'imagen' : 'imágenes'} para ${environment}${running === null ? '' : `; corre ${running}`}`,
  'images.none': ({ repository }) => `No hay imágenes con etiqueta en ${repository}.`,
  'images.item': ({ tags, digest, age, platforms }) =>
    `${tags.join(', ')} · ${platforms ?? 'arquitectura sin leer'} · ${age === null ? 'sin fecha' : `hace ${age}`} · ${digest}`,
  'images.running': ({ item }) => `${item} · *en ejecución*`,
  'images.archived': ({ item }) => `${item} · archivada`,
  'images.next': ({ command }) => `Para desplegar una: ${command}`,
  'images.platforms-unread': ({ count }) =>
    `No se pudo leer la arquitectura de ${count === 1 ? '1 imagen' : `${count} imágenes`}: hace falta permiso para ecr:BatchGetImage y ecr:GetDownloadUrlForLayer, y que ECR conteste.`,
  'images.running-unread': ({ why }) => `No se sabe cuál corre: ${why}`,

  'revisions.title': ({ environment }) => `Revisiones que corrieron en ${environment}`,
  'revisions.summary': ({ environment, count, current }) =>
    `${count} ${count === 1 ? 'revisión corrió' : 'revisiones corrieron'} en ${environment}${current === null ? '' : `; ahora ${current}`}`,
  'revisions.history-unread': ({ why }) =>
    `Solo lo que cuenta el servicio; su historia no se pudo leer: ${why}`,
  'revisions.current-unread': ({ why }) => `No se sabe cuál corre ahora: ${why}`,
  'revisions.digest-unread': ({ why }) => `La definición que corre no se pudo leer: ${why}`,
  'revisions.people-unread': ({ why }) => `No se sabe quién pidió cada una: ${why}`,
  'revisions.none': ({ environment }) =>
    `ECS no recuerda ningún despliegue de ${environment} en los últimos 90 días.`,
  'revisions.item': ({ revision, outcome, digest, age, by }) =>
    `${revision} · ${outcome} · ${age === null ? 'sin fecha' : `hace ${age}`}${digest === null ? '' : ` · ${digest}`}${by === null ? '' : ` · ${by}`}`,
  'revisions.current': ({ item }) => `${item} · *en ejecución*`,
  'revisions.next': ({ command }) => `Para volver a una: ${command}`,
  'revisions.outcome.succeeded': () => 'terminó bien',
  'revisions.outcome.rolled-back': () => 'falló y ECS volvió atrás',
  'revisions.outcome.stopped': () => 'detenida o reemplazada',
  'revisions.outcome.running': () => 'en curso',
  'revisions.outcome.other': ({ status }) => `estado ${status}`,
};

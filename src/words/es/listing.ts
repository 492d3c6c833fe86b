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
  'images.running-unread': ({ why }) => `No se sabe cuál corre: ${why}`,

  'revisions.title': ({ environment }) => `Revisiones que corrieron en ${environment}`,
  'revisions.summary': ({ environment, count, current }) =>
    `${count} ${count === 1 ? 'revisión corrió' : 'revisiones corrieron'} en ${environment}; ahora ${current}`,
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

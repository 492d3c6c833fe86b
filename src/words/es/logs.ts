import type { LogSentences } from '../../core/sentences/logs.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

const lines = (count: number): string => quantity(count, 'línea', 'líneas');

export const logs: Part<LogSentences> = {
  'logs.summary': ({ environment, count, from, until }) =>
    `${lines(count)} de log de ${environment} entre ${from} y ${until}.`,
  'logs.filter': ({ words, without, level, status, path, task }) =>
    [
      ...(words.length > 0 ? [`con ${words.join(' y ')}`] : []),
      ...(without.length > 0 ? [`sin ${without.join(' ni ')}`] : []),
      ...(level === null ? [] : [`nivel ${level} o más grave`]),
      ...(status === null ? [] : [`respuesta ${status}`]),
      ...(path === null ? [] : [`ruta con ${path}`]),
      ...(task === null ? [] : [`tarea ${task}`]),
    ]
      .map((part) => `, ${part}`)
      .join(''),
  'logs.window': ({ group, from, until, filter }) =>
    `${group} entre ${from} y ${until}${filter}. Lo más nuevo primero:`,
  'logs.none': ({ from, until, filter }) => `No hay líneas entre ${from} y ${until}${filter}.`,
  'logs.wider': ({ command }) => `Busca más atrás: ${command}`,
  'logs.nothing-read': ({ why }) => `Todavía no he podido leer nada del log. ${why}`,
  'logs.part-unread': ({ from, until, why, command }) =>
    `Sin buscar todavía: entre ${from} y ${until}. ${why} Sigue por ahí con ${command}`,
  'logs.why-throttled': () => 'CloudWatch está limitando nuestras lecturas.',
  'logs.why-unanswered': () => 'CloudWatch no respondió a tiempo.',
  'logs.why-much': () => 'Hay más que leer de lo que cabe en unos segundos.',
  'logs.partial': () =>
    'La búsqueda paró antes de leer todo el intervalo: puede haber más líneas. Acorta `--since` o añade palabras.',
  'logs.by-level-words': () =>
    'Las líneas más antiguas se buscaron por palabras como `ERROR` o `Exception`; las que avisan de otro modo pueden faltar.',
  'logs.count': ({ first, last, total }) => `Líneas ${first} a ${last} de ${total}.`,
  'logs.count-at-least': ({ first, last, total }) => `Líneas ${first} a ${last} de ${total} o más.`,
  'logs.folded': ({ count }) =>
    `${quantity(count, 'petición agrupada', 'peticiones agrupadas')} por ruta y respuesta.`,
  'logs.lower': ({ count }) => `${lines(count)} de nivel más bajo sin mostrar.`,
  'logs.no-level': ({ count }) => `${lines(count)} sin nivel reconocible sin mostrar.`,
  'logs.no-request': ({ count }) => `${lines(count)} que no son peticiones sin mostrar.`,
  'logs.not-kept': ({ count }) =>
    `${lines(count)} más, las más antiguas, no se guardaron. Acorta \`--since\` para verlas.`,
  'logs.zone': ({ zone }) => `Horas en ${zone}.`,
  'logs.private': ({ zone }) => `Horas en ${zone}. Solo tú ves este mensaje.`,
  'logs.older': () => 'Más antiguas',
  'logs.newer': () => 'Más nuevas',
  'logs.on-button': () => 'Seguir buscando',
  'logs.filter-button': () => 'Filtrar',
  'logs.file-button': () => 'Archivo',
  'logs.share-button': () => 'Compartir aquí',
  'logs.stop-button': () => 'Parar',
  'logs.file-title': ({ environment, from, until, count, zone }) =>
    `Logs de ${environment} entre ${from} y ${until}: ${lines(count)}, horas en ${zone}`,
  'logs.shared-by': ({ who }) => `Compartido por ${who}.`,
  'logs.shared': () => 'Compartido: la página aparece en el canal para todos.',
  'logs.gone': () => 'Este resultado ya no está guardado (dura una hora). Repite la búsqueda.',
  'logs.not-yours': () => 'Este resultado es de otra persona. Haz tu propia búsqueda con `/hydrous logs`.',
  'logs.status-what': ({ word }) =>
    `«${word}» no es un código de respuesta. Escribe por ejemplo \`--status 503\`, \`--status 5xx\` o \`--status 4xx,5xx\`.`,
  'logs.path-what': () => 'Escribe una parte de la ruta, por ejemplo `--path /api/orders`.',
  'logs.task-what': ({ word }) =>
    `«${word}» no es el id de una tarea. Escribe al menos 4 de sus letras, por ejemplo \`--task 9f8e\`; están en cada línea.`,
  'logs.task-many': ({ word, tasks }) => `Varias tareas empiezan por «${word}»: ${tasks.join(', ')}.`,
  'logs.only-minus': ({ word, write }) =>
    `No sé si «${word}» es una opción o una palabra que excluir. Como opción lleva dos guiones; como palabra, escribe ${write}.`,
  'logs.one-way': () =>
    'Usa solo una de `--follow`, `--patterns` y `--new`, y `--follow` sin `--file`, `--until` ni `--around`.',
  'logs.modal-title': () => 'Filtrar las líneas',
  'logs.modal-label': () => 'Palabras que deben aparecer',
  'logs.modal-hint': () =>
    'Con un guion delante, las que no deben aparecer: timeout -health "connection refused"',
  'logs.modal-submit': () => 'Filtrar',
  'logs.modal-close': () => 'Cancelar',
  'logs.modal-empty': () => 'Escribe al menos una palabra.',
  'logs.patterns-summary': ({ environment, patterns, count }) =>
    `${environment}: ${quantity(patterns, 'patrón', 'patrones')} en ${lines(count)} de log.`,
  'logs.patterns-window': ({ group, from, until, filter }) =>
    `Patrones de ${group} entre ${from} y ${until}${filter}. Los errores primero, después por frecuencia:`,
  'logs.patterns-more': ({ patterns, count }) =>
    `Otros ${quantity(patterns, 'patrón', 'patrones')} con ${lines(count)} sin mostrar. Todos en un archivo: \`--patterns --file\`.`,
  'logs.patterns-title': ({ environment, from, until }) =>
    `Patrones de log de ${environment} entre ${from} y ${until}`,
  'logs.new-summary': ({ environment, count, at }) =>
    `${environment}: ${quantity(count, 'patrón nuevo', 'patrones nuevos')} desde el despliegue de ${at}.`,
  'logs.new-window': ({ at, minutes, filter }) =>
    `Nuevo en el log desde el despliegue de ${at}, comparado con los ${minutes} min anteriores${filter}:`,
  'logs.new-none': ({ at, minutes, after }) =>
    `Nada nuevo en el log desde el despliegue de ${at}: sus ${lines(after)} siguen patrones que ya había en los ${minutes} min anteriores.`,
  'logs.new-columns': () => 'Antes → después.',
  'logs.new-more-often': () => 'Ya estaban, y ahora son mucho más frecuentes:',
  'logs.new-deployment-unread': () =>
    'No se puede saber cuándo fue el último despliegue. Compara a mano con `/hydrous logs --patterns --since 30m`.',
  'logs.new-too-young': ({ at }) =>
    `El despliegue de ${at} acaba de empezar. Vuelve a preguntar en un minuto.`,
  'logs.new-unread': () =>
    'Sin leer lo de antes y lo de después del despliegue no hay nada que comparar. Vuelve a preguntar en un minuto.',
  'logs.new-before-unread': ({ from, until }) =>
    `De lo anterior al despliegue queda sin leer lo que va de ${from} a ${until}: algo de lo que aparece como nuevo quizá ya estaba.`,
  'logs.new-after-unread': ({ from, until }) =>
    `De lo posterior al despliegue queda sin leer lo que va de ${from} a ${until}: puede haber más.`,
  'logs.new-from': ({ at, minutes }) =>
    `El despliegue de ${at} es antiguo: se mira lo que vino en los ${minutes} min siguientes.`,
  'logs.follow-started': ({ minutes }) =>
    `Sigo el log en tu conversación conmigo, durante ${minutes} min como mucho. Se para con el botón «Parar».`,
  'logs.follow-elsewhere': () => 'El log solo se puede seguir desde Slack.',
  'logs.follow-many': ({ most }) => `Ya sigues ${most} logs. Para uno antes de empezar otro.`,
  'logs.follow-title': ({ group, filter }) => `Siguiendo ${group}${filter}:`,
  'logs.follow-summary': ({ environment, count }) => `Log de ${environment} en vivo: ${lines(count)}.`,
  'logs.follow-waiting': () => 'Todavía no ha llegado ninguna línea.',
  'logs.follow-running': ({ at, until, count }) => `${lines(count)} · leído ${at} · sigue hasta ${until}.`,
  'logs.follow-cut': ({ count }) => `Se ven las últimas; ${lines(count)} anteriores ya no caben.`,
  'logs.follow-sampled': ({ count }) =>
    `Llega más de lo que se puede leer: es una muestra (${quantity(count, 'lectura incompleta', 'lecturas incompletas')}). Añade palabras o \`--level\`.`,
  'logs.follow-live-sampled': ({ count }) =>
    `CloudWatch enseña una muestra de lo que se escribe cuando son más de 500 líneas por segundo; ha pasado ${quantity(count, 'vez', 'veces')}. Añade palabras o \`--level\`.`,
  'logs.follow-ended-time': ({ at, count }) =>
    `Terminado ${at}: se acabó el tiempo. ${lines(count)} en total.`,
  'logs.follow-ended-button': ({ at, count }) => `Parado ${at}. ${lines(count)} en total.`,
  'logs.follow-ended-failure': ({ at, why }) => `Terminado ${at}: ${why}`,
  'logs.follow-was-over': () => 'Ya había terminado.',
  'logs.follow-stopped': () => 'Parado.',
};

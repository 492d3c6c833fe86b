import type { GrammarSentences } from '../../core/sentences/grammar.ts';
import { joined } from '../lists.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

const orEs = (words: readonly string[]): string => joined(words, 'o');

export const grammar: Part<GrammarSentences> = {
  'grammar.too-long': ({ length, most }) =>
    `Tu comando tiene ${length} caracteres y leo como máximo ${most}. Escríbelo más corto; \`/hydrous help\` muestra las formas.`,
  'grammar.character': ({ point, before }) =>
    `Hay un carácter invisible o de control (${point})${before === null ? ' al principio' : ` después de «${before}»`}. Escríbelo a mano en vez de pegarlo.`,
  'grammar.line-break': () => 'Tu comando tiene varias líneas. Escríbelo en una sola.',
  'grammar.quote-open': () =>
    'Abriste unas comillas y no las cerraste. Ciérralas, por ejemplo: `--reason "corrige el login"`.',
  'grammar.verb-unknown': ({ verb, near }) =>
    near.length > 0
      ? `No conozco «${verb}». ¿Quisiste decir ${orEs(near)}? No hice nada.`
      : `No conozco «${verb}». Escribe \`/hydrous help\` para ver lo que puedes hacer.`,
  'grammar.usage': ({ forms, example }) => `Uso: ${forms.join(' · ')}\nEjemplo: ${example}`,

  'grammar.option-unknown': ({ option, near, known }) => {
    if (near.length > 0) return `No existe la opción ${option}. ¿Quisiste decir ${orEs(near)}?`;
    return known.length > 0
      ? `No existe la opción ${option}. Aquí puedes usar ${orEs(known)}.`
      : `No existe la opción ${option}: este comando no lleva opciones.`;
  },
  'grammar.option-twice': ({ option }) => `Escribiste ${option} dos veces. Déjala una sola vez.`,
  'grammar.option-value': ({ option, example }) => `A ${option} le falta su valor, por ejemplo ${example}.`,
  'grammar.option-flag': ({ option }) => `${option} no lleva valor: escríbela sola.`,
  'grammar.one-dash': ({ word }) =>
    `No entiendo ${word}: las opciones llevan dos guiones. Si es texto, ponlo entre comillas.`,

  'grammar.missing-image': () => 'Falta la imagen: un tag, `@sha256:…` o `revision:N`.',
  'grammar.missing-revision': () => 'Falta la revisión, por ejemplo `revision:41`.',
  'grammar.missing-count': () => 'Falta el número de tareas.',
  'grammar.missing-id': () => 'Falta el ID de la solicitud; está al pie de su tarjeta.',
  'grammar.missing-word': () => 'Falta una palabra.',
  'grammar.extra': ({ words }) => `Esto sobra: ${words.map((word) => `«${word}»`).join(', ')}. No hice nada.`,
  'grammar.mention-here': ({ text }) =>
    `«${text}» no va aquí. Escribe el nombre tal cual, sin @ ni #; no hice nada.`,

  'grammar.environment-needed': ({ names }) =>
    `¿En qué entorno? Hay varios, y para cambiar algo tienes que nombrarlo: ${orEs(names)}.`,
  'grammar.environment-unknown': ({ word, near, names, odd }) => {
    const meant =
      near.length > 0 ? ` ¿Quisiste decir ${orEs(near)}?` : ` Los entornos son: ${names.join(', ')}.`;
    return `No hay un entorno «${word}».${odd === null ? '' : ` Ojo con ${odd}: solo se parece a la letra.`}${meant}`;
  },
  'grammar.environment-near-word': ({ word, near }) =>
    `¿«${word}» es el entorno ${near}? Escríbelo completo; si es texto, ponlo entre comillas.`,
  'grammar.environment-twice': ({ names }) =>
    `Nombraste más de un entorno (${names.join(', ')}). Deja uno; si uno de ellos es texto, ponlo entre comillas.`,

  'grammar.tag': ({ word, odd }) =>
    `«${word}» no es un tag${odd === null ? '' : `: tiene ${odd}`}. Un tag lleva letras sin acento, números, \`_\`, \`.\` y \`-\`, y no empieza con \`.\` ni \`-\`.`,
  'grammar.tag-long': ({ length }) => `Ese tag tiene ${length} caracteres; ECR permite hasta 128.`,
  'grammar.digest': ({ word }) =>
    `«${word}» no es un digest completo: es \`@sha256:\` y 64 caracteres de 0-9 y a-f, en minúsculas.`,
  'grammar.other-repository': ({ repository, wanted }) =>
    `Esa imagen es del repositorio «${repository}» y este entorno usa ${wanted}. Escribe solo el tag.`,
  'grammar.other-registry': ({ host, region }) =>
    `«${host}» no es el registro ECR de este entorno (región ${region}). Escribe solo el tag.`,
  'grammar.revision': ({ word }) =>
    `«${word}» no es una revisión. Escribe \`revision:N\`, por ejemplo \`revision:41\`.`,
  'grammar.revision-family': ({ word, write }) => `«${word}» no es una revisión. ¿Quisiste decir ${write}?`,
  'grammar.count': ({ word, odd }) =>
    `«${word}» no es un número de tareas${odd === null ? '' : `: tiene ${odd}`}. Escribe un entero sin signo, por ejemplo \`3\`.`,
  'grammar.count-large': ({ word, most }) => `«${word}» son demasiadas tareas: ECS permite hasta ${most}.`,
  'grammar.id': ({ word }) =>
    `«${word}» no es un ID. Se ve así: \`op-7kq2m9xd4t\`, y está al pie de la tarjeta.`,
  'grammar.level': ({ word }) =>
    `«${word}» no es un nivel. Usa \`error\`, \`warning\`, \`info\` o \`debug\`.`,
  'grammar.person': ({ word }) => `«${word}» no es una persona. Menciónala con @, por ejemplo \`--by @ana\`.`,
  'grammar.zero': ({ command }) =>
    `Con cero tareas el servicio queda apagado. Si eso es lo que quieres: ${command}`,

  'grammar.missing-length': () => 'Falta por cuánto tiempo, por ejemplo `2h`.',
  'grammar.length': ({ word }) =>
    `«${word}» no es un tiempo. Escribe, por ejemplo, \`90s\`, \`15m\`, \`2h\` o \`7d\`.`,
  'grammar.pair-unknown': ({ name, near, known }) =>
    near.length > 0
      ? `No existe ${name}. ¿Quisiste decir ${near.join(' o ')}?`
      : `No existe ${name}. Se puede poner: ${known.join(', ')}.`,
  'grammar.pair-twice': ({ name }) => `${name} está dos veces. Déjalo una sola vez.`,
  'grammar.pair-value': ({ name, value, example }) =>
    `«${value}» no sirve para ${name}. Escribe, por ejemplo, ${example}.`,
  'grammar.scale-which': () =>
    'Di cuántas tareas (`scale 3`) o de qué tamaño (`scale cpu=512 memory=1024`), una de las dos cosas.',
  'grammar.autoscale-word': ({ word, near }) =>
    `No conozco «${word}» aquí.${near.length > 0 ? ` ¿Quisiste decir ${near.join(' o ')}?` : ''}`,
  'grammar.duration': ({ option, word }) =>
    `No entiendo «${word}» en ${option}. Escribe cuánto hacia atrás (\`90s\`, \`15m\`, \`2h\`, \`7d\`) o una fecha (\`2026-11-24T05:00\`).`,
  'grammar.duration-minus': ({ option, word, write }) => `«${word}» en ${option} va sin el menos: ${write}.`,
  'grammar.duration-unit': ({ option, word, write }) =>
    `«${word}» en ${option} no tiene una unidad clara. ¿Quisiste decir ${write}? Las unidades son \`s\`, \`m\` (minutos), \`h\`, \`d\` y \`w\`.`,
  'grammar.window-long': ({ longest }) =>
    `Es demasiado tiempo: busco en ${longest} como máximo. Acórtalo, por ejemplo \`--since 2h\`.`,
  'grammar.window-short': ({ shortest }) =>
    `Es muy poco tiempo: el mínimo es ${shortest}. Prueba con \`--since 1m\`.`,
  'grammar.window-future': () =>
    '`--since` está en el futuro. Escribe cuánto hacia atrás, por ejemplo `--since 15m`.',
  'grammar.window-order': () =>
    '`--since` tiene que ser anterior a `--until`, por ejemplo `--since 2h --until 1h`.',
  'grammar.days': ({ count }) => quantity(count, 'día', 'días'),
  'grammar.seconds': ({ count }) => quantity(count, 'segundo', 'segundos'),

  'grammar.outsider': () =>
    'Aquí solo respondo a miembros plenos de este espacio. Si deberías serlo, habla con quien administra Slack.',
  'grammar.not-viewer': () =>
    'No estás entre quienes pueden consultar. Pide que te agreguen a `people.viewers` en `hydrous.yml`.',
  'grammar.not-operator': ({ people }) =>
    `No puedes pedir cambios.${people.length > 0 ? ` Pídeselo a ${orEs(people)}` : ' Pídeselo a alguien del grupo de operadores'}, o que te agreguen a \`people.operators\`.`,
  'grammar.not-approver': ({ people }) =>
    `No puedes aprobar.${people.length > 0 ? ` Puede hacerlo ${orEs(people)}` : ' Puede hacerlo alguien del grupo de aprobadores'}.`,
  'grammar.nobody': ({ list }) =>
    `Nadie puede: la lista ${list} está vacía. Hay que agregar personas en \`hydrous.yml\`.`,
  'grammar.not-looked-up': ({ why }) =>
    `No pude comprobar si tienes permiso, así que no hice nada. ${why} Inténtalo otra vez en un momento.`,
};

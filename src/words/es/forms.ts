import type { FormSentences } from '../../core/sentences/forms.ts';
import type { Part } from '../words.ts';

export const forms: Part<FormSentences> = {
  'form.loading': () => 'Leyendo cómo está todo ahora…',
  'form.submit': () => 'Preparar el plan',
  'form.next': () => 'Seguir',
  'form.close': () => 'Cancelar',
  'form.line': ({ command }) => `Lo mismo, escrito: ${command}`,
  'form.typed': ({ command }) => `La próxima vez también puedes escribir ${command}`,
  'form.not-here': ({ verb }) =>
    `No pude abrir el formulario de ${verb}: solo se abre con \`/hydrous\` en Slack. Escribe el comando completo.`,
  'form.gone': () =>
    'Este formulario ya no vale: es de otra versión. No hice nada; ábrelo de nuevo o escribe el comando.',
  'form.unread-now': ({ why }) => `No pude leer cómo está ahora: ${why}`,
  'form.unchanged': () => 'Así está ahora. Cambia algún valor, o cancela.',
  'form.missing': () => 'Falta este valor.',
  'form.reason': () => 'Motivo',
  'form.reason-hint': () => 'Se verá en la tarjeta y en el historial.',
  'form.plain': ({ text }) => text,
  'form.length': ({ length }) => length,
  'form.yes': () => 'Sí',
  'form.rest': () => 'Lo demás, como lo escribirías',
  'form.generic-title': ({ verb }) => `hydrous ${verb}`,
  'form.generic': ({ summary, environment }) => `En ${environment}: ${summary}`,

  'form.menu.title': () => 'Hydrous',
  'form.menu.about': () => 'Elige qué quieres hacer. Nada se hace antes de que veas el plan.',
  'form.menu.where': () => 'Elige primero el entorno; después verás sus valores de ahora.',
  'form.menu.verb': () => '¿Qué quieres hacer?',
  'form.menu.environment': () => 'Entorno',
  'form.menu.item': ({ verb, summary }) => `${verb} · ${summary}`,
  'form.menu.none': () => 'No hay nada que puedas pedir aquí. Escribe `/hydrous help` para ver por qué.',

  'form.menu.closed': () =>
    'Slack no me dejó abrir el menú a tiempo. Inténtalo otra vez, o escribe `/hydrous help`.',

  'form.deploy.title': () => 'Desplegar',
  'form.deploy.now': ({ environment, tags, revision, running, desired }) =>
    `Ahora en ${environment}: ${tags.length === 0 ? '' : `${tags.join(', ')} · `}${revision} · ${running}/${desired} tareas`,
  'form.deploy.unread': ({ why }) => `No pude leer las imágenes, así que escribe una. ${why}`,
  'form.deploy.none': ({ repository }) =>
    `No hay nada que ofrecerte de ${repository}: escribe qué desplegar.`,
  'form.deploy.image': () => '¿Qué despliegas?',
  'form.deploy.other': () => '…u otra',
  'form.deploy.only': () => '¿Qué despliegas?',
  'form.deploy.other-hint': () => 'Un tag, @sha256:… o revision:N.',
  'form.deploy.both': () => 'Elegiste una de la lista y escribiste otra. Deja una sola.',
  'form.deploy.neither': () => 'Elige una imagen de la lista, o escríbela abajo.',
  'form.deploy.option': ({ tag, platforms, age }) =>
    `${tag} · ${platforms ?? 'arquitectura sin leer'} · ${age === null ? 'sin fecha' : `hace ${age}`}`,
  'form.deploy.running': ({ item }) => `${item} · en ejecución`,
  'form.deploy.detail': ({ digest }) => digest,
  'form.deploy.differs': ({ item, wanted }) => `No sirve aquí, hace falta ${wanted} · ${item}`,

  'form.proven.option': ({ revision, tag, age }) =>
    `${revision}${tag === null ? '' : ` · ${tag}`} · ${age === null ? 'sin fecha' : `hace ${age}`}`,
  'form.proven.detail': ({ outcome, digest, by }) =>
    [by === null ? outcome : `${outcome}, lo pidió ${by}`, digest].filter(Boolean).join(' · '),
  'form.rollback.title': () => 'Revertir',
  'form.rollback.now': ({ environment, revision }) => `Ahora en ${environment}: ${revision}`,
  'form.rollback.unread': ({ why }) => `No pude leer los despliegues anteriores. ${why}`,
  'form.rollback.revision': () => '¿A cuál vuelves?',
  'form.rollback.hint': () => 'Solo las que ya funcionaron, de la más nueva a la más vieja.',
  'form.rollback.other': () => '…u otra revisión',
  'form.rollback.only': () => 'Revisión',

  'form.scale.title': () => 'Escalar',
  'form.scale.now': ({ environment, running, desired, size }) =>
    `Ahora en ${environment}: ${running}/${desired} tareas${size === null ? '' : ` de ${size}`}`,
  'form.scale.autoscaling': ({ min, max }) =>
    `Autoscaling decide entre ${min} y ${max} tareas y puede volver a mover el número que pongas.`,
  'form.scale.suspended': ({ min, max }) =>
    `Autoscaling está suspendido (entre ${min} y ${max}): el número que pongas se queda.`,
  'form.scale.autoscaling-unread': ({ why }) => `No pude leer si hay autoscaling: ${why}`,
  'form.scale.count': () => 'Número de tareas',
  'form.scale.count-hint': ({ min, max }) => `De ${min} a ${max}.`,
  'form.scale.size': () => 'O el tamaño de cada tarea',
  'form.scale.size-hint': () => 'Cambiar el tamaño despliega una revisión nueva.',
  'form.scale.size-text': ({ vcpu, gib }) => `${vcpu} vCPU · ${gib} GB`,
  'form.scale.size-now': ({ size }) => `${size} · ahora`,
  'form.scale.both': () => 'Cambia una cosa por vez: el número o el tamaño. Deja uno como estaba.',

  'form.autoscale.title': () => 'Autoscaling',
  'form.autoscale.now': ({ environment, min, max }) => `Ahora en ${environment}: de ${min} a ${max} tareas`,
  'form.autoscale.now-suspended': ({ environment, min, max, flags }) =>
    `Ahora en ${environment}: de ${min} a ${max} tareas, suspendido (${flags})`,
  'form.autoscale.none': ({ environment }) => `${environment} no tiene autoscaling todavía; esto lo crea.`,
  'form.autoscale.min': () => 'Mínimo de tareas',
  'form.autoscale.max': () => 'Máximo de tareas',
  'form.autoscale.cpu': () => 'Meta de CPU (%)',
  'form.autoscale.memory': () => 'Meta de memoria (%)',
  'form.autoscale.requests': () => 'Meta de peticiones por minuto y tarea',
  'form.autoscale.order': ({ min, max }) => `El máximo (${max}) no puede ser menor que el mínimo (${min}).`,
  'form.suspend.title': () => 'Suspender autoscaling',
  'form.suspend.length': () => '¿Cuánto tiempo?',
  'form.suspend.hint': () => 'Después se reanuda por su cuenta.',
  'form.suspend.other': () => '…u otro tiempo',

  'form.env.set-title': () => 'Poner variables',
  'form.env.unset-title': () => 'Quitar variables',
  'form.env.now': ({ revision, names, secrets }) =>
    `${revision} tiene ${names.length === 0 ? 'ninguna variable' : names.join(', ')}.${
      secrets.length === 0 ? '' : ` Desde secretos, y por eso no se cambian aquí: ${secrets.join(', ')}.`
    }`,
  'form.env.name': () => 'Variable',
  'form.env.value': () => 'Valor',
  'form.env.value-hint': () =>
    'No se muestra ni se guarda a la vista. Sin espacios al principio ni al final.',
  'form.env.more': () => 'O varias, una por línea',
  'form.env.more-hint': () => 'NOMBRE=VALOR, como en un archivo .env.',
  'form.env.unset': () => '¿Cuáles quitas?',
  'form.env.no-value': () => 'Falta el valor.',
  'form.env.no-name': () => 'Falta el nombre de la variable.',
  'form.env.nothing': () => 'Escribe una variable con su valor, o varias abajo.',
  'form.env.character': () =>
    'El valor tiene un carácter invisible o de control. Escríbelo a mano en vez de pegarlo.',
  'form.env.character-line': ({ line }) =>
    `La línea ${line} tiene un carácter invisible o de control. Escríbela a mano en vez de pegarla.`,

  'form.button.deploy': () => 'Desplegar…',
  'form.button.rollback': () => 'Revertir a…',
  'form.button.other-revision': () => 'Otra revisión…',
  'form.button.autoscale': () => 'Cambiar…',
  'form.button.env': () => 'Poner variables…',
};

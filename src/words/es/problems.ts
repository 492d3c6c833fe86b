import type { ProblemSentences } from '../../core/sentences/problems.ts';
import type { Part } from '../words.ts';

export const problems: Part<ProblemSentences> = {
  'aws.not-permitted': ({ action, why }) =>
    `AWS no permite que el bot haga ${action}. Agrega el permiso que falta al rol del bot. AWS dice: ${why}`,
  'aws.credentials-expired': ({ action }) =>
    `Las credenciales de AWS del bot vencieron o ya no son válidas (${action}). Renuévalas y reinicia el bot.`,
  'aws.no-credentials': () => 'El bot no tiene credenciales de AWS. Asigna un rol a su tarea y reinícialo.',
  'aws.clock-skew': () =>
    'AWS rechazó la firma del bot. Revisa la hora de la máquina del bot y sus credenciales.',
  'aws.call-unknown': ({ action }) => `Este AWS no conoce ${action}; el bot sigue sin esa información.`,
  'aws.throttled': ({ action }) =>
    `AWS está limitando las llamadas (${action}). No se cambió nada; prueba de nuevo en un minuto.`,
  'aws.timeout': ({ action }) => `AWS no respondió a tiempo (${action}). Prueba de nuevo en un momento.`,
  'aws.unreachable': ({ action }) =>
    `No pude conectarme con AWS (${action}). Revisa la red del bot; no se cambió nada.`,
  'aws.server-fault': ({ action }) =>
    `AWS tuvo una falla interna (${action}). Prueba de nuevo en un momento.`,
  'aws.odd-answer': ({ action }) =>
    `AWS respondió algo incompleto o ilegible (${action}), así que no lo doy por bueno.`,
  'aws.refused': ({ action, why }) => `AWS rechazó ${action}: ${why}`,
  'aws.ambiguous': ({ action }) =>
    `Envié ${action} y la respuesta se perdió: puede que el cambio se haya hecho. No lo repitas; estoy revisando.`,
  'aws.cluster-not-found': ({ cluster }) =>
    `El clúster ${cluster} no existe en esta cuenta y región. Revisa \`cluster\` y \`region\` en hydrous.yml.`,
  'aws.service-not-found': ({ service, cluster }) =>
    `El servicio ${service} no existe en el clúster ${cluster}. Revisa \`service\` en hydrous.yml.`,
  'aws.service-not-active': ({ service }) =>
    `El servicio ${service} no está activo, así que ECS no acepta cambios en él.`,
  'aws.task-definition-not-found': ({ reference }) => `La revisión ${reference} no existe.`,
  'aws.deployment-not-found': () => 'ECS ya no conoce ese despliegue.',
  'aws.deployment-not-stoppable': () =>
    'ECS dice que ese despliegue ya no se puede detener: lo más probable es que haya terminado.',
  'aws.repository-not-found': ({ repository }) =>
    `El repositorio ${repository} no existe en ECR. Revisa \`repository\` en hydrous.yml.`,
  'aws.image-unusable': ({ image, why }) => `ECR no entrega la imagen ${image}: ${why}`,
  'aws.log-group-not-found': ({ logGroup }) =>
    `El grupo de logs ${logGroup} no existe. Revisa \`logGroup\` en hydrous.yml.`,
  'aws.target-group-not-found': ({ targetGroup }) => `El grupo de destino ${targetGroup} ya no existe.`,
  'aws.fields-lost': ({ revision, fields }) =>
    `No registro una copia de ${revision}: esta versión del bot no conoce ${fields.join(', ')} y los perdería. Actualiza el bot o despliega una revisión que ya exista.`,
  'aws.container-not-found': ({ container, revision }) =>
    `La revisión ${revision} no tiene el contenedor ${container}. Revisa \`container\` en hydrous.yml.`,
  'aws.topic-not-found': ({ topic }) =>
    `El tema de SNS ${topic} no existe. Revisa \`sns.topics\` en hydrous.yml.`,

  'slack.unreachable': () => 'No pude conectarme con Slack. Prueba de nuevo en un momento.',
  'slack.timeout': () => 'Slack no respondió a tiempo. Prueba de nuevo en un momento.',
  'slack.rate-limited': () => 'Slack está limitando las llamadas del bot. Prueba de nuevo en un minuto.',
  'slack.odd-answer': () => 'Slack respondió algo ilegible. Prueba de nuevo en un momento.',
  'slack.not-permitted': ({ scope }) =>
    scope === null
      ? 'A la app le falta un permiso en Slack. Reinstálala con el manifiesto actual.'
      : `A la app le falta el permiso ${scope} en Slack. Reinstálala con el manifiesto actual.`,
  'slack.token-refused': () => 'Slack ya no acepta el token del bot. Genera uno nuevo y reinicia el bot.',
  'slack.refused': ({ method, error }) => `Slack rechazó ${method}: ${error}`,
  'slack.channel-unusable': ({ channel, error }) =>
    `No puedo escribir en el canal ${channel} (${error}). Invita al bot o corrige el canal en hydrous.yml.`,
  'slack.person-unknown': ({ person }) => `Slack no conoce a ${person}.`,
  'slack.group-unknown': ({ group }) =>
    `Slack no conoce el grupo ${group}. Revisa \`people\` en hydrous.yml.`,
  'slack.ambiguous': () => 'Envié el mensaje a Slack y la respuesta se perdió: puede que ya esté publicado.',

  'store.down': () => 'La base de datos del bot no responde. Las consultas a AWS siguen funcionando.',
  'store.change-refused': () =>
    'No acepto cambios mientras la base de datos del bot no responde: sin registro no hay cambio. No se hizo nada.',
  'store.ambiguous': () =>
    'La base de datos del bot no confirmó a tiempo: no sé si quedó registrado. Estoy revisando; no lo repitas todavía.',
  'store.unsure': () =>
    'No sé si la solicitud quedó registrada. Mira `/hydrous history` antes de pedirla otra vez.',
  'store.busy': () => 'La base de datos del bot está ocupada. Prueba de nuevo en unos segundos.',
  'store.full': () => 'No queda espacio en el disco del bot: no puedo guardar nada.',
  'store.newer': ({ found, known }) =>
    `La base de datos es de una versión más nueva del bot (esquema ${found}; esta conoce hasta ${known}). Actualiza el bot.`,
  'store.guarded': ({ host }) =>
    `DATABASE_URL apunta a ${host}, una base de datos que el bot vigila: si ella cae, el bot cae con ella. Usa otra.`,
};

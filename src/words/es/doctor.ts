import type { DoctorSentences } from '../../core/sentences/doctor.ts';
import { joined } from '../lists.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

export const doctor: Part<DoctorSentences> = {
  'doctor.title': ({ ok, ng, skip }) => `Revisión: ${ng} por arreglar, ${ok} en orden, ${skip} sin comprobar`,
  'doctor.all-well': ({ ok, skip }) =>
    `Revisión: todo en orden (${quantity(ok, 'comprobación', 'comprobaciones')}, ${skip} sin comprobar)`,
  'doctor.row': ({ check, text, remedy }) => `${check}: ${text}${remedy === null ? '' : `\n→ ${remedy}`}`,
  'doctor.fine': ({ checks }) => `En orden: ${checks.join(' ')}`,
  'doctor.not-looked': () => '*Sin comprobar*',
  'doctor.version': ({ version, node, ms }) => `Hydrous ${version}, Node ${node}, revisado en ${ms}`,
  'doctor.ok': ({ facts }) => (facts.length === 0 ? 'en orden' : facts.join(', ')),
  'doctor.line': ({ line }) => line,
  'doctor.too-slow': ({ limit }) => `No hubo respuesta en ${limit}.`,
  'doctor.unset': ({ key }) => `${key} no está puesto.`,
  'doctor.after': ({ check }) => `Depende de ${check}, que falló.`,

  'doctor.slack.unreachable': ({ why }) => `No puedo conectar con Slack (${why}).`,
  'doctor.slack.token': ({ error }) => `Slack no acepta el token del bot (${error}).`,
  'doctor.slack.no-bot': () => 'El token no es de ningún bot.',
  'doctor.slack.team': ({ team, teams }) =>
    `El token es del espacio de trabajo ${team} y en \`teams\` solo está ${joined(teams, 'y')}: nadie podría usar el bot.`,
  'doctor.slack.scopes': ({ scopes }) => `A la app le falta ${joined(scopes, 'y')}.`,
  'doctor.slack.socket': ({ error }) => `Slack no abre Socket Mode con SLACK_APP_TOKEN (${error}).`,
  'doctor.slack.refused': ({ method, error }) => `Slack rechazó ${method} (${error}).`,
  'doctor.channel.unknown': ({ channel, key }) =>
    `El bot no ve ningún canal ${channel} (\`channels\`: ${key}): no existe o es privado.`,
  'doctor.channel.not-member': ({ channel }) =>
    `El bot no está en ${channel}, así que sus tarjetas no llegan.`,
  'doctor.channel.archived': ({ channel }) => `El canal ${channel} está archivado.`,
  'doctor.group.unknown': ({ group }) => `Slack no conoce ningún grupo de usuarios ${group}.`,
  'doctor.group.empty': ({ group }) => `El grupo de usuarios ${group} está vacío: no da permiso a nadie.`,
  'doctor.person.unknown': ({ user }) => `Slack no conoce a nadie con el id ${user}.`,
  'doctor.person.no-member': ({ user, kind }) =>
    `${user} es ${kind} y no un miembro completo, así que el bot le niega todo.`,
  'doctor.people.none-asks': () => 'Nadie puede pedir cambios: en `operators` no queda ninguna persona.',
  'doctor.people.too-few': ({ environment, need, have }) =>
    `Un cambio en ${environment} necesita ${need} que aprueben y solo podrían ${have}: no pasaría nunca.`,
  'doctor.clock': ({ whose, skew }) => `El reloj de esta máquina y el de ${whose} se llevan ${skew}.`,

  'doctor.store.unreachable': ({ why }) => `No puedo conectar con la base de datos de DATABASE_URL (${why}).`,
  'doctor.store.password': () => 'La base de datos rechaza el usuario o la contraseña de DATABASE_URL.',
  'doctor.store.no-database': () => 'El servidor no tiene la base de datos que nombra DATABASE_URL.',
  'doctor.store.no-answer': ({ limit }) => `La base de datos de DATABASE_URL no respondió en ${limit}.`,
  'doctor.store.no-rights': () => 'El usuario de DATABASE_URL no puede crear tablas.',
  'doctor.store.guarded': ({ host }) => `DATABASE_URL es ${host}, una base de datos que este bot vigila.`,
  'doctor.store.changed': ({ migration }) => `La base de datos tiene otro ${migration} que esta versión.`,
  'doctor.store.folder': ({ folder, why }) => `No se puede escribir en la carpeta ${folder} (${why}).`,
  'doctor.store.open-folder': ({ folder, mode }) =>
    `Otros en esta máquina pueden leer ${folder} (modo ${mode}).`,
  'doctor.store.broken-file': ({ file }) => `${file} no es una base de datos o está dañado.`,
  'doctor.store.new': ({ missing }) =>
    `El primer arranque, o el primero de esta versión, hará ${quantity(missing, 'cambio', 'cambios')} en ella.`,

  'doctor.account': ({ own, topics }) =>
    `Las credenciales son de la cuenta ${own} y los temas, de ${topics}.`,
  'doctor.service.inactive': ({ service, status }) => `El servicio ${service} está ${status}.`,
  'doctor.service.controller': ({ controller }) =>
    `El servicio lo despliega ${controller}, y el bot solo puede cambiar los que despliega ECS mismo.`,
  'doctor.service.none-running': ({ desired }) =>
    desired === 1
      ? 'No está en marcha la única tarea deseada.'
      : `No está en marcha ninguna de las ${desired} tareas deseadas.`,
  'doctor.container': ({ container, containers }) =>
    `La definición de tarea no tiene ningún contenedor ${container}; tiene ${joined(containers, 'y')}.`,
  'doctor.image': ({ image, repository }) =>
    `El servicio usa ${image}, que no viene del repositorio ${repository}.`,
  'doctor.log-group': ({ logGroup, used }) =>
    `\`logGroup\` es ${logGroup} y el contenedor escribe en ${used}.`,
  'doctor.no-images': ({ repository }) => `El repositorio ${repository} no tiene ninguna imagen.`,
  'doctor.no-rollback': () => 'Todavía no hay ningún despliegue anterior al que volver.',
  'doctor.scale': ({ desired, min, max }) =>
    `El servicio tiene ${quantity(desired, 'tarea', 'tareas')}, fuera de ${min} a ${max}.`,
  'doctor.data.missing': ({ name, key }) => `${name} (${key}) no existe en esta cuenta y región.`,
  'doctor.data.status': ({ name, status }) => `${name} está ${status}.`,
  'doctor.balancer.none': ({ balancer }) =>
    `El servicio no está detrás de ningún balanceador, y el archivo nombra ${balancer}.`,
  'doctor.balancer.other': ({ balancer, used }) =>
    `El servicio está detrás de ${joined(used, 'y')}, y el archivo nombra ${balancer}.`,
  'doctor.health.silent': ({ address, why }) => `${address} no responde (${why}).`,
  'doctor.health.status': ({ address, status }) => `${address} responde ${status}.`,
  'doctor.health.path': ({ address, path }) =>
    `El balanceador comprueba ${path} y \`healthUrl\` es ${address}.`,
  'doctor.alarms.none': () => 'CloudWatch no tiene ninguna alarma de este entorno: nunca se avisará de nada.',
  'doctor.alarms.mute': ({ alarms, count }) =>
    `${count === 1 ? '1 alarma no tiene' : `${count} alarmas no tienen`} ninguna acción, así que no avisan a nadie: ${alarms.join(', ')}`,
  'doctor.alarms.region': ({ alarms, count, region }) =>
    `${count === 1 ? '1 alarma avisa' : `${count} alarmas avisan`} a un tema de otra región, y CloudWatch en ${region} solo llega a los suyos: ${alarms.join(', ')}`,
  'doctor.alarms.elsewhere': ({ alarms, count }) =>
    `${count === 1 ? '1 alarma no avisa' : `${count} alarmas no avisan`} a ningún tema del archivo: ${alarms.join(', ')}`,
  'doctor.alarms.off': ({ alarms, count }) =>
    `${count === 1 ? '1 alarma tiene' : `${count} alarmas tienen`} apagadas las acciones: ${alarms.join(', ')}`,

  'doctor.topics.none': () => 'En `sns.topics` no hay ningún tema, así que no se acepta ninguna alarma.',
  'doctor.topic.no-way': () =>
    'No están puestos ni `sns.subscribe` ni `sns.queueUrl`, y nadie más ha suscrito el bot.',
  'doctor.topic.missing': ({ topic }) => `El tema ${topic} no existe.`,
  'doctor.topic.region': ({ region, regions }) =>
    `El tema está en ${region} y los entornos, en ${joined(regions, 'y')}: las alarmas no llegan hasta él.`,
  'doctor.topic.policy': () => 'La política del tema no deja publicar a CloudWatch.',
  'doctor.topic.key': () => 'El tema está cifrado con `alias/aws/sns`, y CloudWatch no puede usar esa clave.',
  'doctor.topic.signature': ({ version }) => `El tema firma con la versión ${version}, que el bot rechaza.`,
  'doctor.topic.raw': ({ address }) =>
    `La suscripción de ${address} entrega en bruto: los mensajes llegan sin su firma y el bot los rechaza.`,
  'doctor.topic.pending': ({ address }) => `La suscripción de ${address} está sin confirmar.`,
  'doctor.topic.not-subscribed': ({ address }) => `${address} no está suscrito al tema.`,
  'doctor.queue.missing': ({ queue }) => `La cola ${queue} no existe.`,
  'doctor.queue.policy': ({ topic }) => `La política de la cola no deja enviar al tema ${topic}.`,
  'doctor.queue.not-subscribed': ({ topic }) => `La cola no está suscrita al tema ${topic}.`,
  'doctor.queue.no-dead-letters': () =>
    'La cola no tiene cola de mensajes fallidos: uno malo volvería para siempre.',
  'doctor.queue.dead-letters-gone': ({ queue }) =>
    `La cola de mensajes fallidos ${queue} no existe: uno malo volvería para siempre.`,
  'doctor.queue.few-tries': ({ tries }) =>
    `La cola abandona un mensaje tras ${quantity(tries, 'intento', 'intentos')}, y el bot necesita 5 para apartar uno malo.`,
  'doctor.queue.retention': ({ kept }) => `La cola olvida un mensaje a los ${kept}.`,

  'doctor.node': ({ node, oldest }) => `Esto es Node ${node}, y el bot necesita ${oldest} o más nuevo.`,

  'doctor.denied': ({ actions }) => `AWS no permite ${joined(actions, 'y')}.`,
  'doctor.denied-picture': ({ action }) => `AWS no permite ${action}; el bot dibuja sus gráficas él mismo.`,
  'doctor.unread': ({ action, why }) => `No se pudo probar ${action}: ${why}`,
  'doctor.no-simulation': () =>
    'Los cambios no se prueban, y el rol no puede preguntar a IAM por sí mismo (`iam:SimulatePrincipalPolicy`).',

  'doctor.do.again': () => 'Repite la revisión dentro de un minuto.',
  'doctor.do.node': () =>
    'Usa el Node que viene con el proyecto (lo instala `npm ci`) o la imagen del `Dockerfile`.',
  'doctor.do.network': ({ host }) =>
    `Deja que esta máquina llegue a ${host} por HTTPS (rutas, grupo de seguridad, proxy).`,
  'doctor.do.names': ({ file }) => `Corrige el nombre o la región en ${file}.`,
  'doctor.do.correct': ({ file }) => `Corrige ${file}.`,
  'doctor.do.token': () =>
    'Copia el Bot User OAuth Token (`xoxb-…`, página OAuth & Permissions) en SLACK_BOT_TOKEN y reinicia.',
  'doctor.do.team': ({ team }) => `Usa el token de tu espacio de trabajo o escribe ${team} en \`teams\`.`,
  'doctor.do.reinstall': () =>
    'Pega lo que imprime `npx hydrous manifest` en el App Manifest de la app y reinstálala.',
  'doctor.do.app-token': () => 'Crea un app-level token con `connections:write` (página Basic Information).',
  'doctor.do.channel-id': ({ key }) => `Copia en ${key} el id de los detalles del canal e invita al bot.`,
  'doctor.do.invite': ({ channel }) => `Escribe \`/invite @Hydrous\` en ${channel}.`,
  'doctor.do.group': () => 'Añade personas al grupo en Slack o corrige su id en `people`.',
  'doctor.do.person': ({ user }) => `Corrige o quita ${user} en \`people\`.`,
  'doctor.do.approvers': () => 'Pon más personas en `people` o pide menos en `approvals`.',
  'doctor.do.clock': ({ whose }) => `Pon en hora esta máquina con NTP (y la de ${whose}, si es tuya).`,
  'doctor.do.database-url': () => 'Corrige DATABASE_URL y deja que se llegue a su servidor desde aquí.',
  'doctor.do.database-rights': () =>
    'Haz a su usuario dueño de la base de datos: `GRANT CREATE ON SCHEMA public`.',
  'doctor.do.other-store': () => 'Dale al bot una base de datos propia o deja DATABASE_URL sin poner.',
  'doctor.do.migration': () => 'Usa la versión que la hizo o dale al bot una base de datos nueva.',
  'doctor.do.folder': ({ folder }) =>
    `Haz que solo el bot pueda escribir en ${folder}: \`chmod 700\`, mismo usuario.`,
  'doctor.do.file': ({ file }) => `Recupera ${file} de una copia o apártalo para empezar de nuevo.`,
  'doctor.do.credentials': () => 'Dale un rol a la tarea del bot o renueva las credenciales de esta consola.',
  'doctor.do.account': () => 'Usa credenciales de la cuenta correcta o corrige `sns.topics`.',
  'doctor.do.permission': () => 'Pon en el rol del bot lo que imprime `npx hydrous iam`.',
  'doctor.do.role': () => 'Para comprobarlos, añade `--role` y el nombre del rol a `npx hydrous iam`.',
  'doctor.do.service': () => 'Corrige `service` en el archivo o arregla el servicio en ECS.',
  'doctor.do.logs-task': () => 'Mira `/hydrous status` y `/hydrous logs`: ahora mismo está caído.',
  'doctor.do.start-data': () => 'Arráncalo o corrige su nombre en el archivo.',
  'doctor.do.key': ({ key, value }) => (value === null ? `Corrige ${key}.` : `Pon ${key} a ${value}.`),
  'doctor.do.push': () => 'Sube una imagen o corrige `repository`.',
  'doctor.do.health': () => 'Corrige `healthUrl` o deja que se llegue desde aquí.',
  'doctor.do.create-alarms': ({ line }) => `Crea las de la guía: ${line}`,
  'doctor.do.alarm-action': ({ topic }) => `Dale a cada una la acción ${topic} o crea las de la guía.`,
  'doctor.do.topic': () => 'Corrige `sns.topics` o crea el tema con `deploy/cloudformation.yml`.',
  'doctor.do.topic-policy': ({ line }) => `Deja publicar a cloudwatch.amazonaws.com: ${line}`,
  'doctor.do.topic-key': () => 'Usa una clave propia que CloudWatch pueda usar, o ningún cifrado.',
  'doctor.do.topic-signature': ({ line }) => `Ejecuta ${line}`,
  'doctor.do.raw': () => 'Pon a false RawMessageDelivery de esa suscripción.',
  'doctor.do.confirm': () => 'Arranca el bot adonde lleva esa dirección; en unos minutos la confirma solo.',
  'doctor.do.subscribe': ({ line }) => `Arranca el bot, que se suscribe solo, o ejecuta ${line}`,
  'doctor.do.queue': () => 'Corrige `sns.queueUrl`, o crea la cola con `deploy/cloudformation.yml`.',
  'doctor.do.queue-policy': () =>
    'Permite a sns.amazonaws.com `sqs:SendMessage` con `aws:SourceArn` = el tema en la política de la cola.',
  'doctor.do.dead-letters': () =>
    'Dale a la cola otra de mensajes fallidos con 10 intentos (`RedrivePolicy`).',
  'doctor.do.retention': () => 'Pon MessageRetentionPeriod a 345600 (4 días) o más.',
};

import type { RolloutSentences } from '../../core/sentences/rollouts.ts';
import type { Part } from '../words.ts';

const tareas = (n: number) => (n === 1 ? '1 tarea' : `${n} tareas`);
const veces = (n: number) => (n > 1 ? ` · ${n} veces` : '');

export const rollouts: Part<RolloutSentences> = {
  'rollout.eta': ({ low, high, unit, since }) =>
    `${since === null ? 'Suele' : `Empezó ${since} · suele`} tardar ${low === high ? `unos ${low}` : `${low}–${high}`} ${unit}`,
  'rollout.of': ({ running, desired }) => `${running} de ${desired}`,
  'rollout.old-serve': ({ count }) =>
    count === 1
      ? '1 tarea de la versión anterior sigue atendiendo'
      : `${count} tareas de la versión anterior siguen atendiendo`,
  'rollout.still-draining': ({ count }) =>
    `${count === 1 ? 'Queda 1 tarea' : `Quedan ${count} tareas`} de la versión anterior por salir; ya no ${count === 1 ? 'recibe' : 'reciben'} tráfico nuevo`,
  'rollout.stuck': ({ since }) => `*Atascado*: no avanza desde ${since}. Lo más probable:`,
  'rollout.stuck-note': ({ span, reasons }) =>
    `El despliegue no avanza desde hace ${span}. ${reasons.join('. ')}`,
  'rollout.log': ({ at, text }) => `${at} · ${text}`,
  'rollout.live-note': ({ desired, draining }) =>
    `La versión nueva ya atiende (${desired} de ${desired}). ${draining === 1 ? 'Queda 1 tarea vieja' : `Quedan ${draining} tareas viejas`} por salir.`,
  'rollout.verdict': ({ title, command }) => `Según la guía: *${title}* · pasos con ${command}`,
  'rollout.lines-of': ({ stream }) => `Lo último que escribió ${stream}:`,
  'rollout.replaced-by': ({ id, who, what }) => `Fue ${id}, de ${who}: ${what}`,
  'rollout.replaced-outside': ({ deployment, at }) =>
    `Vino de fuera de Hydrous${deployment === null ? '' : `: despliegue ${deployment}`}${at === null ? '' : `, ${at}`}. Consola, Terraform u otra herramienta; CloudTrail dice quién`,
  'rollout.proven': ({ revision, digest, by, age }) =>
    [
      revision,
      ...(digest === null ? [] : [digest]),
      ...(by === null ? [] : [`de ${by}`]),
      ...(age === null ? [] : [`hace ${age}`]),
    ].join(', '),
  'rollout.other-proven': ({ deployments }) =>
    `${deployments.length === 1 ? 'Otro despliegue probado' : 'Otros despliegues probados'}: ${deployments.join('; ')}. Con \`rollback revision:N\``,

  'stuck.event': ({ text }) => `ECS dice: ${text}`,
  'stuck.balancer-health': ({ grace }) =>
    `El balanceador da las tareas nuevas por caídas: ruta de salud, puerto, o arranque más largo que el periodo de gracia${grace === null ? '' : ` (${grace} s)`}`,
  'stuck.draining': ({ count }) =>
    `${tareas(count)} por salir: conexiones largas o un retraso de baja alto en el grupo de destino. La versión nueva ya atiende`,
  'stuck.pending': ({ count }) =>
    `${tareas(count)} sin terminar de arrancar: imagen grande, red hacia ECR o arranque lento`,
  'stuck.silent': () => 'ECS no dice por qué. Mira los eventos del servicio en la consola',

  'stop.why': ({ meaning, code, reason, count }) =>
    `${meaning}${veces(count)}${code === null && reason === null ? '' : ` (${[code, reason].filter((part) => part !== null).join(': ')})`}`,
  'stop.exit-code': ({ container, code, meaning, count }) =>
    `${container} terminó con código ${code}: ${meaning}${veces(count)}`,
  'stop.did-not-start': () => 'La tarea no llegó a arrancar',
  'stop.container-ended': () => 'El contenedor terminó solo',
  'stop.by-scheduler': () => 'ECS detuvo la tarea',
  'stop.other': () => 'La tarea se detuvo',
  'stop.cause.quota': () =>
    'La cuenta llegó a su límite de tareas o vCPU de Fargate: pide más cuota o reduce',
  'stop.cause.capacity': () => 'AWS no tiene capacidad ahora para las tareas: espera o usa otras subredes',
  'stop.cause.secrets': () =>
    'No se pudo leer un secreto: nombre, permiso del rol de ejecución o red hacia Secrets Manager',
  'stop.cause.image-missing': () => 'La imagen no existe para esta tarea: etiqueta, digest o arquitectura',
  'stop.cause.image-pull': () =>
    'No se pudo descargar la imagen: permiso del rol de ejecución o red hacia ECR',
  'stop.cause.log-driver': () => 'No se pudieron abrir los logs: el grupo no existe o falta permiso',
  'stop.cause.network': () => 'No se pudo preparar la tarea: red, subredes o permisos',
  'stop.cause.volume': () => 'No se pudo montar el volumen',
  'stop.cause.start-timeout': () => 'El contenedor tardó demasiado en arrancar o en parar',
  'stop.cause.out-of-memory': () => 'Falta de memoria: ECS mató el contenedor',
  'stop.cause.cannot-start': () => 'El contenedor no se puede ejecutar: comando o arquitectura',
  'stop.cause.percent': () =>
    'Los porcentajes del servicio no dejan arrancar ni parar tareas: sube maximumPercent o baja minimumHealthyPercent',
  'stop.cause.container-health': () => 'El contenedor no pasa su propia comprobación de salud',
  'stop.cause.balancer-health': () => 'El balanceador dio la tarea por caída',
  'stop.cause.spot': () => 'AWS recuperó la capacidad spot',
  'stop.cause.infrastructure': () => 'AWS retiró la máquina de debajo',
  'stop.cause.person': () => 'Alguien detuvo la tarea',
  'stop.cause.throttled': () => 'AWS está limitando las llamadas de ECS; lo intentará de nuevo',
  'stop.cause.crash-loop': () => 'Las tareas arrancan y se caen una y otra vez',

  'exit.out-of-memory': () => 'falta de memoria',
  'exit.0': () => 'sin error, pero debía seguir',
  'exit.1': () => 'error de la aplicación',
  'exit.2': () => 'argumentos o configuración no válidos',
  'exit.3': () => 'la aplicación no pudo arrancar',
  'exit.126': () => 'no pudo ejecutar el comando',
  'exit.127': () => 'no encontró el comando',
  'exit.132': () => 'instrucción no válida para esta CPU',
  'exit.134': () => 'se abortó a sí misma',
  'exit.137': () => 'la mataron (SIGKILL): falta de memoria, o tardó demasiado en cerrar',
  'exit.139': () => 'fallo de segmentación',
  'exit.143': () => 'cierre normal pedido por ECS (SIGTERM)',
  'exit.255': () => 'error sin más detalle',
  'exit.signal': ({ signal }) => `terminada por la señal ${signal}`,
  'exit.other': () => 'error',
};

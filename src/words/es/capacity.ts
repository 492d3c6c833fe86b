import type { CapacitySentences } from '../../core/sentences/capacity.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

/** Las métricas de las políticas; un tipo de política que no conocemos se muestra tal cual. */
const METRIC: Readonly<Record<string, string>> = {
  cpu: 'la CPU',
  memory: 'la memoria',
  requests: 'las peticiones por minuto y tarea',
};

export const capacity: Part<CapacitySentences> = {
  'change.scale-task': ({ cpu, memory, environment }) =>
    `dar ${cpu} de CPU y ${memory} MiB a cada tarea de ${environment}`,
  'change.autoscale': ({ settings, environment }) => `ajustar el autoscaling de ${environment} (${settings})`,
  'change.autoscale-suspend': ({ length, environment }) =>
    `suspender el autoscaling de ${environment} por ${length}`,
  'change.autoscale-resume': ({ environment }) => `reanudar el autoscaling de ${environment}`,

  'check.size.ok': ({ cpu, memory }) => `Fargate admite ${cpu} de CPU con ${memory} MiB`,
  'check.size.invalid': ({ cpu, memory, nearest }) =>
    `Fargate no tiene ${cpu} de CPU con ${memory} MiB. Lo más cercano: ${nearest.join(', ')}`,
  'check.containers.ok': () => 'Los contenedores caben en ese tamaño',
  'check.containers.memory': ({ container, wants, has }) =>
    `El contenedor ${container} pide ${wants} MiB y la tarea tendría ${has}: ECS no lo acepta`,
  'check.containers.memory-sum': ({ wants, has }) =>
    `Los contenedores reservan ${wants} MiB entre todos y la tarea tendría ${has}`,
  'check.containers.cpu-sum': ({ wants, has }) =>
    `Los contenedores piden ${wants} de CPU entre todos y la tarea tendría ${has}`,
  'check.cost': ({ difference, tasks, region, asOf }) =>
    `Costo estimado: ${difference} USD al mes con ${tasks} ${tasks === 1 ? 'tarea' : 'tareas'} todo el tiempo (precios de ${region}, ${asOf})`,
  'check.cost.unknown': ({ region, architecture }) =>
    `Costo sin estimar: no tengo precios de ${region} para ${architecture}`,
  'check.bounds.crossed': ({ min, max }) => `El mínimo (${min}) es mayor que el máximo (${max})`,
  'check.bounds.outside': ({ min, max, least, most }) =>
    `${min} a ${max} se sale de los límites de hydrous.yml (${least} a ${most})`,
  'check.moved.stays': ({ count }) =>
    `Ahora hay ${count} ${count === 1 ? 'tarea deseada' : 'tareas deseadas'}, dentro de los límites: no se mueve`,
  'check.moved.at-once': ({ from, to }) => `AWS moverá enseguida las tareas deseadas de ${from} a ${to}`,
  'check.policies.ok': () => 'Hay una política que sube y baja dentro de los límites',
  'check.policies.none': () => 'Sin políticas: los límites solos no suben ni bajan nada. Añade `cpu=60`',
  'check.policies.suspended': () =>
    'El autoscaling está suspendido: lo que pongas no actúa hasta `/hydrous autoscale resume`',
  'check.suspension.ends': ({ length, after }) =>
    after === '–'
      ? `Termina sola después de ${length} y todo vuelve a funcionar`
      : `Termina sola después de ${length}; sigue suspendido lo que ya lo estaba: ${after}`,

  'plan.no-task-size': ({ environment }) =>
    `La definición de tarea de ${environment} no dice un tamaño de tarea, así que no es de Fargate. Cámbialo en su definición.`,
  'plan.same-size': ({ cpu, memory, environment }) =>
    `Las tareas de ${environment} ya tienen ${cpu} de CPU y ${memory} MiB.`,
  'plan.no-autoscaling': ({ environment }) =>
    `${environment} no tiene autoscaling. Para ponerlo: \`/hydrous autoscale min=1 max=4 cpu=60\``,
  'plan.autoscale-needs-bounds': ({ environment }) =>
    `${environment} no tiene autoscaling todavía: di los dos límites, por ejemplo \`/hydrous autoscale min=1 max=4 cpu=60\``,
  'card.field.target-requests': () => 'Peticiones por minuto y tarea',
  'plan.requests-zero': () => 'Las peticiones son al menos 1 por minuto y tarea, por ejemplo `requests=1000`',
  'plan.no-balancer': ({ environment }) =>
    `El servicio de ${environment} no está detrás de ningún balanceador de aplicación: no hay dónde contar peticiones. Usa \`cpu=60\` en su lugar.`,
  'plan.several-balancers': ({ groups }) =>
    `El servicio tiene varios target groups (${groups.join(', ')}) y no elijo yo dónde contar las peticiones. Crea esa política una vez en AWS; después puedo cambiarla.`,
  'plan.same-autoscaling': ({ environment }) => `El autoscaling de ${environment} ya está así.`,
  'plan.suspend-length': ({ shortest, longest }) => `Se puede suspender desde ${shortest} hasta ${longest}.`,
  'plan.already-suspended': ({ environment }) =>
    `El autoscaling de ${environment} ya está suspendido, y no por Hydrous. Para reanudarlo: \`/hydrous autoscale resume\``,
  'plan.not-suspended': ({ environment }) => `No hay nada que reanudar en ${environment}.`,

  'outcome.autoscaled': () => 'El autoscaling quedó como se pidió.',
  'outcome.autoscale-superseded': ({ now }) => `Otro cambio tocó el autoscaling: ahora va de ${now}.`,
  'outcome.suspended': ({ until }) => `Autoscaling suspendido hasta ${until}; se reanuda solo.`,
  'outcome.resumed': ({ still }) =>
    still === '–'
      ? 'El autoscaling vuelve a funcionar.'
      : `Reanudado. Sigue suspendido como antes: ${still}.`,
  'outcome.suspension-superseded': ({ now }) => `Otro cambio tocó la suspensión: ahora es ${now}.`,

  'autoscale.title': ({ environment }) => `Autoscaling de ${environment}`,
  'autoscale.summary': ({ environment, min, max, desired }) =>
    `${environment}: autoscaling de ${min} a ${max}, ahora ${desired}`,
  'autoscale.none': ({ environment, command }) =>
    `${environment} no tiene autoscaling. Para ponerlo: ${command}`,
  'autoscale.bounds': ({ min, max, desired, running }) =>
    `Entre ${min} y ${max} tareas; ahora ${quantity(desired, 'deseada', 'deseadas')}, ${running} en ejecución`,
  'autoscale.policy': ({ name, metric, target }) =>
    `Política ${name}: mantiene ${METRIC[metric] ?? metric} en ${target}`,
  'autoscale.policies-none': () => 'Sin políticas: nada sube ni baja solo',
  'autoscale.active': () => 'Activo: nada suspendido',
  'autoscale.suspended': ({ flags }) => `Suspendido: ${flags}`,
  'autoscale.suspended-until': ({ flags, until, id }) =>
    `Suspendido: ${flags}, hasta ${until} (${id}); se reanuda solo`,
  'autoscale.next': ({ commands }) => `Cambiarlo: ${commands.join(' · ')}`,
  'autoscale.history-unread': ({ why }) => `No se sabe hasta cuándo: ${why}`,
};

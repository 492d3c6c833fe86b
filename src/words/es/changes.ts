import type { ChangeSentences } from '../../core/sentences/changes.ts';
import { joined } from '../lists.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

export const changes: Part<ChangeSentences> = {
  'change.deploy': ({ image, environment }) => `desplegar ${image} en ${environment}`,
  'change.redeploy': ({ environment }) => `volver a desplegar ${environment}`,
  'change.rollback': ({ revision, environment }) => `revertir ${environment} a ${revision}`,
  'change.scale': ({ from, to, environment }) =>
    `escalar ${environment} de ${from} a ${to} ${to === 1 ? 'tarea' : 'tareas'}`,
  'change.abort': ({ revision, environment }) => `abortar el despliegue de ${revision} en ${environment}`,

  'check.service.ok': ({ desired, running }) =>
    `Servicio activo: ${running} de ${quantity(desired, 'tarea', 'tareas')} en ejecución`,
  'check.service.inactive': ({ service, status }) =>
    `El servicio ${service} está en estado ${status}, no ACTIVE`,
  'check.service.controller': ({ controller }) =>
    `Los despliegues de este servicio los maneja ${controller}; aquí solo se cambian los que maneja ECS`,
  'check.image.ok': ({ image, digest, pushed }) =>
    `La imagen ${image} existe (${digest}${pushed === null ? '' : `, subida ${pushed}`})`,
  'check.image.archived': ({ image }) =>
    `La imagen ${image} está archivada en ECR: hay que restaurarla antes`,
  'check.image.missing': ({ image, repository }) =>
    `La imagen ${image} ya no está en el repositorio ${repository}`,
  'check.image.not-checked': ({ why }) => `Imagen sin comprobar: ${why}`,
  'check.architecture.ok': ({ architecture }) => `Arquitectura correcta: ${architecture}`,
  'check.architecture.differs': ({ has, wants }) =>
    `Arquitectura equivocada: la imagen es ${has} y la tarea necesita ${wants}. Reconstrúyela con \`--platform linux/${wants === 'ARM64' ? 'arm64' : 'amd64'}\``,
  'check.architecture.unknown': ({ wants }) =>
    `No se pudo leer la arquitectura de la imagen; la tarea necesita ${wants}`,
  'check.percent.ok': ({ lower, upper }) =>
    `El despliegue puede avanzar: entre ${lower} y ${upper} tareas a la vez`,
  'check.percent.stuck': ({ minimum, maximum, desired }) =>
    `El despliegue se quedaría atascado: con ${desired} ${desired === 1 ? 'tarea' : 'tareas'}, mínimo ${minimum} % y máximo ${maximum} % no dejan ni arrancar ni parar ninguna. Sube el máximo o baja el mínimo`,
  'check.rollout.none': () => 'Ningún otro despliegue en curso',
  'check.rollout.running': ({ revision }) =>
    `Ya hay un despliegue en curso (${revision}). Espera a que termine o usa \`/hydrous abort\``,
  'check.rollout.replaces': ({ revision }) => `Hay un despliegue en curso (${revision})`,
  'check.breaker.on': () => 'Si el despliegue falla, ECS vuelve solo a la versión anterior',
  'check.breaker.no-rollback': () =>
    'El circuit breaker detecta el fallo, pero no vuelve solo a la versión anterior',
  'check.breaker.off': () => 'Sin circuit breaker: un despliegue malo no termina nunca por sí solo',
  'check.alarms.none': () => 'Ninguna alarma activa',
  'check.alarms.open': ({ count, names }) =>
    `${count === 1 ? 'Hay 1 alarma activa' : `Hay ${count} alarmas activas`}: ${names.join(', ')}`,
  'check.alarms.not-checked': ({ why }) => `Alarmas sin comprobar: ${why}`,
  'check.tag.pinned': ({ tag, digest }) =>
    tag === digest ? `Fijada por digest ${digest}` : `${tag} queda fijada a ${digest}`,
  'check.tag.moved': ({ tag, ran, now }) => `La etiqueta ${tag} se movió: antes era ${ran}, ahora es ${now}`,
  'check.tag.moved-cannot-pin': ({ tag }) =>
    `La etiqueta ${tag} ya no es la imagen que corrió; hace falta una copia fijada por digest`,
  'check.tag.same': ({ tag }) => `La etiqueta ${tag} sigue siendo la misma imagen`,
  'check.count.ok': ({ min, max }) => `Dentro de los límites (${min} a ${max})`,
  'check.count.outside': ({ count, min, max }) =>
    `${count} está fuera de los límites de hydrous.yml (${min} a ${max})`,
  'check.count.zero': ({ environment }) =>
    `0 tareas apaga ${environment}. Para permitirlo, pon \`scale: { min: 0 }\` en hydrous.yml`,
  'check.autoscaling.none': () => 'Sin autoscaling: el número se queda como lo pongas',
  'check.autoscaling.will-change': ({ count, min, max, bounds, suspend }) =>
    `Autoscaling (${min} a ${max}) lo devolverá enseguida a su rango: fijado sin más, ${count} no dura. Dos formas que sí: mover antes los límites con ${bounds}, o suspenderlo antes con ${suspend}`,
  'check.autoscaling.may-change': ({ count, min, max, bounds, suspend }) =>
    `Autoscaling (${min} a ${max}) puede moverlo después. Tres formas: solo fijarlo, como aquí · nunca menos de ${count}: ${bounds} · que no lo toque un tiempo: ${suspend}`,
  'check.autoscaling.may-rise': ({ max, suspend }) =>
    `Es el mínimo de autoscaling, que puede subir después hasta ${max}. Para que no lo toque un tiempo: ${suspend}`,
  'check.autoscaling.suspended': ({ min, max }) =>
    `Autoscaling (${min} a ${max}) está suspendido: no lo moverá hasta que se reanude`,
  'check.autoscaling.not-checked': ({ why }) => `Autoscaling sin comprobar: ${why}`,
  'check.fields.ok': () => 'La nueva revisión conserva todos los campos',
  'check.fields.lost': ({ fields }) =>
    `Esta versión no conoce campos de la definición de tarea y los perdería: ${fields.join(', ')}`,
  'check.revision.active': ({ revision }) => `La revisión ${revision} está activa`,
  'check.revision.inactive': ({ revision }) => `La revisión ${revision} está dada de baja; ECS no la acepta`,
  'check.target.proven': ({ revision, at, digest, by }) => {
    const known = [
      ...(at === null ? [] : [at]),
      ...(digest === null ? [] : [digest]),
      ...(by === null ? [] : [`de ${by}`]),
    ];
    return `${revision} ya funcionó en este servicio${known.length === 0 ? '' : ` (${known.join(', ')})`}`;
  },
  'check.target.unproven': ({ revision }) => `No consta que ${revision} haya funcionado en este servicio`,
  'check.target.own-audit': ({ revision }) =>
    `Sin permiso para el historial de ECS: ${revision} sale del registro propio de Hydrous`,

  'plan.stopped': ({ environment, count }) =>
    `No se puede hacer ahora en ${environment}: ${count === 1 ? 'una comprobación lo impide' : `${count} comprobaciones lo impiden`}. No se cambió nada.`,
  'plan.image-missing': ({ image, repository, near, recent }) => {
    const meant = near.length === 0 ? '' : ` ¿Quisiste decir ${joined(near, 'o')}?`;
    const latest = recent.length === 0 ? '' : ` Las últimas: ${recent.join(', ')}.`;
    return `No existe la imagen ${image} en ${repository}.${meant}${latest}`;
  },
  'plan.revision-missing': ({ revision, family }) =>
    `No existe la revisión ${revision} en la familia ${family}.`,
  'plan.revision-never-ran': ({ revision, number }) =>
    `${revision} nunca funcionó en este servicio. Para estrenarla: \`/hydrous deploy revision:${number}\``,
  'plan.same-image': ({ image, environment }) =>
    `${image} ya corre en ${environment}. Para reiniciar las tareas: \`/hydrous redeploy\``,
  'plan.revisions-only': ({ environment }) =>
    `${environment} solo despliega revisiones existentes. Escribe \`/hydrous deploy revision:N\``,
  'plan.nothing-to-roll-back': ({ environment }) =>
    `No hay a qué revertir en ${environment}: ningún despliegue anterior terminó bien en los últimos 90 días.`,
  'plan.same-count': ({ count, environment }) =>
    `${environment} ya tiene ${count} ${count === 1 ? 'tarea' : 'tareas'}.`,
  'plan.nothing-to-abort': ({ environment }) => `No hay ningún despliegue en curso en ${environment}.`,
  'plan.abort-needs-history': () =>
    'Para abortar hace falta leer los despliegues de ECS (`ecs:ListServiceDeployments`), y no está permitido.',
  'plan.container-unknown': ({ container, known }) =>
    `La definición de tarea no tiene el contenedor ${container}. Tiene: ${known.join(', ')}. Corrige \`container\` en hydrous.yml.`,

  'outcome.deployed': ({ took }) => `Desplegado y estable en ${took}.`,
  'outcome.scaled': ({ count, took }) =>
    `${count} ${count === 1 ? 'tarea' : 'tareas'} en ejecución en ${took}.`,
  'outcome.aborted': ({ revision }) => `Despliegue detenido; vuelve a correr ${revision}.`,
  'outcome.rolled-back-by-ecs': ({ reason }) =>
    `El despliegue falló y ECS volvió a la versión anterior.${reason === null ? '' : ` ECS dice: ${reason}`}`,
  'outcome.rollback-failed': ({ reason }) =>
    `El despliegue falló y la vuelta atrás también.${reason === null ? '' : ` ECS dice: ${reason}`}`,
  'outcome.stopped': ({ reason }) =>
    `Alguien detuvo el despliegue.${reason === null ? '' : ` ECS dice: ${reason}`}`,
  'outcome.rollout-failed': ({ reason }) =>
    `El despliegue falló.${reason === null ? '' : ` ECS dice: ${reason}`}`,
  'outcome.superseded': ({ by }) => `Otro despliegue lo reemplazó: ahora va ${by}.`,
  'outcome.scale-superseded': ({ now }) => `Otro cambio movió el número de tareas: ahora son ${now}.`,
  'outcome.abort-missed': ({ status }) => `Llegó tarde: el despliegue ya había terminado (${status}).`,
};

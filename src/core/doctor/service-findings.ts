/** The service of an environment, and whether what the file says of it is what ECS says. */
import type { Environment } from '../environment.ts';
import { readImageName } from '../image-name.ts';
import type { ContainerView, ServiceView, TaskDefinitionView } from '../ports/ecs.ts';
import { code, say } from '../sentence.ts';
import { broken, type Finding, fine } from './finding.ts';

export function serviceFindings(environment: Environment, service: ServiceView): readonly Finding[] {
  const check = `${environment.name}.service`;
  const { status, controller, desired, running } = service;
  const name = code(environment.service);
  const { min, max } = environment.scale;
  const correct = say('doctor.do.service');
  return [
    status !== 'ACTIVE'
      ? broken(check, say('doctor.service.inactive', { service: name, status: code(status) }), correct)
      : controller !== 'ECS'
        ? broken(check, say('doctor.service.controller', { controller: code(controller) }), correct)
        : desired > 0 && running === 0
          ? broken(check, say('doctor.service.none-running', { desired }), say('doctor.do.logs-task'))
          : fine(check, `${running}/${desired}`),
    desired < min || desired > max
      ? broken(
          `${environment.name}.scale`,
          say('doctor.scale', { desired, min, max }),
          say('doctor.do.key', { key: code('scale'), value: null }),
        )
      : fine(`${environment.name}.scale`, `${min}–${max}`),
  ];
}

export function containerFindings(
  environment: Environment,
  definition: TaskDefinitionView,
): readonly Finding[] {
  const check = `${environment.name}.container`;
  const container = containerOf(environment, definition);
  if (container === undefined)
    return [
      broken(
        check,
        say('doctor.container', {
          container: code(environment.container ?? '–'),
          containers: definition.containers.map(({ name }) => code(name)),
        }),
        say('doctor.do.key', { key: code('container'), value: null }),
      ),
    ];
  const { repository } = readImageName(container.image);
  const used = container.logGroup;
  return [
    fine(check, container.name),
    repository === environment.repository
      ? fine(`${environment.name}.image`, repository)
      : broken(
          `${environment.name}.image`,
          say('doctor.image', { image: code(container.image), repository: code(environment.repository) }),
          say('doctor.do.key', { key: code('repository'), value: null }),
        ),
    used === null || used === environment.logGroup
      ? fine(`${environment.name}.log-lines`, ...(used === null ? [] : [used]))
      : broken(
          `${environment.name}.log-lines`,
          say('doctor.log-group', { logGroup: code(environment.logGroup), used: code(used) }),
          say('doctor.do.key', { key: code('logGroup'), value: code(used) }),
        ),
  ];
}

function containerOf(
  environment: Environment,
  { containers }: TaskDefinitionView,
): ContainerView | undefined {
  if (environment.container !== null) return containers.find(({ name }) => name === environment.container);
  const essential = containers.filter((each) => each.essential);
  return (
    essential.find(({ image }) => readImageName(image).repository === environment.repository) ?? essential[0]
  );
}

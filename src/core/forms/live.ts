/** What runs now, as far as it can be read soon: the forms show it above their fields. */
import { chosenContainer } from '../chosen-container.ts';
import type { CommandReaders } from '../command.ts';
import type { Environment } from '../environment.ts';
import type { Gathered } from '../evidence.ts';
import type { ContainerView, ServiceView, TaskDefinitionView } from '../ports/ecs.ts';
import { within } from '../within.ts';

/** A person looks at a waiting modal meanwhile, ms. */
export const FORM_BUDGET = 4_000;

export interface Live {
  readonly service: ServiceView;
  readonly revision: TaskDefinitionView;
  readonly container: ContainerView;
}

export function readLive(environment: Environment, readers: CommandReaders): Promise<Gathered<Live>> {
  return soon(live(environment, readers), readers);
}

async function live(environment: Environment, { ecs }: CommandReaders): Promise<Live> {
  const service = await ecs.service(environment);
  const revision = await ecs.taskDefinition(environment, service.taskDefinition);
  return { service, revision, container: chosenContainer(environment, revision) };
}

export function soon<T>(work: Promise<T>, { clock }: CommandReaders): Promise<Gathered<T>> {
  return within(work, FORM_BUDGET, clock);
}

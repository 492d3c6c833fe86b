/** The checks of a task's size: whether Fargate has it, whether the containers fit, and what it costs. */
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import { monthlyCost, PRICES_AS_OF } from '../core/fargate-prices.ts';
import { isFargateSize, nearestSizes, type TaskSize } from '../core/fargate-sizes.ts';
import type { TaskDefinitionView } from '../core/ports/ecs.ts';
import { code, say } from '../core/sentence.ts';

/** The size a revision has; null where it names none, as tasks on EC2 may. */
export function sizeOf({ cpu, memory }: TaskDefinitionView): TaskSize | null {
  const size = { cpu: Number(cpu ?? Number.NaN), memory: Number(memory ?? Number.NaN) };
  return Number.isInteger(size.cpu) && Number.isInteger(size.memory) ? size : null;
}

export function checkSize(size: TaskSize, environment: Environment): Check {
  const { cpu, memory } = size;
  if (isFargateSize(size)) return { name: 'size', level: 'ok', text: say('check.size.ok', { cpu, memory }) };
  const nearest = nearestSizes(size).map((each) =>
    code(`/hydrous scale cpu=${each.cpu} memory=${each.memory} ${environment.name}`),
  );
  return { name: 'size', level: 'stop', text: say('check.size.invalid', { cpu, memory, nearest }) };
}

/**
 * ECS refuses a task whose containers ask for more than it has. Source: ECS API reference, ContainerDefinition: hard
 * memory and CPU of each within the task's, and the reservations together as well.
 */
export function checkContainers({ containers }: TaskDefinitionView, size: TaskSize): Check {
  const name = 'containers';
  for (const { name: container, limits } of containers) {
    const over = limits.memory ?? limits.memoryReservation ?? 0;
    if (over > size.memory) {
      const text = say('check.containers.memory', { container, wants: over, has: size.memory });
      return { name, level: 'stop', text };
    }
  }
  const sum = (of: (one: (typeof containers)[number]) => number) =>
    containers.reduce((total, each) => total + of(each), 0);
  const cpu = sum(({ limits }) => limits.cpu);
  if (cpu > size.cpu)
    return { name, level: 'stop', text: say('check.containers.cpu-sum', { wants: cpu, has: size.cpu }) };
  const memory = sum(({ limits }) => limits.memoryReservation ?? limits.memory ?? 0);
  if (memory > size.memory) {
    const text = say('check.containers.memory-sum', { wants: memory, has: size.memory });
    return { name, level: 'stop', text };
  }
  return { name, level: 'ok', text: say('check.containers.ok') };
}

export interface Cost {
  readonly check: Check;
  readonly row: { readonly from: string; readonly to: string } | null;
}

/** For the count of tasks that is wanted now; autoscaling may make it more or less. */
export function costOf(
  environment: Environment,
  revision: TaskDefinitionView,
  sizes: { readonly from: TaskSize; readonly to: TaskSize },
  tasks: number,
): Cost {
  const { region } = environment;
  const { architecture, operatingSystem } = revision;
  const price = (size: TaskSize) => monthlyCost({ region, architecture, operatingSystem, ...size }, tasks);
  const [from, to] = [price(sizes.from), price(sizes.to)];
  if (from === null || to === null) {
    const text = say('check.cost.unknown', { region, architecture });
    return { check: { name: 'cost', level: 'not-checked', text }, row: null };
  }
  const difference = `${to >= from ? '+' : '−'}${Math.abs(to - from).toFixed(2)}`;
  const text = say('check.cost', { difference, tasks, region, asOf: PRICES_AS_OF });
  const row = { from: `${from.toFixed(2)} USD`, to: `${to.toFixed(2)} USD` };
  return { check: { name: 'cost', level: 'ok', text }, row };
}

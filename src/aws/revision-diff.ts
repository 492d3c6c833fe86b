/** Two revisions side by side. Values are compared here and stay here; only names leave. */
import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';
import type { RevisionDiffReader } from '../core/ports/evidence.ts';
import type { FromTo, NamesDiff, RevisionDiff } from '../core/revision-diff.ts';
import { listOrEmpty, textOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { readTaskDefinition } from './task-definition.ts';

/** Names that are kept of each kind; a revision may hold a thousand variables. */
const MOST_NAMES = 50;

export function createRevisionDiffReader(clients: Clients, caller: Caller): RevisionDiffReader {
  return {
    async between({ region, container }, from, to) {
      const { ecs } = clients.of(region);
      const [before, after] = await Promise.all([
        readTaskDefinition(caller, ecs, from),
        readTaskDefinition(caller, ecs, to),
      ]);
      return diffOf(before.definition, after.definition, container);
    },
  };
}

/** `container` is the guarded one; the first essential one where there is no container of that name. */
export function diffOf(
  before: TaskDefinition,
  after: TaskDefinition,
  container: string | null,
): RevisionDiff {
  const [one, other] = [guarded(before, container), guarded(after, container)];
  const same = (part: (from: ContainerDefinition | undefined) => unknown) =>
    JSON.stringify(part(one) ?? null) === JSON.stringify(part(other) ?? null);
  return {
    image: fromTo(one?.image, other?.image),
    environment: namesDiff(
      pairs(allOf(before), ({ environment }) =>
        listOrEmpty(environment).map(({ name, value }) => [name, value]),
      ),
      pairs(allOf(after), ({ environment }) =>
        listOrEmpty(environment).map(({ name, value }) => [name, value]),
      ),
    ),
    secrets: namesDiff(
      pairs(allOf(before), ({ secrets }) =>
        listOrEmpty(secrets).map(({ name, valueFrom }) => [name, valueFrom]),
      ),
      pairs(allOf(after), ({ secrets }) =>
        listOrEmpty(secrets).map(({ name, valueFrom }) => [name, valueFrom]),
      ),
    ),
    cpu: fromTo(before.cpu, after.cpu),
    memory: fromTo(before.memory, after.memory),
    architecture: fromTo(architectureOf(before), architectureOf(after)),
    healthCheck: !same((each) => each?.healthCheck),
    command: !same((each) => [each?.entryPoint ?? null, each?.command ?? null]),
    ports: !same((each) =>
      listOrEmpty(each?.portMappings).map(({ containerPort, protocol }) => [
        containerPort,
        protocol ?? 'tcp',
      ]),
    ),
  };
}

function guarded(definition: TaskDefinition, name: string | null): ContainerDefinition | undefined {
  const all = allOf(definition);
  return all.find((each) => each.name === name) ?? all.find((each) => each.essential !== false) ?? all[0];
}

function allOf(definition: TaskDefinition): readonly ContainerDefinition[] {
  return listOrEmpty(definition.containerDefinitions);
}

function architectureOf(definition: TaskDefinition): string {
  return textOrNull(definition.runtimePlatform?.cpuArchitecture) ?? 'X86_64';
}

function fromTo(from: string | undefined, to: string | undefined): FromTo | null {
  return (from ?? null) === (to ?? null) ? null : { from: from ?? null, to: to ?? null };
}

/** Of all containers, since a sidecar's variables count too; the same name in two of them is one. */
function pairs(
  containers: readonly ContainerDefinition[],
  read: (container: ContainerDefinition) => readonly (readonly [string | undefined, string | undefined])[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of containers.flatMap(read)) {
    if (name !== undefined) found.set(name, `${found.get(name) ?? ''}\n${value ?? ''}`);
  }
  return found;
}

function namesDiff(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): NamesDiff {
  const some = (names: readonly string[]) => names.slice(0, MOST_NAMES).map((name) => name.slice(0, 200));
  return {
    added: some([...after.keys()].filter((name) => !before.has(name))),
    removed: some([...before.keys()].filter((name) => !after.has(name))),
    changed: some(
      [...after.keys()].filter((name) => before.has(name) && before.get(name) !== after.get(name)),
    ),
  };
}

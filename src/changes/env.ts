import type { Change, ChangeReaders, Planned, SecretValues } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import { revisionName } from '../core/image-name.ts';
import { nearMisses } from '../core/near-miss.ts';
import type { Operation, PlanRow } from '../core/operation.ts';
import { targetOf } from '../core/operation-target.ts';
import type { ContainerView, VariableView } from '../core/ports/ecs.ts';
import { Problem } from '../core/problem.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import { registerPatchedLines } from './manual-lines.ts';
import { newRevision, revisionChecks } from './new-revision.ts';
import { planOf, refusedPlan } from './plan-of.ts';
import { liveFields, readLive } from './read-live.ts';
import { lastServiceDeployment } from './settle-rollout.ts';
import { applyPatch, applyUpdate } from './update-step.ts';

/** One of the two is empty. The values of `set` go nowhere but into `secretValues`. */
interface EnvWish {
  readonly set: SecretValues;
  readonly unset: readonly string[];
}

/** Sets or removes variables of the container: a new revision, rolled out. No plan, card or log holds a value. */
export const env: Change<EnvWish> = {
  ...newRevision,
  kind: 'env',
  plan: planEnv,
  apply(writer, environment, operation, step, done, values) {
    if (step === 'update')
      return applyUpdate(writer, environment, { taskDefinition: targetOf(operation, done) });
    const container = String(operation.plan.target['container']);
    const set = Object.fromEntries(
      namesIn(operation, 'set').map((name) => [name, sealedValue(values, name)]),
    );
    const variables = { container, set, unset: namesIn(operation, 'unset') };
    return applyPatch(writer, environment, operation, { variables });
  },
  undo: ({ plan, environment }) => {
    const number = String(plan.target['from']).split(':').at(-1);
    return `rollback revision:${number} ${environment}`;
  },
  describe: ({ plan, environment }) => {
    const set = namesIn({ plan }, 'set').map(code);
    if (set.length > 0) return say('change.env-set', { names: set, environment });
    return say('change.env-unset', { names: namesIn({ plan }, 'unset').map(code), environment });
  },
};

function namesIn({ plan }: Pick<Operation, 'plan'>, list: 'set' | 'unset'): readonly string[] {
  const names = plan.target[list];
  return Array.isArray(names) ? names.map(String) : [];
}

function sealedValue(values: SecretValues, name: string): string {
  const value = values[name];
  if (value === undefined)
    throw new Problem('refused', say('execute.sealed-lost'), `the value of ${name} is not there any more`);
  return value;
}

async function planEnv(readers: ChangeReaders, environment: Environment, wish: EnvWish): Promise<Planned> {
  const live = await readLive(readers, environment);
  const { container, revision } = live;
  const names = [...Object.keys(wish.set), ...wish.unset];
  const refusal = refusalOf(container, names, wish.unset);
  if (refusal !== null) return refusedPlan(refusal);
  const rows = rowsOf(readers, container, wish);
  const set = Object.keys(wish.set).filter((name) => rows.some((row) => row.name === name));
  if (rows.length === 0) return refusedPlan(say('plan.env-same', { names: names.map(code) }));
  const { arn: from, family } = revision;
  const planned = planOf(readers, {
    rows: [
      ...rows.map(({ row }) => row),
      { field: 'revision', from: revisionName(from), to: `${family} (+1)` },
    ],
    checks: await revisionChecks(readers, environment, live, [checkVariables(rows)]),
    live: liveFields(live),
    startsDeployment: true,
    manual: manualLines(environment, from, container, set, wish.unset),
    target: {
      from,
      family,
      container: container.name,
      set,
      unset: [...wish.unset],
      taskDefinition: null,
      lastServiceDeployment: await lastServiceDeployment(readers, environment),
    },
  });
  const secretValues = Object.fromEntries(set.map((name) => [name, sealedValue(wish.set, name)]));
  return planned.ok ? { ...planned, secretValues } : planned;
}

/** A name may be in only one of ECS's two lists, and a secret is changed where it is kept. */
function refusalOf(
  { variables, secretNames }: ContainerView,
  names: readonly string[],
  unset: readonly string[],
): Sentence | null {
  const secret = names.filter((name) => secretNames.includes(name));
  if (secret.length > 0) return say('plan.env-secret', { names: secret.map(code) });
  const known = variables.map(({ name }) => name);
  const missing = unset.filter((name) => !known.includes(name));
  if (missing.length === 0) return null;
  const near = [...new Set(missing.flatMap((name) => nearMisses(name, known)))].map(code);
  return say('plan.env-unknown', { names: missing.map(code), near });
}

interface VariableRow {
  readonly name: string;
  readonly was: 'new' | 'changed' | 'removed';
  readonly row: PlanRow;
}

function rowsOf(
  { fingerprint }: ChangeReaders,
  { variables }: ContainerView,
  { set, unset }: EnvWish,
): readonly VariableRow[] {
  const before = new Map(variables.map((each) => [each.name, each]));
  const written = Object.entries(set).flatMap(([name, value]): VariableRow[] => {
    const length = new TextEncoder().encode(value).length;
    const next = { name, length, fingerprint: fingerprint(name, value) };
    const known = before.get(name);
    if (known?.fingerprint === next.fingerprint && known.length === length) return [];
    const row = {
      field: 'variable' as const,
      from: known === undefined ? null : shown(known),
      to: shown(next),
    };
    return [{ name, was: known === undefined ? 'new' : 'changed', row }];
  });
  const removed = unset.flatMap((name): VariableRow[] => {
    const known = before.get(name);
    if (known === undefined) return [];
    return [{ name, was: 'removed', row: { field: 'variable', from: shown(known), to: null } }];
  });
  return [...written, ...removed];
}

/** The name, the length in bytes and the short digest: never the value. */
function shown({ name, length, fingerprint }: VariableView): string {
  return `${name} ${length} B #${fingerprint}`;
}

function checkVariables(rows: readonly VariableRow[]): Check {
  const count = (was: VariableRow['was']) => rows.filter((row) => row.was === was).length;
  const text = say('check.variables', {
    added: count('new'),
    changed: count('changed'),
    removed: count('removed'),
  });
  return { name: 'variables', level: 'ok', text };
}

/** Values are asked for, so that they stand in no shell history. Known variables keep their place, as in the bot's own request. */
function manualLines(
  environment: Environment,
  from: string,
  { name: container, variables }: ContainerView,
  set: readonly string[],
  unset: readonly string[],
): readonly string[] {
  const isKnown = (name: string) => variables.some((each) => each.name === name);
  const gone = unset.length === 0 ? [] : [`map(select(.name | IN(${unset.map(inJq).join(', ')}) | not))`];
  const changed = set
    .filter(isKnown)
    .map((name) => `map(if .name == ${inJq(name)} then .value = env.${name} else . end)`);
  const added = set
    .filter((name) => !isKnown(name))
    .map((name) => `{name: ${inJq(name)}, value: env.${name}}`);
  const list = [
    '(. // [])',
    ...gone,
    ...changed,
    ...(added.length === 0 ? [] : [`. + [${added.join(', ')}]`]),
  ];
  const patch = `(.containerDefinitions[] | select(.name == ${inJq(container)}) | .environment) |= (${list.join(' | ')})`;
  const asked = set.map((name) => `read -rs ${name} && export ${name}`);
  return [...asked, ...registerPatchedLines(environment, from, patch)];
}

function inJq(text: string): string {
  return JSON.stringify(text);
}

/** What `environments.NAME.changes` may say of single kinds of change, and the mistakes between its parts. */
import type { ChangeKind } from '../core/operation.ts';
import { block, GroupId, whole } from './fields.ts';
import type { Mistake } from './mistakes.ts';
import { Roster } from './roster.ts';
import type { YamlText } from './yaml-lines.ts';

/** Every kind by name, so that a new one is not forgotten. */
const KINDS: Readonly<Record<ChangeKind, null>> = {
  deploy: null,
  redeploy: null,
  rollback: null,
  scale: null,
  'scale-task': null,
  env: null,
  autoscale: null,
  'autoscale-suspend': null,
  'autoscale-resume': null,
  abort: null,
  'db-snapshot': null,
  'db-resize': null,
  'db-restore': null,
  'cache-resize': null,
  'alarms-create': null,
  'alarms-restore': null,
  'test-alarm': null,
};

const RULES = 'a block such as { approvals: 2, requiredGroup: S0OPS }';

const ChangeRules = block(RULES, {
  approvals: whole(0, 10).optional(),
  approvers: Roster.optional(),
  requiredGroup: GroupId.optional(),
});

const SHAPE = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, ChangeRules.optional()])) as Record<
  ChangeKind,
  ReturnType<typeof ChangeRules.optional>
>;

export const Changes = block('a block such as { db-restore: { approvals: 2 } }', SHAPE).optional();

interface Rules {
  readonly approvals?: number | undefined;
  readonly approvers?: { readonly users: readonly string[]; readonly groups: readonly string[] } | undefined;
  readonly requiredGroup?: string | undefined;
}

/** Rules that nobody could ever fulfil: more approvals than people, where the file itself shows how many there are. */
export function changeRuleMistakes(
  name: string,
  fields: Rules & { readonly changes?: Readonly<Record<string, Rules | undefined>> | undefined },
  everywhere: NonNullable<Rules['approvers']>,
  yaml: YamlText,
): Mistake[] {
  return Object.entries(fields.changes ?? {}).flatMap(([kind, rules]) => {
    if (rules === undefined) return [];
    const { users, groups } = rules.approvers ?? everywhere;
    const approvals = rules.approvals ?? fields.approvals ?? 1;
    const people = new Set(users).size;
    if (groups.length > 0 || people === 0 || approvals <= people) return [];
    const where = `environments.${name}.changes.${kind}`;
    return [
      {
        line: yaml.lineOf(['environments', name, 'changes', kind]),
        text: `${where} needs ${approvals} approvals, but its approvers are ${people}; lower it or name more approvers`,
      },
    ];
  });
}

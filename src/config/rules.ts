/** Rules between the parts of `hydrous.yml` that no single field can see. */
import { changeRuleMistakes } from './change-rules.ts';
import { strayNames } from './environments-of.ts';
import { EnvironmentFields, People } from './hydrous-schema.ts';
import type { Mistake } from './mistakes.ts';
import type { YamlText } from './yaml-lines.ts';

/** Every part that is valid by itself is looked at, so that these mistakes show together with the others. */
export function ruleMistakes(yaml: YamlText): Mistake[] {
  const file = asBlock(yaml.value);
  const people = People.safeParse(file['people']).data;
  const environments = Object.entries(asBlock(file['environments'])).flatMap(([name, value]) => {
    const fields = EnvironmentFields.safeParse(value).data;
    return fields === undefined ? [] : [{ name, fields }];
  });
  const found: Mistake[] = [];
  const services = new Map<string, string>();
  for (const { name, fields } of environments) {
    const service = `${fields.region}/${fields.cluster}/${fields.service}`;
    const first = services.get(service);
    if (first === undefined) services.set(service, name);
    else
      found.push({
        line: yaml.lineOf(['environments', name, 'service']),
        text: `environments.${name} guards the same service as environments.${first}; a service has one environment`,
      });
    if (people === undefined) continue;
    found.push(...tooManyApprovals(name, fields, people, yaml));
    found.push(...changeRuleMistakes(name, fields, people.approvers, yaml));
  }
  return [...found, ...strayNames(yaml), ...repeated(['sns', 'topics'], yaml), ...repeated(['teams'], yaml)];
}

/** With groups the number of people is not known here, and with nobody at all there is a warning instead. */
function tooManyApprovals(
  name: string,
  fields: EnvironmentFields,
  people: People,
  yaml: YamlText,
): Mistake[] {
  const { users, groups } = people.approvers;
  const distinct = new Set(users).size;
  if (groups.length > 0 || distinct === 0 || fields.approvals <= distinct) return [];
  return [
    {
      line: yaml.lineOf(['environments', name, 'approvals']),
      text: `environments.${name}.approvals is ${fields.approvals}, but people.approvers names ${distinct}; lower it or name more approvers`,
    },
  ];
}

/** What is allowed and yet surely not meant: said once at start. */
export function ruleWarnings(
  people: People,
  environments: readonly {
    readonly name: string;
    readonly approvals: number;
    readonly selfApproval: boolean;
  }[],
): string[] {
  const { users, groups } = people.approvers;
  const guarded = environments.filter((environment) => environment.approvals > 0);
  if (groups.length > 0) return [];
  if (users.length === 0)
    return guarded.map(({ name }) => `${name}: people.approvers is empty, so nobody can approve a change`);
  return guarded
    .filter((environment) => !environment.selfApproval)
    .flatMap(({ name, approvals }) =>
      people.operators.users
        .filter((operator) => users.filter((approver) => approver !== operator).length < approvals)
        .map((operator) => `${name}: a request by ${operator} can never pass, too few others may approve it`),
    );
}

function repeated(path: readonly string[], yaml: YamlText): Mistake[] {
  const list = path.reduce<unknown>((inside, part) => asBlock(inside)[part], yaml.value);
  if (!Array.isArray(list)) return [];
  return list.flatMap((item, index) =>
    list.indexOf(item) < index
      ? [
          {
            line: yaml.lineOf([...path, index]),
            text: `${path.join('.')} names ${JSON.stringify(item)} twice`,
          },
        ]
      : [],
  );
}

function asBlock(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

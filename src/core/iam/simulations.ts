/** The rights that no harmless call can try, as questions for IAM's own simulator. */
import type { IamPolicy, OneOrMore, Statement } from './statement.ts';

export interface Simulation {
  readonly actions: readonly string[];
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

/** A stream of a log is a read too, and one that can be done without. */
const READS = /:(?:Describe|List|Get|Filter|BatchGet|Simulate|StartLiveTail)/;

/** One question a statement that allows a write, on the first of its resources. */
export function simulationsOf({ Statement: statements }: IamPolicy): readonly Simulation[] {
  return statements.flatMap((statement) => {
    const actions = listed(statement.Action).filter((action) => !READS.test(action));
    const [resource] = listed(statement.Resource);
    if (statement.Effect !== 'Allow' || actions.length === 0 || resource === undefined) return [];
    return [{ actions, resource: resource.replaceAll('*', 'doctor'), context: contextOf(statement) }];
  });
}

/** Keys that must be there for the statement to apply; `IfExists` and `Not…` apply without them. */
function contextOf({ Condition = {} }: Statement): Readonly<Record<string, string>> {
  const wanted = Object.entries(Condition).filter(([operator]) => !/IfExists$|Not/.test(operator));
  return Object.fromEntries(
    wanted.flatMap(([, keys]) =>
      Object.entries(keys).map(([key, values]) => [key, listed(values)[0] ?? ''] as const),
    ),
  );
}

function listed(some: OneOrMore | undefined): readonly string[] {
  if (some === undefined) return [];
  return typeof some === 'string' ? [some] : some;
}

/** IAM's evaluation of one identity policy, as far as these policies use it. */
import type { IamPolicy, OneOrMore, Statement } from '../../src/core/iam/statement.ts';

export interface Request {
  readonly action: string;
  readonly resource: string;
  /** Keys of the request context; one that is left out is absent. */
  readonly context?: Readonly<Record<string, string>>;
}

export type Decision = 'allowed' | 'explicitly denied' | 'implicitly denied';

export function decide(policy: IamPolicy, request: Request): Decision {
  const matching = policy.Statement.filter((statement) => concerns(statement, request));
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'explicitly denied';
  return matching.length > 0 ? 'allowed' : 'implicitly denied';
}

function concerns(statement: Statement, { action, resource, context = {} }: Request): boolean {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  if (Action !== undefined && !some(Action, action, true)) return false;
  if (NotAction !== undefined && some(NotAction, action, true)) return false;
  if (Resource !== undefined && !some(Resource, resource, false)) return false;
  if (NotResource !== undefined && some(NotResource, resource, false)) return false;
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, context[key], wanted)),
  );
}

function holds(operator: string, given: string | undefined, wanted: OneOrMore): boolean {
  const optional = operator.endsWith('IfExists');
  const base = operator.replace('IfExists', '');
  const negated = base === 'StringNotEquals';
  // A negated operator holds for a key that is absent, others do not.
  if (given === undefined) return optional || negated;
  switch (base) {
    case 'StringEquals':
      return some(wanted, given, false, true);
    case 'StringNotEquals':
      return !some(wanted, given, false, true);
    case 'ArnEquals':
    case 'ArnLike':
      return some(wanted, given, false);
    default:
      throw new Error(`the evaluator does not know ${operator}`);
  }
}

function some(patterns: OneOrMore, text: string, anyCase: boolean, exact = false): boolean {
  const list = typeof patterns === 'string' ? [patterns] : patterns;
  return list.some((pattern) => {
    if (exact) return pattern === text;
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${source}$`, anyCase ? 'i' : '').test(text);
  });
}

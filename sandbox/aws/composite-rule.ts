/** Rules of composite alarms: `ALARM("a") AND (OK("b") OR NOT ALARM(c))`. */
import type { AlarmState } from './alarms.ts';

export type Rule =
  | { readonly kind: 'state'; readonly state: AlarmState; readonly alarm: string }
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'not'; readonly rule: Rule }
  | { readonly kind: 'and' | 'or'; readonly left: Rule; readonly right: Rule };

const LEAF = /\s*(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^()]+?))\s*\)/iy;
const WORD = /\s*(TRUE|FALSE|NOT|AND|OR|\(|\))/iy;

/** Names and ARNs are both allowed in rules. */
export function alarmName(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn.split(':').slice(6).join(':') : nameOrArn;
}

/** Throws an Error that says where the rule is wrong. AND binds more closely than OR. */
export function parseRule(text: string): Rule {
  let at = 0;

  function match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(text);
  }

  function word(...wanted: readonly string[]): string | null {
    const found = match(WORD);
    const name = found?.[1]?.toUpperCase();
    if (found === null || name === undefined || !wanted.includes(name)) return null;
    at += found[0].length;
    return name;
  }

  function wrong(): never {
    throw new Error(`the rule cannot be read at position ${at}: ${text.slice(at, at + 40)}`);
  }

  function single(): Rule {
    if (word('NOT') !== null) return { kind: 'not', rule: single() };
    if (word('(') !== null) {
      const inner = either();
      return word(')') === null ? wrong() : inner;
    }
    const constant = word('TRUE', 'FALSE');
    if (constant !== null) return { kind: 'constant', value: constant === 'TRUE' };
    const leaf = match(LEAF);
    if (leaf === null) return wrong();
    at += leaf[0].length;
    const [, state = '', quoted, single_, bare] = leaf;
    const name = quoted?.replaceAll(/\\(.)/g, '$1') ?? single_ ?? bare ?? '';
    return { kind: 'state', state: state.toUpperCase() as AlarmState, alarm: alarmName(name) };
  }

  function both(): Rule {
    let left = single();
    while (word('AND') !== null) left = { kind: 'and', left, right: single() };
    return left;
  }

  function either(): Rule {
    let left = both();
    while (word('OR') !== null) left = { kind: 'or', left, right: both() };
    return left;
  }

  const rule = either();
  return text.slice(at).trim() === '' ? rule : wrong();
}

/** Names of the alarms in the rule, each once. */
export function alarmsIn(rule: Rule): readonly string[] {
  switch (rule.kind) {
    case 'state':
      return [rule.alarm];
    case 'constant':
      return [];
    case 'not':
      return alarmsIn(rule.rule);
    case 'and':
    case 'or':
      return [...new Set([...alarmsIn(rule.left), ...alarmsIn(rule.right)])];
  }
}

/** `stateOf` gives null for an alarm that does not exist; nothing holds for such a one. */
export function holds(rule: Rule, stateOf: (alarm: string) => AlarmState | null): boolean {
  switch (rule.kind) {
    case 'state':
      return stateOf(rule.alarm) === rule.state;
    case 'constant':
      return rule.value;
    case 'not':
      return !holds(rule.rule, stateOf);
    case 'and':
      return holds(rule.left, stateOf) && holds(rule.right, stateOf);
    case 'or':
      return holds(rule.left, stateOf) || holds(rule.right, stateOf);
  }
}

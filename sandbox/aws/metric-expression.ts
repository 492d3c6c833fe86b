/** The grammar of metric math: numbers, ids, operators, calls and lists. */

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: 'negative'; readonly of: Expression }
  | {
      readonly kind: 'operation';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

interface Token {
  readonly kind: 'number' | 'text' | 'word' | 'sign' | 'end';
  readonly text: string;
}

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|\.\d+)|"([^"]*)"|'([^']*)'|([A-Za-z_]\w*)|(&&|\|\||==|!=|<=|>=|[-+*/^%<>(),[\]]))/y;

/** From loosest to closest. */
const LEVELS: readonly (readonly string[])[] = [
  ['OR', '||'],
  ['AND', '&&'],
  ['==', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
  ['^'],
];

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (found === null) throw new Error(`unexpected "${text.slice(at).trim().slice(0, 10)}" in ${text}`);
    const [all, number, double, single, word, sign] = found;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else tokens.push({ kind: 'text', text: double ?? single ?? '' });
    at += all.length;
  }
  return tokens;
}

/** Throws an Error that says what was not understood. */
export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text);
  let at = 0;
  const next = (): Token => tokens[at] ?? { kind: 'end', text: 'the end' };

  function taken(sign: string): boolean {
    const token = next();
    if (token.kind !== 'sign' || token.text !== sign) return false;
    at += 1;
    return true;
  }

  function expect(sign: string): void {
    if (!taken(sign)) throw new Error(`expected "${sign}" instead of ${next().text} in ${text}`);
  }

  function listUntil(end: string): readonly Expression[] {
    if (taken(end)) return [];
    const items = [level(0)];
    while (taken(',')) items.push(level(0));
    expect(end);
    return items;
  }

  function single(): Expression {
    if (taken('-')) return { kind: 'negative', of: single() };
    if (taken('(')) {
      const inner = level(0);
      expect(')');
      return inner;
    }
    if (taken('[')) return { kind: 'list', items: listUntil(']') };
    const token = next();
    at += 1;
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: Number(token.text) };
      case 'text':
        return { kind: 'text', value: token.text };
      case 'word':
        if (!taken('(')) return { kind: 'id', id: token.text };
        return { kind: 'call', name: token.text.toUpperCase(), arguments: listUntil(')') };
      case 'sign':
      case 'end':
        throw new Error(`unexpected ${token.text} in ${text}`);
    }
  }

  function level(index: number): Expression {
    const operators = LEVELS[index];
    if (operators === undefined) return single();
    let left = level(index + 1);
    for (;;) {
      const token = next();
      const operator = token.kind === 'word' ? token.text.toUpperCase() : token.text;
      if (token.kind === 'number' || token.kind === 'text' || !operators.includes(operator)) return left;
      at += 1;
      left = { kind: 'operation', operator, left, right: level(index + 1) };
    }
  }

  const expression = level(0);
  if (at < tokens.length) throw new Error(`unexpected ${next().text} in ${text}`);
  return expression;
}

/** The query protocol's request body as a tree. */

type Branch = { [step: string]: string | Branch };
export type FormValue = string | readonly FormValue[] | { readonly [key: string]: FormValue };

/**
 * `A.member.1.B=x` becomes `{A: {member: [{B: 'x'}]}}`: the tree that an XML parser would give for the same
 * value, so that the SDK's own XML reader can type it (numbers, dates, lists, maps).
 */
export function formTree(form: URLSearchParams): FormValue {
  const root: Branch = Object.create(null);
  for (const [key, value] of form) {
    const path = key.split('.');
    const last = path.pop()!;
    let at = root;
    for (const step of path) {
      const next = at[step];
      if (typeof next === 'object') {
        at = next;
      } else {
        const branch: Branch = Object.create(null);
        at[step] = branch;
        at = branch;
      }
    }
    at[last] = value;
  }
  return withLists(root);
}

function withLists(node: string | Branch): FormValue {
  if (typeof node === 'string') return node;
  const keys = Object.keys(node);
  if (keys.length > 0 && keys.every((key) => /^[1-9]\d*$/.test(key))) {
    return keys.sort((a, b) => Number(a) - Number(b)).map((key) => withLists(node[key]!));
  }
  return Object.fromEntries(keys.map((key) => [key, withLists(node[key]!)]));
}

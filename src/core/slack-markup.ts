/** What Slack puts into a command's text: entities, links, mentions. Source: docs.slack.dev, "Formatting message text". */

/** One character, or a mention or reference as a whole. */
export type Atom =
  | string
  | { readonly kind: 'mention'; readonly text: string; readonly user: string }
  | { readonly kind: 'reference'; readonly text: string };

const MARKUP = /<([^<>]*)>/g;
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Entities are decoded once, so that `&amp;lt;` is the text `&lt;`. Links become what the person saw. */
export function readAtoms(text: string, from: 'slack' | 'plain'): readonly Atom[] {
  if (from === 'plain') return Array.from(text);
  const atoms: Atom[] = [];
  let end = 0;
  for (const found of text.matchAll(MARKUP)) {
    atoms.push(...decode(text.slice(end, found.index)), ...unwrap(found[1] ?? ''));
    end = found.index + found[0].length;
  }
  atoms.push(...decode(text.slice(end)));
  return atoms;
}

export function decoded(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
}

function decode(text: string): readonly string[] {
  return Array.from(decoded(text));
}

function unwrap(inside: string): readonly Atom[] {
  const bar = inside.indexOf('|');
  const target = bar === -1 ? inside : inside.slice(0, bar);
  const label = bar === -1 ? '' : decode(inside.slice(bar + 1)).join('');
  const rest = target.slice(1);
  switch (target[0]) {
    case '@':
      return [{ kind: 'mention', text: `@${label === '' ? rest : label.replace(/^@/, '')}`, user: rest }];
    case '#':
      return [{ kind: 'reference', text: `#${label === '' ? rest : label.replace(/^#/, '')}` }];
    case '!':
      return [{ kind: 'reference', text: `@${(label === '' ? rest : label).replace(/^@/, '')}` }];
    default:
      return label === '' ? decode(target) : Array.from(label);
  }
}

/**
 * Lines grouped by their pattern: the Drain algorithm (He, Zhu, Zheng, Lyu: "Drain: An Online Log Parsing Approach
 * with Fixed Depth Tree", ICWS 2017), with what changes from line to line masked first. A line goes down a tree by
 * its number of words and its first words; at the leaf it joins the most similar pattern, or begins a new one, and
 * the words in which it differs become wildcards.
 */

export interface Pattern {
  /** Words, with `<*>` for what differs. */
  readonly words: readonly string[];
  readonly count: number;
  /** Whatever was given with the first line and the newest one. */
  readonly example: string;
}

export interface DrainSettings {
  /** Levels of the tree, the root and the leaves included. */
  readonly depth: number;
  /** Share of equal words from which on a line belongs to a pattern. */
  readonly similarity: number;
  /** Children of a node; further first words share a wildcard. */
  readonly children: number;
  /** Patterns in all; further ones are counted together under `<*>`. */
  readonly patterns: number;
}

/** The defaults of Drain3, with a cap on patterns. */
export const DRAIN: DrainSettings = { depth: 4, similarity: 0.4, children: 100, patterns: 2_000 };

export const ANY = '<*>';

interface Cluster {
  words: string[];
  count: number;
  readonly example: string;
}

interface Node {
  readonly children: Map<string, Node>;
  readonly clusters: Cluster[];
}

export interface Drain {
  /** Gives the index of the pattern that the line went to. */
  add(line: string): number;
  /** In the order in which they appeared. */
  patterns(): readonly Pattern[];
}

export function createDrain(settings: DrainSettings = DRAIN): Drain {
  const root = node();
  const clusters: Cluster[] = [];
  const indexes = new Map<Cluster, number>();

  function made(words: string[], example: string): Cluster {
    const cluster = { words, count: 1, example };
    indexes.set(cluster, clusters.length);
    clusters.push(cluster);
    return cluster;
  }

  return {
    add(line) {
      const words = masked(line)
        .split(/\s+/)
        .filter((word) => word !== '');
      const leaf = leafOf(root, words, settings);
      const found = best(leaf.clusters, words, settings.similarity);
      if (found !== null) {
        found.count += 1;
        found.words = found.words.map((word, at) => (word === words[at] ? word : ANY));
        return indexes.get(found) ?? 0;
      }
      if (clusters.length >= settings.patterns) {
        const rest = clusters.at(-1)!;
        rest.words = [ANY];
        rest.count += 1;
        return clusters.length - 1;
      }
      const cluster = made(words, line);
      leaf.clusters.push(cluster);
      return clusters.length - 1;
    },
    patterns: () => clusters.map(({ words, count, example }) => ({ words: [...words], count, example })),
  };
}

function node(): Node {
  return { children: new Map(), clusters: [] };
}

/** The root has children by number of words; below it come the first words, one a level. */
function leafOf(root: Node, words: readonly string[], { depth, children }: DrainSettings): Node {
  let at = childOf(root, String(words.length), Number.POSITIVE_INFINITY);
  // The root, the number of words and the leaves are levels too; the last word always decides by its likeness.
  for (const word of words.slice(0, Math.max(0, Math.min(depth - 3, words.length - 1)))) {
    // A word with a digit is most likely a value.
    at = childOf(at, /\d/.test(word) ? ANY : word, children);
  }
  return at;
}

function childOf(parent: Node, key: string, most: number): Node {
  const known = parent.children.get(key);
  if (known !== undefined) return known;
  // The last place is kept for the wildcard.
  const full = key !== ANY && parent.children.size + (parent.children.has(ANY) ? 0 : 1) >= most;
  const name = full ? ANY : key;
  const child = parent.children.get(name) ?? node();
  parent.children.set(name, child);
  return child;
}

/** The most similar one; of several the one with more wildcards, as in the paper's own implementation. */
function best(clusters: readonly Cluster[], words: readonly string[], least: number): Cluster | null {
  let [found, most, wild] = [null as Cluster | null, -1, -1];
  for (const cluster of clusters) {
    const equal = cluster.words.filter((word, at) => word === words[at]).length;
    const any = cluster.words.filter((word) => word === ANY).length;
    const share = words.length === 0 ? 1 : equal / words.length;
    if (share > most || (share === most && any > wild)) [found, most, wild] = [cluster, share, any];
  }
  return most >= least ? found : null;
}

const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?/g, '<time>'],
  [/\b\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d(?: [+-]\d{4})?/g, '<time>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\b/g, '<ip>'],
  [/\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b/gi, '<ip>'],
  [/\b0x[0-9a-f]+\b/gi, '<hex>'],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b/gi, '<hex>'],
  // The status of a request tells two patterns apart.
  [
    /(?<![\w<.-])(?<!HTTP\/\d(?:\.\d)?"? )[-+]?\d+(?:[.,]\d+)*(?=(?:ms|us|s|m|h|kb|mb|gb|b|%)?(?!\w))/gi,
    '<n>',
  ],
];

/** What changes from line to line (times, ids, addresses, numbers) with names in its place; a status code stays. */
export function masked(line: string): string {
  return MASKS.reduce((text, [pattern, name]) => text.replace(pattern, name), line.slice(0, 2_000));
}

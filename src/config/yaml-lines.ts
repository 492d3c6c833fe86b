/** Reads YAML that people wrote, strictly, and remembers the line of every key. */
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type Scalar,
  visit,
} from 'yaml';
import type { Mistake } from './mistakes.ts';

export type Path = readonly PropertyKey[];

export interface YamlText {
  readonly value: unknown;
  /** Line of the value at the path, or of the nearest block around it that exists. */
  lineOf(path: Path): number;
  /** How a number was written, for `012345678901`; null for anything else. */
  numberAsWritten(path: Path): string | null;
  /** Numbers in another notation than plain digits, which people write by accident. */
  readonly oddNumbers: readonly { readonly path: Path; readonly written: string }[];
}

export type ReadYaml =
  | { readonly ok: true; readonly yaml: YamlText }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/** Largest file that is parsed, in bytes: 256 KiB. Parsing time grows faster than size. */
export const LARGEST_YAML = 256 * 1024;
const DEEPEST = 32;
const MOST_SYNTAX_MISTAKES = 5;

/** Keys that reach into JavaScript's own objects wherever somebody merges what was read. */
const FORBIDDEN_KEYS: readonly unknown[] = ['__proto__', 'constructor', 'prototype'];
const PLAIN_DIGITS = /^(?:0|-?[1-9]\d*)$/;

export function readYaml(text: string): ReadYaml {
  const bytes = Buffer.byteLength(text);
  if (bytes > LARGEST_YAML) return wrong(1, `the file has ${bytes} bytes; keep it under ${LARGEST_YAML}`);
  const deep = tooDeep(text);
  if (deep !== null)
    return wrong(deep, `more than ${DEEPEST} levels inside each other; nothing here needs that`);

  const lines = new LineCounter();
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    strict: true,
    uniqueKeys: true,
    version: '1.2',
    logLevel: 'silent',
  });
  if (!Array.isArray(documents) || documents.length === 0) return wrong(1, 'the file is empty');
  const [document, second] = documents as [Document.Parsed, Document.Parsed | undefined];
  if (second !== undefined)
    return wrong(lineAt(second.range[0]), 'a second document starts here; the file must hold one (no "---")');

  const syntax = [...document.errors, ...document.warnings]
    .slice(0, MOST_SYNTAX_MISTAKES)
    .map((error) => ({ line: lineAt(error.pos[0]), text: `not valid here: ${error.message}` }));
  const mistakes = syntax.length > 0 ? syntax : oddities(document, lineAt);
  if (mistakes.length > 0) return { ok: false, mistakes };
  if (document.contents === null) return wrong(1, 'the file is empty');
  return { ok: true, yaml: yamlText(document, lineAt) };
}

function wrong(line: number, text: string): ReadYaml {
  return { ok: false, mistakes: [{ line, text }] };
}

/** Dashes and question marks that each open a block inside the one before, all on one line. */
const STACKED = new RegExp(`^[ \\t]*(?:[-?][ \\t]+){${DEEPEST + 1}}`, 'm');

/** Line on which lists and brackets get too deep, else null. Counted before parsing, which is slow on such input. */
function tooDeep(text: string): number | null {
  const stacked = STACKED.exec(text);
  if (stacked !== null) return text.slice(0, stacked.index).split('\n').length;
  let depth = 0;
  let line = 1;
  for (const letter of text) {
    if (letter === '\n') line++;
    else if (letter === '[' || letter === '{') depth++;
    else if (letter === ']' || letter === '}') depth--;
    if (depth > DEEPEST) return line;
  }
  return null;
}

function oddities(document: Document.Parsed, lineAt: (offset: number) => number): Mistake[] {
  const found: Mistake[] = [];
  const at = (node: unknown): number => lineAt((node as Node | null)?.range?.[0] ?? 0);
  visit(document, {
    Alias(_, alias) {
      found.push({
        line: at(alias),
        text: `"*${alias.source}" repeats another value; write the value out here`,
      });
    },
    Pair(_, pair) {
      const key = isScalar(pair.key) ? pair.key.value : undefined;
      if (typeof key !== 'string' || FORBIDDEN_KEYS.includes(key) || key === '<<')
        found.push({ line: at(pair.key), text: `"${String(pair.key)}" cannot be a key; write a plain name` });
    },
  });
  return found;
}

function yamlText(document: Document.Parsed, lineAt: (offset: number) => number): YamlText {
  const root = document.contents as Node;
  const oddNumbers: { path: Path; written: string }[] = [];
  collectOddNumbers(root, [], oddNumbers);
  return {
    value: document.toJS({ maxAliasCount: 0 }),
    lineOf: (path) => lineAt(nearestOffset(root, path)),
    numberAsWritten(path) {
      const node = path.reduce<unknown>((inside, part) => childOf(inside, part)?.value, root);
      return isScalar(node) && typeof node.value === 'number' ? writtenAs(node) : null;
    },
    oddNumbers,
  };
}

function writtenAs(node: Scalar): string {
  return node.source ?? String(node.value);
}

function collectOddNumbers(node: unknown, path: Path, into: { path: Path; written: string }[]): void {
  if (isMap(node)) {
    for (const pair of node.items) collectOddNumbers(pair.value, [...path, String(pair.key)], into);
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) collectOddNumbers(item, [...path, index], into);
  } else if (isScalar(node) && typeof node.value === 'number' && !PLAIN_DIGITS.test(writtenAs(node))) {
    into.push({ path, written: writtenAs(node) });
  }
}

function nearestOffset(root: Node, path: Path): number {
  let inside: unknown = root;
  let offset = root.range?.[0] ?? 0;
  for (const part of path) {
    const child = childOf(inside, part);
    if (child === null) break;
    offset = child.offset;
    inside = child.value;
  }
  return offset;
}

function childOf(node: unknown, part: PropertyKey): { value: unknown; offset: number } | null {
  if (isSeq(node)) {
    const item = node.items[Number(part)] as Node | undefined;
    return item === undefined ? null : { value: item, offset: item.range?.[0] ?? 0 };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find((each) => isScalar(each.key) && each.key.value === part);
  return pair === undefined ? null : { value: pair.value, offset: (pair.key as Node).range?.[0] ?? 0 };
}

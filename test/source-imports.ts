/** What a source file imports, told apart by whether anything is left of it when the types are stripped. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const SRC = new URL('../src/', import.meta.url);

export interface Import {
  /** As written: `../core/x.ts`, `node:fs`, `@slack/bolt`. */
  readonly from: string;
  readonly typeOnly: boolean;
}

export interface SourceFile {
  /** Relative to `src/`, with forward slashes. */
  readonly name: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

export function sourceFiles(): SourceFile[] {
  return readdirSync(SRC, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => {
      const text = readFileSync(fileURLToPath(new URL(name, SRC)), 'utf8');
      return { name, text, imports: importsOf(text) };
    });
}

const STATEMENT = /^[ \t]*(import|export)\b([^;'"]*?)\bfrom\s*['"]([^'"\n]+)['"]/gm;
const BARE = /^[ \t]*import\s*['"]([^'"\n]+)['"]/gm;
const DYNAMIC = /\bimport\s*\(\s*['"`]([^'"`\n]+)['"`]/g;

export function importsOf(text: string): Import[] {
  const statements = [...text.matchAll(STATEMENT)].map(([, , names, from]) => ({
    from: from!,
    typeOnly: isTypeOnly(names!),
  }));
  const others = [...text.matchAll(BARE), ...text.matchAll(DYNAMIC)].map(([, from]) => ({
    from: from!,
    typeOnly: false,
  }));
  return [...statements, ...others];
}

/** `import type { A }`, or `import { type A, type B }`: nothing of it runs. */
function isTypeOnly(names: string): boolean {
  if (/^\s*type\b(?!\s*,)/.test(names)) return true;
  const list = /^\s*\{([^}]*)\}\s*$/.exec(names)?.[1];
  if (list === undefined) return false;
  const each = list.split(',').filter((name) => name.trim() !== '');
  return each.length > 0 && each.every((name) => /^\s*type\s/.test(name));
}

/** The file an import leads to, relative to `src/`; null for packages and for what lies outside. */
export function targetOf(file: string, from: string): string | null {
  if (!from.startsWith('.')) return null;
  return posix.normalize(posix.join(posix.dirname(file), from));
}

/** `core`, `slack`, …; what lies at the top is the wiring, `app`, but for `main`, which only starts it. */
export function roomOf(file: string): string {
  const [first, second] = file.split('/');
  if (second !== undefined) return first!;
  return first === 'main.ts' ? 'main' : 'app';
}

/** The files of a circle of imports that really run, else null. */
export function circleIn(files: readonly SourceFile[]): string[] | null {
  const next = new Map(
    files.map((file) => [
      file.name,
      file.imports.filter((one) => !one.typeOnly).map((one) => targetOf(file.name, one.from)),
    ]),
  );
  const done = new Set<string>();
  for (const file of files) {
    const circle = walk(file.name, []);
    if (circle !== null) return circle;
  }
  return null;

  function walk(name: string, above: readonly string[]): string[] | null {
    if (above.includes(name)) return [...above.slice(above.indexOf(name)), name];
    if (done.has(name)) return null;
    for (const target of next.get(name) ?? []) {
      const circle = target === null ? null : walk(target, [...above, name]);
      if (circle !== null) return circle;
    }
    done.add(name);
    return null;
  }
}

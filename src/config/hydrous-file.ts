/** `hydrous.yml`: who may do what, and which backend is guarded. */
import { readFileSync, statSync } from 'node:fs';
import type { Environment } from '../core/environment.ts';
import type { Locale, Roles } from '../core/member.ts';
import { breakGlassWarnings } from './break-glass-rules.ts';
import { environmentsOf } from './environments-of.ts';
import { HydrousFile } from './hydrous-schema.ts';
import { type Mistake, written } from './mistakes.ts';
import { ruleMistakes, ruleWarnings } from './rules.ts';
import { schemaMistakes } from './schema-mistakes.ts';
import { LARGEST_YAML, readYaml } from './yaml-lines.ts';

export interface Configuration {
  readonly locale: Locale;
  /** Slack channel ids. */
  readonly channels: { readonly operations: string; readonly incidents: string };
  readonly roles: Roles;
  /** In the order of the file; never empty. */
  readonly environments: readonly Environment[];
  readonly sns: {
    readonly topics: readonly string[];
    readonly allowSignatureV1: boolean;
    /** ms. */
    readonly maxAge: number;
    readonly subscribe: string | null;
    readonly queueUrl: string | null;
  };
  /** ms each. */
  readonly incidents: { readonly reminder: number; readonly reopen: number; readonly group: number };
  /** Folder as written; `loadGuideFiles` finds it. */
  readonly guide: string;
  readonly breakGlass: { readonly enabled: boolean; readonly users: readonly string[] };
}

export type ReadConfiguration =
  | { readonly ok: true; readonly configuration: Configuration; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly mistakes: readonly string[] };

/** Reads the text of the file; `fileName` starts every mistake: `hydrous.yml:12: …`. All of them come at once. */
export function readHydrousFile(text: string, fileName: string): ReadConfiguration {
  const read = readYaml(text);
  if (!read.ok) return refused(fileName, read.mistakes);
  const parsed = HydrousFile.safeParse(read.yaml.value);
  const mistakes = [...schemaMistakes(HydrousFile, read.yaml), ...ruleMistakes(read.yaml)];
  if (mistakes.length > 0 || !parsed.success) return refused(fileName, mistakes);

  const { people, teams, environments, freezes, allow, ...rest } = parsed.data;
  const named = environmentsOf(environments, { deny: freezes, allow });
  return {
    ok: true,
    configuration: { ...rest, roles: { ...people, teams }, environments: named },
    warnings: [...ruleWarnings(people, named), ...breakGlassWarnings(parsed.data)],
  };
}

/** Reads the file at `path`; never throws: a file that cannot be read is a mistake that names it. */
export function loadConfiguration(path: string): ReadConfiguration {
  try {
    const found = statSync(path);
    if (!found.isFile()) return unreadable(path, 'is not a file; name the file itself');
    if (found.size > LARGEST_YAML)
      return unreadable(path, `has ${found.size} bytes; keep it under ${LARGEST_YAML}`);
    return readHydrousFile(readFileSync(path, 'utf8'), path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT')
      return unreadable(path, 'does not exist; write it or set HYDROUS_CONFIG to its path');
    return unreadable(path, `cannot be read (${code ?? 'unknown error'}); check its permissions`);
  }
}

function refused(fileName: string, mistakes: readonly Mistake[]): ReadConfiguration {
  return { ok: false, mistakes: written(fileName, mistakes) };
}

function unreadable(path: string, why: string): ReadConfiguration {
  return { ok: false, mistakes: [`${path} ${why}`] };
}

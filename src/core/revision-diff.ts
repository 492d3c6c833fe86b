/** What a change of revision changed, in names only: values of variables are secrets until proven otherwise. */

export interface NamesDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

export interface FromTo {
  readonly from: string | null;
  readonly to: string | null;
}

export interface RevisionDiff {
  /** Image references as they stand in the task definitions; null when they are the same. */
  readonly image: FromTo | null;
  readonly environment: NamesDiff;
  /** Secrets by the name of their variable; changed means that they are read from elsewhere. */
  readonly secrets: NamesDiff;
  readonly cpu: FromTo | null;
  readonly memory: FromTo | null;
  readonly architecture: FromTo | null;
  readonly healthCheck: boolean;
  readonly command: boolean;
  readonly ports: boolean;
}

export type TouchedPart = 'image' | 'cpu' | 'memory' | 'architecture' | 'health-check' | 'command' | 'ports';

const NAMES: readonly (keyof NamesDiff)[] = ['added', 'removed', 'changed'];

/**
 * Everything that was touched, one word each: `image`, `cpu`, `env:CORS_ORIGINS`, `secret:JWT_KEY`. The guide's
 * patterns are matched against these.
 */
export function touchedBy(diff: RevisionDiff): readonly string[] {
  const parts: readonly (readonly [TouchedPart, boolean])[] = [
    ['image', diff.image !== null],
    ['cpu', diff.cpu !== null],
    ['memory', diff.memory !== null],
    ['architecture', diff.architecture !== null],
    ['health-check', diff.healthCheck],
    ['command', diff.command],
    ['ports', diff.ports],
  ];
  return [
    ...parts.filter(([, isTouched]) => isTouched).map(([part]) => part),
    ...NAMES.flatMap((kind) => diff.environment[kind].map((name) => `env:${name}`)),
    ...NAMES.flatMap((kind) => diff.secrets[kind].map((name) => `secret:${name}`)),
  ];
}

/** `npm run licences`: what the packages that run in production are licensed under; exits 1 when one needs a look. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Of those that ask for no more than their notice to be kept. Another one is for a person to decide on. */
export const ALLOWED: readonly string[] = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
];

export interface Licensed {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** Out of the text of package-lock.json; by name. */
export function licencesIn(lock: string): readonly Licensed[] {
  const packages = Object.entries<Locked>(JSON.parse(lock).packages);
  return packages
    .filter(([path, one]) => path !== '' && one.dev !== true && one.devOptional !== true)
    .map(([path, one]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: one.version ?? '',
      licence: one.license ?? 'unknown',
    }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

export function toLookAt(all: readonly Licensed[]): readonly Licensed[] {
  return all.filter(({ licence }) => !ALLOWED.includes(licence));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const all = licencesIn(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
  for (const { name, version, licence } of all) console.log(`${licence.padEnd(14)} ${name} ${version}`);
  const odd = toLookAt(all);
  console.log(`${all.length} packages, ${odd.length} to look at`);
  process.exitCode = odd.length > 0 ? 1 : 0;
}

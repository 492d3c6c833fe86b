/** What is installed is what was chosen: from one registry, by digest, without scripts, under known licences. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { licencesIn, toLookAt } from '../scripts/licences.ts';
import { bomOf } from '../scripts/sbom.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const LOCK = readFileSync(`${root}package-lock.json`, 'utf8');
const PACKAGE = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What is wrong with a lock file by the rules of this project, a line each. */
function findings(lock: string): string[] {
  const { lockfileVersion, packages } = JSON.parse(lock) as {
    lockfileVersion: number;
    packages: Record<string, Locked>;
  };
  const found = lockfileVersion === 3 ? [] : ['another version of the file'];
  for (const [path, one] of Object.entries(packages)) {
    if (path === '') continue;
    if (one.link === true) found.push(`${path}: a link`);
    if (!/^\d+\.\d+\.\d+(?:[-+][\w.-]+)?$/.test(one.version ?? '')) found.push(`${path}: no version`);
    if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(one.integrity ?? '')) found.push(`${path}: no digest`);
    // Where the file names no address, npm asks its registry and compares the digest.
    if (one.resolved !== undefined && !one.resolved.startsWith('https://registry.npmjs.org/'))
      found.push(`${path}: from elsewhere`);
    const runs = one.dev !== true && one.devOptional !== true;
    if (runs && one.hasInstallScript === true) found.push(`${path}: a script at the installation`);
    for (const [name, range] of Object.entries(one.dependencies ?? {}))
      if (/^(?:git|https?|file|link|github):|^[\w-]+\/[\w-]+/.test(range))
        found.push(`${path}: ${name} from elsewhere`);
  }
  return found;
}

test('the lock file keeps every rule', () => {
  expect(findings(LOCK)).toEqual([]);
});

describe('the rules notice', () => {
  const zod = 'node_modules/zod';
  const changed = (change: Partial<Record<keyof Locked, unknown>>): string => {
    const lock = JSON.parse(LOCK);
    Object.assign(lock.packages[zod], change);
    return JSON.stringify(lock);
  };
  test.each([
    ['git', { resolved: 'git+ssh://git@github.com/colinhacks/zod.git#abc' }, 'from elsewhere'],
    ['plain http', { resolved: 'http://registry.npmjs.org/zod/-/zod-4.6.7.tgz' }, 'from elsewhere'],
    ['another host', { resolved: 'https://registry.npmjs.org.evil.example/zod.tgz' }, 'from elsewhere'],
    ['no digest', { integrity: undefined }, 'no digest'],
    ['a weak digest', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }, 'no digest'],
    ['a link', { link: true }, 'a link'],
    ['an install script', { hasInstallScript: true }, 'a script at the installation'],
    ['a dependency from git', { dependencies: { x: 'github:somebody/x' } }, 'x from elsewhere'],
  ])('%s', (_, change, finding) => {
    expect(findings(changed(change))).toEqual([`${zod}: ${finding}`]);
  });
});

test('the lock file is the one of package.json', () => {
  const own = JSON.parse(LOCK).packages[''];
  expect(own.dependencies).toEqual(PACKAGE.dependencies);
  expect(own.devDependencies).toEqual(PACKAGE.devDependencies);
  expect(own.version).toBe(PACKAGE.version);
});

describe('licences', () => {
  const all = licencesIn(LOCK);

  test('of everything that runs ask for no more than their notice', () => {
    expect(toLookAt(all)).toEqual([]);
    expect(all.length).toBeGreaterThan(50);
    expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(PACKAGE.dependencies)));
  });

  test('another one, or none, is noticed', () => {
    const lock = JSON.stringify({
      packages: {
        'node_modules/a': { version: '1.0.0', license: 'AGPL-3.0' },
        'node_modules/b': { version: '1.0.0' },
        'node_modules/c': { version: '1.0.0', license: 'GPL-3.0', dev: true },
      },
    });
    expect(toLookAt(licencesIn(lock)).map(({ licence }) => licence)).toEqual(['AGPL-3.0', 'unknown']);
  });
});

describe('the list of what runs', () => {
  const bom = bomOf(LOCK);

  test('has every package once, with digest and licence', () => {
    const listed = bom.components.map(({ name, version }) => `${name} ${version}`).sort();
    const running = licencesIn(LOCK).map(({ name, version }) => `${name} ${version}`);
    expect(listed).toEqual([...new Set(running)].sort());
    for (const { name, hashes, licenses, purl } of bom.components) {
      expect(hashes[0]?.content, name).toMatch(/^[0-9a-f]{128}$/);
      expect(licenses, name).toHaveLength(1);
      expect(purl).toMatch(/^pkg:npm\/(?:%40[\w.-]+\/)?[\w.-]+@\d/);
    }
  });

  test('says what needs what, and leads to nothing that it does not list', () => {
    const known = new Set(bom.components.map((one) => one['bom-ref']));
    expect(bom.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !known.has(ref))).toEqual(
      [],
    );
    const [root] = bom.dependencies;
    expect(root?.dependsOn).toHaveLength(Object.keys(PACKAGE.dependencies).length);
    const reached = new Set<string>();
    const follow = (ref: string): void => {
      if (reached.has(ref)) return;
      reached.add(ref);
      for (const next of bom.dependencies.find((edge) => edge.ref === ref)?.dependsOn ?? []) follow(next);
    };
    follow(root!.ref);
    expect([...known].filter((ref) => !reached.has(ref))).toEqual([]);
  });

  test('is printed by npm run sbom', () => {
    expect(PACKAGE.scripts.sbom).toBe('node scripts/sbom.ts');
    const made = spawnSync(process.execPath, ['scripts/sbom.ts'], { cwd: root, encoding: 'utf8' });
    expect(JSON.parse(made.stdout)).toEqual(JSON.parse(JSON.stringify(bom)));
  });
});

test('the changelog knows the version that is being made', () => {
  const changelog = readFileSync(`${root}CHANGELOG.md`, 'utf8');
  expect(changelog).toMatch(/^## (?:Unreleased|\d+\.\d+\.\d+ \()/m);
  expect(PACKAGE.version).toMatch(/^\d+\.\d+\.\d+$/);
});

/**
 * `npm run sbom`: a CycloneDX list of everything that runs in production, out of package-lock.json alone. `npm sbom`
 * leaves out what development needs as well.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes: readonly { readonly alg: 'SHA-512'; readonly content: string }[];
  readonly licenses: readonly { readonly license: { readonly id: string } }[];
}

export interface Bom {
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.5';
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/** Source: CycloneDX 1.5 JSON reference, and the package URL specification, type npm. The same lock gives the same text. */
export function bomOf(lock: string): Bom {
  const packages = JSON.parse(lock).packages as Record<string, Locked>;
  const running = Object.entries(packages).filter(
    ([path, one]) => path !== '' && one.dev !== true && one.devOptional !== true,
  );
  const own = packages['']!;
  const root = `hydrous@${own.version}`;
  const component = { type: 'application', 'bom-ref': root, name: 'hydrous', version: own.version };
  const byRef = new Map(running.map(([path, one]) => [refOf(path, one), componentOf(path, one)]));
  const edges = [['', own] as const, ...running].map(([path, one]) => ({
    ref: path === '' ? root : refOf(path, one),
    dependsOn: dependenciesOf(path, one, packages),
  }));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    ...{ version: 1, metadata: { component } },
    components: [...byRef.values()],
    dependencies: [...new Map(edges.map((edge) => [edge.ref, edge])).values()],
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function refOf(path: string, { version }: Locked): string {
  return `${nameOf(path)}@${version}`;
}

function componentOf(path: string, one: Locked): Component {
  const name = nameOf(path);
  const digest = (one.integrity ?? '').replace(/^sha512-/, '');
  return {
    ...{ type: 'library' },
    'bom-ref': refOf(path, one),
    name,
    version: one.version ?? '',
    purl: `pkg:npm/${name.replace('@', '%40')}@${one.version}`,
    hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }],
    licenses: one.license === undefined ? [] : [{ license: { id: one.license } }],
  };
}

/** As Node looks for a package: in the folder itself first, then upwards. */
function dependenciesOf(path: string, one: Locked, packages: Readonly<Record<string, Locked>>): string[] {
  const names = Object.keys({ ...one.dependencies, ...one.optionalDependencies, ...one.peerDependencies });
  return names.flatMap((name) => {
    for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
      const found = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
      if (packages[found] !== undefined) return [refOf(found, packages[found])];
      if (at === '') return [];
    }
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const bom = bomOf(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
  console.log(JSON.stringify(bom, null, 2));
}

/** Image manifests as registries serve them: which platforms they say, and where the rest is to be read. */

/** Every manifest type that ECR may hold; naming only single-image types could hide an index. */
export const MANIFEST_TYPES: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** Longest manifest that is read, in UTF-16 units; real ones have a few KiB. */
const LONGEST = 4_194_304;

export type Manifest =
  /** `platform` is null where the index does not tell it. */
  | { readonly kind: 'index'; readonly entries: readonly IndexEntry[] }
  | { readonly kind: 'image'; readonly config: string }
  /** Schema 1, or something that is no manifest at all: it cannot be checked. */
  | { readonly kind: 'unknown' };

export interface IndexEntry {
  readonly digest: string;
  readonly platform: { readonly os: string; readonly architecture: string } | null;
}

/** `mediaType` is what ECR says beside the manifest, when it does. */
export function readManifest(text: string, mediaType: string | undefined): Manifest {
  const json = parsed(text);
  if (json === null) return { kind: 'unknown' };
  const type = mediaType ?? (typeof json['mediaType'] === 'string' ? json['mediaType'] : '');
  const entries = json['manifests'];
  if (Array.isArray(entries) && (/index|manifest\.list/.test(type) || type === '')) {
    return { kind: 'index', entries: entries.flatMap(indexEntry) };
  }
  const config = (json['config'] as { readonly digest?: unknown } | null | undefined)?.digest;
  return typeof config === 'string' ? { kind: 'image', config } : { kind: 'unknown' };
}

/** The platform that an image's config blob names; null when it names none. */
export function configPlatform(text: string): { readonly os: string; readonly architecture: string } | null {
  const json = parsed(text);
  const [os, architecture] = [json?.['os'], json?.['architecture']];
  return typeof os === 'string' && typeof architecture === 'string' && architecture !== ''
    ? { os, architecture }
    : null;
}

/** Build tools put attestations beside the images, even into an index of a single platform. */
function indexEntry(value: unknown): readonly IndexEntry[] {
  if (typeof value !== 'object' || value === null) return [];
  const entry = value as {
    readonly digest?: unknown;
    readonly platform?: { readonly os?: unknown; readonly architecture?: unknown } | null;
    readonly annotations?: Readonly<Record<string, unknown>> | null;
  };
  if (typeof entry.digest !== 'string') return [];
  if (entry.annotations?.['vnd.docker.reference.type'] === 'attestation-manifest') return [];
  const { os, architecture } = entry.platform ?? {};
  if (os === 'unknown' && architecture === 'unknown') return [];
  const platform = typeof os === 'string' && typeof architecture === 'string' ? { os, architecture } : null;
  return [{ digest: entry.digest, platform }];
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  if (text.length > LONGEST) return null;
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

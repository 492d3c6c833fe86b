/** The registry's contents: manifests, indexes and config blobs with real digests. */
import { createHash } from 'node:crypto';
import { hex } from './ids.ts';

export type Architecture = 'amd64' | 'arm64';

/** What a container made from the image does wrong, besides having the wrong architecture. */
export type Crash =
  /** The application does not import; exit code 3. */
  | 'import-error'
  /** A required setting is missing; exit code 3. */
  | 'missing-setting'
  /** Starts, but the load balancer's health check gets 503. */
  | 'unhealthy'
  /** Starts, serves, and is killed for its memory use after a while; exit code 137. */
  | 'out-of-memory'
  /** Serves, and uses more and more memory until it is killed; exit code 137. */
  | 'memory-leak'
  /** Serves, but answers 422 to what users have always sent. */
  | 'validation'
  /** Serves, but has its health check at another path. */
  | 'health-moved';

export interface PushRequest {
  readonly tag: string;
  readonly repository?: string;
  /** One gives a single manifest, several an index; amd64 when left out. */
  readonly architecture?: Architecture | readonly Architecture[];
  /** Makes an index also of one architecture, as buildx does with attestations. */
  readonly index?: boolean;
  readonly crash?: Crash;
  /** ms since the epoch; now when left out. */
  readonly pushedAt?: number;
  readonly archived?: boolean;
}

export interface Image {
  readonly digest: string;
  readonly manifest: string;
  readonly mediaType: string;
  readonly tags: Set<string>;
  readonly pushedAt: number;
  /** Bytes. */
  readonly size: number;
  /** Of a single manifest; null for an index. */
  readonly architecture: string | null;
  /** Of an index, by architecture. */
  readonly children: ReadonlyMap<string, string>;
  readonly crash: Crash | null;
  status: 'ACTIVE' | 'ARCHIVED';
}

export interface Repository {
  readonly name: string;
  readonly createdAt: number;
  readonly images: Map<string, Image>;
  /** Config blobs by digest. */
  readonly blobs: Map<string, string>;
}

export type Pull =
  | { readonly kind: 'runs'; readonly digest: string | null; readonly crash: Crash | null }
  | { readonly kind: 'exec-format'; readonly digest: string }
  | { readonly kind: 'cannot-pull'; readonly reason: string };

export interface ImageStore {
  readonly repositories: ReadonlyMap<string, Repository>;
  /** `123456789012.dkr.ecr.us-east-1.amazonaws.com` */
  readonly registry: string;
  /** Gives the digest that the tag now names; a tag that was elsewhere moves. */
  push(request: PushRequest): { readonly digest: string; readonly image: string };
  find(
    repository: string,
    reference: { imageTag?: string | undefined; imageDigest?: string | undefined },
  ): Image | null;
  /** The digest that a reference such as `…/hydrous:v1` names now; null for unknown and foreign images. */
  resolve(reference: string): string | null;
  /** What a task on this architecture gets from the reference. */
  pull(reference: string, architecture: Architecture): Pull;
}

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
const OCI_LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';

const BASE_SIZE = 61_000_000;

export function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

export function createImageStore(registry: string, now: () => number): ImageStore {
  const repositories = new Map<string, Repository>();

  function repositoryOf(name: string): Repository {
    const known = repositories.get(name);
    if (known !== undefined) return known;
    const made: Repository = { name, createdAt: now(), images: new Map(), blobs: new Map() };
    repositories.set(name, made);
    return made;
  }

  function addManifest(repository: Repository, architecture: Architecture, request: PushRequest): Image {
    const createdAt = request.pushedAt ?? now();
    const config = JSON.stringify({
      architecture,
      os: 'linux',
      created: new Date(createdAt).toISOString(),
      config: {
        Cmd: ['uvicorn', 'app.main:app', '--host', '0.0.0.0', '--port', '8000'],
        Labels: { 'org.opencontainers.image.version': request.tag },
        WorkingDir: '/app',
      },
      rootfs: { type: 'layers', diff_ids: [`sha256:${hex(64)}`] },
    });
    const configDigest = digestOf(config);
    repository.blobs.set(configDigest, config);
    const size = BASE_SIZE + config.length;
    const manifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: { mediaType: OCI_CONFIG, digest: configDigest, size: config.length },
      layers: [{ mediaType: OCI_LAYER, digest: `sha256:${hex(64)}`, size: BASE_SIZE }],
    });
    return add(repository, request, manifest, OCI_MANIFEST, size, architecture, new Map());
  }

  function addIndex(repository: Repository, children: readonly Image[], request: PushRequest): Image {
    const entries = children.map((child) => ({
      mediaType: child.mediaType,
      digest: child.digest,
      size: child.manifest.length,
      platform: { architecture: child.architecture, os: 'linux' },
    }));
    // buildx adds one such entry for each platform, also to images of a single architecture.
    const attestations = children.map((child) => ({
      mediaType: OCI_MANIFEST,
      digest: digestOf(`attestation of ${child.digest}`),
      size: 840,
      annotations: {
        'vnd.docker.reference.digest': child.digest,
        'vnd.docker.reference.type': 'attestation-manifest',
      },
      platform: { architecture: 'unknown', os: 'unknown' },
    }));
    const manifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: [...entries, ...attestations],
    });
    const size = children.reduce((sum, child) => sum + child.size, 0);
    const byArchitecture = new Map(children.map((child) => [child.architecture ?? '', child.digest]));
    return add(repository, request, manifest, OCI_INDEX, size, null, byArchitecture);
  }

  function add(
    repository: Repository,
    request: PushRequest,
    manifest: string,
    mediaType: string,
    size: number,
    architecture: string | null,
    children: ReadonlyMap<string, string>,
  ): Image {
    const image: Image = {
      digest: digestOf(manifest),
      manifest,
      mediaType,
      tags: new Set(),
      pushedAt: request.pushedAt ?? now(),
      size,
      architecture,
      children,
      crash: request.crash ?? null,
      status: request.archived ? 'ARCHIVED' : 'ACTIVE',
    };
    repository.images.set(image.digest, image);
    return image;
  }

  function find(
    name: string,
    reference: { imageTag?: string | undefined; imageDigest?: string | undefined },
  ): Image | null {
    const images = repositories.get(name)?.images;
    if (images === undefined) return null;
    if (reference.imageDigest !== undefined) {
      const image = images.get(reference.imageDigest) ?? null;
      if (image === null || reference.imageTag === undefined) return image;
      return image.tags.has(reference.imageTag) ? image : null;
    }
    const tag = reference.imageTag ?? 'latest';
    return [...images.values()].find((image) => image.tags.has(tag)) ?? null;
  }

  function parse(reference: string): { name: string; image: Image | null } | null {
    if (!reference.startsWith(`${registry}/`)) return null;
    const rest = reference.slice(registry.length + 1);
    const match = /^([^:@]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(rest);
    if (match === null) return null;
    const [, name = '', imageTag, imageDigest] = match;
    // With both, the digest decides, as in the container runtimes.
    const image = imageDigest === undefined ? find(name, { imageTag }) : find(name, { imageDigest });
    return { name, image };
  }

  return {
    repositories,
    registry,
    push(request) {
      const name = request.repository ?? 'hydrous';
      const repository = repositoryOf(name);
      const wanted = request.architecture ?? 'amd64';
      const architectures: readonly Architecture[] = typeof wanted === 'string' ? [wanted] : wanted;
      const children = architectures.map((architecture) => addManifest(repository, architecture, request));
      const single = children.length === 1 && request.index !== true;
      const image = single ? children[0]! : addIndex(repository, children, request);
      for (const other of repository.images.values()) other.tags.delete(request.tag);
      image.tags.add(request.tag);
      return { digest: image.digest, image: `${registry}/${name}:${request.tag}` };
    },
    find,
    resolve: (reference) => parse(reference)?.image?.digest ?? null,
    pull(reference, architecture) {
      const parsed = parse(reference);
      // Images from elsewhere (a public sidecar) are assumed to be fine.
      if (parsed === null) return { kind: 'runs', digest: null, crash: null };
      const { image } = parsed;
      if (image === null) {
        return { kind: 'cannot-pull', reason: `failed to resolve ref ${reference}: ${reference}: not found` };
      }
      if (image.status === 'ARCHIVED') {
        return { kind: 'cannot-pull', reason: `failed to resolve ref ${reference}: image is archived` };
      }
      if (image.architecture === null) {
        if (image.children.has(architecture))
          return { kind: 'runs', digest: image.digest, crash: image.crash };
        const reason = `image Manifest does not contain descriptor matching platform 'linux/${architecture}'`;
        return { kind: 'cannot-pull', reason };
      }
      return image.architecture === architecture
        ? { kind: 'runs', digest: image.digest, crash: image.crash }
        : { kind: 'exec-format', digest: image.digest };
    },
  };
}

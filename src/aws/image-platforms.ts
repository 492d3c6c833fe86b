/** What an image runs on: from its index, or from the config blob of its single manifest. */
import { createHash } from 'node:crypto';
import { GetDownloadUrlForLayerCommand } from '@aws-sdk/client-ecr';
import type { Environment } from '../core/environment.ts';
import type { Platform } from '../core/ports/aws.ts';
import { text } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { download } from './download.ts';
import { type FoundImage, findImage } from './image-find.ts';
import { configPlatform, readManifest } from './image-manifest.ts';

/** An index with more nameless entries than this is not looked into. */
const MOST_NAMELESS = 8;
/** Config blobs hold the history of an image's build; real ones have some tens of KiB. */
const CONFIG_LIMITS = { timeout: 5_000, bytes: 4_194_304 } as const;

/** Null whenever a part could not be read: "not checked" must never look like "wrong". */
export async function platformsOf(
  clients: Clients,
  caller: Caller,
  environment: Environment,
  found: FoundImage,
  deep = true,
): Promise<readonly Platform[] | null> {
  const manifest = readManifest(found.manifest, found.mediaType);
  switch (manifest.kind) {
    case 'unknown':
      return null;
    case 'image':
      return configured(clients, caller, environment, manifest.config);
    case 'index': {
      const nameless = manifest.entries.filter(({ platform }) => platform === null);
      if (nameless.length > 0 && (!deep || nameless.length > MOST_NAMELESS)) return null;
      const all: Platform[] = [];
      for (const entry of manifest.entries) {
        const inner =
          entry.platform === null
            ? await insideOf(clients, caller, environment, entry.digest)
            : [entry.platform];
        if (inner === null) return null;
        all.push(...inner);
      }
      return all.length === 0 ? null : all;
    }
  }
}

async function insideOf(
  clients: Clients,
  caller: Caller,
  environment: Environment,
  imageDigest: string,
): Promise<readonly Platform[] | null> {
  const found = await findImage(clients, caller, environment, { imageDigest });
  return found === null ? null : platformsOf(clients, caller, environment, found, false);
}

async function configured(
  clients: Clients,
  caller: Caller,
  environment: Environment,
  digest: string,
): Promise<readonly Platform[] | null> {
  const url = await caller.read(
    'ecr:GetDownloadUrlForLayer',
    (options) =>
      clients.of(environment.region).ecr.send(
        new GetDownloadUrlForLayerCommand({
          repositoryName: environment.repository,
          layerDigest: digest,
        }),
        options,
      ),
    (answer) => text(answer.downloadUrl, 'downloadUrl'),
  );
  const blob = await download(url, CONFIG_LIMITS);
  // The name of a blob is its own checksum, so what another party may have served is noticed here.
  if (digest !== `sha256:${createHash('sha256').update(blob).digest('hex')}`) return null;
  const platform = configPlatform(blob);
  return platform === null ? null : [platform];
}

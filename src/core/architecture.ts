import type { Platform } from './ports/aws.ts';

/** ECS says X86_64 and ARM64, image manifests say amd64 and arm64. */
export function manifestArchitecture(ecs: string): string {
  switch (ecs) {
    case 'X86_64':
      return 'amd64';
    case 'ARM64':
      return 'arm64';
    default:
      return ecs.toLowerCase();
  }
}

/** `unknown` when the platforms could not be read: that is never the same as wrong. */
export function architectureFit(
  platforms: readonly Platform[] | null,
  ecs: string,
): 'fits' | 'differs' | 'unknown' {
  if (platforms === null || platforms.length === 0) return 'unknown';
  const wanted = manifestArchitecture(ecs);
  return platforms.some((platform) => platform.architecture === wanted && platform.os === 'linux')
    ? 'fits'
    : 'differs';
}

export function platformNames(platforms: readonly Platform[] | null): string {
  return (platforms ?? []).map((platform) => `${platform.os}/${platform.architecture}`).join(', ');
}

/** A container image's name in its parts: `host/repository:tag@sha256:…`. */
export interface ImageName {
  /** Registry host, empty for Docker Hub short names. */
  readonly host: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

export function readImageName(image: string): ImageName {
  const [name = '', digest = null] = image.split('@', 2);
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  const host = first.includes('.') || first.includes(':') || first === 'localhost' ? first : '';
  const rest = host === '' ? name : name.slice(slash + 1);
  const colon = rest.lastIndexOf(':');
  return {
    host,
    repository: colon === -1 ? rest : rest.slice(0, colon),
    tag: colon === -1 ? null : rest.slice(colon + 1),
    digest,
  };
}

/** `sha256:` and the first twelve letters: enough to tell two images apart on a phone. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}

/** The account and region are those of the task definition's ARN; the registry of an account follows from them. */
export function registryHost(taskDefinitionArn: string): string {
  const [, partition = 'aws', , region = '', account = ''] = taskDefinitionArn.split(':');
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `${account}.dkr.ecr.${region}.${suffix}`;
}

/** `hydrous:42` of `arn:aws:ecs:…:task-definition/hydrous:42`. */
export function revisionName(taskDefinitionArn: string): string {
  return taskDefinitionArn.split('/').at(-1) ?? taskDefinitionArn;
}

export function revisionNumber(taskDefinitionArn: string): number {
  return Number(taskDefinitionArn.split(':').at(-1));
}

import { randomBytes, randomInt } from 'node:crypto';

/** Lower-case hexadecimal digits, as in task ids. */
export function hex(length: number): string {
  return randomBytes(Math.ceil(length / 2))
    .toString('hex')
    .slice(0, length);
}

/** Decimal digits without a leading zero, as in deployment and revision ids. */
export function digits(length: number): string {
  let text = String(randomInt(1, 10));
  while (text.length < length) text += String(randomInt(0, 10));
  return text;
}

/** Account and region of everything in this world. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** `arn:aws:ecs:us-east-1:123456789012:cluster/hydrous` */
export function arn(place: Place, service: string, resource: string): string {
  return `arn:aws:${service}:${place.region}:${place.account}:${resource}`;
}

/** The part after the last slash; names and ARNs are both accepted by most ECS calls. */
export function lastPart(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}

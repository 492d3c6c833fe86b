/** Where SNS's certificates may come from: the very origin that the SDK's SNS client sends its calls to. */
import { PublishCommand } from '@aws-sdk/client-sns';
import { getEndpointFromInstructions } from '@smithy/core/endpoints';
import type { Clients } from '../clients.ts';

/** `https://sns.<region>.amazonaws.com`, or what `AWS_ENDPOINT_URL[_SNS]` says. Gives no trailing slash. */
export type SnsOrigin = (topicArn: string) => Promise<string>;

export function createSnsOrigin(clients: Clients): SnsOrigin {
  const origins = new Map<string, Promise<string>>();
  return (topicArn) => {
    const region = regionOf(topicArn);
    const known = origins.get(region);
    if (known !== undefined) return known;
    const resolved = resolve(clients, region);
    origins.set(region, resolved);
    resolved.catch(() => origins.delete(region));
    return resolved;
  };
}

/** The fourth part of `arn:aws:sns:<region>:<account>:<name>`. */
export function regionOf(topicArn: string): string {
  return topicArn.split(':')[3] ?? '';
}

async function resolve(clients: Clients, region: string): Promise<string> {
  // The SDK writes into the configuration that it is given here, so it gets a copy.
  const config = { ...clients.of(region).sns.config };
  const endpoint = await getEndpointFromInstructions({}, PublishCommand, config);
  return endpoint.url.origin;
}

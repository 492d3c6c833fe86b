/** Slack's request signature. Source: docs.slack.dev, "Verifying requests from Slack". */
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Seconds. Slack's own rule is five minutes back; a clock of ours may be a little behind. */
const OLDEST = 5 * 60;
const MOST_AHEAD = 60;

/** Gives a check that returns the signature header when these bytes were signed with the secret just now, else null. */
export function createSignatureCheck(
  secret: string,
  clock: { now(): number },
): (headers: IncomingHttpHeaders, body: Buffer) => string | null {
  // Made once: a key that is built anew costs more than the signature.
  const key = createSecretKey(Buffer.from(secret));
  return function signatureOf(headers, body) {
    const signature = headers['x-slack-signature'];
    const timestamp = headers['x-slack-request-timestamp'];
    if (typeof signature !== 'string' || !/^v0=[0-9a-f]{64}$/.test(signature)) return null;
    if (typeof timestamp !== 'string' || !/^\d{10}$/.test(timestamp)) return null;
    const age = clock.now() / 1000 - Number(timestamp);
    if (age > OLDEST || age < -MOST_AHEAD) return null;
    const expected = createHmac('sha256', key).update(`v0:${timestamp}:`).update(body).digest();
    return timingSafeEqual(expected, Buffer.from(signature.slice(3), 'hex')) ? signature : null;
  };
}

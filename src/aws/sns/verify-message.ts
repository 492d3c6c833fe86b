/** Is this message really from SNS, and from a topic of ours? */
import { verify } from 'node:crypto';
import type { Clock } from '../../core/ports/ambient.ts';
import type { Certificates } from './certificates.ts';
import { isRefused, type MessageRules, readSnsMessage, type SnsMessage } from './message.ts';
import type { SnsOrigin } from './origin.ts';

/** 503 means that nobody can tell yet, so SNS is to try again. */
export type Verdict =
  | { readonly genuine: true; readonly message: SnsMessage }
  | { readonly genuine: false; readonly status: 400 | 403 | 503; readonly reason: string };

const CERTIFICATE_PATH = /^\/SimpleNotificationService-[0-9A-Za-z]{32}\.pem$/;
const LONGEST_URL = 512;

export function createSnsVerifier(parts: {
  readonly rules: MessageRules;
  readonly origin: SnsOrigin;
  readonly certificates: Certificates;
  readonly clock: Clock;
}): (body: string, header: string | undefined) => Promise<Verdict> {
  const { rules, origin, certificates, clock } = parts;
  return async (body, header) => {
    const read = readSnsMessage(body, header, rules, clock.now());
    if (isRefused(read)) return { genuine: false, ...read };
    const { message, certificateUrl } = read;
    // A string prefix and an anchored path: there is no second URL parser to disagree with the first.
    const pinned = await origin(message.topic);
    if (
      certificateUrl.length > LONGEST_URL ||
      !certificateUrl.startsWith(`${pinned}/`) ||
      !CERTIFICATE_PATH.test(certificateUrl.slice(pinned.length))
    ) {
      return { genuine: false, status: 403, reason: 'SigningCertURL is not of the pinned origin' };
    }
    let key: Awaited<ReturnType<Certificates['key']>>;
    try {
      key = await certificates.key(certificateUrl);
    } catch {
      return { genuine: false, status: 503, reason: 'the certificate could not be had' };
    }
    // SNS signs version 1 with SHA-1 and version 2 with SHA-256, both RSA PKCS#1 v1.5.
    const digest = read.version === '2' ? 'sha256' : 'sha1';
    return verify(digest, Buffer.from(read.signed, 'utf8'), key, read.signature)
      ? { genuine: true, message }
      : { genuine: false, status: 403, reason: 'the signature does not match' };
  };
}

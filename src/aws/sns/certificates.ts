/** The certificates that SNS signs with: fetched once each, checked, and few of them kept. */
import { type KeyObject, X509Certificate } from 'node:crypto';
import type { Clock } from '../../core/ports/ambient.ts';
import { type DownloadLimits, download } from '../download.ts';

export interface Certificates {
  /** The public key behind the URL, which the caller has checked. Throws when it cannot be had or is no good. */
  key(url: string): Promise<KeyObject>;
}

/** What SNS writes into its certificates. Source: SNS developer guide; seen in real ones. */
const COMMON_NAME = 'CN=sns.amazonaws.com';
const LEAST_BITS = 2048;
/** SNS changes its certificate a few times a year; more than this many is somebody playing. */
const MOST_KEPT = 8;
/** Downloads at one time; what is above answers 503, and SNS tries again. */
const MOST_AT_ONCE = 8;
const LIMITS: DownloadLimits = { timeout: 3_000, bytes: 16_384 };

interface Kept {
  readonly key: KeyObject;
  /** ms since the epoch. */
  readonly from: number;
  readonly to: number;
}

export function createCertificates(clock: Clock, limits: DownloadLimits = LIMITS): Certificates {
  /** Only good ones, the one used last at the end. */
  const kept = new Map<string, Kept>();
  /** Many messages that need one certificate wait for one download. Failures are not remembered. */
  const fetching = new Map<string, Promise<Kept>>();

  async function load(url: string): Promise<Kept> {
    const certificate = checked(await download(url, limits));
    valid(certificate, clock.now());
    kept.set(url, certificate);
    const oldest = kept.keys().next().value;
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return certificate;
  }

  return {
    async key(url) {
      const known = kept.get(url);
      if (known !== undefined && clock.now() <= known.to) {
        kept.delete(url);
        kept.set(url, known);
        return known.key;
      }
      kept.delete(url);
      const underWay = fetching.get(url);
      if (underWay !== undefined) return (await underWay).key;
      if (fetching.size >= MOST_AT_ONCE) throw new Error('too many certificates are being fetched');
      const started = load(url).finally(() => fetching.delete(url));
      fetching.set(url, started);
      return (await started).key;
    },
  };
}

/**
 * The chain is not built: the file holds no intermediate and Node cannot build chains. TLS to the pinned
 * origin carries the trust, and these checks keep anything else than an SNS certificate out.
 */
function checked(pem: string): Kept {
  const certificate = new X509Certificate(pem);
  const key = certificate.publicKey;
  if (!certificate.subject.split('\n').includes(COMMON_NAME)) {
    throw new Error('the certificate is for somebody else');
  }
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_BITS) {
    throw new Error('the key of the certificate is too weak');
  }
  return { key, from: Date.parse(certificate.validFrom), to: Date.parse(certificate.validTo) };
}

function valid(certificate: Kept, now: number): void {
  // Written so that a date that cannot be read is refused as well.
  if (!(certificate.from <= now && now <= certificate.to)) {
    throw new Error('the certificate is not valid at this time');
  }
}

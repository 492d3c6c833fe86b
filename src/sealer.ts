/** Encryption of what must survive a restart, and digests of values that nobody may read. Keys follow from one secret. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Fingerprint, Sealer } from './core/ports/ambient.ts';

const CIPHER = 'aes-256-gcm';
/** Bytes, as NIST SP 800-38D recommends for GCM. */
const NONCE = 12;
const TAG = 16;
/** Letters: enough to see that a value changed, too few to try values against. */
const SHOWN = 6;

/** Replicas that share `secret` open each other's; with another secret nothing is opened. */
export function createSealer(secret: string): Sealer {
  const key = keyFor(secret, 'sealed values');
  return {
    seal(text, context) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG });
      cipher.setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed, context) {
      try {
        const bytes = Buffer.from(sealed, 'base64');
        const nonce = bytes.subarray(0, NONCE);
        const opener = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG });
        opener.setAAD(Buffer.from(context));
        opener.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
        const text = opener.update(bytes.subarray(NONCE + TAG));
        return Buffer.concat([text, opener.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}

export function createFingerprint(secret: string): Fingerprint {
  const key = keyFor(secret, 'fingerprints');
  return (name, value) => createHmac('sha256', key).update(`${name}\0${value}`).digest('hex').slice(0, SHOWN);
}

function keyFor(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'hydrous', purpose, 32));
}

/**
 * A self-signed RSA certificate. node:crypto reads certificates but does not issue them, so the few structures
 * of RFC 5280 that are needed are written here in DER. No key is kept in the repository that way.
 */
import {
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const NULL = 0x05;
const OBJECT_ID = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const SEQUENCE = 0x30;
const SET = 0x31;
/** `[0]`, explicit: the version field. */
const CONTEXT_0 = 0xa0;

const DAY = 86_400_000;

export interface Certificate {
  readonly key: KeyObject;
  readonly pem: string;
  /** `/SimpleNotificationService-<32 hex digits>.pem` */
  readonly path: string;
}

export interface CertificateOptions {
  readonly commonName: string;
  /** ms since the epoch. */
  readonly notBefore?: number;
  readonly days?: number;
  readonly bits?: number;
}

/** Takes about 0.1 s: a fresh key pair every time. */
export function selfSigned(options: CertificateOptions): Certificate {
  const from = options.notBefore ?? Date.now() - DAY;
  const until = from + (options.days ?? 365) * DAY;
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: options.bits ?? 2048 });
  const sha256WithRsa = der(SEQUENCE, objectId('1.2.840.113549.1.1.11'), der(NULL));
  const subject = commonName(options.commonName);
  const body = der(
    SEQUENCE,
    der(CONTEXT_0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1]), randomBytes(15)),
    sha256WithRsa,
    subject,
    der(SEQUENCE, utcTime(from), utcTime(until)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(BIT_STRING, Buffer.from([0]), sign('sha256', body, privateKey));
  const pem = new X509Certificate(der(SEQUENCE, body, sha256WithRsa, signature)).toString();
  const name = createHash('md5').update(pem).digest('hex');
  return { key: privateKey, pem, path: `/SimpleNotificationService-${name}.pem` };
}

/** Tag, length, value. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), derLength(body.length), body]);
}

function derLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  if (length < 0x100) return Buffer.from([0x81, length]);
  return Buffer.from([0x82, length >> 8, length & 0xff]);
}

function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(OBJECT_ID, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** Seven bits a byte, the high bit set on all but the last. */
function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}

function commonName(name: string): Buffer {
  const attribute = der(SEQUENCE, objectId('2.5.4.3'), der(UTF8_STRING, Buffer.from(name)));
  return der(SEQUENCE, der(SET, attribute));
}

/** `YYMMDDhhmmssZ` */
function utcTime(ms: number): Buffer {
  const text = new Date(ms).toISOString();
  return der(UTC_TIME, Buffer.from(`${text.slice(2, 19).replaceAll(/[-:T]/g, '')}Z`));
}

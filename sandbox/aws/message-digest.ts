/** The digests that SQS answers with and clients check. */
import { createHash } from 'node:crypto';
import type { MessageAttributes } from './queues.ts';

export function md5(value: string | Buffer): string {
  return createHash('md5').update(value).digest('hex');
}

/** Source: Amazon SQS Developer Guide, "Calculating the MD5 message digest for message attributes". null without any. */
export function attributesDigest(attributes: MessageAttributes): string | null {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return null;
  const parts = names.flatMap((name) => {
    const { DataType: type = '', StringValue: text = '', BinaryValue: bytes } = attributes[name] ?? {};
    const isText = bytes === undefined;
    const value = isText ? Buffer.from(text) : Buffer.from(bytes);
    return [sized(Buffer.from(name)), sized(Buffer.from(type)), Buffer.from([isText ? 1 : 2]), sized(value)];
  });
  return md5(Buffer.concat(parts));
}

function sized(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

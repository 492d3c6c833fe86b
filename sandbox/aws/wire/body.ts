import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** Bytes; far above what any of the simulated services accepts. */
const MAX_BODY = 8 * 1024 * 1024;

/** Reads and, where the client compressed it (large PutMetricData), unpacks a request body. Throws beyond 8 MiB. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY) throw new Error('The request body is too large.');
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  return request.headers['content-encoding'] === 'gzip'
    ? gunzipSync(body, { maxOutputLength: MAX_BODY })
    : body;
}

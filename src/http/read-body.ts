import type { IncomingMessage } from 'node:http';

export type Body =
  | { readonly ok: true; readonly body: Buffer }
  | { readonly ok: false; readonly why: 'too-large' | 'aborted' };

/**
 * Reads a request body of at most `limit` bytes. It stops reading as soon as more is announced or has come,
 * so that nobody can fill the memory before the signature was even looked at.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) return Promise.resolve({ ok: false, why: 'too-large' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    function done(body: Body): void {
      request.off('data', take);
      request.off('end', end);
      request.off('error', aborted);
      request.off('close', aborted);
      resolve(body);
    }
    function take(chunk: Buffer): void {
      size += chunk.length;
      if (size > limit) {
        request.pause();
        done({ ok: false, why: 'too-large' });
      } else chunks.push(chunk);
    }
    function end(): void {
      done({ ok: true, body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size) });
    }
    function aborted(): void {
      done({ ok: false, why: 'aborted' });
    }
    request.on('data', take);
    request.on('end', end);
    request.on('error', aborted);
    request.on('close', aborted);
  });
}

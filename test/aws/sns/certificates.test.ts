import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../../../sandbox/aws/x509.ts';
import { createCertificates } from '../../../src/aws/sns/certificates.ts';
import { certificate, NOW } from './signed.ts';

const DAY = 86_400_000;
let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** Serves what `answer` says and counts the requests. */
async function serve(answer: (response: ServerResponse, nth: number) => void) {
  let hits = 0;
  server = createServer((_request, response) => {
    hits += 1;
    answer(response, hits);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: (name = 'a') => `${origin}/${name}.pem`, hits: () => hits };
}
const at = (now: number) => ({ now: () => now, sleep: async () => undefined });
const fresh = (now = NOW) => createCertificates(at(now), { timeout: 300, bytes: 16_384 });
const good = (response: ServerResponse) => void response.end(certificate.pem);

describe('a signing certificate', () => {
  it('is fetched once for a thousand messages that come at the same time', async () => {
    const { url, hits } = await serve((response) => void setTimeout(() => response.end(certificate.pem), 50));
    const certificates = fresh();
    const keys = await Promise.all(Array.from({ length: 1_000 }, () => certificates.key(url())));
    expect(new Set(keys).size).toBe(1);
    await certificates.key(url());
    expect(hits()).toBe(1);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['answers 403', (response) => void response.writeHead(403).end(certificate.pem)],
    ['redirects', (response) => void response.writeHead(302, { location: '/b.pem' }).end()],
    ['sends a page', (response) => void response.end('<html>hello</html>')],
    [
      'sends a page with a certificate in it',
      (response) => void response.end(`<Error>${'x'.repeat(20_000)}${certificate.pem}`),
    ],
    ['closes the socket', (response) => void response.socket?.destroy()],
    ['sends bytes that are no text', (response) => void response.end(Buffer.from([0xff, 0xfe, 0xfd]))],
  ])('is not taken when the server %s, and the next good answer is', async (_name, bad) => {
    const { url, hits } = await serve((response, nth) => (nth === 1 ? bad(response) : good(response)));
    const certificates = fresh();
    await expect(certificates.key(url())).rejects.toThrow();
    await expect(certificates.key(url())).resolves.toBeDefined();
    expect(hits()).toBe(2);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['never answers', () => undefined],
    ['never ends its answer', (response) => void response.writeHead(200).write('-----BEGIN')],
  ])('is given up in time when the server %s', async (_name, bad) => {
    const { url } = await serve(bad);
    const started = performance.now();
    await expect(fresh().key(url())).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  it('is not read to its end when that never comes', async () => {
    let sent = 0;
    const { url } = await serve((response) => {
      const more = () => {
        while (!response.destroyed && sent < 1_000_000_000 && response.write(Buffer.alloc(65_536)))
          sent += 65_536;
      };
      response.on('drain', more);
      more();
    });
    await expect(fresh().key(url())).rejects.toThrow('longer than 16384 bytes');
    expect(sent).toBeLessThan(50_000_000);
  });

  it.each([
    ['has expired', { notBefore: NOW - 400 * DAY, days: 365 }],
    ['is not valid yet', { notBefore: NOW + DAY }],
    ['has a key of 1,024 bits', { notBefore: NOW - DAY, bits: 1024 }],
    ['is for another name', { notBefore: NOW - DAY, commonName: 'evil.example.com' }],
    ['only ends with the right name', { notBefore: NOW - DAY, commonName: 'x.sns.amazonaws.com' }],
  ])('that %s is not taken', async (_name, options) => {
    const { pem } = selfSigned({ commonName: 'sns.amazonaws.com', ...options });
    const { url } = await serve((response) => void response.end(pem));
    await expect(fresh().key(url())).rejects.toThrow(/^the (certificate|key)/);
  });

  it('that is a bare public key is not taken', async () => {
    const { createPublicKey } = await import('node:crypto');
    const bare = createPublicKey(certificate.key).export({ type: 'spki', format: 'pem' });
    const { url } = await serve((response) => void response.end(bare));
    await expect(fresh().key(url())).rejects.toThrow();
  });

  it('that expires while it is kept is fetched again', async () => {
    let now = NOW;
    const { url, hits } = await serve(good);
    const certificates = createCertificates({ now: () => now, sleep: async () => undefined });
    await certificates.key(url());
    now += 400 * DAY;
    await expect(certificates.key(url())).rejects.toThrow('not valid at this time');
    expect(hits()).toBe(2);
  });

  it('is one of at most eight that are kept, and the one used last stays', async () => {
    const { url, hits } = await serve(good);
    const certificates = fresh();
    await certificates.key(url('first'));
    for (let count = 0; count < 20; count += 1) {
      await certificates.key(url(`n${count}`));
      await certificates.key(url('first'));
    }
    expect(hits()).toBe(21);
    await certificates.key(url('n19'));
    await certificates.key(url('n13'));
    expect(hits()).toBe(21);
    await certificates.key(url('n12'));
    expect(hits()).toBe(22);
  });

  it('is one of at most eight that are fetched at a time', async () => {
    const { url, hits } = await serve(() => undefined);
    const certificates = fresh();
    const all = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) => certificates.key(url(`n${index}`))),
    );
    expect(all.every(({ status }) => status === 'rejected')).toBe(true);
    expect(hits()).toBe(8);
  });
});

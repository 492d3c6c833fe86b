/** Asks an address of the configuration as a browser or a load balancer would. Reads the head of the answer only. */
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Probe, ProbeAnswer } from '../core/ports/evidence.ts';

export interface ProbeLimits {
  /** ms for the whole question. */
  readonly timeout: number;
  /** Bytes of all headers; a longer head is no answer. */
  readonly headers: number;
}

const LIMITS: ProbeLimits = { timeout: 3_000, headers: 16_384 };

/** What CORS, redirects and allowed methods are told by; nothing else of an answer is kept. */
const KEPT = [
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-allow-credentials',
  'location',
  'server',
];
const LONGEST_VALUE = 300;

export function createProbe(limits: ProbeLimits = LIMITS): Probe {
  return ({ method, url, headers }) => {
    const started = performance.now();
    return new Promise((resolve) => {
      const end = (answer: Omit<ProbeAnswer, 'took'>) =>
        resolve({ ...answer, took: Math.round(performance.now() - started) });
      const failed = (error: Error) =>
        end({ status: null, headers: {}, failure: (error as NodeJS.ErrnoException).code ?? error.name });
      const request = (url.startsWith('https:') ? secureRequest : plainRequest)(url, {
        method,
        headers: { 'user-agent': 'hydrous-probe', accept: '*/*', ...headers },
        agent: false,
        maxHeaderSize: limits.headers,
        signal: AbortSignal.timeout(limits.timeout),
      });
      request.once('response', (response) => {
        const kept = KEPT.flatMap((name) => {
          const value = response.headers[name];
          return typeof value === 'string' ? [[name, value.slice(0, LONGEST_VALUE)] as const] : [];
        });
        end({ status: response.statusCode ?? null, headers: Object.fromEntries(kept), failure: null });
        // The body is nobody's business here, however long it is.
        response.destroy();
      });
      request.on('error', failed);
      request.end();
    });
  };
}

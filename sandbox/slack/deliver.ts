/** Slack calling the bot: signed HTTP requests with a deadline of 3 s. */
import { createHmac } from 'node:crypto';
import { LIMITS } from './limits.ts';

export interface Delivery {
  /** The bot's HTTP status, or why there is none. */
  readonly status: number | 'timeout' | 'unreachable' | 'not-sent';
  readonly body: string;
  /** ms until the answer. */
  readonly ms: number;
  /** Exactly what was sent, so that a test can send it again. */
  readonly raw: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Deliverer {
  /** Where the bot's `POST /slack/events` is; several addresses take turns, as behind a load balancer. */
  deliverTo(...urls: readonly string[]): void;
  /** Signs and sends a body of this content type. */
  send(raw: string, contentType: string, more?: Readonly<Record<string, string>>): Promise<Delivery>;
  /** Sends bytes with headers as they are, signed or not. */
  sendAsIs(raw: string, headers: Readonly<Record<string, string>>): Promise<Delivery>;
  /** The two headers of a signature over `raw`. `at` is in seconds since the epoch. */
  sign(raw: string, at?: number): Readonly<Record<string, string>>;
}

export function createDeliverer(signingSecret: string, now: () => number): Deliverer {
  let targets: readonly string[] = [];
  let turn = 0;

  const deliverer: Deliverer = {
    deliverTo(...urls) {
      targets = urls.map((url) => `${url.replace(/\/$/u, '')}/slack/events`);
    },
    send(raw, contentType, more = {}) {
      return deliverer.sendAsIs(raw, { 'content-type': contentType, ...deliverer.sign(raw), ...more });
    },
    async sendAsIs(raw, headers) {
      const target = targets[turn % Math.max(1, targets.length)];
      turn += 1;
      const started = performance.now();
      const outcome = target === undefined ? UNREACHABLE : await post(target, raw, headers);
      return { ...outcome, ms: performance.now() - started, raw, headers };
    },
    sign(raw, at = Math.floor(now() / 1000)) {
      const hash = createHmac('sha256', signingSecret).update(`v0:${at}:${raw}`).digest('hex');
      return { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${hash}` };
    },
  };
  return deliverer;
}

type Outcome = Pick<Delivery, 'status' | 'body'>;

const UNREACHABLE: Outcome = { status: 'unreachable', body: '' };

async function post(
  target: string,
  raw: string,
  headers: Readonly<Record<string, string>>,
): Promise<Outcome> {
  try {
    const response = await fetch(target, {
      method: 'POST',
      body: raw,
      headers,
      signal: AbortSignal.timeout(LIMITS.acknowledgeMs),
    });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return isLate ? { status: 'timeout', body: '' } : UNREACHABLE;
  }
}

/** What SNS posts to us: verified, handed on, and answered so that SNS knows whether to send it again. */
import type { Notification } from '../../core/ports/store.ts';
import { isProblem } from '../../core/problem.ts';
import type { ConfirmSubscription } from './confirm.ts';
import type { SnsMessage } from './message.ts';
import type { Verdict } from './verify-message.ts';

export interface SnsRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** 200 committed or duplicate · 400 and 403 never valid · 413 too long · 503 try again. */
export interface SnsReply {
  readonly status: 200 | 400 | 403 | 413 | 503;
  readonly reason: string;
}

/** Something that a person should see: refused, or odd although it is genuine. Holds nothing a sender wrote freely. */
export interface SecurityEvent {
  readonly kind: 'refused' | 'conflict' | 'not-confirmed';
  readonly reason: string;
  /** Only topics of ours. */
  readonly topic: string | null;
  readonly messageId: string | null;
}

export interface SnsReceiverParts {
  readonly verify: (body: string, header: string | undefined) => Promise<Verdict>;
  readonly confirm: ConfirmSubscription;
  /** Commits the notification; whatever it throws makes SNS send it again. */
  readonly receive: (notification: Notification) => Promise<'new' | 'duplicate' | 'conflict'>;
  /** A genuine UnsubscribeConfirmation: people are to be told, and nothing subscribes again by itself. */
  readonly unsubscribed: (topic: string, messageId: string) => Promise<void>;
  readonly onSecurityEvent: (event: SecurityEvent) => void;
}

/** SNS carries at most 256 KiB, which JSON escapes may make several times longer. UTF-16 units. */
const LONGEST_BODY = 1_048_576;

export function createSnsReceiver(parts: SnsReceiverParts): (request: SnsRequest) => Promise<SnsReply> {
  const { verify, confirm, receive, unsubscribed, onSecurityEvent } = parts;

  function refuse(status: SnsReply['status'], reason: string): SnsReply {
    onSecurityEvent({ kind: 'refused', reason, topic: null, messageId: null });
    return { status, reason };
  }

  async function take(message: SnsMessage): Promise<SnsReply> {
    const { id, topic, subject, publishedAt } = message;
    switch (message.type) {
      case 'Notification': {
        const got = await receive({ id, topic, subject, message: message.message, publishedAt });
        if (got !== 'conflict') return { status: 200, reason: got };
        const reason = 'the MessageId came before with another content';
        onSecurityEvent({ kind: 'conflict', reason, topic, messageId: id });
        return { status: 403, reason };
      }
      case 'SubscriptionConfirmation':
        return confirmed(message);
      case 'UnsubscribeConfirmation':
        await unsubscribed(topic, id);
        return { status: 200, reason: 'unsubscribed' };
    }
  }

  async function confirmed({ id, topic, token }: SnsMessage): Promise<SnsReply> {
    try {
      await confirm(topic, token ?? '');
      return { status: 200, reason: 'confirmed' };
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'the subscription could not be confirmed';
      onSecurityEvent({ kind: 'not-confirmed', reason, topic, messageId: id });
      // A token that SNS itself does not take will not become better; everything else may.
      return { status: isProblem(error, 'refused') ? 403 : 503, reason: 'not confirmed' };
    }
  }

  return async (request) => {
    if (request.body.length > LONGEST_BODY) return refuse(413, 'the body is too long');
    if (header(request, 'x-amz-sns-rawdelivery') === 'true') {
      return refuse(403, 'raw message delivery carries no signature: turn it off for this subscription');
    }
    try {
      const verdict = await verify(request.body, header(request, 'x-amz-sns-message-type'));
      return verdict.genuine ? await take(verdict.message) : refuse(verdict.status, verdict.reason);
    } catch {
      return { status: 503, reason: 'the message could not be stored' };
    }
  };
}

/** Node gives header names in lower case; a header sent twice matches nothing. */
function header(request: SnsRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' || value === undefined ? value : value.join(',');
}

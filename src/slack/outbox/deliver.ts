/** One outbox row to Slack: posted once, edited when its text changed, looked for when an answer was lost. */
import type { WebClient } from '@slack/web-api';
import type { Locale } from '../../core/member.ts';
import type { Clock, Digest, Log } from '../../core/ports/ambient.ts';
import type { MessageRecords, OutboxMessage } from '../../core/ports/store.ts';
import type { ButtonSeal } from '../button-seal.ts';
import { type SlackFailure, slackFailure } from '../problems.ts';
import { QUIET, type Rendered } from '../render.ts';
import { type CardOf, type Content, contentOf } from './content.ts';
import { findPosted } from './find-posted.ts';
import { CHANNEL_GAP, type OutboxCall, type Pacing } from './pacing.ts';
import { backoff, type Verdict, verdictOn } from './verdict.ts';
import { sentWithout } from './without-images.ts';

/** ms that a row may be held while its turn in the channel comes; longer waits go back to the store. */
const LONGEST_HOLD = 2_000;

export interface Delivery {
  readonly messages: MessageRecords;
  /** The background client. */
  readonly client: WebClient;
  readonly cardOf: CardOf;
  readonly locale: Locale;
  readonly seal: ButtonSeal;
  readonly botId: () => string | null;
  readonly owner: string;
  readonly pacing: Pacing;
  readonly digest: Digest;
  /** Between 0 and 1. */
  readonly random: () => number;
  readonly clock: Clock;
  readonly log: Log;
  readonly count: (name: string, labels?: Readonly<Record<string, string>>) => void;
}

interface Sending {
  readonly message: OutboxMessage;
  readonly content: Content;
  /** ts of the thread that a note belongs to. */
  readonly thread: string | null;
  /** Of the message to edit; null to post. */
  readonly ts: string | null;
  readonly digest: string;
}

/** Throws only what the store and `cardOf` throw: the row then stays leased and comes back. */
export async function deliver(message: OutboxMessage, delivery: Delivery): Promise<void> {
  const { messages, owner } = delivery;
  const content = await contentOf(message, delivery);
  if (content === null) {
    delivery.log.error({ id: message.id }, 'outbox row has no content');
    return messages.later(message.id, owner, { delayMs: 0, unsure: false, parked: true });
  }
  const digest = delivery.digest(JSON.stringify([content.full, content.metadata]));
  const parent = message.note?.parent ?? null;
  const thread = parent === null ? null : ((await messages.get(parent))?.ts ?? null);
  let { ts } = message;
  if (ts === null && message.unsure) {
    const lost = await lookFor({ message, content, thread, ts, digest }, delivery);
    if (lost === 'later') return;
    ts = lost;
  }
  // A note is said once; a card is edited only when it would look different.
  const done = ts !== null && (message.note !== null || message.lastDigest === digest);
  if (done && ts !== null) return messages.sent(message.id, owner, { ...at(message, ts), digest });
  await send({ message, content, thread, ts, digest }, delivery);
}

/** The ts of the message whose answer was lost, null when it may be posted, `later` when that cannot be said yet. */
async function lookFor(sending: Sending, delivery: Delivery): Promise<string | null | 'later'> {
  const { message } = sending;
  const where = { channel: message.channel, thread: sending.thread, botId: delivery.botId() };
  const seen = await findPosted(delivery.client, where, sending.content);
  if (seen.looked) {
    delivery.log.info(
      { id: message.id, found: seen.ts !== null },
      'looked for a message whose answer was lost',
    );
    return seen.ts;
  }
  if (seen.failure.failure === 'refused') {
    // Without the right to read the channel one duplicate is better than a card that never comes.
    delivery.log.warn({ id: message.id, failure: seen.failure }, 'channel cannot be read: may post twice');
    delivery.count('hydrous_outbox_possible_duplicates_total');
    return null;
  }
  const delayMs =
    seen.failure.failure === 'rate-limited'
      ? seen.failure.waitMs
      : backoff(message.attempts, delivery.random());
  await delivery.messages.later(message.id, delivery.owner, { delayMs, unsure: true });
  return 'later';
}

async function send(sending: Sending, delivery: Delivery): Promise<void> {
  const { message } = sending;
  const { messages, owner, pacing } = delivery;
  const call = callOf(sending);
  const wait = pacing.waitFor(message.channel, call);
  if (wait > LONGEST_HOLD)
    return messages.later(message.id, owner, { delayMs: wait, unsure: message.unsure });
  if (wait > 0) await delivery.clock.sleep(wait);
  // From here on a crash leaves the doubt in the store; without the lease somebody else is at it.
  if (call === 'chat.postMessage' && !(await messages.sending(message.id, owner))) return;
  const { full, withoutImages, plain } = sending.content;
  if ((await attempt(sending, full, delivery, 'whole')) === 'settled') return;
  const again =
    withoutImages === null ? 'refused' : await attempt(sending, withoutImages, delivery, 'lacking');
  if (again === 'refused') await attempt(sending, plain, delivery, 'last');
}

/** `whole` may be followed by a form with less in it; `lacking` comes back for its picture; `last` is taken or not. */
type Form = 'whole' | 'lacking' | 'last';

/** Makes the call and writes down what came of it; `refused` when the plain form should be tried. */
async function attempt(
  sending: Sending,
  shown: Rendered,
  delivery: Delivery,
  form: Form,
): Promise<'settled' | 'refused'> {
  const { message } = sending;
  const call = callOf(sending);
  delivery.pacing.used(message.channel, call);
  const answer = await callSlack(sending, shown, delivery.client);
  if ('ts' in answer) {
    delivery.count('hydrous_outbox_sent_total', { call });
    const { messages, owner } = delivery;
    const posted = { ...answer, digest: sending.digest };
    if (form === 'lacking') await sentWithout(message, posted, messages, owner);
    else await messages.sent(message.id, owner, { ...posted, wanted: message.wanted, restMs: CHANNEL_GAP });
    return 'settled';
  }
  const verdict = verdictOn(answer, message.attempts, delivery.random());
  delivery.count('hydrous_outbox_failures_total', { call, failure: answer.failure });
  delivery.log.warn(
    { id: message.id, call, failure: answer, verdict: verdict.verdict },
    'slack did not take a message',
  );
  if (verdict.verdict === 'plainly' && form !== 'last') return 'refused';
  // A thread whose first message was deleted: what has to be said is said in the channel.
  if (verdict.verdict === 'gone' && sending.thread !== null)
    return attempt({ ...sending, thread: null }, shown, delivery, form);
  await putBack(sending, answer, verdict, delivery);
  return 'settled';
}

async function putBack(
  sending: Sending,
  failure: SlackFailure,
  verdict: Verdict,
  delivery: Delivery,
): Promise<void> {
  const { message } = sending;
  const { messages, owner } = delivery;
  switch (verdict.verdict) {
    case 'retry': {
      const limited = failure.failure === 'rate-limited';
      const post = sending.ts === null;
      if (limited) delivery.pacing.told(message.channel, callOf(sending), verdict.delayMs);
      return messages.later(message.id, owner, {
        delayMs: verdict.delayMs,
        unsure: inDoubt(sending, message.unsure || verdict.unsure),
        ...(limited && post ? { holdChannel: true } : {}),
      });
    }
    case 'gone':
      if (sending.ts === null) return park(sending, failure, delivery);
      return messages.later(message.id, owner, { delayMs: 0, unsure: false, forgetTs: true });
    case 'plainly':
    case 'park':
      return park(sending, failure, delivery);
  }
}

/**
 * Whether the row has to look before it posts. An edit can be repeated, but one of a message that was only just found
 * leaves a row that does not know its ts yet: without the doubt it would be posted a second time.
 */
function inDoubt({ message, ts }: Sending, unsure: boolean): boolean {
  return message.ts === null && (ts !== null || unsure);
}

/** Keeps the row for an operator: asking again would not help. */
async function park(sending: Sending, failure: SlackFailure, delivery: Delivery): Promise<void> {
  const { id, channel } = sending.message;
  delivery.count('hydrous_outbox_parked_total');
  delivery.log.error({ id, channel, failure }, 'message parked');
  const unsure = inDoubt(sending, false);
  await delivery.messages.later(id, delivery.owner, { delayMs: 0, unsure, parked: true });
}

async function callSlack(
  sending: Sending,
  shown: Rendered,
  client: WebClient,
): Promise<{ readonly ts: string; readonly channel: string } | SlackFailure> {
  const { message, thread, ts } = sending;
  const common = {
    ...QUIET,
    channel: message.channel,
    text: shown.text,
    blocks: [...shown.blocks] as never,
    metadata: sending.content.metadata as never,
  };
  try {
    const answer =
      ts === null
        ? await client.chat.postMessage({ ...common, ...threadArguments(thread, message) })
        : await client.chat.update({ ...common, ts });
    // Without a ts the message could never be edited: it has to be looked for.
    if (typeof answer.ts !== 'string') return { failure: 'lost', why: 'odd-answer' };
    return { ts: answer.ts, channel: answer.channel ?? message.channel };
  } catch (error) {
    return slackFailure(error);
  }
}

function threadArguments(thread: string | null, message: OutboxMessage): object {
  if (thread === null) return {};
  return { thread_ts: thread, ...(message.note?.broadcast === true ? { reply_broadcast: true } : {}) };
}

function callOf(sending: Sending): OutboxCall {
  return sending.ts === null ? 'chat.postMessage' : 'chat.update';
}

function at(
  message: OutboxMessage,
  ts: string,
): { readonly ts: string; readonly channel: string; readonly wanted: number } {
  return { ts, channel: message.channel, wanted: message.wanted };
}

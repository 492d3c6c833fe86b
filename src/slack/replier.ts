/** Answers that only one person sees. */
import type { WebClient } from '@slack/web-api';
import type { Document } from '../core/document.ts';
import type { Locale } from '../core/member.ts';
import type { Log } from '../core/ports/ambient.ts';
import type { ButtonSeal } from './button-seal.ts';
import type { SendFiles } from './private-file.ts';
import { slackFailure } from './problems.ts';
import { QUIET, type Rendered, render, renderPlainly } from './render.ts';
import { isResponseUrl } from './response-url.ts';

/** ms. */
const RESPONSE_TIMEOUT = 5_000;

export interface Address {
  readonly responseUrl: string | null;
  readonly channel: string;
  readonly user: string;
  /** ts of the thread to answer in, null for the channel. */
  readonly thread: string | null;
}

export interface Replier {
  /** Sends the one private answer; never rejects. An answer that cannot be delivered is logged and counted. */
  answer(to: Address, document: Document, locale: Locale): Promise<void>;
}

export function createReplier(options: {
  readonly client: WebClient;
  readonly apiUrl: string;
  readonly seal: ButtonSeal;
  /** Absent: files are shown as lines. */
  readonly sendFiles?: SendFiles;
  readonly log: Log;
  readonly count: (name: string, labels?: Readonly<Record<string, string>>) => void;
}): Replier {
  const { client, log, count } = options;

  /** True when Slack took it. */
  async function respond(to: Address, message: Rendered): Promise<boolean> {
    if (!isResponseUrl(to.responseUrl, options.apiUrl)) return false;
    try {
      const response = await fetch(to.responseUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({
          response_type: 'ephemeral',
          replace_original: false,
          ...(to.thread === null ? {} : { thread_ts: to.thread }),
          ...QUIET,
          ...message,
        }),
        redirect: 'error',
        signal: AbortSignal.timeout(RESPONSE_TIMEOUT),
      });
      await response.body?.cancel();
      if (response.ok) return true;
      log.warn({ status: response.status }, 'response url refused an answer');
    } catch (error) {
      log.warn({ err: error }, 'response url did not answer');
    }
    return false;
  }

  async function postEphemeral(
    to: Address,
    message: Rendered,
  ): Promise<'sent' | 'refused-blocks' | 'failed'> {
    try {
      await client.chat.postEphemeral({
        channel: to.channel,
        user: to.user,
        ...(to.thread === null ? {} : { thread_ts: to.thread }),
        ...QUIET,
        text: message.text,
        blocks: [...message.blocks] as never,
      });
      return 'sent';
    } catch (error) {
      const failure = slackFailure(error);
      log.warn({ failure, channel: to.channel }, 'private answer was not taken');
      const refused = failure.failure === 'refused' && failure.code.includes('blocks');
      return refused ? 'refused-blocks' : 'failed';
    }
  }

  return {
    async answer(to, given, locale) {
      const document = (await options.sendFiles?.(given, to.user, locale)) ?? given;
      const how = { locale, seal: options.seal };
      const message = render(document, how);
      if (await respond(to, message)) return;
      const first = await postEphemeral(to, message);
      if (first === 'sent') return;
      const plainly = renderPlainly(document, how);
      if (first === 'refused-blocks' && (await postEphemeral(to, plainly)) === 'sent') return;
      count('hydrous_slack_answers_lost_total');
      log.error({ channel: to.channel, user: to.user }, 'private answer could not be delivered');
    },
  };
}

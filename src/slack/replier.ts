/** Answers that only one person sees. */
import type { WebClient } from '@slack/web-api';
import type { Document } from '../core/document.ts';
import type { Locale } from '../core/member.ts';
import type { Log } from '../core/ports/ambient.ts';
import { answerView } from './answer-view.ts';
import type { ButtonSeal } from './button-seal.ts';
import type { SendFiles } from './private-file.ts';
import { slackFailure } from './problems.ts';
import { QUIET, type Rendered, render, renderPlainly, renderView } from './render.ts';
import { isResponseUrl } from './response-url.ts';
import type { ShowPictures } from './show-pictures.ts';

/** ms. */
const RESPONSE_TIMEOUT = 5_000;

export interface Address {
  readonly responseUrl: string | null;
  /** The person's own id for the conversation with the bot. */
  readonly channel: string;
  readonly user: string;
  /** ts of the thread to answer in, null for the channel. */
  readonly thread: string | null;
  /** Id of an open view that waits for the answer. */
  readonly view?: string;
  /** True when it answers a button of a private message, which may be replaced. */
  readonly replaceable?: true;
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
  /** Absent: pictures are left out. */
  readonly showPictures?: ShowPictures;
  readonly log: Log;
  readonly count: (name: string, labels?: Readonly<Record<string, string>>) => void;
}): Replier {
  const { client, log, count } = options;

  /** True when Slack took it. */
  async function respond(to: Address, message: Rendered, replaces: boolean): Promise<boolean> {
    if (!isResponseUrl(to.responseUrl, options.apiUrl)) return false;
    try {
      const response = await fetch(to.responseUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({
          response_type: 'ephemeral',
          replace_original: replaces,
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

  /** False when the view was closed meanwhile, or Slack does not take it. */
  async function showIn(view: string, document: Document, locale: Locale): Promise<boolean> {
    try {
      const shown = answerView(renderView(document, { locale, seal: options.seal }), locale);
      await client.views.update({ view_id: view, view: shown as never });
      return true;
    } catch (error) {
      log.warn({ failure: slackFailure(error) }, 'a view did not take an answer');
      return false;
    }
  }

  async function post(to: Address, message: Rendered): Promise<'sent' | 'refused-blocks' | 'failed'> {
    const shown = { channel: to.channel, ...QUIET, text: message.text, blocks: [...message.blocks] as never };
    try {
      // Nobody else is in the conversation with the bot.
      if (to.channel === to.user) await client.chat.postMessage(shown);
      else
        await client.chat.postEphemeral({
          ...shown,
          user: to.user,
          ...(to.thread === null ? {} : { thread_ts: to.thread }),
        });
      return 'sent';
    } catch (error) {
      const failure = slackFailure(error);
      log.warn({ failure, channel: to.channel }, 'private answer was not taken');
      const refused = failure.failure === 'refused' && failure.code.includes('blocks');
      return refused ? 'refused-blocks' : 'failed';
    }
  }

  async function send(to: Address, document: Document, locale: Locale): Promise<void> {
    if (to.view !== undefined && (await showIn(to.view, document, locale))) return;
    const how = { locale, seal: options.seal };
    const message = render(document, how);
    const replaces = document.replaces === true && to.replaceable === true;
    if (await respond(to, message, replaces)) return;
    const first = await post(to, message);
    if (first === 'sent') return;
    const plainly = renderPlainly(document, how);
    if (first === 'refused-blocks' && (await post(to, plainly)) === 'sent') return;
    count('hydrous_slack_answers_lost_total');
    log.error({ channel: to.channel, user: to.user }, 'private answer could not be delivered');
  }

  return {
    async answer(to, given, locale) {
      const filed = (await options.sendFiles?.(given, to.user, locale)) ?? given;
      const { document, late } = (await options.showPictures?.(filed)) ?? { document: filed, late: null };
      await send(to, document, locale);
      if (late === null) return;
      const { view: _, ...after } = to;
      await send(after, await late, locale);
    },
  };
}

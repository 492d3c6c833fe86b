/** Charts as pictures that cards can show. */
import type { WebClient } from '@slack/web-api';
import { cut } from '../core/clean-text.ts';
import type { Locale } from '../core/member.ts';
import type { Clock, Log } from '../core/ports/ambient.ts';
import type { Pictures } from '../core/ports/slack.ts';
import { speak } from '../words/speak.ts';
import { LIMITS } from './limits.ts';
import { slackFailure } from './problems.ts';
import type { Uploader } from './upload-file.ts';

/** Slack looks at a file after the upload was completed, which takes from under a second to some, ms. */
const LOOKS = [500, 1_000, 2_000, 4_000, 8_000];

export function createPictures(parts: {
  readonly client: WebClient;
  readonly uploader: Uploader;
  /** Language of the cards that show the pictures. */
  readonly locale: Locale;
  readonly clock: Clock;
  readonly log: Log;
}): Pictures {
  const { client, uploader, locale, clock, log } = parts;

  /** Until Slack knows what the file is, a card with it is refused. */
  async function isReady(file: string): Promise<boolean> {
    const answer = await client.files.info({ file });
    return typeof answer.file?.mimetype === 'string' && answer.file.mimetype !== '';
  }

  async function untilReady(file: string): Promise<void> {
    for (const wait of LOOKS) {
      await clock.sleep(wait);
      try {
        if (await isReady(file)) return;
      } catch (error) {
        const failure = slackFailure(error);
        log.warn({ failure, file }, 'an uploaded picture cannot be looked at');
        // Without the right to look, the sender of the card finds out.
        if (failure.failure === 'refused') return;
      }
    }
  }

  return {
    async upload({ name, bytes, alt }) {
      const text = cut(speak(alt, locale, 'plain'), LIMITS.fileAlt);
      const id = await uploader.send({ name, title: name, bytes, alt: text });
      await uploader.complete(id, name);
      await untilReady(id);
      return id;
    },
  };
}

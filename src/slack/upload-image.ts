/** Charts as pictures that cards can show. */
import type { WebClient } from '@slack/web-api';
import { cut } from '../core/clean-text.ts';
import type { Locale } from '../core/member.ts';
import type { Clock, Log } from '../core/ports/ambient.ts';
import type { KeptPicture } from '../core/ports/retention.ts';
import type { Pictures, UploadedPictures } from '../core/ports/slack.ts';
import { isProblem } from '../core/problem.ts';
import { speak } from '../words/speak.ts';
import { LIMITS } from './limits.ts';
import { slackFailure, slackProblem } from './problems.ts';
import type { Uploader } from './upload-file.ts';

/** Slack looks at a file after the upload was completed, which takes from under a second to some, ms. */
const LOOKS = [500, 1_000, 2_000, 4_000, 8_000];
/** Answers of files.delete to what somebody has deleted before. Source: docs.slack.dev, files.delete errors. */
const GONE: ReadonlySet<string> = new Set(['file_not_found', 'file_deleted']);

export function createPictures(parts: {
  readonly client: WebClient;
  readonly uploader: Uploader;
  /** Language of the cards that show the pictures. */
  readonly locale: Locale;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of each picture, so that it can be taken away again when it is old. */
  readonly kept?: (picture: KeptPicture) => Promise<void>;
}): Pictures & UploadedPictures {
  const { client, uploader, locale, clock, log, kept } = parts;

  async function note(picture: KeptPicture): Promise<void> {
    try {
      await kept?.(picture);
    } catch (error) {
      if (!isProblem(error)) throw error;
      log.warn({ err: error, file: picture.file }, 'a picture stays in Slack for ever');
    }
  }

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
      await note({ file: id, name });
      await uploader.complete(id, name);
      await untilReady(id);
      return id;
    },
    async remove(file) {
      try {
        await client.files.delete({ file });
      } catch (error) {
        const failure = slackFailure(error);
        if (failure.failure === 'refused' && GONE.has(failure.code)) return;
        throw slackProblem('files.delete', error);
      }
    },
  };
}

/**
 * A file to Slack in its three calls: ask for an address, send the bytes there, complete. Source: docs.slack.dev,
 * "Working with files". The calls are made here one by one because the SDK's own way sends `alt_text`, and the
 * argument is called `alt_txt`.
 */
import type { WebClient } from '@slack/web-api';
import { Problem } from '../core/problem.ts';
import { say } from '../core/sentence.ts';
import { slackProblem } from './problems.ts';
import { isUploadUrl } from './response-url.ts';

/** ms for the bytes. */
const SEND_TIMEOUT = 10_000;

export interface SlackFile {
  readonly name: string;
  readonly title: string;
  readonly bytes: Uint8Array;
  /** What a picture shows, in words; at most 1,000 code points. */
  readonly alt?: string;
}

export interface Uploader {
  /** The first two calls. Gives the file's id; nobody sees the file yet. Throws a Problem. */
  send(file: SlackFile): Promise<string>;
  /** The third one. Without a channel the file stays the bot's own. Throws a Problem. */
  complete(
    id: string,
    title: string,
    share?: { readonly channel: string; readonly thread: string },
  ): Promise<void>;
}

export function createUploader({
  client,
  apiUrl,
}: {
  readonly client: WebClient;
  readonly apiUrl: string;
}): Uploader {
  async function called(method: string, args: Record<string, unknown>): Promise<Record<string, unknown>> {
    try {
      return { ...(await client.apiCall(method, args)) };
    } catch (error) {
      throw slackProblem(method, error);
    }
  }

  return {
    async send({ name, bytes, alt }) {
      const method = 'files.getUploadURLExternal';
      const { upload_url: url, file_id: id } = await called(method, {
        filename: name,
        length: bytes.length,
        ...(alt === undefined ? {} : { alt_txt: alt }),
      });
      if (typeof id !== 'string' || !isUploadUrl(url, apiUrl))
        throw new Problem('odd-answer', say('slack.odd-answer'), `Slack ${method} gave no usable address`);
      await sendBytes(url, bytes);
      return id;
    },
    async complete(id, title, share) {
      await called('files.completeUploadExternal', {
        files: [{ id, title }],
        ...(share === undefined ? {} : { channel_id: share.channel, thread_ts: share.thread }),
      });
    },
  };
}

/** The address is a secret of its own: it needs no token and gets none. */
async function sendBytes(url: string, bytes: Uint8Array): Promise<void> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
      redirect: 'error',
      signal: AbortSignal.timeout(SEND_TIMEOUT),
    });
    await response.body?.cancel();
    if (response.ok) return;
    throw new Error(`status ${response.status}`);
  } catch (cause) {
    throw new Problem('unreachable', say('slack.unreachable'), 'bytes of a file could not be sent', {
      cause,
    });
  }
}

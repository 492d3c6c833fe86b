/** Text files for one person: into the conversation with the bot, so that nobody else sees them. */
import type { WebClient } from '@slack/web-api';
import type { Document, Piece } from '../core/document.ts';
import type { Locale } from '../core/member.ts';
import type { Log } from '../core/ports/ambient.ts';
import { isProblem } from '../core/problem.ts';
import { say } from '../core/sentence.ts';
import { speak } from '../words/speak.ts';
import { linesOf } from './blocks/pieces.ts';
import { slackFailure } from './problems.ts';
import { QUIET } from './render.ts';
import type { Uploader } from './upload-file.ts';

type FilePiece = Extract<Piece, { readonly piece: 'file' }>;

/** The document with its files sent and said so; a file that could not be sent stays in it and is shown as lines. */
export type SendFiles = (document: Document, user: string, locale: Locale) => Promise<Document>;

export function createSendFiles(parts: {
  readonly client: WebClient;
  readonly uploader: Uploader;
  readonly log: Log;
}): SendFiles {
  const { client, uploader, log } = parts;

  async function send(piece: FilePiece, user: string, locale: Locale): Promise<boolean> {
    const bytes = new TextEncoder().encode(`${linesOf(piece, locale).join('\n')}\n`);
    const title = speak(piece.title, locale, 'plain');
    try {
      const id = await uploader.send({ name: piece.name, title, bytes });
      // A user id opens the conversation; only its channel id takes a file.
      const posted = await client.chat.postMessage({
        ...QUIET,
        channel: user,
        text: speak(piece.title, locale, 'slack'),
      });
      if (posted.channel === undefined || posted.ts === undefined) return false;
      await uploader.complete(id, title, { channel: posted.channel, thread: posted.ts });
      return true;
    } catch (error) {
      const failure = isProblem(error) ? error.message : slackFailure(error);
      log.warn({ failure, user }, 'a file could not be sent; its lines are shown instead');
      return false;
    }
  }

  return async (document, user, locale) => {
    if (!document.pieces.some(({ piece }) => piece === 'file')) return document;
    const pieces: Piece[] = [];
    for (const piece of document.pieces) {
      if (piece.piece !== 'file') pieces.push(piece);
      else if (await send(piece, user, locale))
        pieces.push({ piece: 'text', text: say('slack.file-sent', { name: piece.name }) });
      else pieces.push({ piece: 'context', text: say('slack.file-shown', { name: piece.name }) }, piece);
    }
    return { ...document, pieces };
  };
}

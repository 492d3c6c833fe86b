/** Pictures for one person: in the answer where Slack is quick with them, else in a message of their own after it. */
import type { Document, Piece } from '../core/document.ts';
import type { Clock, Log } from '../core/ports/ambient.ts';
import type { Pictures } from '../core/ports/slack.ts';
import { say } from '../core/sentence.ts';

/** ms; whoever asks waits for figures rather than for a picture of them. */
const PATIENCE = 1_500;

type Picture = Extract<Piece, { readonly piece: 'picture' }>;

export interface Shown {
  readonly document: Document;
  /** What follows once Slack has it; null when nothing does. It never rejects. */
  readonly late: Promise<Document> | null;
}

export type ShowPictures = (document: Document) => Promise<Shown>;

export function createShowPictures(parts: {
  readonly pictures: Pictures;
  readonly clock: Clock;
  readonly log: Log;
}): ShowPictures {
  const { pictures, clock, log } = parts;

  async function uploaded({ name, bytes, alt }: Picture): Promise<Piece> {
    try {
      return { piece: 'image', file: await pictures.upload({ name, bytes, alt }), alt };
    } catch (error) {
      log.warn({ err: error, name }, 'a picture could not be uploaded');
      return { piece: 'context', text: say('slack.picture-failed') };
    }
  }

  async function inTime(work: Promise<readonly Piece[]>): Promise<readonly Piece[] | null> {
    const alarm = new AbortController();
    const patience = clock.sleep(PATIENCE, alarm.signal).then(() => null);
    return Promise.race([work, patience]).finally(() => alarm.abort());
  }

  return async (document) => {
    const wanted = document.pieces.filter((piece) => piece.piece === 'picture');
    if (wanted.length === 0) return { document, late: null };
    const work = Promise.all(wanted.map(uploaded));
    const ready = await inTime(work);
    const pieces = document.pieces.flatMap((piece): readonly Piece[] => {
      if (piece.piece !== 'picture') return [piece];
      return ready === null ? [] : [ready[wanted.indexOf(piece)]!];
    });
    if (ready !== null) return { document: { ...document, pieces }, late: null };
    const late = work.then((found) => ({ summary: wanted[0]!.alt, pieces: found }));
    return { document: { ...document, pieces }, late };
  };
}

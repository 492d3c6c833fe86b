/** What an outbox row says right now. A card is drawn when it is sent, so the newest state always wins. */
import { type Document, plain } from '../../core/document.ts';
import type { Locale } from '../../core/member.ts';
import type { CardKind, OutboxMessage } from '../../core/ports/store.ts';
import type { ButtonSeal } from '../button-seal.ts';
import { type Rendered, render, renderPlainly } from '../render.ts';

/** Ids only: metadata can be read by every app in the workspace. */
export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, string | null>>;
}

export interface CardView {
  readonly document: Document;
  readonly metadata: Metadata;
}

/** Null when the subject is not there (any more). */
export type CardOf = (card: {
  readonly kind: CardKind;
  readonly subject: string;
}) => Promise<CardView | null>;

export interface Content {
  readonly full: Rendered;
  /** Null when there is no picture in it. */
  readonly withoutImages: Rendered | null;
  readonly plain: Rendered;
  readonly metadata: Metadata;
  /** The field of the payload that names the message's subject, for finding it again in the channel. */
  readonly key: string;
}

export async function contentOf(
  message: OutboxMessage,
  options: { readonly cardOf: CardOf; readonly locale: Locale; readonly seal: ButtonSeal },
): Promise<Content | null> {
  if (message.card !== null) {
    const view = await options.cardOf(message.card);
    return view === null ? null : contentFrom(view, message.card.kind, options);
  }
  if (message.note === null) return null;
  const document = plain(message.note.text);
  const metadata = { event_type: 'hydrous_note', event_payload: { note: message.id } };
  return contentFrom({ document, metadata }, 'note', options);
}

function contentFrom(
  view: CardView,
  key: string,
  how: { readonly locale: Locale; readonly seal: ButtonSeal },
): Content {
  const pieces = view.document.pieces.filter(({ piece }) => piece !== 'image');
  const hasImages = pieces.length < view.document.pieces.length;
  return {
    full: render(view.document, how),
    withoutImages: hasImages ? render({ ...view.document, pieces }, how) : null,
    plain: renderPlainly(view.document, how),
    metadata: view.metadata,
    key,
  };
}

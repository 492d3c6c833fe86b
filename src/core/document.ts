/** An answer or a card as data. `slack/` renders it as blocks within Slack's limits, `cli/` as plain text. */
import type { Sentence } from './sentence.ts';

/** What a button asks for. Its value is opaque to people: the subject's id bound to this action. */
export type ButtonAction =
  | 'approve'
  | 'reject'
  | 'cancel'
  | 'plan-again'
  | 'undo'
  | 'roll-back'
  | 'abort'
  | 'view-logs'
  | 'acknowledge'
  | 'silence'
  | 'open-form'
  | 'resolve'
  | 'logs-older'
  | 'logs-newer'
  | 'logs-filter'
  | 'logs-on'
  | 'logs-file'
  | 'logs-share'
  | 'logs-stop'
  | 'wait'
  | 'break-glass'
  | 'skip-approval'
  | 'review'
  | 'unlock';

export interface Button {
  readonly action: ButtonAction;
  /** Id of the operation or incident that the button belongs to. */
  readonly subject: string;
  readonly label: Sentence;
  readonly style?: 'primary' | 'danger';
  /** Asked before the click counts. */
  readonly confirm?: {
    readonly title: Sentence;
    readonly text: Sentence;
    readonly yes: Sentence;
    readonly no: Sentence;
  };
}

export type Mark = 'ok' | 'warning' | 'stop' | 'running' | 'waiting' | 'none';

export type Piece =
  | { readonly piece: 'heading'; readonly text: Sentence }
  | { readonly piece: 'text'; readonly text: Sentence }
  | {
      readonly piece: 'fields';
      readonly fields: readonly { readonly label: Sentence; readonly value: Sentence }[];
    }
  | { readonly piece: 'list'; readonly items: readonly { readonly mark: Mark; readonly text: Sentence }[] }
  /** Untrusted lines, shown exactly as they are in a preformatted block, cut where they are too long. */
  | { readonly piece: 'code'; readonly lines: readonly string[] }
  | { readonly piece: 'context'; readonly text: Sentence }
  /** A PNG for the one person who asked: `alt` is what it shows in words, complete by themselves. */
  | {
      readonly piece: 'picture';
      readonly name: string;
      readonly bytes: Uint8Array;
      readonly alt: Sentence;
    }
  /** A picture that was uploaded: its file id, and what it shows in words, complete by themselves. */
  | { readonly piece: 'image'; readonly file: string; readonly alt: Sentence }
  /**
   * A text file for the one person who asked. Where it cannot be sent as a file its lines are shown instead. Texts
   * among the lines stand as they are; they must be safe to show and hold no secret.
   */
  | {
      readonly piece: 'file';
      readonly name: string;
      readonly title: Sentence;
      readonly lines: readonly (Sentence | string)[];
    }
  | { readonly piece: 'buttons'; readonly buttons: readonly Button[] }
  | { readonly piece: 'divider' };

/** `summary` is the whole message for a notification or a screen reader: complete by itself. */
export interface Document {
  readonly summary: Sentence;
  readonly pieces: readonly Piece[];
  /** Nothing was done and nothing was saved: what was asked for can be mended and asked for again. */
  readonly refused?: true;
  /** Nothing was done yet, and what is missing can be asked for in a modal; read as it is, it says what to type. */
  readonly asks?: 'reason' | 'confirmation';
  /** It takes the place of the private message whose button asked for it. */
  readonly replaces?: true;
}

/** A document of one sentence. */
export function plain(text: Sentence): Document {
  return { summary: text, pieces: [{ piece: 'text', text }] };
}

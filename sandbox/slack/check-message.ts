/** What chat.* and response_url refuse before a message exists. */
import { checkBlocks } from './check-blocks.ts';
import { type Fields, fieldsOf, isFields, lengthOf, listOf, textOf } from './json.ts';
import { LIMITS } from './limits.ts';

export interface Content {
  readonly text: string;
  readonly blocks: readonly Fields[];
  readonly attachments: readonly Fields[];
  readonly metadata: Fields | null;
}

export type ContentVerdict =
  | { readonly verdict: 'fine'; readonly content: Content }
  | { readonly verdict: 'refused'; readonly error: string; readonly complaints: readonly string[] };

/** @param maxText characters that `text` may have */
export function checkContent(args: Fields, maxText: number): ContentVerdict {
  const { text = '', blocks = [], attachments = [], metadata = null } = args;
  if (typeof text !== 'string') return refused('invalid_arguments', ['text must be a string']);
  if (!Array.isArray(blocks)) return refused('invalid_blocks_format', []);
  if (!Array.isArray(attachments)) return refused('invalid_attachments', []);
  if (text === '' && blocks.length === 0 && attachments.length === 0) return refused('no_text', []);
  if (lengthOf(text) > maxText) return refused('msg_too_long', []);
  if (attachments.length > LIMITS.attachments) return refused('too_many_attachments', []);
  const verdicts = [
    checkBlocks(blocks, 'message'),
    ...attachments.map((one, index) => {
      const inside = listOf(fieldsOf(one)['blocks']);
      return checkBlocks(inside, 'message', `/attachments/${index}/blocks`);
    }),
  ];
  const complaints = verdicts.flatMap((verdict) => verdict.complaints);
  if (complaints.length > 0) return refused('invalid_blocks', complaints);
  const characters = verdicts.reduce((sum, verdict) => sum + verdict.characters, 0);
  if (characters > LIMITS.messageCharacters) return refused('msg_blocks_too_long', []);
  const error = metadataError(metadata);
  if (error !== null) return refused(error, []);
  return {
    verdict: 'fine',
    content: {
      text,
      blocks: blocks.map(fieldsOf),
      attachments: attachments.map(fieldsOf),
      metadata: isFields(metadata) ? metadata : null,
    },
  };
}

/** `{}` is allowed: it takes the metadata away. */
function metadataError(metadata: unknown): string | null {
  if (metadata === null || metadata === undefined) return null;
  if (!isFields(metadata)) return 'invalid_metadata_format';
  if (Object.keys(metadata).length === 0) return null;
  if (textOf(metadata['event_type']) === '' || !isFields(metadata['event_payload'])) {
    return 'invalid_metadata_format';
  }
  return Buffer.byteLength(JSON.stringify(metadata)) > LIMITS.metadataBytes ? 'metadata_too_large' : null;
}

function refused(error: string, complaints: readonly string[]): ContentVerdict {
  return { verdict: 'refused', error, complaints };
}

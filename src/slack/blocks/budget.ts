/** Keeps a message within what Slack takes as a whole: the buttons always stay, the rest as far as it fits. */
import { LIMITS } from '../limits.ts';
import { type MessageBlock, textLength } from './message-block.ts';

export interface Part {
  readonly block: MessageBlock;
  /** What a reader misses without it. */
  readonly lost: number;
  /** True for buttons: without them nobody could decide. */
  readonly kept: boolean;
}

export interface Room {
  blocks: number;
  text: number;
  json: number;
}

const MESSAGE: Readonly<Room> = {
  blocks: LIMITS.blocks,
  text: LIMITS.messageText,
  json: LIMITS.messageJson,
};

/** For the line that says how much was cut. */
const NOTICE: Readonly<Room> = { blocks: 1, text: 100, json: 220 };

/**
 * The blocks that fit, in their order. From the first one that does not fit on, everything but the kept ones
 * is left out, and `notice` says how much, right where the cut is.
 */
export function fitted(
  parts: readonly Part[],
  notice: (lost: number) => MessageBlock,
  most: Readonly<Room> = MESSAGE,
): readonly MessageBlock[] {
  const room: Room = { ...most };
  for (const part of parts) if (part.kept) take(room, cost(part.block));
  if (parts.every((part) => part.kept || takes(room, cost(part.block))))
    return parts.map(({ block }) => block);

  const narrow: Room = { ...most };
  take(narrow, NOTICE);
  for (const part of parts) if (part.kept) take(narrow, cost(part.block));
  const blocks: MessageBlock[] = [];
  let cutAt: number | null = null;
  let lost = 0;
  for (const part of parts) {
    if (part.kept || (cutAt === null && takes(narrow, cost(part.block)))) blocks.push(part.block);
    else {
      cutAt ??= blocks.length;
      lost += part.lost;
    }
  }
  if (lost > 0) blocks.splice(cutAt ?? blocks.length, 0, notice(lost));
  return blocks;
}

function cost(block: MessageBlock): Room {
  return { blocks: 1, text: textLength(block), json: JSON.stringify(block).length + 1 };
}

function takes(room: Room, wanted: Room): boolean {
  if (wanted.blocks > room.blocks || wanted.text > room.text || wanted.json > room.json) return false;
  take(room, wanted);
  return true;
}

function take(room: Room, wanted: Readonly<Room>): void {
  room.blocks -= wanted.blocks;
  room.text -= wanted.text;
  room.json -= wanted.json;
}

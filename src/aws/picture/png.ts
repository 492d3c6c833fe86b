/** A picture in memory and its PNG file. Source: PNG Specification (Third Edition), W3C. */
import { crc32, deflateSync } from 'node:zlib';

export type Colour = readonly [red: number, green: number, blue: number];

export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel, row by row. */
  readonly pixels: Uint8Array;
}

/** All white. */
export function createCanvas(width: number, height: number): Canvas {
  return { width, height, pixels: new Uint8Array(width * height * 3).fill(0xff) };
}

/** Outside of the picture nothing happens. */
export function dot(canvas: Canvas, x: number, y: number, colour: Colour): void {
  const [column, row] = [Math.round(x), Math.round(y)];
  if (column < 0 || row < 0 || column >= canvas.width || row >= canvas.height) return;
  canvas.pixels.set(colour, (row * canvas.width + column) * 3);
}

export interface LineStyle {
  readonly colour: Colour;
  /** Pixels; 1 when left out. */
  readonly thickness?: number;
  /** Pixels on and off; a full line when left out. */
  readonly dash?: number;
}

type Spot = readonly [x: number, y: number];

/** Both ends must be finite. */
export function line(canvas: Canvas, [x1, y1]: Spot, [x2, y2]: Spot, style: LineStyle): void {
  const { colour, thickness = 1, dash } = style;
  const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1))));
  for (let step = 0; step <= steps; step += 1) {
    if (dash !== undefined && Math.floor(step / dash) % 2 === 1) continue;
    const x = x1 + ((x2 - x1) * step) / steps;
    const y = y1 + ((y2 - y1) * step) / steps;
    block(canvas, x, y, thickness, colour);
  }
}

/** A square of this many pixels, from its upper left corner on. */
export function block(canvas: Canvas, x: number, y: number, size: number, colour: Colour): void {
  for (let dx = 0; dx < size; dx += 1) {
    for (let dy = 0; dy < size; dy += 1) dot(canvas, x + dx, y + dy, colour);
  }
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const EIGHT_BIT_RGB = [8, 2, 0, 0, 0] as const;

export function pngOf({ width, height, pixels }: Canvas): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set(EIGHT_BIT_RGB, 8);
  // Each row begins with the number of its filter: none.
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let row = 0; row < height; row += 1) {
    rows.set(pixels.subarray(row * width * 3, (row + 1) * width * 3), row * (width * 3 + 1) + 1);
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Reads back the PNG files that the chart drawer writes: eight bits a colour, rows without a filter. */
import { inflateSync } from 'node:zlib';
import { expect } from 'vitest';

/** Pixels. */
export function sizeOf(png: Uint8Array): { readonly width: number; readonly height: number } {
  const bytes = Buffer.from(png);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Colours of the picture, such as `1f77b4`, and how often each occurs. */
export function colours(given: Uint8Array): ReadonlyMap<string, number> {
  const png = Buffer.from(given);
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const { width, height } = sizeOf(png);
  const at = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  expect(rows).toHaveLength(height * (width * 3 + 1));
  const found = new Map<string, number>();
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const start = row * (width * 3 + 1) + 1 + column * 3;
      const colour = rows.subarray(start, start + 3).toString('hex');
      found.set(colour, (found.get(colour) ?? 0) + 1);
    }
  }
  return found;
}

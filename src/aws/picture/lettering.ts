/** Letters of five by seven dots, for the titles and axes of charts. */
import { block, type Canvas, type Colour } from './png.ts';

/** From the space to the tilde; five columns a letter, two digits a column, lowest bit on top. */
const COLUMNS = [
  '000000000000005f00000007000700147f147f14242a7f2a12231308646236495620500008070300001c2241000041221c00',
  '2a1c7f1c2a08083e080800807030000808080808000060600020100804023e5149453e00427f400072494949462141494d33',
  '1814127f1027454545393c4a49493141211109073649494936464949291e0000140000004034000000081422411414141414',
  '004122140802015909063e415d594e7c1211127c7f494949363e414141227f4141413e7f494949417f090909013e41415173',
  '7f0808087f00417f41002040413f017f081422417f404040407f021c027f7f0408107f3e4141413e7f090909063e4151215e',
  '7f09192946264949493203017f01033f4040403f1f2040201f3f4038403f631408146303047804036159494d43007f414141',
  '0204081020004141417f04020102044040404040000307080020545478407f284444383844444428384444287f3854545418',
  '00087e090218a4a49c787f0804047800447d40002040403d007f1028440000417f40007c047804787c080404783844444438',
  'fc1824241818242418fc7c08040408485454542404043f44243c4040207c1c2040201c3c4030403c44281028444c9090907c',
  '4464544c440008364100000077000000413608000201020402',
].join('');

const FIRST = 0x20;
const WIDTH = 5;
const HEIGHT = 7;

/** What stands for a letter that the table lacks. */
const UNKNOWN = '?';
const LIKENESS: Readonly<Record<string, string>> = {
  '≥': '>=',
  '≤': '<=',
  '–': '-',
  '—': '-',
  '·': '-',
  '…': '...',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  µ: 'u',
  μ: 'u',
  '×': 'x',
};
/** UTF-16 units of a text that are looked at; no picture is so wide that it holds them. */
const LONGEST = 300;

/** The text in letters that can be drawn: without accents, and with question marks for what the table lacks. */
export function drawable(text: string): string {
  const bare = text
    .slice(0, LONGEST)
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '');
  return [...bare]
    .map((letter) => LIKENESS[letter] ?? (letter >= ' ' && letter <= '~' ? letter : UNKNOWN))
    .join('');
}

/** Pixels that a drawable text takes at this size. */
export function textWidth(text: string, size: number): number {
  return text.length * (WIDTH + 1) * size;
}

export function textHeight(size: number): number {
  return HEIGHT * size;
}

/** As much of the text as the width (pixels) holds, in letters that can be drawn; cut in its middle, with two dots. */
export function fitting(text: string, width: number, size: number): string {
  const letters = drawable(text);
  const room = Math.max(0, Math.floor(width / textWidth('x', size)));
  if (letters.length <= room) return letters;
  if (room < 4) return letters.slice(0, room);
  // What tells two names apart stands mostly at their ends: `p99`, `:43`.
  const tail = Math.floor((room - 2) / 2);
  return `${letters.slice(0, room - 2 - tail)}..${letters.slice(letters.length - tail)}`;
}

export interface Lettering {
  readonly colour: Colour;
  /** Pixels a dot. */
  readonly size: number;
}

/** Writes from the upper left corner on. */
export function write(canvas: Canvas, text: string, x: number, y: number, { colour, size }: Lettering): void {
  for (const [index, letter] of [...drawable(text)].entries()) {
    const at = (letter.charCodeAt(0) - FIRST) * WIDTH * 2;
    for (let column = 0; column < WIDTH; column += 1) {
      const bits = Number.parseInt(COLUMNS.slice(at + column * 2, at + column * 2 + 2), 16);
      for (let row = 0; row < HEIGHT + 1; row += 1) {
        if (((bits >> row) & 1) === 0) continue;
        block(canvas, x + (index * (WIDTH + 1) + column) * size, y + row * size, size, colour);
      }
    }
  }
}

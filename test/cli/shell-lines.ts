/** Commands as the pages print them, so that what a page tells and what a test does cannot part. */
import { readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** The lines of the shell blocks of a page, those that `\` breaks put together. */
export function shellLines(page: string): readonly string[] {
  const blocks = readFileSync(new URL(page, root), 'utf8').matchAll(/^[ ]*```(?:sh|text)\n([\s\S]*?)```/gm);
  return [...blocks].flatMap(([, block = '']) =>
    block
      .replace(/\\\n\s*/g, '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
}

/** The one command of the page that begins so, with `by` in the place of what the reader fills in. */
export function commandOf(
  page: string,
  beginning: string,
  by: Readonly<Record<string, string>> = {},
): string {
  const found = shellLines(page).filter((line) => line.startsWith(beginning));
  if (found.length !== 1) throw new Error(`${page} prints ${found.length} commands "${beginning}…"`);
  return Object.entries(by).reduce((line, [word, value]) => line.replaceAll(word, value), found[0] ?? '');
}

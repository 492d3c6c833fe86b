/** Which release this is, as package.json says beside `src/` and beside `dist/` alike. */
import { readFile } from 'node:fs/promises';

const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

export const VERSION = version;

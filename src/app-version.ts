/** Which release this is and which Node it needs, as package.json says beside `src/` and beside `dist/` alike. */
import { readFile } from 'node:fs/promises';

const { version, engines } = JSON.parse(
  await readFile(new URL('../package.json', import.meta.url), 'utf8'),
) as {
  version: string;
  engines: { node: string };
};

export const VERSION = version;
/** Such as 22.12. */
export const OLDEST_NODE = engines.node.replace(/^>=\s*/, '');

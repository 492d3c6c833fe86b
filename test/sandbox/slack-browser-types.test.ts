import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

it('the page’s own scripts pass the type checker, against the types of the server that feeds them', async () => {
  const run = promisify(execFile)(at('node_modules/.bin/tsc'), ['-p', at('sandbox/page/browser')]);
  await expect(run).resolves.toMatchObject({ stdout: '' });
});

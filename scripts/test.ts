/** `npm test`: runs vitest and ends with a line that people and machines read: `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countsOf, lineOf } from './test-counts.ts';

const folder = mkdtempSync(join(tmpdir(), 'hydrous-test-'));
const report = join(folder, 'report.json');
const compiled = fileURLToPath(new URL('../node_modules/.cache/compiled/', import.meta.url));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));

const run = spawnSync(
  process.execPath,
  [
    vitest,
    'run',
    ...process.argv.slice(2),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ],
  // What Node compiled of the packages is kept: every worker loads the same ones.
  { stdio: 'inherit', env: { NODE_COMPILE_CACHE: compiled, ...process.env } },
);
const counts = countsOf(report, run.status);
rmSync(folder, { recursive: true, force: true });
console.log(lineOf(counts));
// Set last, so that everything written above is flushed.
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;

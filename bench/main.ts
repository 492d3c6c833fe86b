/** Runs the benchmarks, prints a table, and writes `bench/results.json`. Nothing here passes or fails. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../test/postgres.ts';
import { ackBenchmark, type Row } from './ack.ts';
import { stormBenchmark } from './storm.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
execFileSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: 'inherit' });

const rows: readonly Row[] = [...(await ackBenchmark()), ...(await storm())];
const line = (cells: readonly string[]) =>
  `| ${cells[0]?.padEnd(44)} | ${cells[1]?.padStart(10)} | ${cells[2]?.padEnd(4)} | ${cells[3]?.padEnd(8)} |`;
const out = [
  line(['what', 'measured', 'unit', 'aim']),
  line(['-'.repeat(44), '-'.repeat(10), '-'.repeat(4), '-'.repeat(8)]),
  ...rows.map((row) => line([row.what, row.value.toFixed(2), row.unit, row.aim ?? ''])),
];
process.stdout.write(`${out.join('\n')}\n`);
const machine = { node: process.version, cores: cpus().length, model: cpus()[0]?.model ?? 'unknown' };
writeFileSync(
  fileURLToPath(new URL('results.json', import.meta.url)),
  `${JSON.stringify({ at: new Date().toISOString(), machine, rows }, null, 2)}\n`,
);

/** On a PostgreSQL of its own that keeps nothing on disk: what is measured is the bot. */
async function storm(): Promise<readonly Row[]> {
  const postgres = await startPostgres({ own: true });
  if ('absent' in postgres) {
    process.stdout.write(`The storm is left out: ${postgres.absent}\n`);
    return [];
  }
  try {
    return await stormBenchmark(await postgres.url());
  } finally {
    await postgres.stop();
  }
}

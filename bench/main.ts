/**
 * Runs the benchmarks, prints a table, and writes `bench/results.json`. Nothing here passes or fails.
 * `npm run bench -- storm cards` runs only those; their rows replace the ones that the file had of them.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../test/postgres.ts';
import { ackBenchmark, type Row } from './ack.ts';
import { firstCardBenchmark } from './first-card.ts';
import { logsBenchmark } from './logs.ts';
import { stormBenchmark } from './storm.ts';

const BENCHMARKS: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  ack: ackBenchmark,
  cards: firstCardBenchmark,
  logs: logsBenchmark,
  storm,
};
const RESULTS = fileURLToPath(new URL('results.json', import.meta.url));
/** A row as it is written down: of which benchmark it is, and when it was measured. */
type Kept = Row & { readonly of: string; readonly at: string };

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in BENCHMARKS));
if (unknown !== undefined) {
  process.stderr.write(
    `there is no benchmark called ${unknown}; there are: ${Object.keys(BENCHMARKS).join(', ')}\n`,
  );
  process.exit(2);
}

const root = fileURLToPath(new URL('..', import.meta.url));
execFileSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: 'inherit' });

const rows: Kept[] = [];
for (const [of, run] of Object.entries(BENCHMARKS)) {
  if (asked.length > 0 && !asked.includes(of)) {
    rows.push(...known().filter((row) => row.of === of));
    continue;
  }
  const measured = await run();
  const at = new Date().toISOString();
  rows.push(...measured.map((row) => ({ ...row, of, at })));
  print(measured);
}
const machine = { node: process.version, cores: cpus().length, model: cpus()[0]?.model ?? 'unknown' };
writeFileSync(RESULTS, `${JSON.stringify({ machine, rows }, null, 2)}\n`);

/** What was measured before. */
function known(): readonly Kept[] {
  if (!existsSync(RESULTS)) return [];
  return (JSON.parse(readFileSync(RESULTS, 'utf8')) as { readonly rows: readonly Kept[] }).rows;
}

function print(measured: readonly Row[]): void {
  const line = (cells: readonly string[]) =>
    `| ${cells[0]?.padEnd(46)} | ${cells[1]?.padStart(10)} | ${cells[2]?.padEnd(4)} | ${cells[3]?.padEnd(8)} |`;
  const out = [
    line(['what', 'measured', 'unit', 'aim']),
    line(['-'.repeat(46), '-'.repeat(10), '-'.repeat(4), '-'.repeat(8)]),
    ...measured.map((row) => line([row.what, row.value.toFixed(2), row.unit, row.aim ?? ''])),
  ];
  process.stdout.write(`${out.join('\n')}\n`);
}

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

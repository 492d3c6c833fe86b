/**
 * One search as the command makes it, measured from inside: the first answer, and then the button that searches on,
 * pressed at once until there are a hundred lines or all was read: `node logs-search.ts WORD FROM UNTIL`. Prints JSON.
 */
import { systemClock } from '../src/ambient.ts';
import { createAws } from '../src/aws/aws.ts';
import { EVERYTHING } from '../src/core/log-filter.ts';
import { logsDocument } from '../src/core/logs-document.ts';
import { readLogs, readOn } from '../src/core/read-logs.ts';
import { environment } from '../test/commands/builders.ts';

/** As in the command, and behind its button, ms. */
const [FIRST_MS, ON_MS] = [4_000, 10_000];
const ENOUGH = 100;

const [word = '', from = '', until = ''] = process.argv.slice(2);
const nothing = () => undefined;
const aws = createAws({ clock: systemClock, log: { info: nothing, warn: nothing, error: nothing } });
const production = environment();
const before = process.memoryUsage().rss;
let most = before;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss);
}, 20);
const started = performance.now();
const readers = { logs: aws.logs, clock: systemClock };
let found = await readLogs(
  readers,
  production,
  {
    environment: production.name,
    group: production.logGroup,
    window: { from: Number(from), until: Number(until) },
    filter: { ...EVERYTHING, words: [word] },
    task: null,
    zone: 'America/Bogota',
  },
  null,
  { way: 'soon', ms: FIRST_MS },
);
logsDocument(found, 0, { id: 'log-bench' });
const first = { firstMs: performance.now() - started, firstLines: found.entries.length };
while (found.unread !== undefined && found.entries.length < ENOUGH) {
  found = await readOn(readers, production, found, ON_MS);
  logsDocument(found, 0, { id: 'log-bench' });
}
const ms = performance.now() - started;
clearInterval(watch);
const rssMiB = (Math.max(most, process.memoryUsage().rss) - before) / 1_048_576;
process.stdout.write(
  JSON.stringify({ ...first, ms, lines: found.entries.length, partial: found.partial, rssMiB }),
);
aws.close();

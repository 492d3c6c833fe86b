/** One search as the command makes it, measured from inside: `node logs-search.ts WORD FROM UNTIL`. Prints JSON. */
import { systemClock } from '../src/ambient.ts';
import { createAws } from '../src/aws/aws.ts';
import { EVERYTHING } from '../src/core/log-filter.ts';
import { logsDocument } from '../src/core/logs-document.ts';
import { readLogs } from '../src/core/read-logs.ts';
import { environment } from '../test/commands/builders.ts';

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
const found = await readLogs(
  { logs: aws.logs, clock: systemClock },
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
  'soon',
);
logsDocument(found, 0, { id: 'log-bench' });
const ms = performance.now() - started;
clearInterval(watch);
const rssMiB = (Math.max(most, process.memoryUsage().rss) - before) / 1_048_576;
process.stdout.write(JSON.stringify({ ms, lines: found.entries.length, partial: found.partial, rssMiB }));
aws.close();

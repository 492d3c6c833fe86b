import { answerTime } from '../core/answer-time.ts';
import { command } from '../core/command.ts';
import { historyDocument, type TrailFile } from '../core/history-document.ts';
import { Problem } from '../core/problem.ts';
import { DAY, readWindow } from '../core/time-window.ts';

const READ = 200;
const ACTS_READ = 200;
/** Rows of the audit trail in one file; all of it comes out of `npx hydrous audit export`. */
const FILE_ROWS = 5_000;

export const history = command({
  verb: 'history',
  usage: ['history [env] [--since 7d] [--by @user] [--file] [--json]'],
  example: 'history --since 7d',
  summary: {
    es: 'los últimos cambios: quién, cuándo y cómo acabaron; todo el rastro en un archivo',
    en: 'the last changes: who, when and how they ended; the whole trail as a file',
  },
  permission: 'viewer',
  changes: false,
  arguments: {
    positional: { environment: { kind: 'environment' } },
    options: {
      since: { kind: 'time' },
      by: { kind: 'person' },
      file: { kind: 'flag' },
      json: { kind: 'flag' },
    },
  },
  async handle({ environment, since, by, file, json }, { readers, invocation }) {
    const from = since === undefined ? 0 : startOf(since, readers.clock.now(), invocation.zone);
    const { soon, needed } = answerTime(readers.clock);
    const rows = {
      environment: environment.name,
      ...(from === 0 ? {} : { since: from }),
      ...(by === undefined ? {} : { actor: by }),
    };
    const wantsFile = file === true || json === true;
    const [operations, acts, trail] = await Promise.all([
      needed(readers.operations(environment, READ)),
      soon(readers.audit({ ...rows, limit: ACTS_READ })),
      wantsFile ? readTrail() : null,
    ]);
    const wanted = operations
      .filter((operation) => operation.createdAt >= from)
      .filter((one) => by === undefined || one.requester.user === by || one.decidedBy.includes(by));
    const filtered = since !== undefined || by !== undefined;
    const document = historyDocument({ environment, operations: wanted, acts, filtered, file: trail });
    return { result: 'answer', document };

    async function readTrail(): Promise<TrailFile> {
      const [found, verified] = await Promise.all([
        soon(readers.audit({ ...rows, limit: FILE_ROWS })),
        soon(readers.verifyAudit()),
      ]);
      const partial = found.ok && found.value.length >= FILE_ROWS;
      return { format: json === true ? 'json' : 'csv', rows: found, partial, verified };
    }
  },
});

function startOf(since: string, now: number, zone: string | null): number {
  const limits = { usual: DAY, shortest: 1_000, longest: 366 * DAY };
  const read = readWindow({ since }, now, zone, limits);
  if (!read.ok) throw new Problem('refused', read.refusal, 'history window refused');
  return read.window.from;
}

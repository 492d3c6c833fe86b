import { command } from '../core/command.ts';
import { isAtLeast, levelOf } from '../core/log-levels.ts';
import { logsDocument } from '../core/logs-document.ts';
import type { LogLine } from '../core/ports/aws.ts';
import { Problem } from '../core/problem.ts';
import { DAY, readWindow } from '../core/time-window.ts';

/** Lines asked for, so that those which are not shown can be counted. */
const READ = 1_000;

export const logs = command({
  verb: 'logs',
  usage: ['logs [env] [words…] [--since 15m] [--until …] [--level error | warning | info]'],
  example: 'logs "connection refused" --since 2h --level error',
  summary: { es: 'busca en los logs, lo más nuevo primero', en: 'search the logs, newest first' },
  permission: 'viewer',
  changes: false,
  arguments: {
    positional: { environment: { kind: 'environment' } },
    options: { since: { kind: 'text' }, until: { kind: 'text' }, level: { kind: 'level' } },
    rest: true,
  },
  async handle({ environment, since, until, level, rest }, { readers, invocation }) {
    const limits = { usual: 15 * 60_000, shortest: 10_000, longest: 7 * DAY };
    const read = readWindow({ since, until }, readers.clock.now(), invocation.zone, limits);
    if (!read.ok) throw new Problem('refused', read.refusal, 'logs window refused');
    const { window } = read;
    const answer = await readers.logs.search(environment, { ...window, words: rest, limit: READ });
    const fits = (line: LogLine): boolean => {
      const found = level === undefined ? null : levelOf(line.message);
      return level === undefined || (found !== null && isAtLeast(found, level));
    };
    const unlabelled = answer.lines.filter((line) => levelOf(line.message) === null).length;
    const document = logsDocument({
      environment,
      window,
      longest: limits.longest,
      words: rest,
      level: level ?? null,
      zone: invocation.zone,
      lines: answer.lines.filter(fits),
      read: answer.lines.length,
      unlabelled,
      partial: answer.partial || answer.lines.length >= READ,
    });
    return { result: 'answer', document };
  },
});

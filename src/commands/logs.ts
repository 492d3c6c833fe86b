import { answerTime } from '../core/answer-time.ts';
import { command } from '../core/command.ts';
import { readStatus, statusRefusal } from '../core/log-filter.ts';
import { countPatterns, patternsDocument, patternsFile } from '../core/log-patterns.ts';
import type { LogsAsked } from '../core/log-result.ts';
import { wantedTask } from '../core/log-task.ts';
import { LONGEST_WINDOW, logsFile } from '../core/logs-document.ts';
import { newPatterns } from '../core/new-patterns.ts';
import { Problem } from '../core/problem.ts';
import { readLogs } from '../core/read-logs.ts';
import { type Sentence, say } from '../core/sentence.ts';
import { readWindow } from '../core/time-window.ts';

/** ms to find the streams of a task; without them its lines are picked among all. */
const TASK_MS = 1_200;

export const logs = command({
  verb: 'logs',
  usage: [
    'logs [env] [words…] [-word…] [--since 15m] [--until …] [--around 14:05] [--level error | warning | info] [--status 5xx] [--path /api] [--task ID]',
    'logs [env] … --follow',
    'logs [env] … --patterns | --new | --file',
  ],
  example: 'logs "connection refused" -health --since "ayer 22:30" --level error',
  summary: { es: 'busca en los logs, lo más nuevo primero', en: 'search the logs, newest first' },
  permission: 'viewer',
  changes: false,
  arguments: {
    positional: { environment: { kind: 'environment' } },
    options: {
      since: { kind: 'time' },
      until: { kind: 'time' },
      around: { kind: 'time' },
      level: { kind: 'level' },
      status: { kind: 'text' },
      path: { kind: 'text' },
      task: { kind: 'text' },
      follow: { kind: 'flag' },
      patterns: { kind: 'flag' },
      new: { kind: 'flag' },
      file: { kind: 'flag' },
    },
    rest: true,
    without: true,
  },
  async handle(given, { readers, invocation }) {
    const { environment, since, until, around, follow, patterns, new: fresh, file } = given;
    const ways = [follow, patterns, fresh].filter((way) => way === true).length;
    const live = follow === true && (file === true || until !== undefined || around !== undefined);
    if (ways > 1 || live) throw refused(say('logs.one-way'));
    const time = answerTime(readers.clock);
    const limits = { usual: 15 * 60_000, shortest: 1_000, longest: LONGEST_WINDOW };
    const read = readWindow({ since, until, around }, readers.clock.now(), invocation.zone, limits);
    if (!read.ok) throw refused(read.refusal);
    const status = given.status === undefined ? null : readStatus(given.status);
    if (status === null && given.status !== undefined) throw refused(statusRefusal(given.status));
    if (given.path?.trim() === '') throw refused(say('logs.path-what'));
    const forTask = answerTime(readers.clock, TASK_MS);
    const task =
      given.task === undefined ? null : await wantedTask(readers, environment, given.task, forTask);
    const asked: LogsAsked = {
      environment: environment.name,
      group: environment.logGroup,
      window: read.window,
      filter: {
        words: given.rest,
        without: given.without,
        level: given.level ?? null,
        status,
        path: given.path ?? null,
      },
      task: task?.task ?? null,
      zone: invocation.zone,
    };
    const streams = task?.streams ?? null;
    if (follow === true) {
      const from = since === undefined ? read.window.until : read.window.from;
      return { result: 'follow', asked: { ...asked, window: { from, until: read.window.until } }, streams };
    }
    if (fresh === true)
      return { result: 'answer', document: await newPatterns(readers, environment, asked, streams, time) };
    const way = patterns === true || file === true ? 'whole' : 'soon';
    const found = await readLogs(readers, environment, asked, streams, { way, ms: time.left() });
    if (patterns === true) {
      const counted = countPatterns([], found.entries);
      const show = file === true ? patternsFile : patternsDocument;
      const document = show(asked, counted, found);
      return { result: 'answer', document };
    }
    if (file === true && found.entries.length > 0) return { result: 'answer', document: logsFile(found) };
    return { result: 'logs', found };
  },
});

function refused(sentence: Sentence): Problem {
  return new Problem('refused', sentence, 'logs refused');
}

/** What the log says since the last deployment that it did not say before. */
import type { CommandReaders } from './command.ts';
import { type Document, plain } from './document.ts';
import type { Environment } from './environment.ts';
import { countPatterns, newPatternsDocument } from './log-patterns.ts';
import type { LogsAsked } from './log-result.ts';
import { isProblem } from './problem.ts';
import { readLogs } from './read-logs.ts';
import { moment, say } from './sentence.ts';

/** Longest time on either side of the deployment, ms, and the shortest after it. */
const LONGEST = 60 * 60_000;
const SHORTEST = 30_000;
const DEPLOYMENTS_READ = 5;

type Readers = Pick<CommandReaders, 'logs' | 'ecs' | 'history' | 'clock'>;

export async function newPatterns(
  readers: Readers,
  environment: Environment,
  asked: LogsAsked,
  streams: readonly string[] | null,
): Promise<Document> {
  const deployedAt = await lastDeployment(readers, environment);
  const now = readers.clock.now();
  if (deployedAt === null) return plain(say('logs.new-no-deployment'));
  if (now - deployedAt < SHORTEST) return plain(say('logs.new-too-young', { at: moment(deployedAt) }));
  const length = Math.min(LONGEST, now - deployedAt);
  const read = (from: number, until: number) =>
    readLogs(readers, environment, { ...asked, window: { from, until } }, streams, 'whole');
  const [before, after] = await Promise.all([
    read(deployedAt - length, deployedAt - 1),
    read(deployedAt, deployedAt + length),
  ]);
  const document = newPatternsDocument({
    asked,
    deployedAt,
    length,
    patterns: countPatterns(before.entries, after.entries),
    partial: before.partial || after.partial,
  });
  if (now - deployedAt <= LONGEST) return document;
  const note = say('logs.new-from', {
    at: moment(deployedAt),
    minutes: LONGEST / 60_000,
  });
  return { ...document, pieces: [...document.pieces, { piece: 'context', text: note }] };
}

/** When the newest deployment began, by its history or else by the service itself; null when nobody tells. */
async function lastDeployment(readers: Readers, environment: Environment): Promise<number | null> {
  const known = await orNothing(() => readers.history.recent(environment, DEPLOYMENTS_READ));
  const times = (known ?? []).flatMap(({ startedAt, createdAt }) => startedAt ?? createdAt ?? []);
  if (times.length > 0) return Math.max(...times);
  const service = await orNothing(() => readers.ecs.service(environment));
  return service?.deployments.find(({ status }) => status === 'PRIMARY')?.createdAt ?? null;
}

async function orNothing<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isProblem(error)) return null;
    throw error;
  }
}

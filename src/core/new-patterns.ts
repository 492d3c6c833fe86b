/** What the log says since the last deployment that it did not say before. */

import { type AnswerTime, answerTime } from './answer-time.ts';
import type { CommandReaders } from './command.ts';
import { type Document, plain } from './document.ts';
import type { Environment } from './environment.ts';
import { countPatterns, newPatternsDocument } from './log-patterns.ts';
import type { LogResult, LogsAsked } from './log-result.ts';
import { nothingRead } from './log-unread.ts';
import type { Unread } from './ports/aws.ts';
import { readLogs } from './read-logs.ts';
import { type Moment, moment, say } from './sentence.ts';

/** Longest time on either side of the deployment, ms, and the shortest after it. */
const LONGEST = 60 * 60_000;
const SHORTEST = 30_000;
const DEPLOYMENTS_READ = 5;
/** ms to find out when the deployment was. */
const DEPLOYMENT_MS = 1_500;

type Readers = Pick<CommandReaders, 'logs' | 'ecs' | 'history' | 'clock'>;

export async function newPatterns(
  readers: Readers,
  environment: Environment,
  asked: LogsAsked,
  streams: readonly string[] | null,
  time: AnswerTime,
): Promise<Document> {
  const deployedAt = await lastDeployment(readers, environment);
  const now = readers.clock.now();
  if (deployedAt === null) return plain(say('logs.new-deployment-unread'));
  if (now - deployedAt < SHORTEST) return plain(say('logs.new-too-young', { at: moment(deployedAt) }));
  const length = Math.min(LONGEST, now - deployedAt);
  const read = (from: number, until: number) =>
    readLogs(readers, environment, { ...asked, window: { from, until } }, streams, {
      way: 'whole',
      ms: time.left(),
    });
  const [before, after] = await Promise.all([
    read(deployedAt - length, deployedAt - 1),
    read(deployedAt, deployedAt + length),
  ]);
  const unread = allUnread(before) ?? allUnread(after);
  if (unread !== null) {
    const none = nothingRead(unread);
    return {
      summary: none,
      pieces: [
        { piece: 'text', text: none },
        { piece: 'context', text: say('logs.new-unread') },
      ],
    };
  }
  const document = newPatternsDocument({
    asked,
    deployedAt,
    length,
    patterns: countPatterns(before.entries, after.entries),
    partial: [before, after].some((side) => side.partial && side.unread === undefined),
  });
  const notes = [
    ...(before.unread === undefined ? [] : [say('logs.new-before-unread', unreadPart(before))]),
    ...(after.unread === undefined ? [] : [say('logs.new-after-unread', unreadPart(after))]),
    ...(now - deployedAt <= LONGEST
      ? []
      : [say('logs.new-from', { at: moment(deployedAt), minutes: LONGEST / 60_000 })]),
  ];
  const contexts = notes.map((text) => ({ piece: 'context' as const, text }));
  return { ...document, pieces: [...document.pieces, ...contexts] };
}

/** Why nothing at all was read on one side; null when something was. */
function allUnread({ asked, entries, unread }: LogResult): Unread | null {
  return entries.length === 0 && unread !== undefined && unread.until >= asked.window.until ? unread : null;
}

function unreadPart({ asked, unread }: LogResult): { readonly from: Moment; readonly until: Moment } {
  const { from, until } = asked.window;
  return { from: moment(from), until: moment(unread?.until ?? until) };
}

/** When the newest deployment began, by its history or else by the service itself; null when nobody tells. */
async function lastDeployment(
  { history, ecs, clock }: Readers,
  environment: Environment,
): Promise<number | null> {
  const { soon } = answerTime(clock, DEPLOYMENT_MS);
  const [known, service] = await Promise.all([
    soon(history.recent(environment, DEPLOYMENTS_READ)),
    soon(ecs.service(environment)),
  ]);
  const times = known.ok
    ? known.value.flatMap(({ startedAt, createdAt }) => startedAt ?? createdAt ?? [])
    : [];
  if (times.length > 0) return Math.max(...times);
  const primary = service.ok
    ? service.value.deployments.find(({ status }) => status === 'PRIMARY')
    : undefined;
  return primary?.createdAt ?? null;
}

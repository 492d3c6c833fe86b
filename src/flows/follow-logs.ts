/** Logs that are followed: one message each, edited as lines come, until its time is over or somebody stops it. */
import type { CommandResult, Invocation } from '../core/command.ts';
import { type Document, plain } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import { isSeen, queryOf } from '../core/follow-step.ts';
import {
  beginFollow,
  FOLLOW_MS,
  type Follow,
  followCard,
  looked,
  lookOf,
  MOST_A_LOOK,
  NO_TAIL,
} from '../core/log-follow.ts';
import { tailed } from '../core/log-tailed.ts';
import type { Member } from '../core/member.ts';
import type { Clock, Ids, Log, Sealer } from '../core/ports/ambient.ts';
import type { LogReader } from '../core/ports/aws.ts';
import type { FollowUp } from '../core/ports/follow-ups.ts';
import type { KeptLog } from '../core/ports/kept-logs.ts';
import type { LogTail } from '../core/ports/log-tail.ts';
import type { Records, Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { say } from '../core/sentence.ts';
import { type LiveTail, startLiveTail } from './live-tail.ts';

/** ms between two looks, and so between two edits of a message: Slack takes about one a second in a channel. */
const LOOK_MS = 4_000;
/** ms between two takings from a stream. */
const TAKE_MS = 2_000;
/** ms between two looks beside a stream, which has been seen to lose lines. */
const CHECK_MS = 15_000;
/** Longer than a look takes, ms; after a crash somebody else goes on when it is over. */
const LEASE_MS = 25_000;
const AT_ONCE = 6;
/** Streams of one process; CloudWatch allows an account few, and what finds no place is polled. */
const MOST_STREAMS = 6;
const MOST_A_PERSON = 2;
const MOST_FAILURES = 8;
/** The row outlives the following, so that its card can still be drawn, ms. */
const LASTS_MS = FOLLOW_MS + 60 * 60_000;

export interface FollowLogsPorts {
  readonly store: Store;
  readonly logs: LogReader;
  /** Where it is left out logs are only polled. */
  readonly tail?: LogTail;
  readonly environments: readonly Environment[];
  readonly sealer: Sealer;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly owner: string;
  readonly log: Log;
  readonly nudge: () => void;
  /** ms between two looks at the same log; 4 s when left out. */
  readonly lookMs?: number;
}

export interface FollowLogs {
  begin(ask: Extract<CommandResult, { result: 'follow' }>, invocation: Invocation): Promise<Document>;
  stop(id: string, member: Member): Promise<Document>;
  /** Null when it is not kept any more. */
  card(id: string): Promise<Document | null>;
  /** Gives how many were looked after. Throws only when the store is away. */
  work(): Promise<number>;
}

/** A log that this process streams; it keeps the claim on it. */
interface Held {
  readonly followUp: FollowUp;
  readonly live: LiveTail;
  checked: boolean;
  takenAt: number;
}

type Opened = { readonly kept: KeptLog; readonly follow: Follow };

export function createFollowLogs(ports: FollowLogsPorts): FollowLogs {
  const { store, sealer, ids, clock, nudge } = ports;
  const held = new Map<string, Held>();

  function letGo(id: string): void {
    held.get(id)?.live.close();
    held.delete(id);
  }

  async function opened(id: string): Promise<Opened | null> {
    const kept = await store.keptLogs.get(id);
    const text = kept === null || kept.kind === 'result' ? null : sealer.open(kept.sealed, contextOf(id));
    return kept === null || text === null ? null : { kept, follow: JSON.parse(text) as Follow };
  }

  /** Saves, and asks for the card where there is something to see; false when somebody else has changed it meanwhile. */
  async function save({ kept, follow }: Opened, next: Follow): Promise<boolean> {
    const show = isSeen(follow, next);
    const kind = next.ended === null ? 'follow' : 'followed';
    const sealed = sealer.seal(JSON.stringify(next), contextOf(kept.id));
    const saved = await store.transaction(async (records) => {
      if (!(await records.keptLogs.replace({ ...kept, kind, sealed }))) return false;
      if (show) await want(records, kept);
      return true;
    });
    if (saved && show) nudge();
    return saved;
  }

  return {
    async begin({ asked, streams }, { member, via }) {
      if (via === 'cli') return plain(say('logs.follow-elsewhere'));
      if ((await store.keptLogs.following(member.user)) >= MOST_A_PERSON)
        return plain(say('logs.follow-many', { most: MOST_A_PERSON }));
      const id = ids.next('log');
      const follow = beginFollow(asked, streams, clock.now());
      const sealed = sealer.seal(JSON.stringify(follow), contextOf(id));
      const kept = { id, owner: member.user, kind: 'follow' as const, sealed };
      await store.transaction(async (records) => {
        await records.keptLogs.put(kept, LASTS_MS);
        await records.followUps.want('follow', id, 0);
        await want(records, kept);
      });
      nudge();
      return plain(say('logs.follow-started', { minutes: FOLLOW_MS / 60_000 }));
    },

    async stop(id, member) {
      for (;;) {
        const found = await opened(id);
        if (found === null) return plain(say('logs.gone'));
        if (found.kept.owner !== member.user) return plain(say('logs.not-yours'));
        if (found.follow.ended !== null) return plain(say('logs.follow-was-over'));
        const ended = { why: 'button' as const, at: clock.now() };
        if (!(await save(found, { ...found.follow, ended }))) continue;
        const holding = held.get(id);
        letGo(id);
        if (holding !== undefined) await store.followUps.finish(holding.followUp, ports.owner);
        return plain(say('logs.follow-stopped'));
      }
    },

    async card(id) {
      const found = await opened(id);
      return found === null ? null : followCard(found.follow, id);
    },

    async work() {
      await Promise.all([...held.values()].map(takeFrom));
      const due = await store.followUps.claim('follow', ports.owner, LEASE_MS, AT_ONCE);
      await Promise.all(due.map((followUp) => carry(followUp)));
      return due.length;
    },
  };

  async function carry(followUp: FollowUp): Promise<void> {
    const found = await opened(followUp.subject);
    const next = found === null || found.follow.ended !== null ? null : await look(found.follow);
    // Whoever stopped it meanwhile has saved more than this look; it is met again and found to be over.
    if (found !== null && next !== null) await save(found, next);
    if (next === null || next.ended !== null) await store.followUps.finish(followUp, ports.owner);
    else if (!stream(followUp, next)) await putOff(followUp);
  }

  function putOff(followUp: FollowUp): Promise<void> {
    return store.followUps.later(followUp, ports.owner, ports.lookMs ?? LOOK_MS);
  }

  /** Begins to stream, and keeps the claim; false where it is only polled. */
  function stream(followUp: FollowUp, follow: Follow): boolean {
    const environment = ports.environments.find(({ name }) => name === follow.asked.environment);
    if (ports.tail === undefined || environment === undefined) return false;
    letGo(followUp.subject);
    if (follow.tail?.off === true || follow.streams?.length === 0 || held.size >= MOST_STREAMS) return false;
    const live = startLiveTail(ports.tail, environment, queryOf(follow), ports.log);
    held.set(followUp.subject, { followUp, live, checked: false, takenAt: clock.now() });
    return true;
  }

  /** What a save loses is read again by a later look, since its keys are lost with it. */
  async function takeFrom(holding: Held): Promise<void> {
    const { followUp, live } = holding;
    const id = followUp.subject;
    const now = clock.now();
    if (now - holding.takenAt < Math.min(TAKE_MS, ports.lookMs ?? TAKE_MS)) return;
    holding.takenAt = now;
    let found = await opened(id);
    if (!(await store.followUps.renew(followUp, ports.owner, LEASE_MS))) return letGo(id);
    if (found === null || found.follow.ended !== null) {
      letGo(id);
      return store.followUps.finish(followUp, ports.owner);
    }
    const state = live.state();
    const brought = tailed(found.follow, live.take(), now);
    const off = state === 'over';
    // What was written between the look before and the opening of the stream is read at once.
    const openMs = holding.checked ? CHECK_MS : 0;
    const restMs = state === 'open' ? openMs : (ports.lookMs ?? LOOK_MS);
    holding.checked = state === 'open';
    const due = off || now >= found.follow.endsAt || now - brought.readUntil >= restMs;
    // What is here is not kept waiting for a look that takes long.
    if (due && brought.count > found.follow.count && (await save(found, brought))) found = await opened(id);
    if (found === null || found.follow.ended !== null) return;
    const read = due ? await look(brought, state === 'open') : brought;
    const next = off ? { ...read, tail: { ...(read.tail ?? NO_TAIL), off } } : read;
    if (due || isSeen(found.follow, next)) await save(found, next);
    if (!off && next.ended === null) return;
    letGo(id);
    if (next.ended !== null) return store.followUps.finish(followUp, ports.owner);
    return putOff(followUp);
  }

  async function look(follow: Follow, live = false): Promise<Follow> {
    const { asked } = follow;
    const now = clock.now();
    const environment = ports.environments.find(({ name }) => name === asked.environment);
    if (environment === undefined)
      return { ...follow, ended: { why: 'failure', at: now, text: say('logs.gone') } };
    try {
      const answer = await ports.logs.search(environment, {
        ...lookOf(follow, now),
        ...queryOf(follow),
        limit: MOST_A_LOOK,
      });
      return looked(follow, answer, now, live);
    } catch (error) {
      if (!isProblem(error)) throw error;
      ports.log.warn({ reason: error.message, failures: follow.failures }, 'a followed log was not read');
      const lasting =
        error.kind === 'not-permitted' || error.kind === 'not-found' || error.kind === 'refused';
      const failures = follow.failures + 1;
      if (lasting || failures >= MOST_FAILURES || now >= follow.endsAt)
        return { ...follow, failures, ended: { why: 'failure', at: now, text: error.sentence } };
      return { ...follow, failures };
    }
  }
}

/** The message stands in the person's own conversation with the bot. */
function want(
  records: Pick<Records, 'messages'>,
  { id, owner }: Pick<KeptLog, 'id' | 'owner'>,
): Promise<void> {
  return records.messages.want({ kind: 'follow', subject: id, channel: owner });
}

function contextOf(id: string): string {
  return `follow:${id}`;
}

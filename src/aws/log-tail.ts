/** CloudWatch Logs Live Tail: what is written from now on, once a second, until the signal aborts. */
import {
  type LiveTailSessionLogEvent,
  StartLiveTailCommand,
  type StartLiveTailCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Environment } from '../core/environment.ts';
import type { LogTail, TailLine, TailQuery } from '../core/ports/log-tail.ts';
import { listOrEmpty, odd } from './answer.ts';
import { askIdentity } from './ask-iam.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { LONGEST_MESSAGE } from './log-pages.ts';
import { filterPattern, hasWords } from './log-pattern.ts';
import { callMissing, readProblem } from './problems.ts';

/** An update comes every second, an empty one too. Source: StartLiveTail, API reference. ms. */
const SILENCE_MS = 15_000;
const ACTION = 'logs:StartLiveTail';

/** `silenceMs` is the longest time without an update before the stream counts as broken. */
export function createLogTail(clients: Clients, caller: Caller, silenceMs: number = SILENCE_MS): LogTail {
  const accounts = new Map<string, string>();

  /** A stream is asked for by ARN, and what the bot knows is a name. */
  async function groupArn({ region, logGroup }: Environment): Promise<string> {
    const account = accounts.get(region) ?? (await askIdentity(clients, caller, region)).account;
    accounts.set(region, account);
    return `arn:aws:logs:${region}:${account}:log-group:${logGroup}`;
  }

  async function open(environment: Environment, query: TailQuery, signal: AbortSignal) {
    const input = request(await groupArn(environment), query);
    signal.throwIfAborted();
    return caller.read(
      ACTION,
      ({ abortSignal }) =>
        clients.of(environment.region).logs.send(new StartLiveTailCommand(input), {
          abortSignal: AbortSignal.any([abortSignal, signal]),
        }),
      (answer) => answer.responseStream ?? odd('responseStream'),
      callMissing(ACTION),
    );
  }

  return {
    async *updates(environment, query, signal) {
      const over = new AbortController();
      const silence = setTimeout(() => over.abort(), silenceMs);
      try {
        const events = await open(environment, query, AbortSignal.any([signal, over.signal]));
        yield { lines: [], sampled: false };
        for await (const { sessionUpdate } of events) {
          silence.refresh();
          if (sessionUpdate === undefined) continue;
          const lines = listOrEmpty(sessionUpdate.sessionResults)
            .flatMap(line)
            .filter(({ message }) => hasWords(message, query));
          yield { lines, sampled: sessionUpdate.sessionMetadata?.sampled === true };
        }
        throw new Error('the service ended the stream');
      } catch (error) {
        if (signal.aborted) return;
        throw readProblem(ACTION, error, callMissing(ACTION));
      } finally {
        clearTimeout(silence);
        // Closes the connection, which is paid by the minute, also where nobody reads on.
        over.abort();
      }
    },
  };
}

function request(group: string, query: TailQuery): StartLiveTailCommandInput {
  const pattern = filterPattern(query);
  return {
    logGroupIdentifiers: [group],
    ...(pattern === null ? {} : { logEventFilterPattern: pattern }),
    ...(query.streams === undefined ? {} : { logStreamNames: [...query.streams] }),
  };
}

function line({ timestamp, logStreamName, message }: LiveTailSessionLogEvent): readonly TailLine[] {
  if (typeof timestamp !== 'number' || typeof message !== 'string') return [];
  return [{ at: timestamp, stream: logStreamName ?? '', message: message.slice(0, LONGEST_MESSAGE) }];
}

/** Every call to AWS goes through here: one deadline, one error mapping, one measurement. */
import { isProblem, type ProblemKind } from '../core/problem.ts';
import { type Known, readProblem, writeProblem } from './problems.ts';

/** Told after each call. `operation` is the IAM name, such as `ecs:DescribeServices`; `ms` is the time taken. */
export type Observe = (call: {
  readonly operation: string;
  readonly outcome: 'ok' | ProblemKind;
  readonly ms: number;
  /** True for what may change something. */
  readonly change: boolean;
  /** AWS's own id of the request, by which CloudTrail and its support know it; null where no answer came. */
  readonly awsRequest: string | null;
}) => void;

type Send<Answer> = (options: { readonly abortSignal: AbortSignal }) => Promise<Answer>;

/** `take` picks what is needed out of the answer, and throws `odd(…)` when it is not there. */
export interface Caller {
  read<Answer, T>(action: string, send: Send<Answer>, take: (answer: Answer) => T, known?: Known): Promise<T>;
  /** Sends once. Whatever leaves it open whether the change was made is Problem `ambiguous`. */
  write<Answer, T>(
    action: string,
    send: Send<Answer>,
    take: (answer: Answer) => T,
    known?: Known,
  ): Promise<T>;
}

export interface Deadlines {
  /** Longest time for a read with its retries, ms. */
  readonly read: number;
  /** Longest time for the one request of a write, ms; above the request timeout, which then names the cause. */
  readonly write: number;
}

export const DEADLINES: Deadlines = { read: 10_000, write: 12_000 };

export function createCaller(observe?: Observe, deadlines: Deadlines = DEADLINES): Caller {
  async function measured<Answer, T>(
    { action, change }: { readonly action: string; readonly change: boolean },
    work: () => Promise<Answer>,
    take: (answer: Answer) => T,
    mapped: (error: unknown) => Error,
  ): Promise<T> {
    const started = performance.now();
    const told = (outcome: 'ok' | ProblemKind, awsRequest: string | null) =>
      observe?.({ operation: action, outcome, ms: performance.now() - started, change, awsRequest });
    let answered: string | null = null;
    try {
      const answer = await work();
      answered = requestIdOf(answer);
      const result = take(answer);
      told('ok', answered);
      return result;
    } catch (error) {
      const problem = mapped(error);
      told(isProblem(problem) ? problem.kind : 'odd-answer', answered ?? requestIdOf(error));
      throw problem;
    }
  }
  return {
    read: (action, send, take, known) =>
      measured(
        { action, change: false },
        () => within(deadlines.read, send),
        take,
        (error) => readProblem(action, error, known),
      ),
    write: (action, send, take, known) =>
      measured(
        { action, change: true },
        () => within(deadlines.write, send),
        take,
        (error) => writeProblem(action, error, known),
      ),
  };
}

/** Of an answer and of an error alike. */
function requestIdOf(told: unknown): string | null {
  const metadata = (told as { readonly $metadata?: { readonly requestId?: unknown } } | null)?.$metadata;
  return typeof metadata?.requestId === 'string' ? metadata.requestId : null;
}

/**
 * The SDK's timeouts end with the answer's headers, and its waits between retries ignore the abort signal,
 * so the deadline is raced as well as passed on.
 */
async function within<Answer>(ms: number, send: Send<Answer>): Promise<Answer> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error('no answer within the deadline'), { name: 'AbortError' }));
      controller.abort();
    }, ms);
  });
  const sent = send({ abortSignal: controller.signal });
  // The loser of the race still settles, and must not be an unhandled rejection.
  sent.catch(() => undefined);
  try {
    return await Promise.race([sent, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Every call to AWS goes through here: one deadline, one error mapping, one measurement. */
import { isProblem, type ProblemKind } from '../core/problem.ts';
import { type Known, readProblem, writeProblem } from './problems.ts';

/** Told after each call. `operation` is the IAM name, such as `ecs:DescribeServices`; `ms` is the time taken. */
export type Observe = (call: {
  readonly operation: string;
  readonly outcome: 'ok' | ProblemKind;
  readonly ms: number;
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
  async function measured<T>(
    action: string,
    work: () => Promise<T>,
    mapped: (error: unknown) => Error,
  ): Promise<T> {
    const started = performance.now();
    const told = (outcome: 'ok' | ProblemKind) =>
      observe?.({ operation: action, outcome, ms: performance.now() - started });
    try {
      const result = await work();
      told('ok');
      return result;
    } catch (error) {
      const problem = mapped(error);
      told(isProblem(problem) ? problem.kind : 'odd-answer');
      throw problem;
    }
  }
  return {
    read: (action, send, take, known) =>
      measured(
        action,
        async () => take(await within(deadlines.read, send)),
        (error) => readProblem(action, error, known),
      ),
    write: (action, send, take, known) =>
      measured(
        action,
        async () => take(await within(deadlines.write, send)),
        (error) => writeProblem(action, error, known),
      ),
  };
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

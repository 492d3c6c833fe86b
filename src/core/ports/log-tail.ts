/** New lines of a log as they are written, for as long as somebody looks. */
import type { Environment } from '../environment.ts';
import type { LogLine, LogQuery } from './aws.ts';

export type TailQuery = Pick<LogQuery, 'words' | 'without' | 'streams'>;

/** A stream gives no ids. */
export type TailLine = Pick<LogLine, 'at' | 'stream' | 'message'>;

export interface TailUpdate {
  readonly lines: readonly TailLine[];
  /** True when more was written than the service sends. */
  readonly sampled: boolean;
}

export interface LogTail {
  /**
   * The first update says that the stream is open, and has no lines. Ends when the signal aborts, which closes the
   * connection at once. Throws a Problem when it is refused or not reached, and when it breaks or falls silent.
   */
  updates(environment: Environment, query: TailQuery, signal: AbortSignal): AsyncIterable<TailUpdate>;
}

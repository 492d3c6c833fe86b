/** What an error of `pg` means for the caller. */
import pg from 'pg';

export interface FailureMeaning {
  /** The connection is of no more use, and a write that was under way may or may not have happened. */
  readonly lost: boolean;
  /** The server refused for a reason that passes; nothing was written. */
  readonly retry: boolean;
  /** For the log: a code or the driver's own words, never an address or a password. */
  readonly why: string;
}

/**
 * Classes of https://www.postgresql.org/docs/current/errcodes-appendix.html that pass by themselves: a cancelled or
 * deadlocked statement, no resources, a server that starts, stops or became read-only in a fail-over.
 */
const PASSING = /^(08|40|53|57|58)|^(25006|55P03)$/;

export function meaningOf(error: unknown): FailureMeaning {
  if (error instanceof pg.DatabaseError) {
    const fatal = error.severity !== 'ERROR';
    return { lost: fatal, retry: PASSING.test(error.code ?? ''), why: `PostgreSQL error ${error.code}` };
  }
  return { lost: true, retry: true, why: wordsOf(error) };
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if ('code' in error && typeof error.code === 'string') return error.code;
  // The driver's own messages have no code: "Query read timeout", "Connection terminated unexpectedly".
  return error.message;
}

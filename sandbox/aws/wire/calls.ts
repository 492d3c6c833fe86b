/** Every request that the simulated AWS received, for tests and for the sandbox page to read and wait on. */

export interface CallRecord {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** ms since the epoch on this machine. */
  readonly at: number;
  /** `answered`, `lost` (applied, reply dropped), `dropped` (never applied), `empty`, or the error's name; null while it runs. */
  outcome: string | null;
}

export interface CallLog {
  /** Oldest first; the oldest are forgotten beyond `keep`. */
  readonly entries: readonly CallRecord[];
  of(operation: string): readonly CallRecord[];
  count(operation: string): number;
  /**
   * Resolves with the n-th recorded call of the operation since the last `clear`.
   * Throws when it has not come within `timeoutMs`.
   */
  waitFor(operation: string, n?: number, timeoutMs?: number): Promise<CallRecord>;
  clear(): void;
}

export interface CallRecorder extends CallLog {
  record(call: CallRecord): void;
}

/** `operation` is `UpdateService` or, where two services share a name, `ecs.UpdateService`. */
export function isOperation(pattern: string, service: string, operation: string): boolean {
  return pattern === operation || pattern === `${service}.${operation}` || pattern === '*';
}

export function createCallLog(keep = 20_000): CallRecorder {
  let entries: CallRecord[] = [];
  const watchers = new Set<() => void>();
  const of = (operation: string) =>
    entries.filter((call) => isOperation(operation, call.service, call.operation));
  return {
    get entries() {
      return entries;
    },
    of,
    count: (operation) => of(operation).length,
    waitFor(operation, n = 1, timeoutMs = 10_000) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(look);
          reject(
            new Error(`${operation} was called ${of(operation).length} of ${n} times in ${timeoutMs} ms`),
          );
        }, timeoutMs);
        function look(): void {
          const call = of(operation)[n - 1];
          if (call === undefined) return;
          clearTimeout(timer);
          watchers.delete(look);
          resolve(call);
        }
        watchers.add(look);
        look();
      });
    },
    clear() {
      entries = [];
    },
    record(call) {
      entries.push(call);
      if (entries.length > keep) entries = entries.slice(-Math.ceil(keep / 2));
      for (const look of [...watchers]) look();
    },
  };
}

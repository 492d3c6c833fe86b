/** Work that goes on after Slack was answered. Bolt's own `stop` does not wait for it. */
export interface InFlight {
  /** Counts the work until it ends. The work must not reject. */
  track(work: Promise<void>): void;
  count(): number;
  /** Resolves with true when nothing runs any more, with false after `deadlineMs`. */
  drain(deadlineMs: number): Promise<boolean>;
}

export function createInFlight(): InFlight {
  const running = new Set<Promise<void>>();
  return {
    track(work) {
      running.add(work);
      void work.finally(() => running.delete(work));
    },
    count: () => running.size,
    async drain(deadlineMs) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<false>((resolve) => {
        timer = setTimeout(() => resolve(false), deadlineMs);
      });
      const idle = async (): Promise<true> => {
        while (running.size > 0) await Promise.allSettled(running);
        return true;
      };
      try {
        return await Promise.race([idle(), late]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

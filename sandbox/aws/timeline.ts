/**
 * Simulated time. The clock stays close to this machine's, because the bot compares AWS's times with its own;
 * `speed` shortens durations instead. Steps run in the order of their due times whenever somebody looks.
 */

export interface Clock {
  /** ms since the epoch. */
  now(): number;
}

export interface SteppedClock extends Clock {
  /** Moves the clock forward by `ms`. */
  advance(ms: number): void;
}

/** Stands still at `start` (ms) until it is advanced. */
export function steppedClock(start: number = Date.now()): SteppedClock {
  let time = start;
  return {
    now: () => time,
    advance(ms) {
      time += ms;
    },
  };
}

/** Runs with this machine's clock; `advance` adds to it. */
export function liveClock(): SteppedClock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    advance(ms) {
      offset += ms;
    },
  };
}

export interface Timeline {
  /** ms since the epoch: the due time of the step that runs, else the clock's time. */
  now(): number;
  /** A duration at speed 1 as it is at this timeline's speed, ms. */
  scaled(ms: number): number;
  /** Runs `step` once, `ms` (at speed 1) after now. */
  after(ms: number, step: () => void): void;
  /** Runs `step` every `ms` (at speed 1) from now on. */
  every(ms: number, step: () => void): void;
  /** Runs all steps that are due. */
  tick(): void;
}

interface Step {
  readonly due: number;
  readonly run: () => void;
}

export function createTimeline(clock: Clock, speed: number): Timeline {
  const steps: Step[] = [];
  let running: number | null = null;

  const scaled = (ms: number) => ms / speed;
  const now = () => running ?? clock.now();

  function add(due: number, run: () => void): void {
    let index = steps.length;
    while (index > 0 && steps[index - 1]!.due > due) index -= 1;
    steps.splice(index, 0, { due, run });
  }

  function every(ms: number, step: () => void): void {
    const again = () => {
      step();
      add(now() + scaled(ms), again);
    };
    add(now() + scaled(ms), again);
  }

  return {
    now,
    scaled,
    after: (ms, step) => add(now() + scaled(ms), step),
    every,
    tick() {
      // A step may itself ask the world something that ticks; the outer loop already takes care of it.
      if (running !== null) return;
      const until = clock.now();
      try {
        while (steps.length > 0 && steps[0]!.due <= until) {
          const step = steps.shift()!;
          running = step.due;
          step.run();
        }
      } finally {
        running = null;
      }
    },
  };
}

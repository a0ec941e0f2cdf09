import { setTimeout as sleep } from 'node:timers/promises';

/** Time as the action sees it. Passed in, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970, by the runner's clock, which may be off. */
  readonly now: () => number;
  /** Milliseconds since some moment, never going back: for measuring how long something took. */
  readonly elapsed: () => number;
  /** Waits; rejects with the signal's reason when it is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  // `performance.now()` would load all of `perf_hooks`.
  elapsed: () => Number(process.hrtime.bigint() / 1_000_000n),
  async sleep(milliseconds, signal) {
    try {
      await sleep(milliseconds, undefined, { signal });
    } catch {
      signal.throwIfAborted();
    }
  },
};

/** The time that something may take, counted from its making. */
export interface Budget {
  /** What it was at first, in milliseconds. */
  readonly total: number;
  /** Milliseconds that are left, never below 0. */
  readonly remaining: () => number;
}

export function startBudget(total: number, clock: Clock): Budget {
  const end = clock.elapsed() + total;
  return { total, remaining: () => Math.max(0, end - clock.elapsed()) };
}

import type { Budget, Clock } from './clock.ts';
import { formatDuration } from './duration.ts';
import { RefusedCall, type EtoroError } from './etoro/errors.ts';
import { backoff, type Random } from './http/retry.ts';
import type { Log } from './log.ts';

/** The longest that one call may take, in milliseconds; within a short budget, a part of it, so that others fit. */
const LONGEST_CALL = 20_000;
const SHORTEST_CALL = 1000;

/** How long after the first place under a rate limit the others come free, in milliseconds. */
const SPREAD_OF_A_START = 1000;

/** There is no time left for another try. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
  /** What the last try failed with. */
  override readonly cause: EtoroError;
  /** How long eToro asked to wait, in milliseconds; 0 when it did not. */
  readonly asked: number;
  readonly budget: Budget;

  constructor(cause: EtoroError, asked: number, budget: Budget) {
    super(`no time is left for another try after: ${cause.message}`);
    this.cause = cause;
    this.asked = asked;
    this.budget = budget;
  }
}

/** Waits between tries, as long as that helps and a budget allows. */
export interface Patience {
  /** What the next call may take, in milliseconds: 0 when no time is left. */
  limits(): { timeout: number; signal: AbortSignal };
  /**
   * Waits after a failed try: as long as eToro asks, with jitter on top, or else with backoff. Tells the log why, how
   * long, and which try comes next. Throws `OutOfTime` at once when the wait does not fit the budget.
   */
  pauseAfter(error: EtoroError): Promise<void>;
}

export interface PatienceOptions {
  readonly budget: Budget;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Stops waits and calls at once. */
  readonly signal: AbortSignal;
}

export function startPatience({ budget, clock, random, log, signal }: PatienceOptions): Patience {
  let tries = 0;
  return {
    limits: () => ({
      timeout: Math.min(
        budget.remaining(),
        LONGEST_CALL,
        Math.max(SHORTEST_CALL, budget.total / 4),
      ),
      signal,
    }),

    async pauseAfter(error) {
      tries++;
      const asked = (error instanceof RefusedCall ? error.refusal.retryAfter : undefined) ?? 0;
      // Room for the try itself is kept.
      const room = budget.remaining() - SHORTEST_CALL;
      if (asked > room || room <= 0) throw new OutOfTime(error, asked, budget);
      // All that were turned away are told to come back when the first place is free. The others come free as they were
      // taken, within a second or so when many jobs start at once, and the backoff spreads out those who wait for them.
      const spread = (asked > 0 ? SPREAD_OF_A_START : 0) + backoff(tries, random);
      const pause = Math.min(asked + spread, room);
      log.info(`${error.message}. Waiting ${formatDuration(pause)} before try ${tries + 1}.`);
      await clock.sleep(pause, signal);
    },
  };
}

import type { Budget } from '../time/budget.ts';
import type { Clock } from '../time/clock.ts';
import { formatDuration, SECOND } from '../time/duration.ts';
import { backoff, type Random } from '../http/backoff.ts';
import type { Log } from '../secrets/log.ts';
import type { CallLimits } from './call.ts';
import { RefusedCall, type EtoroError } from './errors.ts';

/** The longest that one call may take; within a short budget, a part of it, so that others fit. */
const LONGEST_CALL = 20 * SECOND;
const SHORTEST_CALL = SECOND;

/** How long after the first place under a rate limit the others become free. */
const SPREAD_OF_A_START = SECOND;

/** No time is left for another try. */
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

/** Waits between tries, while that helps and a budget allows it. */
export interface Retries {
  /** What the next call may take: 0 ms when no time is left. */
  limits(): CallLimits;
  /**
   * Waits after a failed try: as long as eToro asks, with jitter on top, or else with backoff. The log tells why, how long,
   * and what follows. Throws `OutOfTime` at once when the wait does not fit the budget.
   *
   * @param next what is tried afterwards, such as `try 2 to create the token`
   * @param least the shortest wait, in milliseconds
   */
  waitAfter(error: EtoroError, next: string, least?: number): Promise<void>;
}

export interface RetryTools {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Stops calls. */
  readonly signal: AbortSignal;
  /** Stops waits; `signal` by default. */
  readonly waitSignal?: AbortSignal;
}

export function startRetries(budget: Budget, tools: RetryTools): Retries {
  const { clock, random, log, signal, waitSignal = signal } = tools;
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

    async waitAfter(error, next, least = 0) {
      tries++;
      const asked = error instanceof RefusedCall ? error.refusal.retryAfter : undefined;
      // A rate limit is waited for a second at least, also when it does not say how long, or names a moment that is past.
      const wait = Math.max(asked ?? 0, isRateLimited(error) ? SECOND : 0);
      // Room for the try itself is kept.
      const room = budget.remaining() - SHORTEST_CALL;
      const shortest = Math.max(wait, least);
      if (shortest > room || room <= 0) throw new OutOfTime(error, asked ?? 0, budget);
      // All calls that were turned away are told to come back when the first place is free. The others become free as they
      // were taken, within a second or so when many jobs start at once, and the backoff spreads those who wait for them.
      const spread = (wait > 0 ? SPREAD_OF_A_START : 0) + backoff(tries, random);
      const pause = Math.min(shortest + spread, room);
      log.info(
        `${error.message.replace(/\.$/, '')}. Waiting ${formatDuration(pause)} before ${next}.`,
      );
      await clock.sleep(pause, waitSignal);
    },
  };
}

/** Whether eToro turned a call away because there were too many. */
export function isRateLimited(error: EtoroError): boolean {
  return error instanceof RefusedCall && error.refusal.status === 429;
}

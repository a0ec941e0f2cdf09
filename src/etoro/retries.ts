import type { Budget } from '../time/budget.ts';
import type { Clock } from '../time/clock.ts';
import { formatDuration, SECOND } from '../time/duration.ts';
import { delayed } from '../time/signal.ts';
import { backoff, type Random } from '../http/backoff.ts';
import type { Log } from '../secrets/log.ts';
import type { CallLimits } from './call.ts';
import { EtoroError } from './errors.ts';
import { verdictOf } from './verdict.ts';

/** The longest that one call may take; within a short budget, a part of it, so that others fit. */
const LONGEST_CALL = 20 * SECOND;
const SHORTEST_CALL = SECOND;

/**
 * How long a call in flight goes on when the step is told to stop: with its answer, there is no doubt about what it did.
 * The rest of the 7.5 s before the runner's next signal is for cleaning up.
 */
const GRACE = 2 * SECOND;

/** With less time than this left, no call is started. */
const LEAST_TIME = SECOND / 5;

/**
 * eToro tells all calls that it turned away to come back when the first place is free. The other places become free one
 * after the other, within a second or so when many jobs started at once.
 */
const SPREAD_OF_A_START = SECOND;

/** No time is left for another try. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
  /** What the last try failed with, if there was one. */
  override readonly cause: EtoroError | undefined;
  /** How long eToro asked to wait, in milliseconds; 0 when it did not. */
  readonly asked: number;
  readonly budget: Budget;

  constructor(cause: EtoroError | undefined, asked: number, budget: Budget) {
    super(`no time is left${cause ? ` for another try after: ${cause.message}` : ''}`);
    this.cause = cause;
    this.asked = asked;
    this.budget = budget;
  }
}

/** The error of a call when what was done about it failed as well. A step that was stopped is told as such. */
export function alsoFailed(cause: EtoroError, what: string, failure: Error): Error {
  const last = failure instanceof OutOfTime ? failure.cause : failure;
  if (!(last instanceof EtoroError)) return failure instanceof OutOfTime ? cause : failure;
  return cause.with(`${what} failed as well: ${last.message} (request id ${last.call.requestId}).`);
}

/** Waits between tries, while that helps and a budget allows it. */
export interface Retries {
  /** What the next call may take. Throws `OutOfTime` when no time is left for one, or the reason of the signal. */
  limits(): CallLimits;
  /**
   * Waits after a failed try: as long as eToro asks, with jitter on top, or else with backoff. The log tells why, how long,
   * and what follows. Throws `OutOfTime` at once when the wait does not fit the budget.
   *
   * @param next what is tried afterwards, such as `try 2 to create the token`
   */
  waitAfter(error: EtoroError, next: string): Promise<void>;
  /** Waits for so many milliseconds. Throws `OutOfTime` at once when that does not fit the budget. */
  pause(milliseconds: number): Promise<void>;
  /** A try had some success, so the next wait is a short one again. */
  progress(): void;
}

/** @param signal stops waits at once, and a call a little later; no other one is started */
export function startRetries(
  budget: Budget,
  signal: AbortSignal,
  { clock, random, log }: { readonly clock: Clock; readonly random: Random; readonly log: Log },
): Retries {
  let tries = 0;
  let last: EtoroError | undefined;
  const callSignal = delayed(signal, GRACE);
  return {
    limits() {
      signal.throwIfAborted();
      if (budget.remaining() < LEAST_TIME) throw new OutOfTime(last, 0, budget);
      const timeout = Math.min(budget.remaining(), LONGEST_CALL, Math.max(SHORTEST_CALL, budget.total / 4));
      return { timeout, signal: callSignal };
    },

    async waitAfter(error, next) {
      tries++;
      last = error;
      const asked = error.failure.kind === 'refused' ? error.failure.retryAfter : undefined;
      // A rate limit is waited for a second at least, also when it does not say how long, or names a moment that is past.
      const isRateLimit = verdictOf(error).cause === 'rate-limit';
      const wait = Math.max(asked ?? 0, isRateLimit ? SECOND : 0);
      // Room for the try itself is kept.
      const room = budget.remaining() - SHORTEST_CALL;
      if (wait > room || room <= 0) throw new OutOfTime(error, asked ?? 0, budget);
      const spread = (wait > 0 ? SPREAD_OF_A_START : 0) + backoff(tries, random);
      const pause = Math.min(wait + spread, room);
      log.info(`${error.message.replace(/\.$/, '')}. Waiting ${formatDuration(pause)} before ${next}.`);
      await clock.sleep(pause, signal);
    },

    async pause(milliseconds) {
      if (milliseconds > budget.remaining() - LEAST_TIME) throw new OutOfTime(last, 0, budget);
      await clock.sleep(milliseconds, signal);
    },

    progress() {
      tries = 0;
    },
  };
}

/**
 * Tries a call until it works, and waits between two tries. What waiting does not help is thrown, and so is a portfolio
 * that is not found: the user may have named another one.
 */
export async function tryAgain<T>(
  retries: Retries,
  next: string,
  call: (limits: CallLimits) => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await call(retries.limits());
    } catch (error) {
      if (!(error instanceof EtoroError)) throw error;
      const verdict = verdictOf(error);
      if (verdict.next !== 'wait' || verdict.cause === 'portfolio-not-found') throw error;
      await retries.waitAfter(error, next);
    }
  }
}

import { formatDuration, pauseWithin, SECOND, type Budget, type Clock } from '../time/clock.ts';
import { backoff, type Random } from '../http/retry-after.ts';
import type { Log } from '../secrets/log.ts';
import type { CallLimits } from './call.ts';
import { EtoroError, verdictOf } from './errors.ts';

/** The longest that one call may take. Within a short budget it is a quarter, or a second, so that other calls fit. */
const LONGEST_CALL = 20 * SECOND;

/**
 * How long a call in flight goes on when the step is told to stop: its answer leaves no doubt about what it did. The rest
 * of the 7.5 s before the runner's next signal is for cleaning up.
 */
const GRACE = 2 * SECOND;

/** With less time left, no call is started. */
const LEAST_TIME = SECOND / 5;

/**
 * A rate limit tells all calls that it turned away to come back at the same moment, when it lets the first of them in.
 * When many jobs started at once, it lets in the others within about a second after that.
 */
const SPREAD_OF_A_START = SECOND;

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

/** The error of a call after `what` was tried to help and failed as well. A stopped step gives the reason of the stop. */
export function alsoFailed(cause: EtoroError, what: string, failure: Error): Error {
  const last = failure instanceof OutOfTime ? failure.cause : failure;
  if (!(last instanceof EtoroError)) return failure instanceof OutOfTime ? cause : failure;
  return cause.with(`${what} failed as well: ${last.message} (request id ${last.call.requestId}).`);
}

export type Retries = ReturnType<typeof startRetries>;

/** @param signal stops waits at once, and a call a little later; no other one is started */
export function startRetries(
  budget: Budget,
  signal: AbortSignal,
  { clock, random, log }: { readonly clock: Clock; readonly random: Random; readonly log: Log },
) {
  let tries = 0;
  let last: EtoroError | undefined;
  const late = new AbortController();
  signal.addEventListener('abort', () => {
    setTimeout(() => {
      late.abort(signal.reason);
    }, GRACE).unref();
  });
  return {
    /** What the next call may take. Throws `OutOfTime` when there is no time for one, or the signal's reason. */
    limits(): CallLimits {
      signal.throwIfAborted();
      if (budget.remaining() < LEAST_TIME) throw new OutOfTime(last, 0, budget);
      const timeout = Math.min(budget.remaining(), LONGEST_CALL, Math.max(SECOND, budget.total / 4));
      return { timeout, signal: late.signal };
    },

    /**
     * Waits after a failed try: as long as eToro asks, and the backoff on top. Throws `OutOfTime` at once when the wait
     * does not fit the budget. The log says what is `next`, such as `try 2 to create the token`.
     */
    async waitAfter(error: EtoroError, next: string): Promise<void> {
      tries++;
      last = error;
      const asked = error.failure.kind === 'refused' ? error.failure.retryAfter : undefined;
      // A rate limit may not say how long, or name a moment that is past.
      const isRateLimit = verdictOf(error).cause === 'rate-limit';
      const wait = Math.max(asked ?? 0, isRateLimit ? SECOND : 0);
      const spread = (wait > 0 ? SPREAD_OF_A_START : 0) + backoff(tries, random);
      const pause = pauseWithin(budget, wait, spread);
      if (pause === undefined) throw new OutOfTime(error, asked ?? 0, budget);
      log.info(`${error.message.replace(/\.$/, '')}. Waiting ${formatDuration(pause)} before ${next}.`);
      await clock.sleep(pause, signal);
    },

    /** Throws `OutOfTime` at once when the pause does not fit the budget. */
    async pause(milliseconds: number): Promise<void> {
      if (milliseconds > budget.remaining() - LEAST_TIME) throw new OutOfTime(last, 0, budget);
      await clock.sleep(milliseconds, signal);
    },

    /** After some success, the next wait is a short one again. */
    progress(): void {
      tries = 0;
    },
  };
}

/**
 * Tries a call until it works. Throws an error when waiting does not help. A portfolio that is not found is such an
 * error, because the user may have written a wrong id.
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

import type { EtoroError } from '../etoro/errors.ts';
import { isRateLimited, OutOfTime, type Retries } from '../etoro/retries.ts';
import { verdictOf } from '../etoro/verdict.ts';
import type { Log } from '../secrets/log.ts';
import { quote } from '../secrets/shown-text.ts';
import type { Budget } from '../time/budget.ts';
import type { Clock } from '../time/clock.ts';
import { SECOND } from '../time/duration.ts';
import type { NamedToken } from './revoke-one.ts';

/** The longest pause between two looks for a token that may still appear. */
const LONGEST_LOOK_PAUSE = 5 * SECOND;

/** Tokens that have to be revoked, and one try to do it. */
export interface Work<Token extends NamedToken> {
  /** The tokens that may still be alive and for which something can be done. */
  readonly left: () => readonly Token[];
  /** @returns why each token that could not be revoked is still there */
  readonly tryOnce: (retries: Retries) => Promise<ReadonlyMap<Token, EtoroError>>;
  /** Nothing can be done for a token any more. */
  readonly giveUp: (token: Token) => void;
}

interface RevokeAllTools {
  readonly startRetries: (budget: Budget) => Retries;
  /** The time for everything, waits for the rate limit included. */
  readonly total: Budget;
  /** Starts the time for failures in a row. */
  readonly startFailureBudget: () => Budget;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborted when the job is in a hurry: waits end, and one more try is made. */
  readonly hurry: AbortSignal;
}

/**
 * Tries again and again, until no token is left that may be alive or may still appear, or until the time is up.
 *
 * @returns why each token that could not be revoked is still there
 */
export async function revokeAll<Token extends NamedToken>(
  work: Work<Token>,
  tools: RevokeAllTools,
): Promise<ReadonlyMap<Token, Error>> {
  const { hurry } = tools;
  const reasons = new Map<Token, Error>();
  const round = startRounds(work, tools, reasons);
  for (let isLast = false; work.left().length > 0;) {
    try {
      await round();
    } catch (error) {
      if (!(error instanceof OutOfTime || (hurry.aborted && error instanceof Error))) throw error;
      if (hurry.aborted && !isLast) {
        isLast = true;
        continue;
      }
      for (const token of work.left()) reasons.set(token, error);
      break;
    }
  }
  return reasons;
}

/** Makes a function that tries once to revoke what is left, and then waits for as long as helps. */
function startRounds<Token extends NamedToken>(
  { left: leftOf, tryOnce, giveUp }: Work<Token>,
  { startRetries, total, startFailureBudget, clock, log, hurry }: RevokeAllTools,
  reasons: Map<Token, Error>,
): () => Promise<void> {
  let retries = startRetries(startFailureBudget());
  let limitRetries = startRetries(total);
  let looks = 0;
  return async () => {
    const before = leftOf().length;
    const failures = await tryOnce(retries);
    for (const [token, error] of failures) {
      if (verdictOf(error).next === 'wait') continue;
      reasons.set(token, error);
      giveUp(token);
    }
    const left = leftOf();
    if (left.length === 0) return;
    if (left.length < before) {
      retries = startRetries(startFailureBudget());
      limitRetries = startRetries(total);
    }
    const next = left.length === 1 ? 'trying again to revoke it' : `revoking ${left.length} more`;
    const errors = left.flatMap((token) => failures.get(token) ?? []);
    const limit = errors.find(isRateLimited);
    const [error] = errors;
    if (limit) {
      await limitRetries.waitAfter(limit, next);
      retries = startRetries(startFailureBudget());
    } else if (error) {
      await retries.waitAfter(error, next);
    } else {
      if (looks === 0) {
        const names = left.map(({ userTokenName }) => quote(userTokenName)).join(', ');
        log.info(`eToro may still be making ${names}. Looking again until it cannot any more.`);
      }
      await clock.sleep(Math.min(LONGEST_LOOK_PAUSE, (SECOND / 2) * 2 ** looks++), hurry);
    }
  };
}

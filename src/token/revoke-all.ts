import { isRateLimited, OutOfTime, type Retries } from '../etoro/retries.ts';
import { verdictOf } from '../etoro/verdict.ts';
import { quote } from '../secrets/shown-text.ts';
import type { Budget } from '../time/budget.ts';
import { SECOND } from '../time/duration.ts';
import type { OpenToken } from './ledger.ts';
import { revokeRound, type RevokeTools } from './revoke.ts';

/** The longest pause between two looks for a token that may still appear. */
const LONGEST_LOOK_PAUSE = 5 * SECOND;

export interface RevokeAllTools extends Omit<RevokeTools, 'retries'> {
  readonly startRetries: (budget: Budget) => Retries;
  /** The time for everything, waits for the rate limit included. */
  readonly total: Budget;
  /** Starts the time for failures in a row. */
  readonly startFailureBudget: () => Budget;
  /** Aborted when the job is in a hurry: waits end, and one more round is tried. */
  readonly hurry: AbortSignal;
}

/**
 * Revokes the unsettled tokens of the ledger, with retries, until none of them is there nor can appear any more.
 *
 * @returns why each token that could not be revoked is still there; a token that was not found is left in the ledger
 */
export async function revokeAll(tools: RevokeAllTools): Promise<ReadonlyMap<OpenToken, Error>> {
  const { ledger, hurry } = tools;
  const reasons = new Map<OpenToken, Error>();
  const round = startRounds(tools, reasons);
  for (let isLast = false; ledger.unsettled().length > 0;) {
    try {
      await round();
    } catch (error) {
      if (!(error instanceof OutOfTime || (hurry.aborted && error instanceof Error))) throw error;
      if (hurry.aborted && !isLast) {
        isLast = true;
        continue;
      }
      for (const token of ledger.unsettled()) reasons.set(token, error);
      break;
    }
  }
  return reasons;
}

/** Makes a function that tries once to revoke what is left, and then waits for as long as helps. */
function startRounds(tools: RevokeAllTools, reasons: Map<OpenToken, Error>): () => Promise<void> {
  const { ledger, startRetries, total, startFailureBudget, clock, hurry, log } = tools;
  let retries = startRetries(startFailureBudget());
  let limitRetries = startRetries(total);
  let looks = 0;
  return async () => {
    const before = ledger.unsettled().length;
    const failures = await revokeRound({ ...tools, retries });
    for (const [token, error] of failures) {
      if (verdictOf(error).next === 'wait') continue;
      reasons.set(token, error);
      ledger.giveUp(token);
    }
    const left = ledger.unsettled();
    if (left.length === 0) return;
    if (left.length < before) {
      retries = startRetries(startFailureBudget());
      limitRetries = startRetries(total);
    }
    const errors = left.flatMap((token) => failures.get(token) ?? []);
    const limit = errors.find(isRateLimited);
    const [error = limit] = errors;
    if (limit) {
      await limitRetries.waitAfter(limit, `revoking ${left.length} more`);
      retries = startRetries(startFailureBudget());
    } else if (error) {
      await retries.waitAfter(error, `revoking ${left.length} more`);
    } else {
      if (looks === 0) {
        const names = left.map(({ userTokenName }) => quote(userTokenName)).join(', ');
        log.info(`eToro may still be making ${names}. Looking again until it cannot any more.`);
      }
      await clock.sleep(Math.min(LONGEST_LOOK_PAUSE, (SECOND / 2) * 2 ** looks++), hurry);
    }
  };
}

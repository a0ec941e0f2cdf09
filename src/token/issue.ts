import { EtoroError, RefusedCall } from '../etoro/errors.ts';
import { verdictOf } from '../etoro/verdict.ts';
import {
  createOnce,
  type CreateTools,
  type IssuedUserToken,
  type UserTokenRequest,
} from './create.ts';
import { makeRoom, type MakeRoomTools } from './make-room.ts';
import { rejectMoreThanAsked, settle, trySettle } from './recover.ts';
import type { SettleTools } from './lost.ts';

/** How many tokens that nobody holds may be alive at once. */
const MOST_LOST = 3;

/** How often the step makes room on a full portfolio before it gives up. */
const MOST_CLEANUPS = 3;

/**
 * Creates the token, whatever it takes within the time of the retries. The create call is not idempotent and its secret is
 * shown once, so the ledger notes each call before it is sent, and what a lost answer may have made is revoked. With an
 * exact name, that happens before the next try. With generated names, it happens when too many are lost or in the post step.
 */
export async function issueUserToken(
  request: UserTokenRequest,
  tools: CreateTools & SettleTools & MakeRoomTools,
): Promise<IssuedUserToken> {
  const { etoroClock, ledger, retries } = tools;
  const isExact = typeof request.name === 'string';
  const mayGoOn = () => ledger.unsettled().length < (isExact ? 1 : MOST_LOST);
  /** Why the last try failed; it may have made a token. */
  let failure: EtoroError | undefined;
  for (let tries = 1, cleanups = 0; ; tries++) {
    if (failure && !mayGoOn()) {
      const revoked = await settle(failure, isExact ? () => true : mayGoOn, tools);
      // What has the exact name is another job's.
      if (isExact && revoked === 0 && verdictOf(failure).next === 'other-name') throw failure;
    }
    const correction = etoroClock.correction();
    try {
      const issued = await createOnce(request, tools);
      if (etoroClock.correction() === correction) {
        await rejectMoreThanAsked(issued, tools);
        return issued;
      }
      // The answer showed that the runner's clock is off, so the token has the wrong expiry. Another one is made.
      await trySettle(tools);
    } catch (error) {
      if (!(error instanceof EtoroError)) throw error;
      // With a clock that is off, what is wrong with the request may be the expiry.
      if (isBadRequest(error) && etoroClock.correction() !== correction) continue;
      failure = error;
      const { next, mayHaveWorked } = verdictOf(error);
      if (next === 'stop') {
        if (mayHaveWorked) await trySettle(tools);
        throw error;
      }
      if (next === 'make-room') {
        if (cleanups++ === MOST_CLEANUPS) throw error;
        await makeRoom(error, tools);
        continue;
      }
      // Without a lost answer of this job, an exact name that is taken is another job's.
      if (next === 'other-name' && isExact && mayGoOn()) throw error;
      await retries.waitAfter(error, `try ${tries + 1} to create the token`);
    }
  }
}

function isBadRequest(error: EtoroError): boolean {
  return error instanceof RefusedCall && error.refusal.status === 400;
}

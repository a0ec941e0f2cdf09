import type { Etoro } from '../etoro/client.ts';
import type { EtoroClock } from '../etoro/clock.ts';
import { EtoroError, verdictOf } from '../etoro/errors.ts';
import type { Retries } from '../etoro/retries.ts';
import type { Uuid } from '../etoro/uuid.ts';
import type { Log } from '../secrets/log.ts';
import { quote } from '../text/shown-text.ts';
import { SECOND, type Clock } from '../time/clock.ts';
import type { Round, TokenToRevoke, Work } from './work.ts';

/** The longest pause between two looks for a token that may still appear. */
const LONGEST_LOOK_PAUSE = 5 * SECOND;

/** What became of a token; an error when it may be alive. */
export type End = 'revoked' | 'gone' | 'expired' | Error;

export interface Outcome {
  /** What became of each token. One that is missing was not tried, or could be tried again. */
  readonly ends: ReadonlyMap<Uuid, End>;
  /** Why a token may be left. */
  readonly failure: Error | undefined;
  /** The tokens that were found and are left. */
  readonly left: readonly TokenToRevoke[];
}

export interface RevokeTools {
  readonly etoro: Etoro;
  readonly etoroClock: EtoroClock;
  readonly retries: Retries;
  readonly clock: Clock;
  readonly log: Log;
}

/** The one loop that revokes: finds tokens and revokes them, again and again, until that is done or no time is left. */
export async function revokeAll(work: Work, tools: RevokeTools): Promise<Outcome> {
  const { etoro, retries, log } = tools;
  const ends = new Map<Uuid, End>();
  let found: readonly TokenToRevoke[] = [];
  let refusal: EtoroError | undefined;
  const find = async (): Promise<readonly TokenToRevoke[]> => (found = await work.find(etoro, retries.limits()));
  const outcome = (failure: Error | undefined): Outcome => ({
    ends,
    failure,
    left: found.filter(({ userTokenId }) => (ends.get(userTokenId) ?? failure) instanceof Error),
  });
  try {
    for (let looks = 0; ;) {
      const round = await revokeOnce(find, ends, tools);
      refusal ??= round.refusal;
      if (work.isDone(round)) return outcome(refusal ?? round.failure);
      if (round.revoked > 0) retries.progress();
      if (round.failure) {
        await retries.waitAfter(round.failure, 'trying again to revoke');
        continue;
      }
      if (looks === 0) log.info('eToro may still make a token of this step. Looking for it again.');
      await retries.pause(Math.min(LONGEST_LOOK_PAUSE, (SECOND / 2) * 2 ** looks++));
    }
  } catch (error) {
    return outcome(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Tries each token once that has no end yet. Throws when the search fails for good. */
async function revokeOnce(
  find: () => Promise<readonly TokenToRevoke[]>,
  ends: Map<Uuid, End>,
  tools: RevokeTools,
): Promise<Round> {
  const askedAt = tools.clock.elapsed();
  let revoked = 0;
  let failure: EtoroError | undefined;
  let refusal: EtoroError | undefined;
  try {
    for (const token of await find()) {
      if (ends.has(token.userTokenId)) continue;
      const end = await tryToRevoke(token, tools);
      if (!(end instanceof EtoroError)) {
        revoked++;
        ends.set(token.userTokenId, end);
        continue;
      }
      const { cause, next } = verdictOf(end);
      if (next === 'wait') failure ??= end;
      else {
        refusal ??= end;
        ends.set(token.userTokenId, end);
      }
      // The others would meet the same limit.
      if (cause === 'rate-limit') break;
    }
  } catch (error) {
    if (!(error instanceof EtoroError) || verdictOf(error).next !== 'wait') throw error;
    failure = error;
  }
  return { askedAt, revoked, failure, refusal };
}

async function tryToRevoke(
  { userTokenId, userTokenName, expiresAt }: TokenToRevoke,
  { etoro, etoroClock, retries, log }: RevokeTools,
): Promise<Exclude<End, Error> | EtoroError> {
  const name = quote(userTokenName || userTokenId);
  try {
    const end = await etoro.revokeUserToken(userTokenId, retries.limits());
    const isGone = end === 'gone';
    log.info(isGone ? `The user token ${name} is gone already.` : `Revoked the user token ${name}.`);
    return end;
  } catch (error) {
    if (!(error instanceof EtoroError)) throw error;
    if (!etoroClock.isPast(expiresAt)) return error;
    log.info(`The user token ${name} has expired.`);
    return 'expired';
  }
}

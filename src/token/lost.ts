import type { ListedUserToken } from '../etoro/answers.ts';
import type { EtoroClock } from '../etoro/clock.ts';
import { EtoroError } from '../etoro/errors.ts';
import { utcSeconds, type Clock } from '../time/clock.ts';
import { MINUTE, SECOND } from '../time/duration.ts';
import type { Ledger, OpenToken } from './ledger.ts';
import { revokeOne, type RevokeTools } from './revoke-one.ts';

/**
 * How long after a create call was sent its token may still appear: longer than any call is waited for, because eToro may
 * go on with it when nobody waits any more.
 */
const SLOWEST_CREATE = 25 * SECOND;

/** How far two clocks that are compared by a `date` header may be apart. */
const CLOCK_RESOLUTION = 2 * SECOND;

/** A runner's clock that is corrected while the job runs was rarely off by more than this. */
const CORRECTED_CLOCK_ERROR = 30 * MINUTE;

export interface SettleTools extends RevokeTools {
  readonly etoroClock: EtoroClock;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/**
 * Tries once to revoke each unsettled token of the ledger. One without an id is looked for by its name, and stays unsettled
 * until it cannot appear any more.
 *
 * @returns why each token that could not be revoked is still there
 */
export async function settleOnce(tools: SettleTools): Promise<ReadonlyMap<OpenToken, EtoroError>> {
  const { ledger, etoro, retries, clock } = tools;
  const failures = new Map<OpenToken, EtoroError>();
  const tokens = ledger.unsettled();
  const lost = tokens.filter(({ userTokenId }) => userTokenId === undefined);
  for (const token of tokens) {
    if (token.userTokenId === undefined) continue;
    if (await revokeOne(token, token.userTokenId, failures, tools)) ledger.remove(token);
  }
  if (lost.length === 0) return failures;
  const askedAt = clock.now();
  try {
    const listed = await etoro.listUserTokens(retries.limits());
    for (const token of lost) {
      const twins = tokens.filter(({ userTokenName }) => userTokenName === token.userTokenName);
      const isOver = askedAt - token.sentAt > SLOWEST_CREATE;
      const found = listed.filter((other) => isMade(other, token, tools.etoroClock));
      let left = found.length;
      for (const { userTokenId } of found) {
        if (await revokeOne(token, userTokenId, failures, tools)) left--;
      }
      if (found.length === 0 && isOver) ledger.giveUp(token);
      // Of two calls with one exact name, the one that did not make what was found may still make another.
      if (found.length > 0 && left === 0 && (isOver || twins.length === 1)) ledger.remove(token);
    }
  } catch (error) {
    if (!(error instanceof EtoroError)) throw error;
    for (const token of lost) failures.set(token, error);
  }
  return failures;
}

/**
 * Whether a listed token is the one that a call of this job made. A generated name is proof. An exact one may be another
 * job's, so the addresses must be those that were asked for, and either the second of the expiry too, or the token was
 * created within the time of the call and does not outlive what was asked for: eToro may have cut it short or not tell.
 */
function isMade(listed: ListedUserToken, token: OpenToken, etoroClock: EtoroClock): boolean {
  if (listed.userTokenName !== token.userTokenName) return false;
  if (token.isGenerated) return true;
  const { expiresAt, createdAt, ipsWhitelist = token.ipsWhitelist } = listed;
  if ([...ipsWhitelist].sort().join() !== [...token.ipsWhitelist].sort().join()) return false;
  const sentAt = token.sentAt + etoroClock.ahead();
  if (typeof expiresAt === 'number' && utcSeconds(expiresAt) === utcSeconds(token.expiresAt)) {
    return createdAt === undefined || createdAt >= sentAt - CORRECTED_CLOCK_ERROR;
  }
  const mayBeCut = typeof expiresAt !== 'number' || expiresAt < token.expiresAt;
  return (
    mayBeCut &&
    createdAt !== undefined &&
    createdAt >= sentAt - CLOCK_RESOLUTION &&
    createdAt <= sentAt + SLOWEST_CREATE
  );
}

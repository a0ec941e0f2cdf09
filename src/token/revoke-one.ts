import type { Etoro } from '../etoro/client.ts';
import { EtoroError } from '../etoro/errors.ts';
import { isRateLimited, type Retries } from '../etoro/retries.ts';
import type { Uuid } from '../etoro/uuid.ts';
import type { Log } from '../secrets/log.ts';
import { quote } from '../secrets/shown-text.ts';

export interface NamedToken {
  /** Fit for the log; empty when it is not known. */
  readonly userTokenName: string;
}

export interface RevokeTools {
  readonly etoro: Etoro;
  readonly retries: Retries;
  readonly log: Log;
}

/**
 * Tries once to revoke a token. At a rate limit, those that follow in the same round are not tried.
 *
 * @param failures gets the reason when the token may still be alive
 * @returns what became of it; nothing when it may still be alive
 */
export async function revokeOne<Token extends NamedToken>(
  token: Token,
  userTokenId: Uuid,
  failures: Map<Token, EtoroError>,
  { etoro, retries, log }: RevokeTools,
): Promise<'revoked' | 'gone' | undefined> {
  // A list may have thousands, so no copy is made.
  const limit = [...failures.values()].find(isRateLimited);
  if (limit) {
    failures.set(token, limit);
    return undefined;
  }
  try {
    const end = await etoro.revokeUserToken(userTokenId, retries.limits());
    const name = quote(token.userTokenName || userTokenId);
    log.info(
      end === 'revoked'
        ? `Revoked the user token ${name}.`
        : `The user token ${name} is gone already.`,
    );
    return end;
  } catch (error) {
    if (!(error instanceof EtoroError)) throw error;
    failures.set(token, error);
    return undefined;
  }
}

import type { CreatedUserToken } from '../etoro/answers.ts';
import type { Etoro } from '../etoro/client.ts';
import type { EtoroClock } from '../etoro/clock.ts';
import { EtoroError } from '../etoro/errors.ts';
import type { Retries } from '../etoro/retries.ts';
import type { Scopes } from '../etoro/scopes.ts';
import { verdictOf } from '../etoro/verdict.ts';
import type { Clock } from '../time/clock.ts';
import { compareGrant, type Granted } from './granted.ts';
import type { Ledger } from './ledger.ts';

export interface UserTokenRequest {
  readonly scopes: Scopes;
  /** The addresses that may use the token; none: any. */
  readonly ipsWhitelist: readonly string[];
  /** Milliseconds. */
  readonly expiresIn: number;
  /** The exact name, or a function that makes another name for each try. */
  readonly name: string | (() => string);
}

/** The token that the job gets. */
export interface IssuedUserToken extends CreatedUserToken {
  readonly userTokenName: string;
  readonly granted: Granted;
}

export interface CreateTools {
  readonly etoro: Etoro;
  readonly etoroClock: EtoroClock;
  readonly ledger: Ledger;
  readonly retries: Retries;
  readonly clock: Clock;
}

/** Sends one create call. The ledger knows about it before it is sent, and about its token before anything else happens. */
export async function createOnce(
  { name, scopes, ipsWhitelist, expiresIn }: UserTokenRequest,
  { etoro, etoroClock, ledger, retries, clock }: CreateTools,
): Promise<IssuedUserToken> {
  const userTokenName = typeof name === 'string' ? name : name();
  const sentAt = clock.now();
  const expiresAt = sentAt + etoroClock.correction() + expiresIn;
  const order = { userTokenName, scopes, ipsWhitelist, expiresAt };
  const isGenerated = typeof name !== 'string';
  const token = { userTokenName, isGenerated, expiresAt, ipsWhitelist, sentAt };
  ledger.add(token);
  try {
    const created = await etoro.createUserToken(order, retries.limits());
    ledger.identify(token, created.userTokenId);
    return { ...created, userTokenName, granted: compareGrant(created.granted, order) };
  } catch (error) {
    const verdict = error instanceof EtoroError ? verdictOf(error) : undefined;
    // No other call has a generated name. If it is taken, a gateway sent this call twice.
    const isTwin = verdict?.next === 'other-name' && isGenerated;
    if (verdict?.mayHaveWorked === false && !isTwin) ledger.remove(token);
    throw error;
  }
}

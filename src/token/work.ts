import type { CallLimits } from '../etoro/call.ts';
import type { Etoro } from '../etoro/client.ts';
import type { EtoroError } from '../etoro/errors.ts';
import type { Uuid } from '../etoro/uuid.ts';
import { parseName, type Family } from '../names/family.ts';
import type { Time } from '../time/clock.ts';
import { SECOND } from '../time/duration.ts';

/**
 * How long after a create call was sent its token may still appear: longer than any call is waited for, because eToro may
 * go on with it when nobody waits any more.
 */
export const SLOWEST_CREATE = 25 * SECOND;

/** A token that has to be revoked. */
export interface TokenToRevoke {
  readonly userTokenId: Uuid;
  /** Fit for the log; empty when it is not known. */
  readonly userTokenName: string;
  /** After this moment, a failure to revoke it is no harm. */
  readonly expiresAt?: Time | 'never' | undefined;
}

/** What one round of revoking did. */
export interface Round {
  /** How many tokens it revoked, or found gone. */
  readonly revoked: number;
  /** A failure that may pass: of the search, or of a token that is still to be revoked. */
  readonly failure: EtoroError | undefined;
  /** Why a token cannot be revoked at all. */
  readonly refusal: EtoroError | undefined;
}

/** Tokens that have to be revoked. */
export interface Work {
  readonly find: (limits: CallLimits) => Promise<readonly TokenToRevoke[]>;
  /** Asked after each round. */
  readonly isDone: (round: Round) => boolean;
}

/** Whether nothing is left that another round could do, where no token can appear any more. */
export const oneSuccess: Work['isDone'] = ({ failure }) => failure === undefined;

/** Tokens whose ids are known. */
export function these(tokens: readonly TokenToRevoke[], isDone = oneSuccess): Work {
  return { find: () => Promise.resolve(tokens), isDone };
}

/**
 * The tokens with a name of a family, whoever knows of them.
 *
 * @param kept the one that stays
 */
export function sweep(family: Family, etoro: Etoro, isDone = oneSuccess, kept?: Uuid): Work {
  return {
    isDone,
    async find(limits) {
      const listed = await etoro.listUserTokens(limits);
      return listed.filter(
        ({ userTokenId, userTokenName }) =>
          userTokenId !== kept && parseName(userTokenName)?.family === family,
      );
    },
  };
}

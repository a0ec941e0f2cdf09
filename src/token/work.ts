import type { ListedUserToken } from '../etoro/answers.ts';
import type { CallLimits } from '../etoro/call.ts';
import type { Etoro } from '../etoro/client.ts';
import type { EtoroClock } from '../etoro/clock.ts';
import type { EtoroError } from '../etoro/errors.ts';
import type { Uuid } from '../etoro/uuid.ts';
import { parseName, type Family } from '../names/family.ts';
import { SECOND, type Clock, type Time } from '../time/clock.ts';

/**
 * How long after a create call was sent its token may still appear: longer than any call is waited for, because eToro may
 * go on with it when nobody waits any more.
 */
const SLOWEST_CREATE = 25 * SECOND;

/** A token by its id. Its name is fit for the log, and empty when it is not known. */
export type TokenToRevoke = Pick<ListedUserToken, 'userTokenId' | 'userTokenName' | 'expiresAt'>;

/** What the post step has to know about the tokens of a step. Its size does not grow with the number of tries. */
export interface Made {
  /** The token in hand, which is to be revoked when the job ends. */
  readonly token?: TokenToRevoke | undefined;
  /** The token that was handed out and stays when the job is over. */
  readonly keptId?: Uuid;
  /** When the last create call was sent that may have made a token that nobody holds, as `Clock.elapsed` tells it. */
  readonly uncertainAt?: number | undefined;
  /** When the last token expires that the step may have made, by eToro's clock. */
  readonly expiresAt?: Time | undefined;
}

/** Of a step that did not end: it may have sent its last call just now. */
export const NOT_ENDED: Made = { uncertainAt: Infinity };

/** What one round of revoking did. */
export interface Round {
  /** When it asked for the tokens, as `Clock.elapsed` tells it. */
  readonly askedAt: number;
  /** How many tokens it revoked, or found gone. */
  readonly revoked: number;
  /** A failure that may pass: of the search, or of a token that is still to be revoked. */
  readonly failure: EtoroError | undefined;
  /** Why a token cannot be revoked at all. */
  readonly refusal: EtoroError | undefined;
}

export interface Work {
  readonly find: (etoro: Etoro, limits: CallLimits) => Promise<readonly TokenToRevoke[]>;
  /** Asked once after each round, so it may keep count. */
  readonly isDone: (round: Round) => boolean;
}

/** Whether a round left nothing to be tried again. */
export const isComplete: Work['isDone'] = ({ failure }) => failure === undefined;

/** Whether a round found nothing more, so late that a create call sent at `sentAt` can make no token any more. */
export function isSettledSince(sentAt: number): Work['isDone'] {
  return ({ askedAt, revoked, failure }) => revoked === 0 && failure === undefined && askedAt - sentAt > SLOWEST_CREATE;
}

export function these(tokens: readonly TokenToRevoke[]): Work {
  return { find: () => Promise.resolve(tokens), isDone: isComplete };
}

/** The tokens with a name of a family, whoever knows of them, but for one that stays. */
export function sweep(family: Family, isDone: Work['isDone'], keptId?: Uuid): Work {
  return {
    isDone,
    async find(etoro, limits) {
      const listed = await etoro.listUserTokens(limits);
      return listed.filter(
        ({ userTokenId, userTokenName }) => userTokenId !== keptId && parseName(userTokenName)?.family === family,
      );
    },
  };
}

/** What has to be revoked of what a step has made. */
export function worksOf(family: Family, { token, keptId, uncertainAt }: Made, isDone: Work['isDone']): Work[] {
  return [...(token ? [these([token])] : []), ...(uncertainAt === undefined ? [] : [sweep(family, isDone, keptId)])];
}

/** The same for the post step, which looks until no token can appear any more, or each has expired. */
export function worksLeft(family: Family, made: Made, clock: Clock, etoroClock: EtoroClock): Work[] {
  const isSettled = isSettledSince(Math.min(made.uncertainAt ?? 0, clock.elapsed()));
  return worksOf(family, made, (round) => etoroClock.isPast(made.expiresAt) || isSettled(round));
}

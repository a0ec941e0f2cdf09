import type { Etoro } from '../etoro/client.ts';
import type { Uuid } from '../etoro/uuid.ts';
import { isKeptFamily, type Family } from '../names/family.ts';
import type { Clock, Time } from '../time/clock.ts';
import type { Made } from './life.ts';
import { SLOWEST_CREATE, sweep, these, type TokenToRevoke, type Work } from './work.ts';

/** What a step leaves to the post step. */
export interface Left {
  readonly token: TokenToRevoke | undefined;
  /** A token that stays on purpose. */
  readonly keptId: Uuid | undefined;
  /** When a token was last asked for that nobody may hold, by the runner's clock. */
  readonly uncertainAt: Time | undefined;
}

/**
 * @param hasEnded whether the step has said that it will send no call any more; otherwise it may have sent one just now
 * @returns nothing when nothing is left
 */
export function whatIsLeft(
  family: Family,
  { token, isHandedOut, uncertainAt: toldAt }: Made,
  hasEnded: boolean,
): Left | undefined {
  const isKept = isHandedOut === true && isKeptFamily(family);
  const uncertainAt = hasEnded ? toldAt : Infinity;
  if ((!token || isKept) && uncertainAt === undefined) return undefined;
  return isKept
    ? { token: undefined, keptId: token?.userTokenId, uncertainAt }
    : { token, keptId: undefined, uncertainAt };
}

/**
 * What has to be done about it: a token is revoked, and a family is swept until no more can appear.
 *
 * @param isOver whether all tokens of the family have expired
 */
export function worksOf(
  { token, keptId, uncertainAt }: Left,
  family: Family,
  { etoro, clock }: { readonly etoro: Etoro; readonly clock: Clock },
  isOver: () => boolean,
): Work[] {
  const works = token ? [these([token])] : [];
  if (uncertainAt === undefined) return works;
  // The clock may have been set back since.
  const sentAt = Math.min(uncertainAt, clock.now());
  const isSettled: Work['isDone'] = ({ revoked, failure }) =>
    isOver() || (revoked === 0 && !failure && clock.now() - sentAt > SLOWEST_CREATE);
  return [...works, sweep(family, etoro, isSettled, keptId)];
}

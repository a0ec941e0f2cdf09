import type { CreatedUserToken } from '../etoro/answers.ts';
import type { UserTokenOrder } from '../etoro/client.ts';
import { EtoroError, verdictOf } from '../etoro/errors.ts';
import { alsoFailed, type Retries } from '../etoro/retries.ts';
import { isKeptFamily, type Family } from '../names/family.ts';
import { SECOND, startBudget, type Budget } from '../time/clock.ts';
import { revokeAll, type RevokeTools } from './revoke.ts';
import { isComplete, isSettledSince, sweep, worksOf, type Made } from './work.ts';

/** How many tokens that nobody holds may be alive at once. */
const MOST_LOST = 3;

/** How long a step that ends without a token cleans up. */
const LONGEST_CLEAN_UP = 4.5 * SECOND;

export interface LifeTools extends RevokeTools {
  readonly startRetries: (budget: Budget, signal: AbortSignal) => Retries;
  /** Writes down for the post step what was made, when the step ends. */
  readonly end: (made: Made) => void;
}

export type Life = ReturnType<typeof startLife>;

/** Watches over the tokens of a step, from its first create call to its end. */
export function startLife(family: Family, tools: LifeTools) {
  const { etoro, clock, log, retries } = tools;
  let made: Made = {};
  let lost = 0;
  const lose = (uncertainAt: number) => {
    lost++;
    made = { ...made, uncertainAt };
  };

  return {
    async create(order: UserTokenOrder): Promise<CreatedUserToken> {
      const limits = retries.limits();
      const { userTokenName, expiresAt } = order;
      const sentAt = clock.elapsed();
      made = { ...made, expiresAt: Math.max(expiresAt, made.expiresAt ?? 0) };
      try {
        const created = await etoro.createUserToken(order, limits);
        made = { ...made, token: { userTokenId: created.userTokenId, userTokenName, expiresAt } };
        return created;
      } catch (error) {
        if (!(error instanceof EtoroError) || verdictOf(error).mayHaveWorked) lose(sentAt);
        throw error;
      }
    },

    /** Sweeps where `most` tokens are lost, and says so. Throws `cause`, with what was found, when that is no success. */
    async settle(cause: EtoroError, most = MOST_LOST): Promise<boolean> {
      if (lost < most) return false;
      const isSettled = isSettledSince(made.uncertainAt ?? 0);
      const work = sweep(family, (round) => {
        lost = isSettled(round) ? 0 : Math.max(0, lost - round.revoked);
        return round.refusal !== undefined || lost < most;
      });
      const { failure } = await revokeAll(work, tools);
      if (failure && lost >= most) throw alsoFailed(cause, 'Looking for lost tokens', failure);
      return true;
    },

    /** Tries to revoke what the step has made and does not hand out. What is left is left to the post step. */
    async cleanUp(signal = new AbortController().signal): Promise<void> {
      const inTime = tools.startRetries(startBudget(LONGEST_CLEAN_UP, clock), signal);
      const works = worksOf(family, made, isComplete);
      made = { ...made, token: undefined };
      for (const work of works) {
        const { failure } = await revokeAll(work, { ...tools, retries: inTime });
        if (!failure) continue;
        lose(made.uncertainAt ?? clock.elapsed());
        log.info(`${failure.message.replace(/\.$/, '')}. The post step, if there is one, tries again to revoke.`);
      }
    },

    /** Nothing more is made. A token that is still in hand is the job's from now on. */
    end(): void {
      const { token, ...rest } = made;
      tools.end(token && isKeptFamily(family) ? { ...rest, keptId: token.userTokenId } : made);
    },
  };
}

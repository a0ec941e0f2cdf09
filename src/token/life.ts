import type { CreatedUserToken } from '../etoro/answers.ts';
import type { UserTokenOrder } from '../etoro/client.ts';
import { EtoroError } from '../etoro/errors.ts';
import type { Retries } from '../etoro/retries.ts';
import { verdictOf } from '../etoro/verdict.ts';
import type { Family } from '../names/family.ts';
import { startBudget, type Budget } from '../time/budget.ts';
import type { Clock, Time } from '../time/clock.ts';
import { SECOND } from '../time/duration.ts';
import { alsoFailed, revokeAll, type RevokeTools } from './revoke.ts';
import { SLOWEST_CREATE, sweep, these, type TokenToRevoke } from './work.ts';

/** How many tokens that nobody holds may be alive at once. */
const MOST_LOST = 3;

/** How long a step that ends without a token cleans up. */
const LONGEST_CLEAN_UP = 4.5 * SECOND;

/** What the post step has to know about the tokens of a step. Its size does not grow with the number of tries. */
export interface Made {
  /** The token in hand. */
  readonly token?: TokenToRevoke | undefined;
  /** Whether later steps have it. */
  readonly isHandedOut?: boolean;
  /** When the last create call was sent that may have made a token that nobody holds, by the runner's clock. */
  readonly uncertainAt?: Time | undefined;
  /** When the last token expires that the step may have made, by eToro's clock. */
  readonly expiresAt?: Time | undefined;
}

export interface LifeTools extends RevokeTools {
  readonly clock: Clock;
  readonly startRetries: (budget: Budget, signal: AbortSignal) => Retries;
  /** Writes down what the post step has to know. */
  readonly save: (made: Made) => void;
}

export type Life = ReturnType<typeof startLife>;

/** Watches over the tokens of a step, from its first create call to its end. */
export function startLife(family: Family, tools: LifeTools) {
  const { etoro, clock, retries } = tools;
  let made: Made = {};
  let lost = 0;
  const update = (change: Made) => {
    made = { ...made, ...change };
  };
  const lose = (uncertainAt: Time) => {
    lost++;
    update({ uncertainAt });
  };

  return {
    /** Sends one create call. */
    async create(order: UserTokenOrder): Promise<CreatedUserToken> {
      const limits = retries.limits();
      const { userTokenName, expiresAt } = order;
      const sentAt = clock.now();
      update({ expiresAt: Math.max(expiresAt, made.expiresAt ?? 0) });
      try {
        const created = await etoro.createUserToken(order, limits);
        const { userTokenId } = created;
        update({ token: { userTokenId, userTokenName, expiresAt } });
        tools.save(made);
        return created;
      } catch (error) {
        if (!(error instanceof EtoroError) || verdictOf(error).mayHaveWorked) lose(sentAt);
        throw error;
      }
    },

    /** Sweeps where too many tokens are lost. Throws `cause`, with what was found, when that is no success. */
    async settle(cause: EtoroError): Promise<void> {
      if (lost < MOST_LOST) return;
      const work = sweep(family, etoro, ({ revoked, failure, refusal }) => {
        const isLate = clock.now() - (made.uncertainAt ?? 0) > SLOWEST_CREATE;
        lost = revoked === 0 && !failure && isLate ? 0 : Math.max(0, lost - revoked);
        return refusal !== undefined || lost < MOST_LOST;
      });
      const { failure } = await revokeAll(work, tools);
      if (failure && lost >= MOST_LOST) {
        throw alsoFailed(cause, 'Looking for lost tokens', failure);
      }
    },

    /** The token in hand is the job's from now on. */
    handOut(): void {
      update({ isHandedOut: true });
      tools.save(made);
    },

    /** Tries to revoke what the step has made and does not hand out. What is left is left to the post step. */
    async cleanUp(): Promise<void> {
      const isLeft = await isLeftInHaste(family, made, tools);
      update({ token: undefined });
      if (isLeft) lose(made.uncertainAt ?? clock.now());
      tools.save(made);
    },
  };
}

/** Revokes in the time that a step has at its end. @returns whether a token may be left */
async function isLeftInHaste(
  family: Family,
  { token, uncertainAt }: Made,
  tools: LifeTools,
): Promise<boolean> {
  const { etoro, clock, log, startRetries } = tools;
  const retries = startRetries(startBudget(LONGEST_CLEAN_UP, clock), new AbortController().signal);
  let isLeft = false;
  for (const work of [
    ...(token ? [these([token])] : []),
    ...(uncertainAt === undefined ? [] : [sweep(family, etoro)]),
  ]) {
    const { failure } = await revokeAll(work, { ...tools, retries });
    if (!failure) continue;
    isLeft = true;
    log.info(`${failure.message}. The post step, if there is one, tries again to revoke.`);
  }
  return isLeft;
}

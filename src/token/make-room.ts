import type { ListedUserToken } from '../etoro/answers.ts';
import type { EtoroClock } from '../etoro/clock.ts';
import type { EtoroError } from '../etoro/errors.ts';
import { alsoFailed } from '../etoro/retries.ts';
import { parseName } from '../names/family.ts';
import type { Clock } from '../time/clock.ts';
import { revokeAll, type RevokeTools } from './revoke.ts';
import { isComplete } from './work.ts';

/** How many tokens are revoked at once: half of what a user key may write in a minute, because the job needs some too. */
const MOST_REVOKED_AT_ONCE = 10;

/** Whether a token is past its expiry, by the runner's clock and by eToro's: one of the two may be wrong. */
export function hasExpired({ expiresAt }: ListedUserToken, clock: Clock, etoroClock: EtoroClock): boolean {
  return expiresAt !== undefined && expiresAt < clock.now() && etoroClock.isPast(expiresAt);
}

/**
 * Revokes some of the tokens that have expired and have a name of this action's form; without any, throws `full` with
 * what it found.
 */
export async function makeRoom(full: EtoroError, tools: RevokeTools): Promise<void> {
  const { etoro, etoroClock, clock, log } = tools;
  let hasTried = false;
  let finding: string | undefined;
  const { failure, ends } = await revokeAll(
    {
      async find(_etoro, limits) {
        const listed = await etoro.listUserTokens(limits);
        const expired = listed.filter((token) => hasExpired(token, clock, etoroClock));
        const removable = expired.filter(({ userTokenName }) => parseName(userTokenName));
        if (!hasTried && removable.length === 0) finding = tally(listed.length, expired.length);
        else if (!hasTried) log.info('The portfolio is full. Revoking tokens of this action that have expired.');
        hasTried = true;
        return removable
          .slice(0, MOST_REVOKED_AT_ONCE)
          .map(({ userTokenId, userTokenName }) => ({ userTokenId, userTokenName }));
      },
      isDone: isComplete,
    },
    tools,
  );
  if (finding !== undefined) throw full.with(finding);
  if (failure && [...ends.values()].every((end) => end instanceof Error)) {
    throw alsoFailed(full, 'Making room', failure);
  }
}

function tally(tokens: number, expired: number): string {
  const count = tokens === 1 ? '1 token' : `${tokens} tokens`;
  return `It has ${count}, ${expired} of them expired, and none that this action may revoke by itself (expired, and with a name of this action's form).`;
}

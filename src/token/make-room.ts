import type { Etoro } from '../etoro/client.ts';
import type { EtoroClock } from '../etoro/clock.ts';
import { EtoroError } from '../etoro/errors.ts';
import type { Retries } from '../etoro/retries.ts';
import { verdictOf } from '../etoro/verdict.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import type { Log } from '../secrets/log.ts';
import { quote } from '../secrets/shown-text.ts';
import type { Portfolio } from '../etoro/answers.ts';
import { GENERATED_PREFIX } from './name.ts';
import { CouldNotRecover } from './recover.ts';

/** How many tokens are revoked at once: half of what a user key may write in a minute, because the job needs some too. */
const MOST_REVOKED_AT_ONCE = 10;

/** The portfolio has no room for another token, and the action may revoke nothing on it. */
export class PortfolioFull extends Error {
  override readonly name = 'PortfolioFull';
  override readonly cause: EtoroError;
  /** How many tokens the portfolio has, and how many of them are past their expiry. */
  readonly tokens: number;
  readonly expired: number;

  constructor(cause: EtoroError, tokens: number, expired: number) {
    super(cause.message);
    this.cause = cause;
    this.tokens = tokens;
    this.expired = expired;
  }
}

export interface MakeRoomTools {
  readonly etoro: Etoro;
  readonly etoroClock: EtoroClock;
  readonly retries: Retries;
  readonly log: Log;
  readonly secrets: KnownSecrets;
}

/** The tokens that are both past their expiry and named as this action names them. */
export function expiredGenerated(
  userTokens: Portfolio['userTokens'],
  etoroClock: EtoroClock,
): Portfolio['userTokens'] {
  return expiredOf(userTokens, etoroClock).filter(({ userTokenName }) =>
    userTokenName.startsWith(GENERATED_PREFIX),
  );
}

function expiredOf(userTokens: Portfolio['userTokens'], etoroClock: EtoroClock) {
  const now = etoroClock.earliestNow();
  return userTokens.filter(({ expiresAt }) => typeof expiresAt === 'number' && expiresAt < now);
}

/** Revokes some of the tokens that are both expired and named `gha-…`. A failure that may pass is waited for. */
export async function makeRoom(full: EtoroError, tools: MakeRoomTools): Promise<void> {
  try {
    await revokeExpired(full, tools);
  } catch (error) {
    if (!(error instanceof EtoroError)) throw error;
    if (verdictOf(error).next !== 'wait') throw new CouldNotRecover(full, error);
    await tools.retries.waitAfter(error, 'trying again to make room');
  }
}

async function revokeExpired(
  full: EtoroError,
  { etoro, etoroClock, retries, log, secrets }: MakeRoomTools,
): Promise<void> {
  const userTokens = await etoro.listUserTokens(retries.limits());
  const removable = expiredGenerated(userTokens, etoroClock);
  if (removable.length === 0) {
    throw new PortfolioFull(full, userTokens.length, expiredOf(userTokens, etoroClock).length);
  }
  for (const { userTokenId, userTokenName } of removable.slice(0, MOST_REVOKED_AT_ONCE)) {
    const end = await etoro.revokeUserToken(userTokenId, retries.limits());
    // Another job may be making room, too.
    if (end === 'gone') continue;
    const name = quote(secrets.foreignText(userTokenName, 80));
    log.info(`The portfolio is full: revoked the expired user token ${name}.`);
  }
}

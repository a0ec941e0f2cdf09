import { EtoroError } from '../etoro/errors.ts';
import { OutOfTime } from '../etoro/retries.ts';
import { verdictOf } from '../etoro/verdict.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import { SECOND } from '../time/duration.ts';
import type { IssuedUserToken } from './create.ts';
import { GrantedMore } from './granted.ts';
import { settleOnce, type SettleTools } from './lost.ts';

/** The pause between two looks for a token that may still appear. */
const LOOK_PAUSE = 5 * SECOND;

/** A create call failed, and so did the search for what it may have made. */
export class CouldNotRecover extends Error {
  override readonly name = 'CouldNotRecover';
  /** What the create call failed with. */
  override readonly cause: EtoroError;
  /** What the search failed with. */
  readonly recovery: EtoroError | OutOfTime;

  constructor(cause: EtoroError, recovery: EtoroError | OutOfTime) {
    super(cause.message);
    this.cause = cause;
    this.recovery = recovery;
  }
}

/**
 * Revokes what failed create calls may have made, with retries, until that is enough.
 *
 * @param cause the failure of the last create call
 * @returns how many tokens were revoked
 */
export async function settle(
  cause: EtoroError,
  isEnough: () => boolean,
  tools: SettleTools,
): Promise<number> {
  const { ledger, retries } = tools;
  const next = 'looking again for lost tokens';
  const before = ledger.tokens().length;
  for (;;) {
    const [error] = (await settleOnce(tools)).values();
    if (error === undefined) {
      if (isEnough()) return before - ledger.tokens().length;
      await retries.waitAfter(cause, next, LOOK_PAUSE);
      continue;
    }
    if (verdictOf(error).next !== 'wait') throw new CouldNotRecover(cause, error);
    try {
      await retries.waitAfter(error, next);
    } catch (outOfTime) {
      throw outOfTime instanceof OutOfTime ? new CouldNotRecover(cause, outOfTime) : outOfTime;
    }
  }
}

/** Tries once to revoke what is not held. What fails is left to the post step. */
export async function trySettle(tools: SettleTools): Promise<void> {
  for (const { message } of new Set((await settleOnce(tools)).values())) {
    tools.log.info(`${message}. The post step tries again to revoke what was made.`);
  }
}

/** Revokes a token that may do more than was asked for, and throws. Warns of one that may do less. */
export async function rejectMoreThanAsked(
  { granted: { more, less }, call }: IssuedUserToken,
  tools: SettleTools & { readonly secrets: KnownSecrets },
): Promise<void> {
  const { secrets, log } = tools;
  const listed = (texts: readonly string[]) => secrets.foreignText(texts.join('; '));
  if (more.length > 0) {
    await trySettle(tools);
    throw new GrantedMore(listed(more), call);
  }
  if (less.length > 0) log.warning(`eToro granted less than was asked for: ${listed(less)}.`);
}

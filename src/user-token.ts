import type { Uuid } from './agent-portfolio-id.ts';
import type { Clock } from './clock.ts';
import { formatDuration } from './duration.ts';
import type { Etoro, ListedUserToken, MadeUserToken, UserTokenOrder } from './etoro/client.ts';
import { EtoroError, RefusedCall } from './etoro/errors.ts';
import { outcomeOf } from './etoro/outcome.ts';
import type { Log } from './log.ts';
import type { Patience } from './patience.ts';
import { quote } from './parsed.ts';
import { foreignText } from './secret.ts';
import type { Ledger, PendingToken } from './state.ts';
import { GENERATED_PREFIX } from './token-name.ts';

/**
 * How long after a create call was sent its token may still appear, in milliseconds: longer than any call is waited for,
 * since eToro may go on with it when nobody waits any more.
 */
const SLOWEST_CREATE = 25_000;

/** The longest pause between two looks for a token that may still appear, in milliseconds. */
const LONGEST_LOOK_PAUSE = 5000;

/** A runner's clock that is off by more than this is corrected by eToro's, in milliseconds. */
const TOLERATED_CLOCK_ERROR = 30_000;

/** A runner's clock that is set right while the job runs was seldom off by more than this, in milliseconds. */
const CORRECTED_CLOCK_ERROR = 30 * 60 * 1000;

/** A clock that is off by more than this is as likely eToro's as the runner's, in milliseconds. */
const BELIEVED_CLOCK_ERROR = 24 * 60 * 60 * 1000;

/** How often room is made on a full portfolio before it is given up. */
const MOST_CLEANUPS = 3;

/** How many tokens are revoked in one clean-up: half of what a user key may write in a minute, for the job needs some too. */
const MOST_REVOKED_AT_ONCE = 10;

/** The portfolio has no room for another token, and nothing on it may be revoked to make some. */
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

/** What the token shall be, but for what each try gives anew. */
export interface UserTokenRequest extends Omit<UserTokenOrder, 'userTokenName' | 'expiresAt'> {
  /** The exact name; `null` for a generated one. */
  readonly tokenName: string | null;
  /** Another name for each try. */
  readonly generateName: () => string;
  /** Milliseconds. */
  readonly expiresIn: number;
}

export interface IssuedUserToken extends MadeUserToken {
  /** What the ledger knows it as. */
  readonly pending: PendingToken;
}

export interface Tools {
  readonly etoro: Etoro;
  readonly ledger: Ledger;
  readonly patience: Patience;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Creates the token, whatever it takes within the patience, and leaves no other behind: the create call is not
 * idempotent and its secret is shown once, so what a lost answer may have made is looked for by name and revoked before
 * the next try. What cannot be settled now stays in the ledger, for the post step.
 */
export async function issueUserToken(
  request: UserTokenRequest,
  tools: Tools,
): Promise<IssuedUserToken> {
  const { etoro, ledger, patience, clock, log } = tools;
  const unsettled = new Set<PendingToken>();
  /** How far eToro's clock is ahead of the runner's, as far as that has to be known. */
  let clockError: number | undefined;
  let cleanups = 0;
  /** The refusal of an exact name that this job's own lost answer may have taken. */
  let conflict: EtoroError | undefined;

  /** Says whether the clock error is new, so that another try would ask for another expiry. */
  function learnClockError(serverTime: number | undefined): boolean {
    if (serverTime === undefined || clockError !== undefined) return false;
    const error = serverTime - clock.now();
    if (Math.abs(error) <= TOLERATED_CLOCK_ERROR || Math.abs(error) > BELIEVED_CLOCK_ERROR)
      return false;
    clockError = error;
    const side = error > 0 ? 'behind' : 'ahead of';
    log.warning(
      `This runner's clock is ${formatDuration(Math.abs(error))} ${side} eToro's. The token's expiry is set by eToro's clock.`,
    );
    return true;
  }

  for (;;) {
    let pending: PendingToken | undefined;
    try {
      const revoked = await settle(unsettled, tools);
      if (conflict && !revoked) throw conflict;
      conflict = undefined;
      const sentAt = clock.now();
      const generated = request.tokenName === null;
      pending = {
        userTokenName: request.tokenName ?? request.generateName(),
        generated,
        expiresAt: utcSeconds(sentAt + (clockError ?? 0) + request.expiresIn),
        ipsWhitelist: request.ipsWhitelist,
        sentAt,
      };
      ledger.add(pending);
      const made = await etoro.createUserToken({ ...pending, ...request }, patience.limits());
      const known = { ...pending, userTokenId: made.userTokenId };
      ledger.replace(pending, known);
      if (learnClockError(made.call.serverTime)) {
        unsettled.add(known);
        continue;
      }
      return { ...made, pending: known };
    } catch (error) {
      if (!(error instanceof EtoroError)) throw error;
      if (pending === undefined) {
        await patience.pauseAfter(unlessFinal(error));
        // What could not be settled may have been what held the name.
        conflict = undefined;
        continue;
      }
      switch (outcomeOf(error)) {
        case 'limited':
        case 'not-sent':
          ledger.remove(pending);
          await patience.pauseAfter(error);
          break;
        case 'full':
          ledger.remove(pending);
          if (cleanups++ === MOST_CLEANUPS) throw error;
          await makeRoom(error, tools);
          break;
        case 'name-taken':
          if (pending.generated) {
            // Nobody else makes up the same name: a gateway sent this job's call twice.
            unsettled.add(pending);
          } else {
            ledger.remove(pending);
            // Without a lost answer of this job's, the name is another's, and none of its business.
            if (unsettled.size === 0) throw error;
            conflict = error;
          }
          await patience.pauseAfter(error);
          break;
        case 'unknown':
          unsettled.add(pending);
          await patience.pauseAfter(error);
          break;
        case 'broken':
          await settleBroken(pending, tools);
          throw error;
        case 'refused':
        case 'unreachable':
          ledger.remove(pending);
          // With a clock that is off, what is wrong with the request may be the expiry.
          if (error instanceof RefusedCall && error.refusal.status === 400) {
            if (learnClockError(error.call.serverTime)) break;
          }
          throw error;
      }
    }
  }
}

/** Passes on an error that another try may mend, and throws any other. */
function unlessFinal(error: EtoroError): EtoroError {
  if (['refused', 'unreachable', 'name-taken'].includes(outcomeOf(error))) throw error;
  return error;
}

/** What a broken answer has made is looked for once; what cannot be settled now is the post step's. */
async function settleBroken(pending: PendingToken, tools: Tools): Promise<void> {
  try {
    await settle(new Set([pending]), tools);
  } catch (error) {
    if (!(error instanceof EtoroError)) throw error;
    tools.log.info(`${error.message}. The post step looks again for what was made.`);
  }
}

/**
 * Revokes the tokens, finding those without an id by their name, and takes what is revoked out of the set and out of the
 * ledger. One that cannot be found stays in the set until it cannot appear any more.
 *
 * @returns whether any token was revoked
 */
export async function settle(
  tokens: Set<PendingToken>,
  {
    etoro,
    ledger,
    patience,
    clock,
    log,
  }: Omit<Tools, 'ledger'> & { ledger: Pick<Ledger, 'remove'> },
): Promise<boolean> {
  if (tokens.size === 0) return false;
  let revoked = false;
  let firstError: EtoroError | undefined;
  const settled = (token: PendingToken) => {
    tokens.delete(token);
    ledger.remove(token);
  };
  /** Says whether the token is gone now. One that cannot be revoked does not keep others from it. */
  const revoke = async (token: PendingToken, userTokenId: Uuid): Promise<boolean> => {
    if (firstError && patience.limits().timeout === 0) return false;
    try {
      const was = await etoro.revokeUserToken(userTokenId, patience.limits());
      log.info(
        was === 'revoked'
          ? `Revoked the user token ${quote(token.userTokenName)}.`
          : `The user token ${quote(token.userTokenName)} is gone already.`,
      );
      revoked = true;
      return true;
    } catch (error) {
      if (!(error instanceof EtoroError)) throw error;
      firstError ??= error;
      return false;
    }
  };

  const nameless = [...tokens].filter((token) => token.userTokenId === undefined);
  for (const token of tokens) {
    if (token.userTokenId !== undefined && (await revoke(token, token.userTokenId))) settled(token);
  }
  if (nameless.length > 0) {
    const askedAt = clock.now();
    const { userTokens, serverTime } = await etoro.listUserTokens(patience.limits());
    const clockError = serverTime === undefined ? 0 : serverTime - clock.now();
    for (const token of nameless) {
      const over = askedAt - token.sentAt > SLOWEST_CREATE;
      // Of two calls with the same exact name, the one that has not made what is found may still make another.
      // That other one may be the token whose id is known: what is found may be its listing.
      const alone = ![...tokens].some(
        (other) => other !== token && other.userTokenName === token.userTokenName,
      );
      const found = userTokens.filter((listed) => isSame(listed, token, clockError));
      let left = found.length;
      for (const { userTokenId } of found) if (await revoke(token, userTokenId)) left--;
      if (found.length > 0 && left === 0 && (over || alone)) settled(token);
      if (found.length === 0 && over) {
        log.info(`No user token ${quote(token.userTokenName)} was made.`);
        // The ledger still has it, for one more look when the job is over.
        tokens.delete(token);
      }
    }
  }
  if (firstError) throw firstError;
  return revoked;
}

/**
 * Revokes the tokens, with retries, until none of them is there nor can appear any more. Takes out of the set what is
 * done, so that what is in it after an error is what may be left.
 *
 * @param startPatience for failures, anew after each wait for eToro's rate limit; `limitPatience` is for those waits
 */
export async function revokeAll(
  tokens: Set<PendingToken>,
  {
    startPatience,
    limitPatience,
    ...tools
  }: Omit<Tools, 'ledger' | 'patience'> & {
    startPatience: () => Patience;
    limitPatience: Patience;
    signal: AbortSignal;
  },
): Promise<void> {
  let patience = startPatience();
  // Nobody comes after the post step, so there is nothing to note down.
  const ledger = { remove: () => undefined };
  for (let looks = 0; ; looks++) {
    try {
      await settle(tokens, { ...tools, patience, ledger });
      if (tokens.size === 0) return;
      if (looks === 0) {
        const names = [...tokens].map(({ userTokenName }) => quote(userTokenName)).join(', ');
        tools.log.info(`eToro may still be making ${names}. Looking again until that is certain.`);
      }
      await tools.clock.sleep(Math.min(LONGEST_LOOK_PAUSE, 500 * 2 ** looks), tools.signal);
    } catch (error) {
      if (!(error instanceof EtoroError)) throw error;
      if (outcomeOf(error) === 'limited') {
        await limitPatience.pauseAfter(error);
        // What was waited for the rate limit is not the failures' time, nor the next call's.
        patience = startPatience();
      } else {
        await patience.pauseAfter(unlessFinal(error));
      }
    }
  }
}

/**
 * Whether a listed token is the one that a call of this job made. A generated name is proof; an exact one may be another
 * job's token, so what was asked for must fit too: the second it expires, the addresses, and about when it was made.
 */
function isSame(listed: ListedUserToken, token: PendingToken, clockError: number): boolean {
  if (listed.userTokenName !== token.userTokenName) return false;
  if (token.generated) return true;
  const { expiresAt, createdAt = Infinity, ipsWhitelist = token.ipsWhitelist } = listed;
  return (
    expiresAt !== undefined &&
    utcSeconds(expiresAt) === token.expiresAt &&
    createdAt >= token.sentAt + clockError - CORRECTED_CLOCK_ERROR &&
    [...ipsWhitelist].sort().join() === [...token.ipsWhitelist].sort().join()
  );
}

/** Revokes the tokens that are both past their expiry and named as this action names them, and touches no other. */
async function makeRoom(full: EtoroError, { etoro, patience, clock, log }: Tools): Promise<void> {
  try {
    const { userTokens, serverTime } = await etoro.listUserTokens(patience.limits());
    const now = believable(serverTime, clock);
    const expired = userTokens.filter(
      ({ expiresAt }) => expiresAt !== undefined && expiresAt < now,
    );
    const removable = expired.filter((token) => token.userTokenName.startsWith(GENERATED_PREFIX));
    if (removable.length === 0) throw new PortfolioFull(full, userTokens.length, expired.length);
    for (const { userTokenId, userTokenName } of removable.slice(0, MOST_REVOKED_AT_ONCE)) {
      const was = await etoro.revokeUserToken(userTokenId, patience.limits());
      // Another job may be making room, too.
      if (was === 'gone') continue;
      const name = quote(foreignText(userTokenName, log.secrets, 80));
      log.info(`The portfolio is full: revoked the expired user token ${name}.`);
    }
  } catch (error) {
    if (!(error instanceof EtoroError)) throw error;
    await patience.pauseAfter(unlessFinal(error));
  }
}

/** eToro's time, or the earlier one where the two clocks are too far apart: no token expires for a clock that is wrong. */
function believable(serverTime: number | undefined, clock: Clock): number {
  const now = clock.now();
  if (serverTime === undefined) return now;
  return Math.abs(serverTime - now) > BELIEVED_CLOCK_ERROR ? Math.min(serverTime, now) : serverTime;
}

/** Milliseconds since 1970 as eToro writes times: UTC, whole seconds, rounded down. */
function utcSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

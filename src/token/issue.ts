import type { CreatedUserToken } from '../etoro/answers.ts';
import type { UserTokenOrder } from '../etoro/client.ts';
import { EtoroError, verdictOf } from '../etoro/errors.ts';
import { nameOf, type Family } from '../names/family.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import type { Log } from '../secrets/log.ts';
import { compareGrant, type Granted } from './granted.ts';
import { startLife, type Life, type LifeTools } from './life.ts';
import { makeRoom } from './make-room.ts';

/** How often the step makes room on a full portfolio before it gives up. */
const MOST_CLEANUPS = 3;

/** What each try orders, but for its name and its expiry. */
export interface UserTokenRequest extends Pick<UserTokenOrder, 'scopes' | 'ipsWhitelist'> {
  readonly family: Family;
  /** Milliseconds. */
  readonly expiresIn: number;
}

export interface IssuedUserToken extends CreatedUserToken {
  readonly userTokenName: string;
  readonly granted: Granted;
}

/**
 * Creates the token, whatever it takes within the time of the retries, and hands it out, unless the step is told to
 * stop. The create call is not idempotent, and its secret is shown once: each try has the next name of the family, and
 * what is made and not handed out is revoked, here or in the post step.
 */
export async function issueUserToken(
  request: UserTokenRequest,
  handOut: (issued: IssuedUserToken) => void,
  signal: AbortSignal,
  tools: LifeTools & { readonly secrets: KnownSecrets },
): Promise<void> {
  const life = startLife(request.family, tools);
  try {
    const issued = await create(request, life, signal, tools);
    assertGranted(issued, tools.secrets, tools.log);
    signal.throwIfAborted();
    handOut(issued);
    life.end();
  } catch (error) {
    await life.cleanUp();
    life.end();
    throw error;
  }
}

async function create(
  { family, scopes, ipsWhitelist, expiresIn }: UserTokenRequest,
  life: Life,
  signal: AbortSignal,
  tools: LifeTools,
): Promise<IssuedUserToken> {
  const { etoroClock, clock, retries } = tools;
  for (let tries = 1, cleanups = 0; ; tries++) {
    const correction = etoroClock.correction();
    const isCorrected = () => etoroClock.correction() !== correction;
    const expiresAt = clock.now() + correction + expiresIn;
    const userTokenName = nameOf(family, tries);
    const order = { userTokenName, scopes, ipsWhitelist, expiresAt };
    try {
      const created = await life.create(order);
      if (!isCorrected()) {
        return { ...created, userTokenName, granted: compareGrant(created.granted, order) };
      }
      // The answer showed that the runner's clock is off, so the token has the wrong expiry. Another one is made.
      await life.cleanUp(signal);
    } catch (error) {
      if (!(error instanceof EtoroError)) throw error;
      const { cause, next } = verdictOf(error);
      // When the runner's clock is off, eToro may have refused the request because of its expiry.
      if (cause === 'refused' && isCorrected()) continue;
      if (next === 'stop') throw error;
      if (next === 'wait') {
        await retries.waitAfter(error, `try ${tries + 1} to create the token`);
        await life.settle(error);
      } else if (!(await life.settle(error, 1))) {
        if (cleanups++ === MOST_CLEANUPS) throw error;
        await makeRoom(error, tools);
      }
    }
  }
}

/** Throws for a token that may do more than was asked for. Warns of one that may do less. */
function assertGranted(
  { granted: { more, less }, call: { requestId } }: IssuedUserToken,
  secrets: KnownSecrets,
  log: Log,
): void {
  const listed = (texts: readonly string[]) => secrets.foreignText(texts.join('; '));
  if (more.length > 0) {
    throw new Error(
      `eToro granted more than was asked for: ${listed(more)} (request id ${requestId}). The token is not used. This is not what the API of eToro promises. Check the input api-url, and any proxy on the way.`,
    );
  }
  if (less.length > 0) log.warning(`eToro does not confirm all that was asked for: ${listed(less)}.`);
}

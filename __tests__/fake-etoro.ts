import type { Uuid } from '../src/agent-portfolio-id.ts';
import type { CallLimits, Etoro, ListedUserToken } from '../src/etoro/client.ts';
import { Secret } from '../src/secret.ts';
import type { Ledger, PendingToken } from '../src/state.ts';
import { lost, refused, USER_TOKEN, uuid, type FakeClock } from './fakes.ts';

/** What becomes of one call. */
export interface Fate {
  /** Whether eToro acts; a number: so many milliseconds after the call was sent, when nobody waits any more. */
  readonly acts: boolean | number;
  /** What the call fails with, whether eToro acts or not. */
  readonly error?: Error;
  /** How long the answer takes, in milliseconds. */
  readonly takes?: number;
}

export const works: Fate = { acts: true };
export const answerLost: Fate = { acts: true, error: lost(true) };
export const requestLost: Fate = { acts: false, error: lost(true) };
export const failsWith = (error: Error): Fate => ({ acts: false, error });
/** eToro acts when nobody waits any more. */
export const actsLate = (milliseconds: number): Fate => ({
  acts: milliseconds,
  error: lost(true),
});

export interface FakeToken extends ListedUserToken {
  /** Whether it was made through the client, and not put there by somebody else. */
  readonly ours: boolean;
}

export interface FakeEtoroOptions {
  readonly clock: FakeClock;
  /** How far eToro's clock is ahead of the runner's, in milliseconds. */
  readonly clockError?: number;
  readonly tellsTime?: boolean;
  /** How many tokens the portfolio takes. */
  readonly limit?: number;
  /** Called when a call begins and when it ends. */
  readonly onBoundary?: () => void;
}

export interface FakeEtoro extends Etoro {
  /** `create NAME`, `list` and `revoke NAME`, in order. */
  readonly calls: readonly string[];
  /** What becomes of the next calls; those after them work. */
  readonly plan: (...fates: Fate[]) => void;
  /** Lets all further calls work. */
  readonly forgetPlan: () => void;
  readonly tokens: () => readonly FakeToken[];
  /** The names that calls on their way may still make tokens of. */
  readonly onTheWay: () => readonly string[];
  /** Puts somebody else's token there. */
  readonly addToken: (userTokenName: string, token?: Partial<ListedUserToken>) => FakeToken;
}

/** A portfolio in memory, whose clock goes with the runner's. */
export function fakeEtoro({
  clock,
  clockError = 0,
  tellsTime = true,
  limit = Infinity,
  onBoundary = () => undefined,
}: FakeEtoroOptions): FakeEtoro {
  const tokens = new Map<Uuid, FakeToken>();
  const fates: Fate[] = [];
  const calls: string[] = [];
  let late: { at: number; name: string; act: () => unknown }[] = [];
  let made = 0;

  const now = () => clock.now() + clockError;
  const serverTime = () => (tellsTime ? Math.floor(now() / 1000) * 1000 : undefined);

  function actLate() {
    const due = late.filter(({ at }) => at <= clock.now());
    late = late.filter((action) => !due.includes(action));
    for (const { act } of due) {
      try {
        act();
      } catch {
        // Nobody waits for the refusal.
      }
    }
  }

  function put(
    userTokenName: string,
    token: Partial<ListedUserToken> & Pick<FakeToken, 'ours'>,
  ): FakeToken {
    const userTokenId = uuid(++made);
    const whole = {
      userTokenId,
      userTokenName,
      expiresAt: undefined,
      createdAt: now(),
      ipsWhitelist: undefined,
      ...token,
    };
    tokens.set(userTokenId, whole);
    return whole;
  }

  /** Runs a call to its fate. Time passes while it is on its way. */
  function call<T>(what: string, name: string, { timeout }: CallLimits, act: () => T): Promise<T> {
    return new Promise((resolve) => {
      const fate = fates.shift() ?? works;
      calls.push(what);
      actLate();
      onBoundary();
      const { acts, takes = 0, error } = fate;
      let answer: () => T = () => {
        throw lost(true);
      };
      if (acts === true) answer = attempt(act);
      else if (acts !== false) late.push({ at: clock.now() + acts, name, act });
      clock.advance(Math.min(takes, timeout));
      actLate();
      onBoundary();
      if (error) throw error;
      if (takes > timeout || timeout <= 0) throw lost(true);
      resolve(answer());
    });
  }

  return {
    calls,
    plan: (...next) => {
      fates.push(...next);
    },
    forgetPlan: () => {
      fates.length = 0;
    },
    tokens: () => {
      actLate();
      return [...tokens.values()];
    },
    onTheWay: () => late.map(({ name }) => name),
    addToken: (userTokenName, token) => put(userTokenName, { ...token, ours: false }),

    createUserToken: ({ userTokenName, expiresAt }, limits) =>
      call(`create ${userTokenName}`, userTokenName, limits, () => {
        const times = { serverTime: serverTime() };
        if (Date.parse(expiresAt) <= now()) throw refused(400, 'ValidationFailed', times);
        if ([...tokens.values()].some((token) => token.userTokenName === userTokenName)) {
          throw refused(409, 'UserKeyNameAlreadyExists', times);
        }
        if (tokens.size >= limit) throw refused(429, 'MaxUserTokensExceeded', times);
        const { userTokenId } = put(userTokenName, {
          expiresAt: Date.parse(expiresAt),
          ours: true,
        });
        return {
          userTokenId,
          userToken: new Secret(USER_TOKEN),
          call: { purpose: 'create', requestId: uuid(0xca11), ...times },
        };
      }),

    revokeUserToken: (userTokenId, limits) =>
      call(`revoke ${tokens.get(userTokenId)?.userTokenName ?? userTokenId}`, '', limits, () =>
        tokens.delete(userTokenId) ? 'revoked' : 'gone',
      ),

    listUserTokens: (limits) =>
      call('list', '', limits, () => ({
        userTokens: [...tokens.values()],
        serverTime: serverTime(),
      })),
  };
}

/** Does it, and gives its result when that is asked for. */
function attempt<T>(act: () => T): () => T {
  try {
    const result = act();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

export interface FakeLedger extends Ledger {
  /** What the post step would find now. */
  readonly tokens: () => readonly PendingToken[];
}

export function fakeLedger(): FakeLedger {
  const tokens = new Set<PendingToken>();
  return {
    tokens: () => [...tokens],
    add: (token) => {
      tokens.add(token);
    },
    replace: (token, by) => {
      tokens.delete(token);
      tokens.add(by);
    },
    remove: (token) => {
      tokens.delete(token);
    },
    keep: ({ userTokenName }) => {
      for (const token of tokens) if (token.userTokenName === userTokenName) tokens.delete(token);
    },
  };
}

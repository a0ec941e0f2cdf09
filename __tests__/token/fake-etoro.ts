import type { CreatedUserToken, Grant, ListedUserToken } from '../../src/etoro/answers.ts';
import type { CallLimits } from '../../src/etoro/call.ts';
import type { Etoro, UserTokenOrder } from '../../src/etoro/client.ts';
import type { EtoroClock } from '../../src/etoro/clock.ts';
import { EtoroError, type Call, type Operation, type Refusal } from '../../src/etoro/errors.ts';
import type { Uuid } from '../../src/etoro/uuid.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { broken, lost, refused, USER_TOKEN, uuid, type FakeClock } from '../fakes.ts';

/** Makes the error of a call. */
export type Failure = (call: Call) => Error;

/** What becomes of one call. */
export interface Fate {
  /** Whether eToro acts; a number: so many milliseconds after the call was sent, when nobody waits any more. */
  readonly acts: boolean | number;
  /** What the call fails with, whether eToro acts or not. */
  readonly error?: Failure;
  /** How long the answer takes, in milliseconds. */
  readonly takes?: number;
}

export const refuses =
  (status: number, errorCode?: string, more: Partial<Refusal> = {}): Failure =>
  (call) =>
    refused(status, errorCode, more, call);

export const loses =
  (mayHaveArrived: boolean, mayPass = true): Failure =>
  (call) =>
    lost(mayHaveArrived, mayPass, call);

export const breaks: Failure = (call) => broken(call);

export const works: Fate = { acts: true };
export const answerLost: Fate = { acts: true, error: loses(true) };
export const requestLost: Fate = { acts: false, error: loses(true) };
export const failsWith = (error: Failure): Fate => ({ acts: false, error });
/** eToro acts when nobody waits any more. */
export const actsLate = (milliseconds: number): Fate => ({
  acts: milliseconds,
  error: loses(true),
});

interface FakeToken extends ListedUserToken {
  /** Whether it was made through the client, and not put there by somebody else. */
  readonly isOurs: boolean;
}

export interface FakeEtoroOptions {
  readonly clock: FakeClock;
  /** Learns from the answers, as it does from the client's. */
  readonly etoroClock: EtoroClock;
  /** How far eToro's clock is ahead of the runner's, in milliseconds. */
  readonly clockError?: number;
  readonly tellsTime?: boolean;
  /** How many tokens the portfolio takes. */
  readonly limit?: number;
  /** What eToro makes of an order, where that is not what was asked for. */
  readonly grants?: Grant;
  /** Whether the caller was killed, so that it calls no more. */
  readonly isDead?: () => boolean;
  /** Called when a call begins and when it ends. */
  readonly onBoundary?: () => void;
}

interface FakeEtoro extends Etoro {
  /** `create NAME`, `list` and `revoke NAME`, in order. */
  readonly calls: readonly string[];
  /** What becomes of the next calls; those after them work. */
  readonly plan: (...fates: Fate[]) => void;
  /** What becomes of all further calls of one kind, when no plan says otherwise. */
  readonly always: (operation: Operation, fate: Fate) => void;
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
  etoroClock,
  clockError = 0,
  tellsTime = true,
  limit = Infinity,
  grants = {},
  isDead = () => false,
  onBoundary = () => undefined,
}: FakeEtoroOptions): FakeEtoro {
  const tokens = new Map<Uuid, FakeToken>();
  const fates: Fate[] = [];
  const usual = new Map<Operation, Fate>();
  const calls: string[] = [];
  let late: { at: number; operation: Operation; name: string; act: () => unknown }[] = [];
  let made = 0;
  let called = 0;

  // eToro's clock goes on, however the runner's is set.
  const start = clock.now() - clock.elapsed() + clockError;
  const now = () => start + clock.elapsed();

  function actLate() {
    const due = late.filter(({ at }) => at <= clock.elapsed());
    late = late.filter((action) => !due.includes(action));
    for (const { act } of due) attempt(act);
  }

  function put(userTokenName: string, token: Partial<ListedUserToken> & Pick<FakeToken, 'isOurs'>): FakeToken {
    const userTokenId = uuid(++made);
    const whole = { userTokenId, userTokenName, createdAt: now(), ...token };
    tokens.set(userTokenId, whole);
    return whole;
  }

  /** Runs a call to its fate. Time passes while it is on its way. */
  function call<T>(
    operation: Operation,
    name: string,
    { timeout, signal }: CallLimits,
    act: (call: Call) => T,
  ): Promise<T> {
    return new Promise((resolve) => {
      signal.throwIfAborted();
      if (isDead()) throw new Error('the caller is dead');
      const about = { operation, requestId: uuid(0xca11 + ++called) };
      const fate = fates.shift() ?? usual.get(operation) ?? works;
      calls.push(operation === 'list' ? operation : `${operation} ${name}`);
      actLate();
      onBoundary();
      const { acts, takes = 0, error } = fate;
      const actNow = () => act(about);
      let answer: () => T = () => {
        throw loses(true)(about);
      };
      if (acts === true) answer = attempt(actNow);
      else if (acts !== false) {
        late.push({ at: clock.elapsed() + acts, operation, name, act: actNow });
      }
      clock.advance(Math.min(takes, timeout));
      actLate();
      onBoundary();
      const isLate = takes > timeout || timeout <= 0;
      const failure = error?.(about) ?? (isLate ? loses(true)(about) : undefined);
      // An answer of eToro tells the time, also one that refuses.
      const isLost = failure instanceof EtoroError && failure.failure.kind === 'lost';
      if (tellsTime && !isLost) {
        etoroClock.learn(Math.floor(now() / 1000) * 1000);
      }
      if (failure) throw failure;
      resolve(answer());
    });
  }

  function create(order: UserTokenOrder, about: Call): CreatedUserToken {
    const { userTokenName, expiresAt } = order;
    if (expiresAt <= now()) throw refuses(400, 'ValidationFailed')(about);
    if ([...tokens.values()].some((token) => token.userTokenName === userTokenName)) {
      throw refuses(409, 'UserKeyNameAlreadyExists')(about);
    }
    if (tokens.size >= limit) throw refuses(429, 'MaxUserTokensExceeded')(about);
    const { expiresAt: granted = expiresAt } = grants;
    const token = put(userTokenName, { isOurs: true, expiresAt: granted === 'never' ? undefined : granted });
    return {
      userTokenId: token.userTokenId,
      userToken: new Secret(USER_TOKEN),
      granted: grants,
      call: about,
    };
  }

  const list = (): readonly ListedUserToken[] => [...tokens.values()];
  return {
    calls,
    plan: (...next) => {
      fates.push(...next);
    },
    always: (operation, fate) => {
      usual.set(operation, fate);
    },
    forgetPlan: () => {
      fates.length = 0;
      usual.clear();
    },
    tokens: () => {
      actLate();
      return [...tokens.values()];
    },
    onTheWay: () => late.flatMap(({ operation, name }) => (operation === 'create' ? name : [])),
    addToken: (userTokenName, token) => put(userTokenName, { ...token, isOurs: false }),

    createUserToken: (order, limits) => call('create', order.userTokenName, limits, (about) => create(order, about)),
    revokeUserToken: (userTokenId, limits) =>
      call('revoke', tokens.get(userTokenId)?.userTokenName ?? userTokenId, limits, () =>
        tokens.delete(userTokenId) ? 'revoked' : 'gone',
      ),
    listUserTokens: (limits) => call('list', '', limits, list),
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

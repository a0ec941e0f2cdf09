import { describe, expect, test } from '@jest/globals';
import { startBudget } from '../src/clock.ts';
import { RefusedCall, UnexpectedAnswer } from '../src/etoro/errors.ts';
import { apiVersions } from '../src/etoro/versions.ts';
import { OutOfTime, startPatience } from '../src/patience.ts';
import type { PendingToken } from '../src/state.ts';
import { issueUserToken, PortfolioFull, revokeAll } from '../src/user-token.ts';
import {
  actsLate,
  answerLost,
  failsWith,
  fakeEtoro,
  fakeLedger,
  requestLost,
  works,
  type FakeEtoroOptions,
} from './fake-etoro.ts';
import {
  fakeClock,
  fakeLog,
  HOUR,
  lost,
  MINUTE,
  noSignal,
  refused,
  rejection,
  rejectionOf,
  SECOND,
  USER_TOKEN,
  uuid,
  valueOf,
} from './fakes.ts';

interface StageOptions extends Omit<FakeEtoroOptions, 'clock'> {
  /** Nothing: generated ones, `gha-1`, `gha-2` and so on. */
  readonly tokenName?: string;
  readonly expiresIn?: number;
  readonly budget?: number;
}

function setStage({
  tokenName,
  expiresIn = HOUR,
  budget = 5 * MINUTE,
  ...more
}: StageOptions = {}) {
  const clock = fakeClock();
  const log = fakeLog();
  const ledger = fakeLedger();
  const etoro = fakeEtoro({ clock, ...more });
  const patienceOf = (milliseconds: number) =>
    startPatience({
      budget: startBudget(milliseconds, clock),
      clock,
      random: () => 0.5,
      log,
      signal: noSignal,
    });
  const tools = { etoro, ledger, patience: patienceOf(budget), clock, log };
  let names = 0;
  const request = {
    version: apiVersions.v1,
    scopes: valueOf(apiVersions.v1.parseScopes('demo:read')),
    ipsWhitelist: [],
    tokenName: tokenName ?? null,
    generateName: () => `gha-${++names}`,
    expiresIn,
  };
  return {
    clock,
    log,
    ledger,
    etoro,
    issue: () => issueUserToken(request, tools),
    /** What the post step does with what the step left. */
    revoke: async (tokens = new Set(ledger.tokens())) => {
      await revokeAll(tokens, {
        ...tools,
        startPatience: () => patienceOf(MINUTE),
        limitPatience: patienceOf(150 * SECOND),
        signal: noSignal,
      });
    },
    names: () => etoro.tokens().map(({ userTokenName }) => userTokenName),
    noted: () => ledger.tokens().map(({ userTokenName }) => userTokenName),
  };
}

const utc = (time: number) => new Date(time).toISOString().replace('.000Z', 'Z');
const broken = new UnexpectedAnswer('HTTP 201 without a userToken', {
  purpose: 'create',
  requestId: uuid(1),
});

describe('issueUserToken', () => {
  test('makes a token under a generated name, in one call', async () => {
    const { etoro, issue } = setStage();
    const made = await issue();
    expect(made.userToken.reveal()).toBe(USER_TOKEN);
    expect(made.pending).toMatchObject({ userTokenName: 'gha-1', generated: true });
    expect(etoro.calls).toEqual(['create gha-1']);
  });

  test('makes a token under the exact name that was asked for', async () => {
    const { etoro, issue } = setStage({ tokenName: 'mine' });
    expect((await issue()).pending).toMatchObject({ userTokenName: 'mine', generated: false });
    expect(etoro.calls).toEqual(['create mine']);
  });

  test('asks for an expiry in UTC and whole seconds, never later than was wished for', async () => {
    const { clock, issue } = setStage({ expiresIn: 90 * SECOND });
    clock.advance(999);
    expect((await issue()).pending.expiresAt).toBe('2026-06-01T12:01:30Z');
  });

  test('notes the token down before the call is sent', async () => {
    const noted: string[][] = [];
    const stage = setStage({
      onBoundary: () => {
        noted.push(stage.noted());
      },
    });
    await stage.issue();
    expect(noted[0]).toEqual(['gha-1']);
  });

  test("notes the token's id down when it is known", async () => {
    const { ledger, issue } = setStage();
    const { userTokenId, pending } = await issue();
    expect(ledger.tokens()).toEqual([pending]);
    expect(pending.userTokenId).toBe(userTokenId);
  });
});

describe('a create call that gets no answer', () => {
  test.each([
    ['a lost answer', answerLost],
    ['a 500', { acts: true, error: refused(500, 'UnhandledException') }],
    ['a 504', { acts: true, error: refused(504) }],
  ])('and had worked is found and revoked before the next try: %s', async (_what, fate) => {
    const { etoro, issue, names, noted } = setStage();
    etoro.plan(fate);
    await issue();
    expect(etoro.calls).toEqual(['create gha-1', 'list', 'revoke gha-1', 'create gha-2']);
    expect(names()).toEqual(['gha-2']);
    expect(noted()).toEqual(['gha-2']);
  });

  test('and had not worked stays noted down, for its token may still appear', async () => {
    const { etoro, issue, noted } = setStage();
    etoro.plan(requestLost);
    await issue();
    expect(etoro.calls).toEqual(['create gha-1', 'list', 'create gha-2']);
    expect(noted()).toEqual(['gha-1', 'gha-2']);
  });

  test('and is old enough not to appear any more is left for one last look when the job is over', async () => {
    const { etoro, issue, noted } = setStage();
    etoro.plan({ ...requestLost, takes: 20 * SECOND }, { ...works, takes: 6 * SECOND });
    etoro.plan(failsWith(refused(429, 'TooManyRequests', { retryAfter: 30 * SECOND })));
    await issue();
    expect(noted()).toEqual(['gha-1', 'gha-3']);
  });

  test('and works late is revoked when it is seen', async () => {
    const { etoro, issue, names } = setStage();
    etoro.plan(actsLate(3 * SECOND), works, requestLost, works, requestLost);
    await issue();
    expect(names()).not.toContain('gha-1');
  });

  test('is tried again under another name each time', async () => {
    const { etoro, issue } = setStage();
    etoro.plan(requestLost, works, requestLost, works, requestLost);
    expect((await issue()).pending.userTokenName).toBe('gha-4');
  });

  test('is tried again only when what it may have made could be looked for', async () => {
    const { etoro, issue } = setStage();
    etoro.plan(answerLost, failsWith(refused(503)), failsWith(lost(false)));
    await issue();
    expect(etoro.calls).toEqual([
      'create gha-1',
      'list',
      'list',
      'list',
      'revoke gha-1',
      'create gha-2',
    ]);
  });

  test("is the post step's to settle when eToro refuses to tell what is there", async () => {
    const { etoro, issue, noted } = setStage();
    etoro.plan(answerLost, failsWith(refused(403)));
    const error = await rejectionOf(RefusedCall, issue());
    expect(error.refusal.status).toBe(403);
    expect(noted()).toEqual(['gha-1']);
  });

  test('is tried until there is no time left, and stays noted down', async () => {
    const { clock, etoro, issue, noted } = setStage({ budget: MINUTE });
    etoro.plan(...Array.from({ length: 100 }, () => requestLost));
    await rejectionOf(OutOfTime, issue());
    expect(clock.elapsed()).toBeLessThanOrEqual(MINUTE);
    expect(noted()).toContain('gha-1');
  });
});

describe('an exact name', () => {
  test("that is somebody else's is an error, and the other token is not touched", async () => {
    const { clock, etoro, issue, names, noted } = setStage({ tokenName: 'mine' });
    etoro.addToken('mine');
    const error = await rejectionOf(RefusedCall, issue());
    expect(error.refusal.errorCode).toBe('UserKeyNameAlreadyExists');
    expect(etoro.calls).toEqual(['create mine']);
    expect(clock.sleeps).toEqual([]);
    expect(names()).toEqual(['mine']);
    expect(noted()).toEqual([]);
  });

  test("that this job's own lost answer took is taken back", async () => {
    const { etoro, issue, noted } = setStage({ tokenName: 'mine' });
    etoro.plan(answerLost);
    await issue();
    expect(etoro.calls).toEqual(['create mine', 'list', 'revoke mine', 'create mine']);
    expect(noted()).toEqual(['mine']);
  });

  test("that this job's own lost answer takes late is taken back", async () => {
    const { etoro, issue, names } = setStage({ tokenName: 'mine' });
    etoro.plan(actsLate(600), { ...works, takes: 200 });
    const { userTokenId } = await issue();
    expect(etoro.calls).toEqual([
      'create mine',
      'list',
      'create mine',
      'list',
      'revoke mine',
      'create mine',
    ]);
    expect(names()).toEqual(['mine']);
    expect(etoro.tokens()[0]?.userTokenId).toBe(userTokenId);
  });

  test.each([
    ['of another expiry', { expiresAt: Date.parse('2026-06-01T15:00:00Z') }],
    [
      'for other addresses',
      { expiresAt: Date.parse('2026-06-01T13:00:00Z'), ipsWhitelist: ['20.1.1.9'] },
    ],
    [
      'made long before',
      {
        expiresAt: Date.parse('2026-06-01T13:00:00Z'),
        createdAt: Date.parse('2026-06-01T11:00:00Z'),
      },
    ],
    ['that never expires', {}],
  ])(
    "is not taken from somebody else's token %s, also after a lost answer",
    async (_what, token) => {
      const { etoro, issue, names } = setStage({ tokenName: 'mine' });
      etoro.addToken('mine', token);
      etoro.plan(requestLost);
      const error = await rejectionOf(RefusedCall, issue());
      expect(error.refusal.status).toBe(409);
      expect(names()).toEqual(['mine']);
      expect(etoro.calls).toEqual(['create mine', 'list', 'create mine', 'list']);
    },
  );
});

describe('a generated name that is taken', () => {
  test('was taken by this very call, sent twice on the way: it is revoked, and another one made', async () => {
    const { etoro, issue, names, noted } = setStage();
    etoro.plan({ acts: true, error: refused(409, 'UserKeyNameAlreadyExists') });
    await issue();
    expect(etoro.calls).toEqual(['create gha-1', 'list', 'revoke gha-1', 'create gha-2']);
    expect(names()).toEqual(['gha-2']);
    expect(noted()).toEqual(['gha-2']);
  });
});

describe('a refusal', () => {
  test.each([
    [400, 'ScopeIdInvalid'],
    [401, 'Unauthorized'],
    [403, 'ScopeNameNotAllowed'],
    [404, 'NotFound'],
    [302, undefined],
  ])('for good is sent once: %i %s', async (status, errorCode) => {
    const { etoro, issue, noted } = setStage();
    const refusal = refused(status, errorCode);
    etoro.plan(failsWith(refusal));
    expect(await rejection(issue())).toBe(refusal);
    expect(etoro.calls).toEqual(['create gha-1']);
    expect(noted()).toEqual([]);
  });

  test('for the rate is waited for as long as eToro says, and leaves nothing to settle', async () => {
    const { clock, etoro, issue, noted } = setStage();
    etoro.plan(failsWith(refused(429, 'TooManyRequests', { retryAfter: 42 * SECOND })));
    await issue();
    expect(clock.sleeps).toEqual([43.5 * SECOND]);
    expect(etoro.calls).toEqual(['create gha-1', 'create gha-2']);
    expect(noted()).toEqual(['gha-2']);
  });

  test('for the rate that outlasts the budget fails at once', async () => {
    const { clock, etoro, issue, noted } = setStage();
    etoro.plan(failsWith(refused(429, 'TooManyRequests', { retryAfter: HOUR })));
    const error = await rejectionOf(OutOfTime, issue());
    expect(error.asked).toBe(HOUR);
    expect(clock.elapsed()).toBe(0);
    expect(noted()).toEqual([]);
  });
});

describe('eToro out of reach', () => {
  test('for now is tried again, and leaves nothing to settle', async () => {
    const { etoro, issue, noted } = setStage();
    etoro.plan(failsWith(lost(false)));
    await issue();
    expect(etoro.calls).toEqual(['create gha-1', 'create gha-2']);
    expect(noted()).toEqual(['gha-2']);
  });

  test('for good is tried once', async () => {
    const { etoro, issue, noted } = setStage();
    const error = lost(false, false);
    etoro.plan(failsWith(error));
    expect(await rejection(issue())).toBe(error);
    expect(etoro.calls).toEqual(['create gha-1']);
    expect(noted()).toEqual([]);
  });
});

describe('an answer that is not what the API promises', () => {
  test('is not asked for again, and what was made is revoked', async () => {
    const { etoro, issue, names, noted } = setStage();
    etoro.plan({ acts: true, error: broken });
    expect(await rejection(issue())).toBe(broken);
    expect(etoro.calls).toEqual(['create gha-1', 'list', 'revoke gha-1']);
    expect(names()).toEqual([]);
    expect(noted()).toEqual([]);
  });

  test('is what the error tells, also when it cannot be settled; the post step looks again', async () => {
    const { etoro, issue, log, noted } = setStage();
    etoro.plan({ acts: true, error: broken }, failsWith(refused(503)));
    expect(await rejection(issue())).toBe(broken);
    expect(noted()).toEqual(['gha-1']);
    expect(log.lines.join()).toContain('The post step looks again');
  });
});

describe('a full portfolio', () => {
  const past = { expiresAt: Date.parse('2026-06-01T11:59:58Z') };
  const future = { expiresAt: Date.parse('2026-06-01T12:30:00Z') };

  test('gets room by revoking what is expired and named gha-…, and nothing else', async () => {
    const { etoro, issue, names } = setStage({ limit: 6 });
    etoro.addToken('gha-expired', past);
    etoro.addToken('gha-alive', future);
    etoro.addToken('gha-for-ever');
    etoro.addToken('expired', past);
    etoro.addToken('GHA-expired', past);
    etoro.addToken('not-gha-expired', past);
    await issue();
    expect(etoro.calls).toEqual(['create gha-1', 'list', 'revoke gha-expired', 'create gha-2']);
    expect(names()).toEqual([
      'gha-alive',
      'gha-for-ever',
      'expired',
      'GHA-expired',
      'not-gha-expired',
      'gha-2',
    ]);
  });

  test('says which tokens it revokes', async () => {
    const { etoro, issue, log } = setStage({ limit: 2 });
    etoro.addToken('gha-one', past);
    etoro.addToken('gha-two', past);
    await issue();
    expect(log.lines.join('\n')).toMatch(/full.*"gha-one".*\n.*full.*"gha-two"/);
  });

  test("goes by eToro's clock for what is expired", async () => {
    const { etoro, issue, names } = setStage({ limit: 1, clockError: -HOUR });
    etoro.addToken('gha-alive', past);
    await rejectionOf(PortfolioFull, issue());
    expect(names()).toEqual(['gha-alive']);
  });

  test('without anything to revoke is an error that counts the tokens and the expired ones', async () => {
    const { etoro, issue, noted } = setStage({ limit: 3 });
    etoro.addToken('one', past);
    etoro.addToken('gha-alive', future);
    etoro.addToken('for ever');
    const error = await rejectionOf(PortfolioFull, issue());
    expect(error).toMatchObject({ tokens: 3, expired: 1 });
    expect(error.cause).toMatchObject({ refusal: { errorCode: 'MaxUserTokensExceeded' } });
    expect(etoro.calls).toEqual(['create gha-1', 'list']);
    expect(noted()).toEqual([]);
  });

  test('is looked at again when the list fails', async () => {
    const { etoro, issue } = setStage({ limit: 1 });
    etoro.addToken('gha-expired', past);
    etoro.plan(works, failsWith(refused(503)));
    expect((await issue()).pending.userTokenName).toBe('gha-3');
  });

  test('that others fill again and again is given up', async () => {
    const { etoro, issue } = setStage({
      limit: 1,
      onBoundary: () => {
        if (etoro.tokens().length === 0) etoro.addToken('gha-other', past);
      },
    });
    etoro.addToken('gha-other', past);
    const error = await rejectionOf(RefusedCall, issue());
    expect(error.refusal.errorCode).toBe('MaxUserTokensExceeded');
    expect(etoro.calls.filter((call) => call.startsWith('create'))).toHaveLength(4);
  });
});

describe("a runner's clock", () => {
  test.each([
    ['hours behind', 3 * HOUR],
    ['hours ahead', -3 * HOUR],
    ['two minutes behind', 2 * MINUTE],
    ['two minutes ahead', -2 * MINUTE],
  ])("that is %s is corrected by eToro's, with a warning", async (_how, clockError) => {
    const { clock, etoro, issue, log } = setStage({ clockError });
    const { pending, userTokenId } = await issue();
    const expected = clock.now() + clockError + HOUR;
    expect(Math.abs(Date.parse(pending.expiresAt) - expected)).toBeLessThanOrEqual(SECOND);
    expect(etoro.tokens().map((token) => token.userTokenId)).toEqual([userTokenId]);
    expect(log.lines.filter((line) => line.startsWith('warning'))).toHaveLength(1);
  });

  test('that is hours off is no obstacle for an exact name', async () => {
    const { etoro, issue, names } = setStage({ clockError: -3 * HOUR, tokenName: 'mine' });
    await issue();
    expect(etoro.calls).toEqual(['create mine', 'revoke mine', 'create mine']);
    expect(names()).toEqual(['mine']);
  });

  test('that is hours off does not hide a lost answer under an exact name', async () => {
    const { etoro, issue, names } = setStage({ clockError: -3 * HOUR, tokenName: 'mine' });
    etoro.plan(answerLost);
    await issue();
    expect(names()).toEqual(['mine']);
  });

  test.each([29 * SECOND, -29 * SECOND])('that is %i ms off is good enough', async (clockError) => {
    const { clock, etoro, issue, log } = setStage({ clockError });
    expect((await issue()).pending.expiresAt).toBe(utc(clock.now() + HOUR));
    expect(etoro.calls).toEqual(['create gha-1']);
    expect(log.lines).toEqual([]);
  });

  test('is taken as it is where eToro does not tell the time', async () => {
    const { etoro, issue } = setStage({ clockError: 2 * MINUTE, tellsTime: false });
    await issue();
    expect(etoro.calls).toEqual(['create gha-1']);
  });

  test('that is right is no excuse for a 400', async () => {
    const { clock, etoro, issue } = setStage();
    etoro.plan(failsWith(refused(400, 'ValidationFailed', { serverTime: clock.now() })));
    await rejectionOf(RefusedCall, issue());
    expect(etoro.calls).toEqual(['create gha-1']);
  });

  test('is corrected once: a second 400 is for good', async () => {
    const { clock, etoro, issue } = setStage();
    const refusal = refused(400, 'ValidationFailed', { serverTime: clock.now() + 3 * HOUR });
    etoro.plan(failsWith(refusal), failsWith(refusal));
    expect(await rejection(issue())).toBe(refusal);
  });
});

describe('a step that is stopped', () => {
  test('leaves what it may have made to the post step', async () => {
    const { etoro, issue, noted, revoke, names } = setStage();
    const reason = new Error('stopped');
    etoro.plan({ acts: true, error: reason });
    expect(await rejection(issue())).toBe(reason);
    expect(noted()).toEqual(['gha-1']);
    await revoke();
    expect(names()).toEqual([]);
  });
});

describe('revokeAll', () => {
  test('revokes a token by its id, without looking for it', async () => {
    const { etoro, issue, revoke, names } = setStage();
    await issue();
    await revoke();
    expect(etoro.calls).toEqual(['create gha-1', 'revoke gha-1']);
    expect(names()).toEqual([]);
  });

  test('a token that is gone already is a success', async () => {
    const { etoro, issue, revoke, log } = setStage();
    const { userTokenId } = await issue();
    await etoro.revokeUserToken(userTokenId, { timeout: 1, signal: noSignal });
    await revoke();
    expect(log.lines).toEqual(['info: The user token "gha-1" is gone already.']);
  });

  test('says what it revoked', async () => {
    const { issue, revoke, log } = setStage();
    await issue();
    await revoke();
    expect(log.lines).toEqual(['info: Revoked the user token "gha-1".']);
  });

  /** What a step leaves that was killed when it had sent its create call. */
  function pending(
    { clock }: ReturnType<typeof setStage>,
    changes: Partial<PendingToken> = {},
  ): PendingToken {
    const sentAt = clock.now();
    const expiresAt = utc(sentAt + HOUR);
    const whole = { userTokenName: 'gha-1', generated: true, expiresAt, ipsWhitelist: [], sentAt };
    return { ...whole, ...changes };
  }

  test('finds a token by its name', async () => {
    const stage = setStage();
    stage.etoro.addToken('gha-1');
    stage.etoro.addToken('gha-11');
    await stage.revoke(new Set([pending(stage)]));
    expect(stage.etoro.calls).toEqual(['list', 'revoke gha-1']);
    expect(stage.names()).toEqual(['gha-11']);
  });

  test('looks for a token until it cannot appear any more', async () => {
    const stage = setStage();
    await stage.revoke(new Set([pending(stage)]));
    expect(stage.clock.elapsed()).toBeGreaterThan(25 * SECOND);
    expect(stage.clock.elapsed()).toBeLessThan(35 * SECOND);
  });

  test('looks once for a token that cannot appear any more', async () => {
    const stage = setStage();
    const token = pending(stage);
    stage.clock.advance(26 * SECOND);
    await stage.revoke(new Set([token]));
    expect(stage.etoro.calls).toEqual(['list']);
    expect(stage.clock.sleeps).toEqual([]);
  });

  /** Has a create call sent that eToro acts on late, when nobody waits any more. */
  async function sendLate(stage: ReturnType<typeof setStage>, milliseconds: number) {
    const token = pending(stage);
    const scopes = valueOf(apiVersions.v1.parseScopes('demo:read'));
    const order = { ...token, version: apiVersions.v1, scopes, ipsWhitelist: [] };
    stage.etoro.plan(actsLate(milliseconds));
    await rejection(stage.etoro.createUserToken(order, { timeout: SECOND, signal: noSignal }));
    return token;
  }

  test('finds a token that appears while it looks', async () => {
    const stage = setStage();
    const token = await sendLate(stage, 24 * SECOND);
    await stage.revoke(new Set([token]));
    stage.clock.advance(MINUTE);
    expect(stage.names()).toEqual([]);
  });

  test('a list that was asked for too early proves nothing, however late it comes', async () => {
    const stage = setStage();
    const token = await sendLate(stage, 15 * SECOND);
    stage.clock.advance(12 * SECOND);
    // The list is made up at once, and comes 26 s after the create call.
    stage.etoro.plan({ ...works, takes: 14 * SECOND });
    await stage.revoke(new Set([token]));
    stage.clock.advance(MINUTE);
    expect(stage.names()).toEqual([]);
  });

  test("does not touch somebody else's token of an exact name", async () => {
    const stage = setStage();
    stage.etoro.addToken('mine', { expiresAt: stage.clock.now() + 2 * HOUR });
    await stage.revoke(new Set([pending(stage, { userTokenName: 'mine', generated: false })]));
    expect(stage.names()).toEqual(['mine']);
  });

  test.each([undefined, ['20.1.1.2', '20.1.1.1']])(
    "finds this job's token of an exact name by its expiry and its addresses, where eToro tells them: %s",
    async (ipsWhitelist) => {
      const stage = setStage();
      const expiresAt = stage.clock.now() + HOUR;
      stage.etoro.addToken('mine', { expiresAt, ipsWhitelist });
      const mine = { userTokenName: 'mine', generated: false };
      const addresses = { ipsWhitelist: ['20.1.1.1', '20.1.1.2'] };
      await stage.revoke(new Set([pending(stage, { ...mine, ...addresses })]));
      expect(stage.names()).toEqual([]);
    },
  );

  test("does not touch another job's token of the same exact name and second, for another address", async () => {
    const stage = setStage();
    stage.etoro.addToken('mine', {
      expiresAt: stage.clock.now() + HOUR,
      ipsWhitelist: ['20.1.1.9'],
    });
    const mine = { userTokenName: 'mine', generated: false, ipsWhitelist: ['20.1.1.1'] };
    await stage.revoke(new Set([pending(stage, mine)]));
    expect(stage.names()).toEqual(['mine']);
  });

  test('one token that cannot be revoked does not keep others from it', async () => {
    const stage = setStage();
    const tokens = ['gha-1', 'gha-2', 'gha-3'].map((userTokenName) =>
      pending(stage, {
        userTokenName,
        userTokenId: stage.etoro.addToken(userTokenName).userTokenId,
      }),
    );
    const left = new Set(tokens);
    const forbidden = refused(403);
    stage.etoro.plan(works, failsWith(forbidden));
    expect(await rejection(stage.revoke(left))).toBe(forbidden);
    expect([...left].map(({ userTokenName }) => userTokenName)).toEqual(['gha-2']);
    expect(stage.names()).toEqual(['gha-2']);
  });

  test.each([
    ['a 500', failsWith(refused(500))],
    ['a lost request', requestLost],
    ['a lost answer', answerLost],
    ['a connection that is refused', failsWith(lost(false))],
  ])('tries again after %s', async (_what, fate) => {
    const { etoro, issue, revoke, names } = setStage();
    await issue();
    etoro.plan(fate);
    await revoke();
    expect(names()).toEqual([]);
  });

  test('gives failures a minute', async () => {
    const { clock, etoro, issue, revoke } = setStage();
    await issue();
    etoro.plan(...Array.from({ length: 100 }, () => requestLost));
    await rejectionOf(OutOfTime, revoke());
    expect(clock.elapsed()).toBeGreaterThan(45 * SECOND);
    expect(clock.elapsed()).toBeLessThanOrEqual(MINUTE);
  });

  test("gives eToro's rate limit two and a half", async () => {
    const { clock, etoro, issue, revoke, names } = setStage();
    await issue();
    const limited = failsWith(refused(429, 'TooManyRequests', { retryAfter: MINUTE }));
    etoro.plan(limited, limited);
    await revoke();
    expect(clock.elapsed()).toBeGreaterThan(2 * MINUTE);
    expect(names()).toEqual([]);
  });

  test('gives up at once where eToro refuses for good, and tells what is left', async () => {
    const { clock, etoro, issue, ledger, revoke } = setStage();
    await issue();
    const left = new Set(ledger.tokens());
    const refusal = refused(401, 'Unauthorized');
    etoro.plan(failsWith(refusal));
    expect(await rejection(revoke(left))).toBe(refusal);
    expect(clock.elapsed()).toBe(0);
    expect(left.size).toBe(1);
  });

  test('keeps a token that was handed out, and revokes the orphans of the same job', async () => {
    const { clock, etoro, issue, ledger, revoke, names } = setStage();
    etoro.plan(actsLate(15 * SECOND));
    const { pending } = await issue();
    ledger.keep(pending);
    clock.advance(MINUTE);
    await revoke();
    expect(names()).toEqual([pending.userTokenName]);
  });

  test('keeps a token that was handed out under an exact name, also when a try before it was lost', async () => {
    const { clock, etoro, issue, ledger, revoke, names } = setStage({ tokenName: 'mine' });
    etoro.plan(requestLost);
    const { pending } = await issue();
    ledger.keep(pending);
    clock.advance(MINUTE);
    await revoke();
    expect(names()).toEqual(['mine']);
  });

  test('one token of an exact name does not settle two tries: the other may still appear', async () => {
    const { clock, etoro, issue, revoke, names } = setStage({ tokenName: 'mine' });
    const killed = new Error('killed');
    etoro.plan(actsLate(20 * SECOND), works, { acts: true, error: killed });
    expect(await rejection(issue())).toBe(killed);
    await revoke();
    clock.advance(MINUTE);
    expect(names()).toEqual([]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { startEtoroClock } from '../../src/etoro/clock.ts';
import { OutOfTime, startRetries } from '../../src/etoro/retries.ts';
import { startBudget } from '../../src/time/clock.ts';
import { revokeAll } from '../../src/token/revoke.ts';
import { these } from '../../src/token/work.ts';
import { fakeClock, fakeLog, HOUR, MINUTE, noSignal, SECOND } from '../fakes.ts';
import { answerLost, breaks, failsWith, fakeEtoro, loses, refuses, requestLost, works } from './fake-etoro.ts';

/** Tokens `a`, `b`, … on a portfolio, and what revokes them. */
function tokensToRevoke(names: string, total = 150 * SECOND) {
  const clock = fakeClock();
  const log = fakeLog();
  const etoroClock = startEtoroClock(clock, () => undefined);
  const etoro = fakeEtoro({ clock, etoroClock });
  const tokens = names.split('').map((name) => etoro.addToken(name, { expiresAt: undefined }));
  const budget = startBudget(total, clock);
  const retries = startRetries(budget, noSignal, { clock, random: () => 0.5, log });
  const tools = { etoro, etoroClock, retries, clock, log };
  return {
    ...{ clock, log, etoro, tokens },
    revoke: (some = tokens) => revokeAll(these(some), tools),
    names: () => etoro.tokens().map(({ userTokenName }) => userTokenName),
  };
}

test('what was revoked is told, and a token that is gone already is a success', async () => {
  const { etoro, tokens, revoke, log, names } = tokensToRevoke('ab');
  await etoro.revokeUserToken(tokens[1]?.userTokenId ?? raise(), { timeout: 1, signal: noSignal });
  expect((await revoke()).failure).toBeUndefined();
  expect(names()).toEqual([]);
  expect(log.lines).toEqual(['info: Revoked the user token "a".', 'info: The user token "b" is gone already.']);
});

test.each([
  ['a 500', failsWith(refuses(500))],
  ["a gateway's 404", failsWith(refuses(404))],
  ["a firewall's 403", failsWith(refuses(403))],
  ['a lost request', requestLost],
  ['a lost answer', answerLost],
  ['an answer that is too large', { acts: true, error: breaks }],
  ['a connection that is refused', failsWith(loses(false))],
])('tries again after %s', async (_what, fate) => {
  const { etoro, revoke, names } = tokensToRevoke('a');
  etoro.plan(fate);
  expect((await revoke()).failure).toBeUndefined();
  expect(names()).toEqual([]);
});

describe('a token that eToro refuses to revoke', () => {
  test('does not keep others from it, nor from another try, and is told', async () => {
    const { etoro, tokens, revoke, names } = tokensToRevoke('abc');
    etoro.plan(failsWith(refuses(403, 'No')), failsWith(refuses(503)));
    const { ends, failure, left } = await revoke();
    expect(names()).toEqual(['a']);
    expect(failure?.message).toBe('eToro answered HTTP 403 No');
    expect(left).toEqual([tokens[0]]);
    expect(ends.get(tokens[0]?.userTokenId ?? raise())).toBe(failure);
  });

  test('is given up at once', async () => {
    const { clock, etoro, revoke } = tokensToRevoke('a');
    etoro.plan(failsWith(refuses(401, 'Unauthorized')));
    await revoke();
    expect(clock.elapsed()).toBe(0);
  });

  test.each([
    ['has expired', -SECOND, ['expired']],
    ['is alive', HOUR, [expect.any(Error)]],
  ])('is no failure when it %s', async (_what, expiresIn, ends) => {
    const { clock, etoro, tokens, revoke } = tokensToRevoke('a');
    etoro.plan(failsWith(refuses(401, 'Unauthorized')));
    const outcome = await revoke(tokens.map((token) => ({ ...token, expiresAt: clock.now() + expiresIn })));
    expect([...outcome.ends.values()]).toEqual(ends);
  });
});

test('a rate limit ends a round: those that follow would be turned away as well', async () => {
  const { clock, etoro, revoke } = tokensToRevoke('abc');
  const limited = failsWith(refuses(429, 'TooManyRequests', { retryAfter: MINUTE }));
  etoro.plan(works, limited, limited);
  await revoke();
  expect(etoro.calls).toEqual(['revoke a', 'revoke b', 'revoke b', 'revoke b', 'revoke c']);
  expect(clock.elapsed()).toBeGreaterThan(2 * MINUTE);
});

test('no call is started when no time is left for one, and what is left is told', async () => {
  const { clock, etoro, tokens, revoke } = tokensToRevoke('abcd', 5 * SECOND);
  etoro.plan({ ...works, takes: SECOND }, { ...works, takes: SECOND }, { ...works, takes: HOUR });
  etoro.always('revoke', { ...works, takes: 2 * SECOND });
  const { ends, failure, left } = await revoke();
  expect(failure).toBeInstanceOf(OutOfTime);
  expect(clock.elapsed()).toBeLessThanOrEqual(5 * SECOND);
  expect(ends.size).toBe(2);
  expect(left).toEqual(tokens.slice(2));
});

test('a job that is cancelled ends the work, and what is left is told', async () => {
  const { etoro, tokens, revoke } = tokensToRevoke('ab');
  const stopped = new Error('stopped');
  etoro.plan(
    works,
    failsWith(() => stopped),
  );
  expect(await revoke()).toMatchObject({ failure: stopped, left: [tokens[1]] });
});

function raise(): never {
  throw new Error('there is no such token');
}

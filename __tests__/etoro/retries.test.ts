import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { EtoroError } from '../../src/etoro/errors.ts';
import { OutOfTime, startRetries, tryAgain } from '../../src/etoro/retries.ts';
import type { Random } from '../../src/http/retry-after.ts';
import { formatDuration, startBudget } from '../../src/time/clock.ts';
import { fakeClock, fakeLog, lost, MINUTE, refused, rejection, rejectionOf, SECOND } from '../fakes.ts';

const half: Random = () => 0.5;

function start({
  total = 5 * MINUTE,
  random = half,
  signal = new AbortController().signal,
}: { total?: number; random?: Random; signal?: AbortSignal } = {}) {
  const clock = fakeClock();
  const log = fakeLog();
  const budget = startBudget(total, clock);
  return { clock, log, budget, retries: startRetries(budget, signal, { clock, random, log }) };
}
const limited = (retryAfter?: number) => refused(429, 'TooManyRequests', { retryAfter });
const next = 'try 2 to create the token';

describe('waitAfter', () => {
  test('waits with backoff where eToro does not ask', async () => {
    const { clock, retries } = start();
    for (let tries = 1; tries <= 7; tries++) await retries.waitAfter(lost(true), next);
    expect(clock.sleeps).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  });

  test('never waits less than eToro asks, nor beyond the budget', async () => {
    const asked = fc.integer({ min: 0, max: 10 * MINUTE });
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { maxLength: 10 }), random, async (waits, random) => {
        const { clock, budget, retries } = start({ random: () => random });
        for (const asked of waits) {
          const before = clock.elapsed();
          // A rate limit is waited for a second at least.
          const wait = Math.max(asked, SECOND);
          try {
            await retries.waitAfter(limited(asked), next);
            expect(clock.elapsed() - before).toBeGreaterThanOrEqual(wait);
            expect(budget.remaining()).toBeGreaterThanOrEqual(SECOND);
          } catch (error) {
            expect(error).toBeInstanceOf(OutOfTime);
            expect(clock.elapsed()).toBe(before);
            // The shortest wait for a rate limit is a second.
            expect(Math.max(wait, SECOND)).toBeGreaterThan(budget.remaining() - SECOND);
          }
        }
      }),
    );
  });

  test('fails at once when the wait does not fit', async () => {
    const { clock, retries, budget } = start({ total: MINUTE });
    const cause = limited(2 * MINUTE);
    const error = await rejectionOf(OutOfTime, retries.waitAfter(cause, next));
    expect(error).toMatchObject({ cause, asked: 2 * MINUTE, budget });
    expect(clock.sleeps).toEqual([]);
  });

  test('fails at once when there is no room for another try', async () => {
    const { clock, retries } = start({ total: MINUTE });
    clock.advance(MINUTE - SECOND);
    await rejectionOf(OutOfTime, retries.waitAfter(lost(true), next));
    expect(clock.sleeps).toEqual([]);
  });

  test('tells that eToro did not ask to wait where a rate limit did not say how long', async () => {
    const { clock, retries } = start({ total: MINUTE });
    clock.advance(MINUTE - 1.5 * SECOND);
    const error = await rejectionOf(OutOfTime, retries.waitAfter(limited(), next));
    expect(error.asked).toBe(0);
    expect(clock.sleeps).toEqual([]);
  });

  test('comes to an end', async () => {
    const { retries, clock } = start();
    const forEver = async () => {
      for (;;) await retries.waitAfter(lost(true), next);
    };
    await rejectionOf(OutOfTime, forEver());
    expect(clock.elapsed()).toBeLessThanOrEqual(5 * MINUTE);
  });

  test('tells the log why, how long, and what follows', async () => {
    const { log, retries } = start();
    await retries.waitAfter(limited(17 * SECOND), 'try 2 to create the token');
    await retries.waitAfter(lost(true), 'looking for the token again');
    expect(log.lines).toEqual([
      'info: eToro answered HTTP 429 TooManyRequests. Waiting 19s before try 2 to create the token.',
      'info: No answer from public-api.etoro.com: the connection broke off (ECONNRESET). Waiting 1s before looking for the token again.',
    ]);
  });

  test('tells the log the wait that really follows, also where it has to fit the budget', async () => {
    const { clock, log, retries } = start({ total: 4 * SECOND, random: () => 0.999 });
    await retries.waitAfter(limited(2 * SECOND), next);
    expect(clock.sleeps).toEqual([3 * SECOND]);
    expect(log.lines).toEqual([expect.stringContaining('Waiting 3s before')]);
  });

  test('waits at least a second at a rate limit that does not say how long', async () => {
    const { clock, log, retries } = start({ random: () => 0 });
    await retries.waitAfter(limited(), next);
    const [wait = 0] = clock.sleeps;
    expect(wait).toBeGreaterThanOrEqual(SECOND);
    expect(log.lines).toEqual([expect.stringContaining(`Waiting ${formatDuration(wait)} before ${next}.`)]);
  });

  test('spreads those who are told the same wait over a second and the backoff', async () => {
    const waits = await Promise.all(
      [0, 0.5].map(async (number) => {
        const { clock, retries } = start({ random: () => number });
        await retries.waitAfter(limited(17 * SECOND), next);
        return clock.sleeps[0];
      }),
    );
    expect(waits).toEqual([18 * SECOND, 18.5 * SECOND]);
  });

  test('waits a short time again after some progress', async () => {
    const { clock, retries } = start();
    for (let tries = 1; tries <= 3; tries++) await retries.waitAfter(lost(true), next);
    retries.progress();
    await retries.waitAfter(lost(true), next);
    expect(clock.sleeps).toEqual([500, 1000, 2000, 500]);
  });

  test('tells nothing of a wait that does not fit', async () => {
    const { log, retries } = start({ total: MINUTE });
    const error = await rejectionOf(OutOfTime, retries.waitAfter(limited(2 * MINUTE), next));
    expect(log.lines).toEqual([]);
    expect(error.message).toBe('no time is left for another try after: eToro answered HTTP 429 TooManyRequests');
  });

  test('stops waiting when the step is stopped', async () => {
    const reason = new Error('stopped');
    const { retries } = start({ signal: AbortSignal.abort(reason) });
    expect(await rejection(retries.waitAfter(lost(true), next))).toBe(reason);
  });
});

test('a pause is as long as it is asked for, or out of time', async () => {
  const { clock, retries } = start({ total: MINUTE });
  await retries.pause(30 * SECOND);
  await rejectionOf(OutOfTime, retries.pause(30 * SECOND));
  expect(clock.sleeps).toEqual([30 * SECOND]);
});

describe('tryAgain', () => {
  const unlisted = new EtoroError({ kind: 'unlisted' }, refused(401).call);

  test('tries until it works', async () => {
    const { clock, retries } = start();
    const errors = [refused(503), lost(true)];
    const call = () => {
      const error = errors.shift();
      return error ? Promise.reject(error) : Promise.resolve('done');
    };
    expect(await tryAgain(retries, next, call)).toBe('done');
    expect(clock.sleeps).toEqual([500, 1000]);
  });

  test.each([refused(401, 'Unauthorized'), unlisted, new Error('a bug')])(
    'throws at once what waiting does not help: %s',
    async (error) => {
      const { clock, retries } = start();
      expect(await rejection(tryAgain(retries, next, () => Promise.reject(error)))).toBe(error);
      expect(clock.sleeps).toEqual([]);
    },
  );
});

describe('limits', () => {
  test.each([
    ['20 seconds at the most', 5 * MINUTE, 20 * SECOND],
    ['a part of a short budget, so that others fit', 40 * SECOND, 10 * SECOND],
    ['a second of a very short budget', 2 * SECOND, SECOND],
  ])('a call may take %s', (_what, total, timeout) => {
    expect(start({ total }).retries.limits().timeout).toBe(timeout);
  });

  test('a call may never take more than is left, and is not made without time for one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 * MINUTE }), fc.nat(6 * MINUTE), (total, passed) => {
        const { clock, retries } = start({ total });
        clock.advance(passed);
        if (total - passed < SECOND / 5) expect(() => retries.limits()).toThrow(OutOfTime);
        else expect(retries.limits().timeout).toBeLessThanOrEqual(total - passed);
      }),
    );
  });

  test('a call in flight is stopped two seconds after the step, and no other one is made', () => {
    jest.useFakeTimers();
    const stop = new AbortController();
    const { retries } = start({ signal: stop.signal });
    const { signal } = retries.limits();
    stop.abort(new Error('stopped'));
    expect(() => retries.limits()).toThrow('stopped');
    jest.advanceTimersByTime(2 * SECOND - 1);
    expect(signal.aborted).toBe(false);
    jest.advanceTimersByTime(1);
    expect(signal.reason).toMatchObject({ message: 'stopped' });
    jest.useRealTimers();
  });
});

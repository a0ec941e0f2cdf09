import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startBudget } from '../src/clock.ts';
import type { Random } from '../src/http/retry.ts';
import { OutOfTime, startPatience } from '../src/patience.ts';
import {
  fakeClock,
  fakeLog,
  lost,
  MINUTE,
  noSignal,
  refused,
  rejection,
  rejectionOf,
  SECOND,
} from './fakes.ts';

const half: Random = () => 0.5;

function start({ total = 5 * MINUTE, random = half, signal = noSignal } = {}) {
  const clock = fakeClock();
  const log = fakeLog();
  const budget = startBudget(total, clock);
  return { clock, log, budget, patience: startPatience({ budget, clock, random, log, signal }) };
}
const limited = (retryAfter?: number) => refused(429, 'TooManyRequests', { retryAfter });

describe('pauseAfter', () => {
  test('waits as long as eToro asks, with jitter on top', async () => {
    const { clock, patience } = start();
    await patience.pauseAfter(limited(17 * SECOND));
    expect(clock.sleeps).toEqual([18.5 * SECOND]);
  });

  test('waits with backoff where eToro does not ask', async () => {
    const { clock, patience } = start();
    for (let tries = 1; tries <= 7; tries++) await patience.pauseAfter(lost(true));
    expect(clock.sleeps).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  });

  test('never waits less than eToro asks, nor beyond the budget', async () => {
    const asked = fc.integer({ min: 0, max: 10 * MINUTE });
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { maxLength: 10 }), random, async (waits, random) => {
        const { clock, budget, patience } = start({ random: () => random });
        for (const wait of waits) {
          const before = clock.elapsed();
          try {
            await patience.pauseAfter(limited(wait));
            expect(clock.elapsed() - before).toBeGreaterThanOrEqual(wait);
            expect(budget.remaining()).toBeGreaterThanOrEqual(SECOND);
          } catch (error) {
            expect(error).toBeInstanceOf(OutOfTime);
            expect(clock.elapsed()).toBe(before);
            expect(wait).toBeGreaterThan(budget.remaining() - SECOND);
          }
        }
      }),
    );
  });

  test('fails at once when the wait does not fit', async () => {
    const { clock, patience, budget } = start({ total: MINUTE });
    const cause = limited(2 * MINUTE);
    const error = await rejectionOf(OutOfTime, patience.pauseAfter(cause));
    expect(error).toMatchObject({ cause, asked: 2 * MINUTE, budget });
    expect(clock.sleeps).toEqual([]);
  });

  test('fails at once when there is no room for another try', async () => {
    const { clock, patience } = start({ total: MINUTE });
    clock.advance(MINUTE - SECOND);
    await rejectionOf(OutOfTime, patience.pauseAfter(lost(true)));
    expect(clock.sleeps).toEqual([]);
  });

  test('comes to an end', async () => {
    const { patience, clock } = start();
    const forEver = async () => {
      for (;;) await patience.pauseAfter(lost(true));
    };
    await rejectionOf(OutOfTime, forEver());
    expect(clock.elapsed()).toBeLessThanOrEqual(5 * MINUTE);
  });

  test('tells the log why, how long, and which try comes next', async () => {
    const { log, patience } = start();
    await patience.pauseAfter(limited(17 * SECOND));
    await patience.pauseAfter(lost(true));
    expect(log.lines).toEqual([
      'info: eToro answered HTTP 429 TooManyRequests. Waiting 19s before try 2.',
      'info: No answer from eToro: the connection broke off (ECONNRESET). Waiting 1s before try 3.',
    ]);
  });

  test('stops waiting when the step is stopped', async () => {
    const reason = new Error('stopped');
    const { patience } = start({ signal: AbortSignal.abort(reason) });
    expect(await rejection(patience.pauseAfter(lost(true)))).toBe(reason);
  });
});

describe('limits', () => {
  test('a call may take 20 seconds at the most', () => {
    expect(start().patience.limits().timeout).toBe(20 * SECOND);
  });

  test('a call may take a part of a short budget, so that others fit', () => {
    expect(start({ total: 40 * SECOND }).patience.limits().timeout).toBe(10 * SECOND);
  });

  test('a call may take a second of a very short budget', () => {
    expect(start({ total: 2 * SECOND }).patience.limits().timeout).toBe(SECOND);
  });

  test('a call may never take more than is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 * MINUTE }), fc.nat(6 * MINUTE), (total, passed) => {
        const { clock, patience } = start({ total });
        clock.advance(passed);
        expect(patience.limits().timeout).toBeLessThanOrEqual(Math.max(0, total - passed));
      }),
    );
  });

  test('a call is stopped when the step is', () => {
    expect(start().patience.limits().signal).toBe(noSignal);
  });
});

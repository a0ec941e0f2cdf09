import { describe, expect, test } from '@jest/globals';
import { startBudget, systemClock } from '../src/clock.ts';
import { fakeClock, noSignal, rejection } from './fakes.ts';

describe('systemClock', () => {
  test('sleeps for the time given', async () => {
    const before = systemClock.elapsed();
    await systemClock.sleep(20, noSignal);
    expect(systemClock.elapsed() - before).toBeGreaterThanOrEqual(15);
  });

  test("rejects with the signal's own reason", async () => {
    const abort = new AbortController();
    const reason = new Error('stopped');
    const slept = systemClock.sleep(60_000, abort.signal);
    abort.abort(reason);
    expect(await rejection(slept)).toBe(reason);
  });

  test('does not begin to sleep when it is stopped already', async () => {
    const reason = new Error('stopped');
    expect(await rejection(systemClock.sleep(60_000, AbortSignal.abort(reason)))).toBe(reason);
  });

  test('knows what time it is', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
  });
});

describe('startBudget', () => {
  test('counts down from its start, and never below 0', () => {
    const clock = fakeClock();
    clock.advance(500);
    const budget = startBudget(1000, clock);
    const left = [0, 400, 400, 400].map((passed) => {
      clock.advance(passed);
      return budget.remaining();
    });
    expect({ total: budget.total, left }).toEqual({ total: 1000, left: [1000, 600, 200, 0] });
  });
});

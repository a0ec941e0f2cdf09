import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  DAY,
  formatDuration,
  HOUR,
  MINUTE,
  parseUtc,
  SECOND,
  startBudget,
  systemClock,
  utcSeconds,
} from '../../src/time/clock.ts';
import { fakeClock, noSignal, rejection } from '../fakes.ts';

describe('systemClock', () => {
  test('sleeps for the time given', async () => {
    const before = systemClock.elapsed();
    await systemClock.sleep(20, noSignal);
    expect(systemClock.elapsed() - before).toBeGreaterThanOrEqual(15);
  });

  test("rejects with the signal's own reason, also when it is stopped already", async () => {
    const abort = new AbortController();
    const reason = new Error('stopped');
    const slept = systemClock.sleep(60_000, abort.signal);
    abort.abort(reason);
    expect(await rejection(slept)).toBe(reason);
    expect(await rejection(systemClock.sleep(60_000, abort.signal))).toBe(reason);
  });

  test('knows what time it is', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
  });
});

describe('utcSeconds', () => {
  test.each([0, 999])(
    'is UTC, in whole seconds, rounded down so that no token outlives what was asked for: %i ms',
    (ms) => {
      expect(utcSeconds(Date.UTC(2026, 11, 31, 23, 59, 59, ms))).toBe('2026-12-31T23:59:59Z');
    },
  );
});

describe('parseUtc', () => {
  const time = Date.UTC(2026, 5, 1, 12, 30, 15);

  test.each([
    '2026-06-01T12:30:15Z',
    '2026-06-01T12:30:15z',
    '2026-06-01T12:30:15.000Z',
    '2026-06-01T12:30:15.0000000',
    '2026-06-01T12:30:15',
    '2026-06-01T14:30:15+02:00',
    '2026-06-01T14:30:15+0200',
    '2026-06-01T05:30:15-07:00',
  ])('reads %s, in UTC where it does not say so', (text) => {
    expect(parseUtc(text)).toBe(time);
  });

  test('reads what utcSeconds writes', () => {
    const seconds = fc.integer({ min: Date.UTC(2000, 0) / 1000, max: Date.UTC(9999, 0) / 1000 });
    fc.assert(
      fc.property(seconds, (count) => {
        expect(parseUtc(utcSeconds(count * 1000))).toBe(count * 1000);
      }),
    );
  });

  test.each([
    ...['', 'tomorrow', 'Z', '5', 'no. 1', '2026', '2026-06-01', '2026-06-01 12:30:15Z', '12:30:15'],
    ...['2026-06-01T12:30Z', '2026-06-01T12:30:15 Z', 'on 2026-06-01T12:30:15Z', '1798761599'],
    ...['2026-13-01T00:00:00Z', '2026-02-30T00:00:00Z', '2026-06-01T24:00:00Z'],
    // What stands for "not set".
    ...['0001-01-01T00:00:00', '1970-01-01T00:00:00Z', '+010000-01-01T00:00:00Z'],
  ])('%j is no moment', (text) => {
    expect(parseUtc(text)).toBeUndefined();
  });
});

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

test.each([
  [0, '0s'],
  [1, '0.1s'],
  [100, '0.1s'],
  [101, '0.2s'],
  [400, '0.4s'],
  [1000, '1s'],
  [1001, '1.1s'],
  [9900, '9.9s'],
  [9901, '10s'],
  [9999, '10s'],
  [10_000, '10s'],
  [10_001, '11s'],
  [DAY + 5 * SECOND, '1d5s'],
  [2 * DAY + 3 * HOUR + 4 * MINUTE + 5 * SECOND, '2d3h4m5s'],
])(
  'writes %i ms rounded up, with tenths below ten seconds, and without units that are zero: %s',
  (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  },
);

test('never writes less than it is, nor a second more', () => {
  const sizes: Record<string, number> = { d: DAY, h: HOUR, m: MINUTE, s: SECOND };
  const millisecondsOf = (text: string) =>
    [...text.matchAll(/([\d.]+)([dhms])/g)].reduce(
      (sum, [, count, unit = '']) => sum + Number(count) * (sizes[unit] ?? NaN),
      0,
    );
  fc.assert(
    fc.property(fc.nat(10 * DAY), (milliseconds) => {
      // Tenths have no exact binary form.
      const over = Math.round(millisecondsOf(formatDuration(milliseconds))) - milliseconds;
      expect(over).toBeGreaterThanOrEqual(0);
      expect(over).toBeLessThan(milliseconds < 10 * SECOND ? 100 : SECOND);
    }),
  );
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY, formatDuration, HOUR, MINUTE, SECOND } from '../../src/time/duration.ts';

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

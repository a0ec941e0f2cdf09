import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { backoff } from '../../src/http/retry-after.ts';
import { SECOND } from '../fakes.ts';

const anyTries = fc.integer({ min: 1, max: 2000 });
const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a pause lies between nothing and a limit that doubles from 1 s to 30 s', () => {
  fc.assert(
    fc.property(anyTries, anyRandom, (tries, random) => {
      const pause = backoff(tries, () => random);
      expect(pause).toBeGreaterThanOrEqual(0);
      expect(pause).toBeLessThan(Math.min(30 * SECOND, SECOND * 2 ** (tries - 1)));
    }),
  );
});

test('a pause has full jitter: any part of the limit is as likely', () => {
  expect([0, 0.25, 0.5, 0.75].map((random) => backoff(3, () => random))).toEqual([0, 1000, 2000, 3000]);
});

test('a late try may be paused for almost 30 s', () => {
  expect(backoff(2000, () => 0.999)).toBe(0.999 * 30 * SECOND);
});

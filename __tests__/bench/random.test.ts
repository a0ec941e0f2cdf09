import { expect, test } from '@jest/globals';
import { dice, seedsOfRuns } from '../../bench/random.ts';

test('the seeds of the runs are eight hexadecimal digits, no two alike, the same for the same seed and however many', () => {
  const seeds = seedsOfRuns(3, 1000);
  expect(new Set(seeds).size).toBe(1000);
  for (const seed of seeds) expect(seed).toMatch(/^[0-9a-f]{8}$/);
  expect(seedsOfRuns(3, 10)).toEqual(seeds.slice(0, 10));
  expect(seedsOfRuns(2, 10)).not.toEqual(seeds.slice(0, 10));
});

test('the dice stay between both ends and reach them, and let things happen about as often as asked', () => {
  const { between, happens } = dice(5);
  const rolls = Array.from({ length: 500 }, () => between(-2, 2));
  expect([...new Set(rolls)].sort((one, other) => one - other)).toEqual([-2, -1, 0, 1, 2]);
  const times = Array.from({ length: 2000 }, () => happens(0.25)).filter(Boolean).length;
  expect(Math.abs(times - 500)).toBeLessThan(100);
});

import { describe, expect, test } from '@jest/globals';
import { dice, seedsOfRuns } from '../../bench/random.ts';

describe('the seeds of the runs', () => {
  test('are the same for the same seed, and others for another', () => {
    expect(seedsOfRuns(1, 20)).toEqual(seedsOfRuns(1, 20));
    expect(seedsOfRuns(1, 20)).not.toEqual(seedsOfRuns(2, 20));
  });

  test('stay the same when there are more runs', () => {
    expect(seedsOfRuns(7, 50).slice(0, 10)).toEqual(seedsOfRuns(7, 10));
  });

  test('are eight hexadecimal digits, no two alike', () => {
    const seeds = seedsOfRuns(3, 1000);
    expect(new Set(seeds).size).toBe(1000);
    for (const seed of seeds) expect(seed).toMatch(/^[0-9a-f]{8}$/);
  });
});

describe('the dice', () => {
  test('stay between both ends and reach them', () => {
    const { between } = dice(5);
    const rolls = Array.from({ length: 500 }, () => between(-2, 2));
    expect([...new Set(rolls)].sort((one, other) => one - other)).toEqual([-2, -1, 0, 1, 2]);
  });

  test('let things happen about as often as asked', () => {
    const { happens } = dice(6);
    const times = Array.from({ length: 2000 }, () => happens(0.25)).filter(Boolean).length;
    expect(times).toBeGreaterThan(400);
    expect(times).toBeLessThan(600);
  });
});

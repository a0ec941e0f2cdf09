import { expect, test } from '@jest/globals';
import { startBudget } from '../../src/time/clock.ts';
import { fakeClock } from '../fakes.ts';

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

import { expect, test } from '@jest/globals';
import { planRun, type Plan } from '../../bench/chaos-plan.ts';
import { seedsOfRuns } from '../../bench/random.ts';

const plans = seedsOfRuns(11, 400).map(planRun);
const kinds = new Set(
  plans.flatMap(({ faults }) =>
    [faults.step, faults.post].flatMap((phase) =>
      Object.values(phase).flatMap((planned) => planned.map(({ kind }) => kind)),
    ),
  ),
);

test('the plan of a run is the same for the same seed, apart from the time of day', () => {
  const plan = (seed: string) =>
    JSON.stringify(planRun(seed)).replace(/\d{4}-\d\d-\d\dT[^"]+|\d{10}|\w{3}, \d\d[^"]+GMT/g, '');
  for (const seed of seedsOfRuns(5, 50)) expect(plan(seed)).toBe(plan(seed));
});

test.each<[keyof Plan, Plan[keyof Plan][], number]>([
  ['rateLimitHeaders', ['ratelimit', 'x-ratelimit', 'both', 'none'], 0.15],
  ['ending', ['post', 'no post', 'lost state', 'lives on'], 0.05],
  ['sweep', ['this', 'completed', 'in_progress'], 0.2],
  ['rateLimit', ['pool'], 0.2],
  ['answers', ['v1.206.0'], 0.15],
  ['mustSucceed', [true], 0.03],
])('%s has each of these values in a share of the runs: %j', (name, values, least) => {
  for (const value of values) {
    expect(plans.filter((plan) => plan[name] === value).length / plans.length).toBeGreaterThan(least);
  }
});

test('the plans know the faults that were hard to withstand', () => {
  const known = ["404, a gateway's HTML, not acted", '404, no portfolio, not acted', '429, RateLimit-Reset'];
  const granted = ['a scope', 'an address', 'no expiry'].map((more) => `201 that grants more: ${more}`);
  expect([...kinds]).toEqual(expect.arrayContaining([...known, ...granted, '429, X-RateLimit-Reset']));
});

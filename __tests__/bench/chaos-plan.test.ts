import { describe, expect, test } from '@jest/globals';
import { planRun } from '../../bench/chaos-plan.ts';
import { seedsOfRuns } from '../../bench/random.ts';

const plans = seedsOfRuns(11, 400).map(planRun);
const share = (holds: (plan: (typeof plans)[number]) => boolean) => plans.filter(holds).length / plans.length;
const kinds = new Set(
  plans.flatMap(({ faults }) =>
    [faults.step, faults.post].flatMap((phase) =>
      Object.values(phase).flatMap((planned) => planned.map(({ kind }) => kind)),
    ),
  ),
);

describe('the plan of a chaos run', () => {
  test('is the same for the same seed, apart from the time of day', () => {
    const plan = (seed: string) =>
      JSON.stringify(planRun(seed)).replace(/\d{4}-\d\d-\d\dT[^"]+|\d{10}|\w{3}, \d\d[^"]+GMT/g, '');
    for (const seed of seedsOfRuns(5, 50)) expect(plan(seed)).toBe(plan(seed));
  });

  test.each(['ratelimit', 'x-ratelimit', 'both', 'none'])(
    'has the rate limit headers %s in a share of the runs',
    (family) => {
      expect(share(({ rateLimitHeaders }) => rateLimitHeaders === family)).toBeGreaterThan(0.15);
    },
  );

  test.each(['post', 'no post', 'lost state', 'lives on'])('%s follows a share of the steps', (way) => {
    expect(share(({ ending }) => ending === way)).toBeGreaterThan(0.05);
  });

  test('has the pool and the older answers in a share of the runs', () => {
    expect(share(({ rateLimit }) => rateLimit === 'pool')).toBeGreaterThan(0.2);
    expect(share(({ answers }) => answers === 'v1.206.0')).toBeGreaterThan(0.15);
    expect(share(({ mustSucceed }) => mustSucceed)).toBeGreaterThan(0.03);
  });

  test.each([
    "404, a gateway's HTML, not acted",
    '404, no portfolio, not acted',
    '201 that grants more: a scope',
    '201 that grants more: an address',
    '201 that grants more: no expiry',
    '429, RateLimit-Reset',
    '429, X-RateLimit-Reset',
  ])('knows the fault: %s', (kind) => {
    expect(kinds).toContain(kind);
  });
});

import { expect, test } from '@jest/globals';
import { onStage } from './stage.ts';

// How long to wait is read from the headers of an answer by src/http/retry-after.ts, and its unit tests try them all.

test.each([
  { rateLimit: 'pool', rateLimitHeaders: 'both' },
  { rateLimit: 'pool', rateLimitHeaders: 'ratelimit' },
  { rateLimit: 'separate', rateLimitHeaders: 'x-ratelimit' },
  { rateLimit: 'separate', rateLimitHeaders: 'none' },
] as const)('a job that meets a full window gets its token when the window allows it: %j', (limit) =>
  onStage(
    async ({ sandbox, job }) => {
      await job().step();
      const step = await job().step();

      expect(step.exitCode).toBe(0);
      const calls = sandbox.requests.filter(({ operation }) => operation === 'createUserToken');
      expect(calls.map(({ status }) => status)).toEqual([201, 429, 201]);
      expect(step.log).toMatch(
        /HTTP 429 TooManyRequests: Too many requests\. Waiting 1m[\ds]+ before try 2 to create the token\./,
      );
      expect(step.durationMs).toBeGreaterThanOrEqual(60_000);
      expect(step.durationMs).toBeLessThan(63_000);
    },
    { ...limit, callsPerWindow: 1, writesPerWindow: 1, readsPerWindow: 1 },
  )(),
);

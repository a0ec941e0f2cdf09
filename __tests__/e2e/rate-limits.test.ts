import { expect, test } from '@jest/globals';
import type { SandboxOptions } from '../../sandbox/server.ts';
import { errorOf, json, onStage, preload } from './stage.ts';

// A wait is never shorter than what the answer says, in whichever family of headers it says it.

const limits = (['pool', 'separate'] as const).flatMap((rateLimit) =>
  (['ratelimit', 'x-ratelimit', 'both', 'none'] as const).map(
    (rateLimitHeaders) => ({ rateLimit, rateLimitHeaders }) satisfies Partial<SandboxOptions>,
  ),
);

// All at once, because they wait.
test('a job that meets a full window gets its token when the window allows it, in either pool, by either family', async () => {
  await Promise.all(
    limits.map((limit) => {
      // eToro's clock stands still until the second job's call, however long that job takes to start.
      const start = Date.now();
      let stoodStill: number | undefined;
      return onStage(
        async ({ sandbox, job }) => {
          await job().step();
          const step = await job().step();

          expect(step.exitCode).toBe(0);
          const calls = sandbox.requests.filter(({ operation }) => operation === 'createUserToken');
          expect(calls.map(({ status }) => status)).toEqual([201, 429, 201]);
          expect(step.log).toMatch(
            /HTTP 429 TooManyRequests: Too many requests\. Waiting [\d.]+s before try 2 to create the token\./,
          );
        },
        {
          ...limit,
          windowMs: 1500,
          ...{ callsPerWindow: 1, writesPerWindow: 1, readsPerWindow: 1 },
          now: () => (stoodStill === undefined ? start : Date.now() - stoodStill),
          fault: (_, { n }) => {
            if (n === 2) stoodStill = Date.now() - start;
            return undefined;
          },
        },
      )();
    }),
  );
});

const unixTime = (secondsFromNow: number) => String(Math.floor(Date.now() / 1000) + secondsFromNow);

/** What an answer says, and how long it asks to wait. */
const told: Record<string, [() => Record<string, string>, RegExp]> = {
  'Retry-After in seconds': [() => ({ 'retry-after': '600' }), /10m/],
  'Retry-After as a date': [
    () => ({ 'retry-after': new Date(Date.now() + 600_000).toUTCString() }),
    /10m|9m\d\ds/,
  ],
  'RateLimit-Reset in seconds': [() => ({ 'ratelimit-reset': '600' }), /10m/],
  'X-RateLimit-Reset in Unix time': [() => ({ 'x-ratelimit-reset': unixTime(600) }), /10m|9m\d\ds/],
  'both families, of which the longer counts': [
    () => ({ 'ratelimit-reset': '600', 'x-ratelimit-reset': unixTime(30) }),
    /10m/,
  ],
  'a short Retry-After and a long reset': [
    () => ({ 'retry-after': '1', 'ratelimit-reset': '600' }),
    /10m/,
  ],
};

test.each(Object.entries(told))('a rate limit is read from %s', (_, [headers, wait]) =>
  onStage(async ({ sandbox, job, asked }) => {
    sandbox.failNext('createUserToken', { before: json(429, {}, headers()) });
    const error = errorOf(await job({ timeout: '1m' }).step());

    expect(error).toMatch(
      RegExp(
        `There was no further try: eToro asks to wait (${wait.source}), and (1m|5\\ds) of 1m are left\\.$`,
      ),
    );
    expect(error).toContain('Start fewer jobs at once (strategy.max-parallel)');
    expect(asked()).toEqual(['createUserToken']);
  })(),
);

const nothingUseful = [
  () => ({}),
  () => ({ 'ratelimit-reset': unixTime(600) }),
  () => ({ 'x-ratelimit-reset': '600' }),
];

// All at once, because they wait.
test('at a rate limit without a header, or with one that holds the number of the other, the wait is a second at least, and the log tells the wait', async () => {
  await Promise.all(
    nothingUseful.map((headers) =>
      onStage(async ({ sandbox, job }) => {
        sandbox.failNext('createUserToken', { before: json(429, {}, headers()) });
        const step = await job({}, { env: preload('no-jitter.cjs') }).step();

        expect(step.exitCode).toBe(0);
        const [, seconds] = /HTTP 429\. Waiting ([\d.]+)s before try 2/.exec(step.log) ?? [];
        const [first, second] = sandbox.requests.map(({ at }) => at);
        const waited = ((second ?? 0) - (first ?? 0)) / 1000;
        expect(Number(seconds)).toBeGreaterThanOrEqual(1);
        expect(Number(seconds)).toBeLessThanOrEqual(2);
        // The log rounds up to tenths, and the clocks of the two processes to milliseconds.
        expect(waited).toBeGreaterThan(Number(seconds) - 0.11);
      })(),
    ),
  );
});

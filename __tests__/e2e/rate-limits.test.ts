import { expect, test } from '@jest/globals';
import type { SandboxOptions } from '../../sandbox/server.ts';
import { errorOf, json, onStage, preload } from './stage.ts';

// A wait is never shorter than what the answer says, in whichever family of headers it says it.

const limits = (['pool', 'separate'] as const).flatMap((rateLimit) =>
  (['ratelimit', 'x-ratelimit', 'both', 'none'] as const).map(
    (rateLimitHeaders) => ({ rateLimit, rateLimitHeaders }) satisfies Partial<SandboxOptions>,
  ),
);

test.each(limits)(
  'a job that meets a full window gets its token when the window allows it: %j',
  (limit) =>
    onStage(
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
      { ...limit, callsPerWindow: 1, writesPerWindow: 1, readsPerWindow: 1, windowMs: 1500 },
    )(),
);

const inSeconds = (now: number, seconds: number) => String(Math.floor(now / 1000) + seconds);

/** What an answer says that asks to wait ten minutes. */
const told: Record<string, (now: number) => Record<string, string>> = {
  'Retry-After in seconds': () => ({ 'retry-after': '600' }),
  'Retry-After as a date': (now) => ({ 'retry-after': new Date(now + 600_000).toUTCString() }),
  'RateLimit-Reset in seconds': () => ({ 'ratelimit-reset': '600' }),
  'X-RateLimit-Reset in Unix time': (now) => ({ 'x-ratelimit-reset': inSeconds(now, 600) }),
  'both families, of which the longer counts': (now) => ({
    'ratelimit-reset': '600',
    'x-ratelimit-reset': inSeconds(now, 30),
  }),
  'a short Retry-After and a long reset': () => ({ 'retry-after': '1', 'ratelimit-reset': '600' }),
};

test.each(Object.entries(told))('a rate limit is read from %s', (_, headers) =>
  onStage(async ({ sandbox, job, asked, time }) => {
    sandbox.failNext('createUserToken', { before: json(429, {}, headers(time.now())) });
    const error = errorOf(await job({ timeout: '1m' }).step());

    expect(error).toMatch(
      /There was no further try: eToro asks to wait 10m, and 1m of 1m are left\.$/,
    );
    expect(error).toContain('Start fewer jobs at once (strategy.max-parallel)');
    expect(asked()).toEqual(['createUserToken']);
  })(),
);

const nothingUseful = [
  {},
  { 'ratelimit-reset': inSeconds(Date.now(), 600) },
  { 'x-ratelimit-reset': '600' },
];

test.each(nothingUseful)(
  'at a rate limit without a header, or with one that holds the number of the other, the wait is a second at least, and the log tells the wait: %j',
  (headers) =>
    onStage(async ({ sandbox, job }) => {
      sandbox.failNext('createUserToken', { before: json(429, {}, headers) });
      const step = await job({}, { env: preload('no-jitter.cjs') }).step();

      expect(step.exitCode).toBe(0);
      expect(step.log).toContain('HTTP 429. Waiting 2s before try 2');
      const [first, second] = sandbox.requests.map(({ at }) => at);
      expect((second ?? 0) - (first ?? 0)).toBe(2000);
    })(),
);

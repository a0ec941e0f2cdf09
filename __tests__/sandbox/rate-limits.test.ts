import { expect, test } from '@jest/globals';
import type { Sandbox, SandboxOptions } from '../../sandbox/server.ts';
import { call, DEMO_PNL, order, orderV2, PORTFOLIOS, TOKENS, TOKENS_V2, open } from './calls.ts';

const create = (sandbox: Sandbox) => call(sandbox, 'POST', TOKENS, { body: order() });

test('a refusal says when to retry, and a place is free when the oldest write leaves the window', async () => {
  let time = Date.parse('2026-06-01T12:00:00Z');
  const sandbox = await open({ now: () => time, writesPerWindow: 2 });
  expect((await create(sandbox)).headers.get('x-ratelimit-remaining')).toBe('1');
  time += 10_500;
  expect(await create(sandbox)).toMatchObject({ status: 201 });
  const refused = await create(sandbox);
  expect(refused).toMatchObject({ status: 429, errorCode: 'TooManyRequests' });
  expect(Object.fromEntries(refused.headers)).toMatchObject({
    date: 'Mon, 01 Jun 2026 12:00:10 GMT',
    'retry-after': '50',
    'ratelimit-limit': '2',
    'ratelimit-remaining': '0',
    'ratelimit-reset': '50',
    'ratelimit-policy': '2;w=60',
    'x-ratelimit-limit': '2',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Date.parse('2026-06-01T12:01:00Z') / 1000),
  });
  time += 49_499;
  expect((await create(sandbox)).headers.get('retry-after')).toBe('1');
  time += 1;
  expect(await create(sandbox)).toMatchObject({ status: 201 });
  expect(await create(sandbox)).toMatchObject({ status: 429 });
});

const separate = { writesPerWindow: 2, readsPerWindow: 1, accountCallsPerWindow: 1 };
const pool = { rateLimit: 'pool', callsPerWindow: 3 } as const;

test.each<[string, Partial<SandboxOptions>, string[], number[]]>([
  ['creating and revoking share one limit', separate, ['v1', 'revoke', 'revoke', 'v2'], [201, 204, 429, 429]],
  ['listing has another', separate, ['v1', 'v2', 'list', 'list'], [201, 201, 200, 429]],
  ['account calls have their own', separate, ['list', 'read', 'read'], [200, 200, 429]],
  ['calls with wrong keys do not count', separate, ['wrong', 'wrong', 'list'], [401, 401, 200]],
  ['in a pool, all share one', pool, ['v1', 'list', 'revoke', 'list', 'v2'], [201, 200, 204, 429, 429]],
])('%s', async (_title, limits, calls, statuses) => {
  const sandbox = await open(limits);
  const { id } = sandbox.addToken();
  const make: Record<string, () => ReturnType<typeof call>> = {
    v1: () => create(sandbox),
    v2: () => call(sandbox, 'POST', TOKENS_V2, { body: orderV2() }),
    list: () => call(sandbox, 'GET', PORTFOLIOS),
    revoke: () => call(sandbox, 'DELETE', `${TOKENS}/${id}`),
    read: () => call(sandbox, 'GET', DEMO_PNL),
    wrong: () => call(sandbox, 'GET', PORTFOLIOS, { headers: { 'x-user-key': 'wrong' } }),
  };
  const seen: unknown[] = [];
  for (const name of calls) seen.push((await make[name]?.())?.status);
  expect(seen).toEqual(statuses);
});

test.each<[Partial<SandboxOptions>, string[]]>([
  [{ rateLimit: 'separate' }, ['20;w=60', '60;w=60']],
  [{ rateLimit: 'pool' }, ['60;w=60', '60;w=60']],
])('by default a write and a read have these limits, with %j: %j', async (options, limits) => {
  const sandbox = await open(options);
  const answers = [await create(sandbox), await call(sandbox, 'GET', PORTFOLIOS)];
  expect(answers.map(({ headers }) => headers.get('ratelimit-policy'))).toEqual(limits);
});

test.each([
  ['ratelimit', /^ratelimit-(?:limit|remaining|reset|policy)$/, 4],
  ['x-ratelimit', /^x-ratelimit-(?:limit|remaining|reset)$/, 3],
  ['both', /^(?:x-)?ratelimit-/, 7],
  ['none', /^$/, 0],
] as const)('the headers about the rate limit are: %s', async (rateLimitHeaders, names, count) => {
  const sandbox = await open({ rateLimitHeaders, writesPerWindow: 1 });
  const answers = [await create(sandbox), await create(sandbox)];
  expect(answers.map(({ status, headers }) => [status, headers.has('retry-after')])).toEqual([
    [201, false],
    [429, true],
  ]);
  for (const { headers } of answers) {
    const found = [...headers.keys()].filter((name) => name.includes('ratelimit'));
    expect(found).toHaveLength(count);
    for (const name of found) expect(name).toMatch(names);
  }
});

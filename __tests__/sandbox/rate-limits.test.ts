import { expect, test } from '@jest/globals';
import { call, DEMO_PNL, order, orderV2, PORTFOLIOS, TOKENS, TOKENS_V2, withSandbox } from './calls.ts';

test('a window allows so many writes, the refusal says when to retry, and a place is free when the oldest write leaves the window', async () => {
  let time = Date.parse('2026-06-01T12:00:00Z');
  await withSandbox({ now: () => time, writesPerWindow: 2 }, async (sandbox) => {
    const write = () => call(sandbox, 'POST', TOKENS, { body: order() });
    expect((await write()).headers.get('x-ratelimit-remaining')).toBe('1');
    time += 10_500;
    expect(await write()).toMatchObject({ status: 201 });

    const refused = await write();
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
    const atTheEnd = await write();
    expect(atTheEnd).toMatchObject({ status: 429 });
    expect(atTheEnd.headers.get('retry-after')).toBe('1');
    time += 1;
    expect(await write()).toMatchObject({ status: 201 });
    expect(await write()).toMatchObject({ status: 429 });
  });
});

test('creating and revoking share one limit, listing has another, and the account calls have their own', async () => {
  const limits = { writesPerWindow: 2, readsPerWindow: 1, accountCallsPerWindow: 3 };
  await withSandbox(limits, async (sandbox) => {
    const { id, secret } = sandbox.addToken();
    const statuses = async (method: string, path: string, options = {}) =>
      (await call(sandbox, method, path, options)).status;
    expect(await statuses('POST', TOKENS, { body: order() })).toBe(201);
    expect(await statuses('DELETE', `${TOKENS}/${id}`)).toBe(204);
    expect(await statuses('DELETE', `${TOKENS}/${id}`)).toBe(429);
    expect(await statuses('GET', PORTFOLIOS)).toBe(200);
    expect(await statuses('GET', PORTFOLIOS)).toBe(429);
    const key = { headers: { 'x-user-key': sandbox.addToken().secret } };
    for (let n = 0; n < 3; n++) expect(await statuses('GET', DEMO_PNL, key)).toBe(200);
    expect(await statuses('GET', DEMO_PNL, key)).toBe(429);
    expect(await statuses('GET', DEMO_PNL, { headers: { 'x-user-key': secret } })).toBe(401);
  });
});

test('calls with wrong keys do not use up the limit', async () => {
  await withSandbox({ readsPerWindow: 1 }, async (sandbox) => {
    await call(sandbox, 'GET', PORTFOLIOS, { headers: { 'x-user-key': 'wrong' } });
    expect(await call(sandbox, 'GET', PORTFOLIOS)).toMatchObject({ status: 200 });
  });
});

test('in a pool, creating, listing and revoking share one limit', async () => {
  await withSandbox({ rateLimit: 'pool', callsPerWindow: 3 }, async (sandbox) => {
    const { id } = sandbox.addToken();
    const outcomes = [
      await call(sandbox, 'POST', TOKENS, { body: order() }),
      await call(sandbox, 'GET', PORTFOLIOS),
      await call(sandbox, 'DELETE', `${TOKENS}/${id}`),
      await call(sandbox, 'GET', PORTFOLIOS),
      await call(sandbox, 'POST', TOKENS_V2, { body: orderV2() }),
    ];
    expect(outcomes.map(({ status }) => status)).toEqual([201, 200, 204, 429, 429]);
    expect(outcomes[3]?.headers.get('ratelimit-policy')).toBe('3;w=60');
  });
});

test('by default a pool has 60 calls a minute, and without one there are 20 writes and 60 reads', async () => {
  const limits = async (rateLimit: 'separate' | 'pool') => {
    const found: (string | null)[] = [];
    await withSandbox({ rateLimit }, async (sandbox) => {
      const write = await call(sandbox, 'POST', TOKENS, { body: order() });
      const read = await call(sandbox, 'GET', PORTFOLIOS);
      found.push(...[write, read].map(({ headers }) => headers.get('ratelimit-policy')));
    });
    return found;
  };
  expect(await limits('pool')).toEqual(['60;w=60', '60;w=60']);
  expect(await limits('separate')).toEqual(['20;w=60', '60;w=60']);
});

test.each([
  ['ratelimit', /^ratelimit-(?:limit|remaining|reset|policy)$/, 4],
  ['x-ratelimit', /^x-ratelimit-(?:limit|remaining|reset)$/, 3],
  ['both', /^(?:x-)?ratelimit-/, 7],
  ['none', /^$/, 0],
] as const)('the headers about the rate limit are: %s', async (rateLimitHeaders, names, count) => {
  await withSandbox({ rateLimitHeaders, writesPerWindow: 1 }, async (sandbox) => {
    const answers = [
      await call(sandbox, 'POST', TOKENS, { body: order() }),
      await call(sandbox, 'POST', TOKENS, { body: order() }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 429]);
    for (const { headers } of answers) {
      const found = [...headers.keys()].filter((name) => name.includes('ratelimit'));
      expect(found).toHaveLength(count);
      for (const name of found) expect(name).toMatch(names);
    }
    expect(answers[1]?.headers.has('retry-after')).toBe(true);
  });
});

import { expect, test } from '@jest/globals';
import { call, DEMO_PNL, order, PORTFOLIOS, TOKENS, withSandbox } from './calls.ts';

test('a window takes so many writes, says when to retry, and takes the next when the oldest leaves it', async () => {
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

test('creating and revoking share one limit, listing has another, and the account calls have none', async () => {
  await withSandbox({ writesPerWindow: 2, readsPerWindow: 1 }, async (sandbox) => {
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
    expect(await statuses('GET', DEMO_PNL, { headers: { 'x-user-key': secret } })).toBe(401);
  });
});

test('calls with wrong keys do not use up the limit', async () => {
  await withSandbox({ readsPerWindow: 1 }, async (sandbox) => {
    await call(sandbox, 'GET', PORTFOLIOS, { headers: { 'x-user-key': 'wrong' } });
    expect(await call(sandbox, 'GET', PORTFOLIOS)).toMatchObject({ status: 200 });
  });
});

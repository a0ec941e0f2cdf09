import { expect, test } from '@jest/globals';
import { OpenAPIBackend } from 'openapi-backend';
import { SANDBOX_PORTFOLIO_ID } from '../../sandbox/server.ts';
import {
  call,
  DEMO_PNL,
  order,
  orderV2,
  PORTFOLIOS,
  TOKENS,
  TOKENS_V2,
  withSandbox,
} from './calls.ts';

test('the description is valid OpenAPI', async () => {
  const definition = 'sandbox/openapi.yaml';
  const api = new OpenAPIBackend({ definition, strict: true, validate: false });
  await expect(api.init()).resolves.toBe(api);
});

test('a token of v1 is made, used, listed without its secret, and revoked', async () => {
  await withSandbox({}, async (sandbox) => {
    const ipsWhitelist = ['20.102.38.7'];
    const body = order({ userTokenName: 'mine', ipsWhitelist, expiresAt: '2999-12-31T23:59:59Z' });
    const made = await call(sandbox, 'POST', TOKENS, { body });
    expect(made.status).toBe(201);
    const [token] = sandbox.tokens();
    expect(made.json).toEqual({ userTokenId: token?.id, userToken: token?.secret });
    expect(sandbox.issuedSecrets).toEqual([token?.secret]);
    expect(token?.secret).toMatch(/^sk_live_[0-9a-f]{32}$/);

    const headers = { 'x-user-key': token?.secret ?? '' };
    const pnl = await call(sandbox, 'GET', DEMO_PNL, { headers });
    expect(pnl.json).toEqual({ clientPortfolio: { credit: 10_000, positions: [] } });

    const list = await call(sandbox, 'GET', PORTFOLIOS);
    expect(list.text).not.toContain('sk_live_');
    expect(list.json).toMatchObject({
      agentPortfolios: [
        {
          agentPortfolioId: SANDBOX_PORTFOLIO_ID,
          userTokens: [
            {
              userTokenId: token?.id,
              userTokenName: 'mine',
              scopeIds: [201],
              ipsWhitelist,
              expiresAt: '2999-12-31T23:59:59Z',
            },
          ],
        },
      ],
    });

    const path = `${TOKENS}/${token?.id.toUpperCase() ?? ''}`;
    expect(await call(sandbox, 'DELETE', path)).toMatchObject({ status: 204, text: '' });
    expect(sandbox.tokens()).toEqual([]);
    expect(await call(sandbox, 'DELETE', path)).toMatchObject({ status: 404 });
    expect(await call(sandbox, 'GET', DEMO_PNL, { headers })).toMatchObject({ status: 401 });
  });
});

test('a token of v2 is told with all that it was granted, and revoked by the path of v1', async () => {
  await withSandbox({}, async (sandbox) => {
    const made = await call(sandbox, 'POST', TOKENS_V2, {
      body: orderV2({ userTokenName: 'mine' }),
    });
    const [token] = sandbox.tokens();
    expect(made.json).toEqual({
      userTokenId: token?.id,
      userToken: token?.secret,
      userTokenName: 'mine',
      clientId: 'sandbox-client',
      ipsWhitelist: null,
      scopeNames: ['etoro-public:trade.demo:read'],
      expiresAt: null,
      createdAt: token?.createdAt,
    });
    const headers = { 'x-user-key': token?.secret ?? '' };
    expect(await call(sandbox, 'GET', DEMO_PNL, { headers })).toMatchObject({ status: 200 });
    const path = `${TOKENS}/${token?.id ?? ''}`;
    expect(await call(sandbox, 'DELETE', path)).toMatchObject({ status: 204 });
  });
});

test('the user key itself may do what a token may', async () => {
  await withSandbox({}, async (sandbox) => {
    const pnl = await call(sandbox, 'GET', '/api/v1/trading/info/real/pnl');
    expect(pnl.status).toBe(200);
  });
});

test('a token seeded in a test is listed and can be used', async () => {
  await withSandbox({}, async (sandbox) => {
    const { id, secret } = sandbox.addToken();
    expect((await call(sandbox, 'GET', PORTFOLIOS)).text).toContain(id);
    const headers = { 'x-user-key': secret };
    expect(await call(sandbox, 'GET', DEMO_PNL, { headers })).toMatchObject({ status: 200 });
  });
});

test('whoever asks is told the address that whitelists are held against, and needs no keys', async () => {
  await withSandbox({ clientIp: '203.0.113.9' }, async (sandbox) => {
    const response = await fetch(`${sandbox.url}/ip`);
    expect((await response.text()).trim()).toBe('203.0.113.9');
    expect(response.headers.get('content-type')).toBe('text/plain');
  });
});

test('requests are recorded as they came, with the status of the answer', async () => {
  await withSandbox({ now: () => 5 }, async (sandbox) => {
    const body = order();
    await call(sandbox, 'POST', TOKENS, { body });
    await call(sandbox, 'GET', '/nowhere');
    expect(sandbox.requests).toMatchObject([
      {
        operation: 'createUserToken',
        method: 'POST',
        path: TOKENS,
        body,
        status: 201,
        at: 5,
        n: 1,
      },
      { operation: 'unknown', method: 'GET', path: '/nowhere', body: undefined, status: 404 },
    ]);
    expect(sandbox.requests[0]?.headers['content-type']).toBe('application/json');
  });
});

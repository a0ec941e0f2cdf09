import { expect, test } from '@jest/globals';
import { OpenAPIBackend } from 'openapi-backend';
import { SANDBOX_PORTFOLIO_ID, type Sandbox } from '../../sandbox/server.ts';
import type { components } from '../../src/etoro/openapi.d.ts';
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

/** What the list shows of the tokens. */
async function listedTokens(sandbox: Sandbox): Promise<unknown[]> {
  const { json } = await call(sandbox, 'GET', PORTFOLIOS);
  const list = json as unknown as components['schemas']['AgentPortfolioList'];
  return list.agentPortfolios.flatMap(({ userTokens }) => userTokens);
}

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
    expect(made.json).toEqual({
      userTokenId: token?.id,
      userToken: token?.secret,
      userTokenName: 'mine',
      clientId: 'sandbox-client',
      ipsWhitelist,
      scopeNames: ['etoro-public:demo:read'],
      expiresAt: '2999-12-31T23:59:59Z',
      createdAt: token?.createdAt,
    });
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
              scopeNames: ['etoro-public:demo:read'],
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

test("in v1.206.0 the answer has two fields, and the list shows a v1 token's scopes as ids only", async () => {
  await withSandbox({ answers: 'v1.206.0' }, async (sandbox) => {
    const made = await call(sandbox, 'POST', TOKENS, { body: order() });
    const [token] = sandbox.tokens();
    expect(made.json).toEqual({ userTokenId: token?.id, userToken: token?.secret });
    const [listed] = await listedTokens(sandbox);
    expect(listed).toMatchObject({ userTokenId: token?.id, scopeIds: [201] });
    expect(listed).not.toHaveProperty('scopeNames');
  });
});

test.each(['etoro-public:demo:read', 'etoro-public:trade.demo:read'])(
  'v1 takes %s for the scope, and says it as it was asked for',
  async (name) => {
    await withSandbox({}, async (sandbox) => {
      const body = order({ scopeIds: undefined, scopeNames: [name] });
      const made = await call(sandbox, 'POST', TOKENS, { body });
      expect(made).toMatchObject({ status: 201, json: { scopeNames: [name] } });
      const [listed] = await listedTokens(sandbox);
      expect(listed).toMatchObject({ scopeNames: [name] });
      expect(listed).not.toHaveProperty('scopeIds');
      const headers = { 'x-user-key': sandbox.issuedSecrets[0] ?? '' };
      expect(await call(sandbox, 'GET', DEMO_PNL, { headers })).toMatchObject({ status: 200 });
    });
  },
);

test('a scope id that the reference shows without a name has one in the answer', async () => {
  await withSandbox({}, async (sandbox) => {
    const made = await call(sandbox, 'POST', TOKENS, { body: order({ scopeIds: [200, 212] }) });
    expect(made.json['scopeNames']).toEqual([
      'etoro-public:real:read',
      'etoro-public:sandbox.212:read',
    ]);
  });
});

test.each([
  ['v1', TOKENS, order()],
  ['v2', TOKENS_V2, orderV2()],
])('%s can grant something other than what was asked for', async (_version, path, body) => {
  await withSandbox({}, async (sandbox) => {
    const operation = path === TOKENS ? 'createUserToken' : 'createUserTokenV2';
    sandbox.failNext(operation, {
      grant: (asked) => ({
        ...asked,
        scopes: [...asked.scopes, 'etoro-public:trade.real:write'],
        ips: ['20.102.38.7', '8.8.8.8'],
        expiresAt: '2999-12-31T23:59:59Z',
      }),
    });
    const granted = {
      userTokenName: body.userTokenName,
      scopeNames: [expect.stringMatching(/demo:read$/), 'etoro-public:trade.real:write'],
      ipsWhitelist: ['20.102.38.7', '8.8.8.8'],
      expiresAt: '2999-12-31T23:59:59Z',
    };
    expect(await call(sandbox, 'POST', path, { body })).toMatchObject({
      status: 201,
      json: granted,
    });
    expect(sandbox.tokens()).toMatchObject([{ ips: granted.ipsWhitelist }]);
    expect(await listedTokens(sandbox)).toMatchObject([granted]);
  });
});

test('a plan for faults can change what every token is granted', async () => {
  await withSandbox(
    { fault: () => ({ grant: (asked) => ({ ...asked, expiresAt: undefined }) }) },
    async (sandbox) => {
      const body = order({ expiresAt: '2999-12-31T23:59:59Z' });
      expect((await call(sandbox, 'POST', TOKENS, { body })).json['expiresAt']).toBeNull();
    },
  );
});

test('the answer of v2 says all that a token was granted, and the path of v1 revokes it', async () => {
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

test('the service for the address needs no keys, and says the address that is compared with whitelists', async () => {
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

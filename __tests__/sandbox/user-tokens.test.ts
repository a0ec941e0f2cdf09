import { describe, expect, test } from '@jest/globals';
import { OpenAPIBackend } from 'openapi-backend';
import { SANDBOX_PORTFOLIO_ID, type Sandbox } from '../../sandbox/server.ts';
import type { components } from '../../src/etoro/openapi.d.ts';
import { call, DEMO_PNL, order, orderV2, PORTFOLIOS, TOKENS, TOKENS_V2, withSandbox } from './calls.ts';

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
    expect(token?.secret).toMatch(/^eyJ[\w-]{256}_$/);

    const headers = { 'x-user-key': token?.secret ?? '' };
    const pnl = await call(sandbox, 'GET', DEMO_PNL, { headers });
    expect(pnl.json).toMatchObject({ clientPortfolio: { credit: 10_000, positions: [] } });

    const list = await call(sandbox, 'GET', PORTFOLIOS);
    expect(list.text).not.toContain('eyJ');
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
    expect(made.json['scopeNames']).toEqual(['etoro-public:real:read', 'etoro-public:sandbox.212:read']);
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
  await withSandbox({ fault: () => ({ grant: (asked) => ({ ...asked, expiresAt: undefined }) }) }, async (sandbox) => {
    const body = order({ expiresAt: '2999-12-31T23:59:59Z' });
    expect((await call(sandbox, 'POST', TOKENS, { body })).json['expiresAt']).toBeNull();
  });
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

/** The calls that a user key or a token may make, by the last parts of their paths. */
const accountPaths = ['me', 'trading/info/demo/pnl', 'trading/info/demo/portfolio'].concat([
  'trading/info/real/pnl',
  'trading/info/portfolio',
]);
const [ME = '', ...TRADING] = accountPaths;
const DEMO = TRADING.slice(0, 2);
const REAL = TRADING.slice(2);

test.each([
  ['etoro-public:real:read', [ME, ...REAL]],
  ['etoro-public:real:write', [ME, ...REAL]],
  ['etoro-public:trade.real:read', REAL],
  ['etoro-public:trade.real:write', REAL],
  ['etoro-public:demo:write', [ME, ...DEMO]],
  ['etoro-public:trade.demo:write', DEMO],
  ['the user key', accountPaths],
])('%s alone reads %j', async (scope, paths) => {
  await withSandbox({}, async (sandbox) => {
    const { secret } = sandbox.addToken({ scopes: [scope] });
    const headers = scope.startsWith('etoro') ? { 'x-user-key': secret } : {};
    const read: string[] = [];
    for (const path of accountPaths) {
      const { status } = await call(sandbox, 'GET', `/api/v1/${path}`, { headers });
      if (status === 200) read.push(path);
    }
    expect(read).toEqual(paths);
  });
});

describe('making an agent-portfolio', () => {
  const bot = {
    agentPortfolioName: 'MyBot01',
    investmentAmountInUsd: 2000,
    userTokenName: 'first-token',
    scopeNames: ['etoro-public:trade.real:read'],
  };
  const make = (sandbox: Sandbox, changes = {}) =>
    call(sandbox, 'POST', '/api/v2/agent-portfolios', { body: { ...bot, ...changes } });

  test('gives a token that reads, and the list has both', async () => {
    await withSandbox({}, async (sandbox) => {
      const { status, json } = await make(sandbox);
      expect({ status, json }).toMatchObject({
        status: 201,
        json: {
          agentPortfolioName: 'MyBot01',
          agentPortfolioVirtualBalance: 10_000,
          userTokens: [{ userTokenName: 'first-token', userToken: sandbox.issuedSecrets[0] }],
        },
      });
      const list = (await call(sandbox, 'GET', PORTFOLIOS)).json;
      const listed = { agentPortfolioId: json['agentPortfolioId'], userTokens: [{}] };
      expect(list).toMatchObject({ agentPortfolios: [{ userTokens: [] }, listed] });
    });
  });

  test('can make it without its token', async () => {
    await withSandbox({}, async (sandbox) => {
      const partly = await make(sandbox, { investmentAmountInUsd: 207 });
      expect(partly).toMatchObject({ status: 207, json: { userTokenCreated: false } });
      expect(sandbox.tokens()).toEqual([]);
      expect((await call(sandbox, 'GET', PORTFOLIOS)).text).toContain('MyBot01');
    });
  });

  test.each([
    ['too little money', { investmentAmountInUsd: 199 }, 400],
    ['a name that is there', { agentPortfolioName: 'Sandbox' }, 400],
    ['a short name', { agentPortfolioName: 'MyBot' }, 400],
    ['a long name', { agentPortfolioName: 'MyTradingBot' }, 400],
    ["v1's spelling of a scope", { scopeNames: ['etoro-public:real:read'] }, 403],
  ])('is refused for %s', async (_title, changes, status) => {
    const portfolios = [{ id: SANDBOX_PORTFOLIO_ID, name: 'Sandbox' }];
    await withSandbox({ portfolios }, async (sandbox) => {
      expect(await make(sandbox, changes)).toMatchObject({ status });
      expect((await call(sandbox, 'GET', PORTFOLIOS)).text).not.toContain('MyBot');
    });
  });
});

test('the answers to create, and no others, have the headers that a test gives them', async () => {
  await withSandbox({ createHeaders: { sunset: 'soon' } }, async (sandbox) => {
    const made = await call(sandbox, 'POST', TOKENS, { body: order() });
    const list = await call(sandbox, 'GET', PORTFOLIOS);
    expect([made, list].map(({ headers }) => headers.get('sunset'))).toEqual(['soon', null]);
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

import { describe, expect, test } from '@jest/globals';
import { OpenAPIBackend } from 'openapi-backend';
import { SANDBOX_PORTFOLIO_ID, type Sandbox } from '../../sandbox/server.ts';
import type { components } from '../../src/etoro/openapi.d.ts';
import { call, DEMO_PNL, order, orderV2, PORTFOLIOS, TOKENS, TOKENS_V2, open } from './calls.ts';

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

test('a token of v1 tells what it was granted, is listed without its secret, and is revoked', async () => {
  const sandbox = await open();
  const [ipsWhitelist, expiresAt] = [['20.102.38.7'], '2999-12-31T23:59:59Z'];
  const body = order({ userTokenName: 'mine', ipsWhitelist, expiresAt });
  const { json, status } = await call(sandbox, 'POST', TOKENS, { body });
  const [token] = sandbox.tokens();
  const scopeNames = ['etoro-public:demo:read'];
  const granted = { userTokenId: token?.id, userTokenName: 'mine', scopeNames, ipsWhitelist, expiresAt };
  const clientId = 'sandbox-client';
  expect({ status, json }).toEqual({
    status: 201,
    json: { ...granted, userToken: token?.secret, clientId, createdAt: token?.createdAt },
  });
  expect(sandbox.issuedSecrets).toEqual([token?.secret]);
  expect(token?.secret).toMatch(/^eyJ[\w-]{256}_$/);

  const list = await call(sandbox, 'GET', PORTFOLIOS);
  expect(list.text).not.toContain('eyJ');
  const userTokens = [{ ...granted, scopeIds: [201] }];
  const portfolio = { agentPortfolioId: SANDBOX_PORTFOLIO_ID, userTokens };
  expect(list.json).toMatchObject({ agentPortfolios: [portfolio] });

  const path = `${TOKENS}/${token?.id.toUpperCase() ?? ''}`;
  expect(await call(sandbox, 'DELETE', path)).toMatchObject({ status: 204, text: '' });
  expect(sandbox.tokens()).toEqual([]);
});

test("v1.206.0 takes scope ids only, answers with two fields, and lists a token's scopes as ids", async () => {
  const sandbox = await open({ answers: 'v1.206.0' });
  const byName = order({ scopeIds: undefined, scopeNames: ['etoro-public:demo:read'] });
  const refused = await call(sandbox, 'POST', TOKENS, { body: byName });
  expect(refused).toMatchObject({ status: 400, errorCode: 'ScopeIdsRequired' });
  const made = await call(sandbox, 'POST', TOKENS, { body: order() });
  const [token] = sandbox.tokens();
  expect(made.json).toEqual({ userTokenId: token?.id, userToken: token?.secret });
  const [listed] = await listedTokens(sandbox);
  expect(listed).toMatchObject({ userTokenId: token?.id, scopeIds: [201] });
  expect(listed).not.toHaveProperty('scopeNames');
});

test.each(['etoro-public:demo:read', 'etoro-public:trade.demo:read'])(
  'v1 takes and says the scope %s',
  async (name) => {
    const sandbox = await open();
    const body = order({ scopeIds: undefined, scopeNames: [name] });
    const made = await call(sandbox, 'POST', TOKENS, { body });
    expect(made).toMatchObject({ status: 201, json: { scopeNames: [name] } });
    const [listed] = await listedTokens(sandbox);
    expect(listed).toMatchObject({ scopeNames: [name] });
    expect(listed).not.toHaveProperty('scopeIds');
    const headers = { 'x-user-key': sandbox.issuedSecrets[0] ?? '' };
    expect(await call(sandbox, 'GET', DEMO_PNL, { headers })).toMatchObject({ status: 200 });
  },
);

test('a scope id that the reference shows without a name has one in the answer', async () => {
  const sandbox = await open();
  const made = await call(sandbox, 'POST', TOKENS, { body: order({ scopeIds: [200, 212] }) });
  expect(made.json['scopeNames']).toEqual(['etoro-public:real:read', 'etoro-public:sandbox.212:read']);
});

test.each([
  ['v1', TOKENS, order()],
  ['v2', TOKENS_V2, orderV2()],
])('%s can grant something other than what was asked for', async (_version, path, body) => {
  const sandbox = await open();
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
    ...{ userTokenName: body.userTokenName, expiresAt: '2999-12-31T23:59:59Z' },
    scopeNames: [expect.stringMatching(/demo:read$/), 'etoro-public:trade.real:write'],
    ipsWhitelist: ['20.102.38.7', '8.8.8.8'],
  };
  expect(await call(sandbox, 'POST', path, { body })).toMatchObject({ status: 201, json: granted });
  expect(sandbox.tokens()).toMatchObject([{ ips: granted.ipsWhitelist }]);
  expect(await listedTokens(sandbox)).toMatchObject([granted]);
});

test('v2 says null for what has no limit', async () => {
  const sandbox = await open();
  const { json } = await call(sandbox, 'POST', TOKENS_V2, { body: orderV2() });
  expect(json).toMatchObject({ ipsWhitelist: null, expiresAt: null });
});

/** The calls that a user key or a token may make, by the last parts of their paths. */
const [ME, DEMO, REAL] = [
  ['me'],
  ['trading/info/demo/pnl', 'trading/info/demo/portfolio'],
  ['trading/info/real/pnl', 'trading/info/portfolio'],
];
const accountPaths = [...ME, ...DEMO, ...REAL];

test.each([
  ['etoro-public:real:read', [...ME, ...REAL]],
  ['etoro-public:real:write', [...ME, ...REAL]],
  ['etoro-public:trade.real:read', REAL],
  ['etoro-public:trade.real:write', REAL],
  ['etoro-public:demo:write', [...ME, ...DEMO]],
  ['etoro-public:trade.demo:write', DEMO],
  ['the user key', accountPaths],
])('%s alone reads %j', async (scope, paths) => {
  const sandbox = await open();
  const { secret } = sandbox.addToken({ scopes: [scope] });
  const headers = scope.startsWith('etoro') ? { 'x-user-key': secret } : {};
  const read: string[] = [];
  for (const path of accountPaths) {
    const { status } = await call(sandbox, 'GET', `/api/v1/${path}`, { headers });
    if (status === 200) read.push(path);
  }
  expect(read).toEqual(paths);
});

describe('making an agent-portfolio', () => {
  const bot = {
    ...{ agentPortfolioName: 'MyBot01', investmentAmountInUsd: 2000 },
    ...{ userTokenName: 'first-token', scopeNames: ['etoro-public:trade.real:read'] },
  };
  const make = (sandbox: Sandbox, changes = {}) =>
    call(sandbox, 'POST', '/api/v2/agent-portfolios', { body: { ...bot, ...changes } });
  const list = async (sandbox: Sandbox) => (await call(sandbox, 'GET', PORTFOLIOS)).json;

  test('gives a token that reads, and the list has both', async () => {
    const sandbox = await open();
    const { status, json } = await make(sandbox);
    const userTokens = [{ userTokenName: 'first-token', userToken: sandbox.issuedSecrets[0] }];
    expect({ status, json }).toMatchObject({
      status: 201,
      json: { agentPortfolioVirtualBalance: 10_000, userTokens },
    });
    const { agentPortfolioId } = json;
    const listed = { agentPortfolioId, agentPortfolioName: 'MyBot01', userTokens: [{}] };
    expect(await list(sandbox)).toMatchObject({ agentPortfolios: [{ userTokens: [] }, listed] });
  });

  test('can make it without its token', async () => {
    const sandbox = await open();
    const partly = await make(sandbox, { investmentAmountInUsd: 207 });
    expect(partly).toMatchObject({ status: 207, json: { userTokenCreated: false } });
    expect(await list(sandbox)).toMatchObject({ agentPortfolios: [{}, { userTokens: [] }] });
  });

  test.each([
    ['too little money', { investmentAmountInUsd: 199 }, 400],
    ['a name that is there', { agentPortfolioName: 'Sandbox' }, 400],
    ['a short name', { agentPortfolioName: 'MyBot' }, 400],
    ['a long name', { agentPortfolioName: 'MyTradingBot' }, 400],
    ["v1's spelling of a scope", { scopeNames: ['etoro-public:real:read'] }, 403],
  ])('is refused for %s', async (_title, changes, status) => {
    const portfolios = [{ id: SANDBOX_PORTFOLIO_ID, name: 'Sandbox' }];
    const sandbox = await open({ portfolios });
    expect(await make(sandbox, changes)).toMatchObject({ status });
    expect((await list(sandbox))['agentPortfolios']).toHaveLength(1);
  });
});

test('requests are recorded as they came, with the status of the answer', async () => {
  const sandbox = await open({ now: () => 5 });
  const body = order();
  await call(sandbox, 'POST', TOKENS, { body });
  await call(sandbox, 'GET', '/nowhere');
  const create = { operation: 'createUserToken', method: 'POST', path: TOKENS, body, status: 201, at: 5, n: 1 };
  const nowhere = { operation: 'unknown', method: 'GET', path: '/nowhere', body: undefined, status: 404 };
  expect(sandbox.requests).toMatchObject([create, nowhere]);
  expect(sandbox.requests[0]?.headers['content-type']).toBe('application/json');
});

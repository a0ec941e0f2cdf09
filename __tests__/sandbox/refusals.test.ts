import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Permission } from '../../sandbox/scopes.ts';
import { SANDBOX_PORTFOLIO_ID, SANDBOX_USER_KEY, type Sandbox } from '../../sandbox/server.ts';
import {
  call,
  DEMO_PNL,
  order,
  orderV2,
  PORTFOLIOS,
  TOKENS,
  TOKENS_V2,
  withSandbox,
  type CallOptions,
} from './calls.ts';

const now = () => Date.parse('2026-06-01T12:00:00Z');

/** A call, and the status and the code of its refusal. */
type Case = readonly [
  title: string,
  method: string,
  path: string,
  options: CallOptions,
  status: number,
  errorCode: string,
];

const create = (title: string, changes: Record<string, unknown>, code: string): Case => [
  title,
  'POST',
  TOKENS,
  { body: order(changes) },
  400,
  code,
];

const cases: readonly Case[] = [
  create('no scope ids', { scopeIds: undefined }, 'ScopeIdsRequired'),
  create('an empty list of scope ids', { scopeIds: [] }, 'ScopeIdsRequired'),
  create('an unknown scope id', { scopeIds: [199] }, 'ScopeIdInvalid'),
  create('a scope id that is a text', { scopeIds: ['201'] }, 'ScopeIdInvalid'),
  create('a scope id twice', { scopeIds: [201, 201] }, 'ScopeIdsDuplicateItems'),
  create('an IPv6 address', { ipsWhitelist: ['2001:db8::1'] }, 'IpsWhitelistInvalidIp'),
  create('an address with a leading zero', { ipsWhitelist: ['1.2.3.04'] }, 'IpsWhitelistInvalidIp'),
  create('an address range', { ipsWhitelist: ['1.2.3.0/24'] }, 'IpsWhitelistInvalidIp'),
  create('an empty whitelist', { ipsWhitelist: [] }, 'ValidationFailed'),
  create('no name', { userTokenName: undefined }, 'ValidationFailed'),
  create('an empty name', { userTokenName: '' }, 'ValidationFailed'),
  create('an expiry in the past', { expiresAt: '2026-06-01T12:00:00Z' }, 'ValidationFailed'),
  create('an expiry not in UTC', { expiresAt: '2026-07-01T12:00:00+02:00' }, 'ValidationFailed'),
  create('an expiry on no day', { expiresAt: '2027-02-30T12:00:00Z' }, 'ValidationFailed'),
  create('an unknown field', { scope: 'all' }, 'ValidationFailed'),
  create(
    'scope ids and names at once',
    { scopeNames: ['etoro-public:demo:read'] },
    'ValidationFailed',
  ),
  create(
    'an empty list of scope names',
    { scopeIds: undefined, scopeNames: [] },
    'ValidationFailed',
  ),
  [
    'scope ids in v2',
    'POST',
    TOKENS_V2,
    { body: orderV2({ scopeIds: [201] }) },
    400,
    'ValidationFailed',
  ],
  [
    'no scope names in v2',
    'POST',
    TOKENS_V2,
    { body: orderV2({ scopeNames: [] }) },
    400,
    'ValidationFailed',
  ],
  [
    'a scope that v2 does not grant',
    'POST',
    TOKENS_V2,
    { body: orderV2({ scopeNames: ['etoro-public:trade.moon:write'] }) },
    403,
    'ScopeNameNotAllowed',
  ],
  [
    'a scope name that v1 does not grant',
    'POST',
    TOKENS,
    { body: order({ scopeIds: undefined, scopeNames: ['etoro-public:moon:write'] }) },
    403,
    'ScopeNameNotAllowed',
  ],
  [
    "v1's spelling of a scope in v2",
    'POST',
    TOKENS_V2,
    { body: orderV2({ scopeNames: ['etoro-public:demo:read'] }) },
    403,
    'ScopeNameNotAllowed',
  ],
  [
    'a wrong content-type',
    'POST',
    TOKENS,
    { body: order(), headers: { 'content-type': 'text/plain' } },
    400,
    'ValidationFailed',
  ],
  [
    'a body that is no JSON',
    'POST',
    TOKENS,
    { body: '{"userTokenName":' },
    400,
    'ValidationFailed',
  ],
  ['a body that is no object', 'POST', TOKENS, { body: '[]' }, 400, 'ValidationFailed'],
  [
    'no body',
    'POST',
    TOKENS,
    { headers: { 'content-type': 'application/json' } },
    400,
    'ValidationFailed',
  ],
  ['no request id', 'GET', PORTFOLIOS, { without: 'x-request-id' }, 400, 'ValidationFailed'],
  [
    'a request id that is no UUID',
    'GET',
    PORTFOLIOS,
    { headers: { 'x-request-id': '42' } },
    400,
    'ValidationFailed',
  ],
  ['a query', 'GET', `${PORTFOLIOS}?page=2`, {}, 400, 'ValidationFailed'],
  ['no API key', 'GET', PORTFOLIOS, { without: 'x-api-key' }, 401, 'Unauthorized'],
  ['a wrong API key', 'GET', PORTFOLIOS, { headers: { 'x-api-key': 'x' } }, 401, 'Unauthorized'],
  ['no user key', 'GET', PORTFOLIOS, { without: 'x-user-key' }, 401, 'Unauthorized'],
  ['a wrong user key', 'POST', TOKENS, { headers: { 'x-user-key': 'x' } }, 401, 'Unauthorized'],
  [
    'a portfolio id that is no UUID',
    'POST',
    '/api/v1/agent-portfolios/mine/user-tokens',
    { body: order() },
    400,
    'ValidationFailed',
  ],
  [
    'an unknown portfolio',
    'POST',
    TOKENS.replace(SANDBOX_PORTFOLIO_ID, randomUUID()),
    { body: order() },
    404,
    'NotFound',
  ],
  ['an unknown token', 'DELETE', `${TOKENS}/${randomUUID()}`, {}, 404, 'NotFound'],
  ['an unknown route', 'GET', '/api/v1/agent-portfolio', {}, 404, 'NotFound'],
  ['a slash too many', 'GET', `${PORTFOLIOS}/`, {}, 404, 'NotFound'],
  ['a method that the route has not', 'PUT', TOKENS, { body: order() }, 404, 'NotFound'],
];

test.each(cases)('refuses %s', async (_title, method, path, options, status, errorCode) => {
  await withSandbox({ now }, async (sandbox) => {
    const outcome = await call(sandbox, method, path, options);
    expect({ status: outcome.status, errorCode: outcome.errorCode }).toEqual({ status, errorCode });
    expect(typeof outcome.json['errorMessage']).toBe('string');
    expect(sandbox.tokens()).toEqual([]);
  });
});

test('refuses a request id that was used before, also by a request that got no answer', async () => {
  await withSandbox({}, async (sandbox) => {
    const headers = { 'x-request-id': randomUUID() };
    sandbox.failNext('createUserToken', { before: { kind: 'reset' } });
    await expect(call(sandbox, 'POST', TOKENS, { headers, body: order() })).rejects.toThrow();
    const { status, errorCode } = await call(sandbox, 'POST', TOKENS, { headers, body: order() });
    expect({ status, errorCode }).toEqual({ status: 400, errorCode: 'ValidationFailed' });
  });
});

test('refuses a name that the portfolio has', async () => {
  await withSandbox({}, async (sandbox) => {
    sandbox.addToken({ name: 'mine' });
    const body = order({ userTokenName: 'mine' });
    const { status, errorCode } = await call(sandbox, 'POST', TOKENS, { body });
    expect({ status, errorCode }).toEqual({ status: 409, errorCode: 'UserKeyNameAlreadyExists' });
  });
});

test('refuses a token too many without saying when to retry, and counts expired ones until they are revoked', async () => {
  await withSandbox({ now, tokenLimit: 1 }, async (sandbox) => {
    const old = sandbox.addToken({ expiresAt: '2020-01-01T00:00:00Z' });
    const full = await call(sandbox, 'POST', TOKENS, { body: order() });
    expect(full).toMatchObject({ status: 429, errorCode: 'MaxUserTokensExceeded' });
    expect(full.headers.has('retry-after')).toBe(false);
    expect(await call(sandbox, 'DELETE', `${TOKENS}/${old.id}`)).toMatchObject({ status: 204 });
    expect(await call(sandbox, 'POST', TOKENS, { body: order() })).toMatchObject({ status: 201 });
  });
});

/** The calls that manage tokens, by the name of the operation. */
async function manage(sandbox: Sandbox, userKey: string) {
  const headers = { 'x-user-key': userKey };
  const { id } = sandbox.addToken();
  return {
    createUserToken: await call(sandbox, 'POST', TOKENS, { headers, body: order() }),
    createUserTokenV2: await call(sandbox, 'POST', TOKENS_V2, { headers, body: orderV2() }),
    listAgentPortfolios: await call(sandbox, 'GET', PORTFOLIOS, { headers }),
    deleteUserToken: await call(sandbox, 'DELETE', `${TOKENS}/${id}`, { headers }),
  };
}

test('forbids a user token to make, list and revoke tokens', async () => {
  await withSandbox({}, async (sandbox) => {
    const { secret } = sandbox.addToken({ scopes: [200, 201, 202, 203], ips: ['20.102.38.7'] });
    for (const outcome of Object.values(await manage(sandbox, secret))) {
      expect(outcome).toMatchObject({
        status: 403,
        json: {
          errorCode: 'Forbidden',
          errorMessage: 'Access to this resource on the server is denied',
        },
      });
    }
  });
});

test.each([
  ['has expired', { expiresAt: '2026-06-01T12:00:00Z' }],
  ['comes from another address', { ips: ['1.1.1.1'] }],
])('takes a user token that %s for a wrong user key', async (_title, token) => {
  await withSandbox({ now }, async (sandbox) => {
    const { secret } = sandbox.addToken(token);
    for (const outcome of Object.values(await manage(sandbox, secret))) {
      expect(outcome).toMatchObject({ status: 401, errorCode: 'Unauthorized' });
    }
  });
});

/** The operations that a user key with one permission may call. */
const permitted = {
  'agent-portfolio:write': [
    'createUserToken',
    'createUserTokenV2',
    'listAgentPortfolios',
    'deleteUserToken',
  ],
  'real:write': ['createUserToken', 'listAgentPortfolios', 'deleteUserToken'],
  'agent-portfolio:read': ['listAgentPortfolios'],
  'real:read': ['listAgentPortfolios'],
  'demo:write': [],
} as const;

test.each(Object.entries(permitted))(
  'a user key with %s alone may call %j',
  async (permission, operations) => {
    const userKeyPermissions = [permission] as Permission[];
    await withSandbox({ userKeyPermissions }, async (sandbox) => {
      const outcomes = Object.entries(await manage(sandbox, SANDBOX_USER_KEY));
      const refused = outcomes.filter(([, { status }]) => status >= 400);
      for (const [, { status, json }] of refused) {
        expect({ status, json }).toEqual({
          status: 403,
          json: {
            errorCode: 'InsufficientPermissions',
            errorMessage: 'UserToken does not have permission to access',
          },
        });
      }
      const allowed = outcomes.filter((outcome) => !refused.includes(outcome));
      expect(allowed.map(([operation]) => operation)).toEqual(operations);
    });
  },
);

test('a 404 says what was not found', async () => {
  await withSandbox({}, async (sandbox) => {
    const other = TOKENS.replace(SANDBOX_PORTFOLIO_ID, randomUUID());
    const message = async (path: string) =>
      (await call(sandbox, 'DELETE', `${path}/${randomUUID()}`)).json['errorMessage'];
    expect(await message(other)).toBe('Agent-portfolio not found');
    expect(await message(TOKENS)).toBe('User token not found');
  });
});

test('v1.206.0 takes scope ids only', async () => {
  await withSandbox({ answers: 'v1.206.0' }, async (sandbox) => {
    const body = order({ scopeIds: undefined, scopeNames: ['etoro-public:demo:read'] });
    const { status, errorCode } = await call(sandbox, 'POST', TOKENS, { body });
    expect({ status, errorCode }).toEqual({ status: 400, errorCode: 'ScopeIdsRequired' });
  });
});

test.each([
  ['has expired', { expiresAt: '2026-06-01T12:00:00Z' }, 401, 'Unauthorized'],
  ['comes from another address', { ips: ['1.1.1.1'] }, 401, 'Unauthorized'],
  ['lacks the scope', { scopes: [200, 203] }, 403, 'InsufficientPermissions'],
])('refuses a user token that %s', async (_title, token, status, errorCode) => {
  await withSandbox({ now }, async (sandbox) => {
    const { secret } = sandbox.addToken(token);
    const outcome = await call(sandbox, 'GET', DEMO_PNL, { headers: { 'x-user-key': secret } });
    expect({ status: outcome.status, errorCode: outcome.errorCode }).toEqual({ status, errorCode });
  });
});

import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Permission } from '../../sandbox/scopes.ts';
import { SANDBOX_USER_KEY, type Sandbox } from '../../sandbox/server.ts';
import { call, DEMO_PNL, order, orderV2, PORTFOLIOS, TOKENS, TOKENS_V2, open } from './calls.ts';
import type { CallOptions } from './calls.ts';

const now = () => Date.parse('2026-06-01T12:00:00Z');

/** A call, and the status and the code of its refusal. */
type Case = readonly [title: string, errorCode: string, options: CallOptions, call?: string, status?: number];

const v1 = (changes: Record<string, unknown>) => ({ body: order(changes) });
const v2 = (changes: Record<string, unknown>) => ({ body: orderV2(changes) });
const byName = (...scopeNames: string[]) => v1({ scopeIds: undefined, scopeNames });
const withHeader = (name: string, value: string) => ({ headers: { [name]: value } });

const LIST = `GET ${PORTFOLIOS}`;
const CREATE = `POST ${TOKENS}`;
const V2 = `POST ${TOKENS_V2}`;

const cases: readonly Case[] = [
  ['no scope ids', 'ScopeIdsRequired', v1({ scopeIds: undefined })],
  ['an empty list of scope ids', 'ScopeIdsRequired', v1({ scopeIds: [] })],
  ['an unknown scope id', 'ScopeIdInvalid', v1({ scopeIds: [199] })],
  ['a scope id that is a text', 'ScopeIdInvalid', v1({ scopeIds: ['201'] })],
  ['an IPv6 address', 'IpsWhitelistInvalidIp', v1({ ipsWhitelist: ['2001:db8::1'] })],
  ['a leading zero in an address', 'IpsWhitelistInvalidIp', v1({ ipsWhitelist: ['1.2.3.04'] })],
  ['an address range', 'IpsWhitelistInvalidIp', v1({ ipsWhitelist: ['1.2.3.0/24'] })],
  ['an empty whitelist', 'ValidationFailed', v1({ ipsWhitelist: [] })],
  ['no name', 'ValidationFailed', v1({ userTokenName: undefined })],
  ['an empty name', 'ValidationFailed', v1({ userTokenName: '' })],
  ['an expiry in the past', 'ValidationFailed', v1({ expiresAt: '2026-06-01T12:00:00Z' })],
  ['an expiry not in UTC', 'ValidationFailed', v1({ expiresAt: '2026-07-01T12:00:00+02:00' })],
  ['an expiry on no day', 'ValidationFailed', v1({ expiresAt: '2027-02-30T12:00:00Z' })],
  ['an unknown field', 'ValidationFailed', v1({ scope: 'all' })],
  ['scope ids and names at once', 'ValidationFailed', v1({ scopeNames: ['etoro-public:demo:read'] })],
  ['an empty list of scope names', 'ValidationFailed', byName()],
  ['a scope name that v1 does not grant', 'ScopeNameNotAllowed', byName('etoro-public:moon:write'), CREATE, 403],
  ['scope ids in v2', 'ValidationFailed', v2({ scopeIds: [201] }), V2],
  ['no scope names in v2', 'ValidationFailed', v2({ scopeNames: [] }), V2],
  ['a scope that v2 does not grant', 'ScopeNameNotAllowed', v2({ scopeNames: ['etoro-public:trade.moon:w'] }), V2, 403],
  ["v1's spelling of a scope in v2", 'ScopeNameNotAllowed', v2({ scopeNames: ['etoro-public:demo:read'] }), V2, 403],
  ['a wrong content-type', 'ValidationFailed', { ...v1({}), ...withHeader('content-type', 'text/plain') }],
  ['a body that is no JSON', 'ValidationFailed', { body: '{"userTokenName":' }],
  ['a body that is no object', 'ValidationFailed', { body: '[]' }],
  ['no body', 'ValidationFailed', withHeader('content-type', 'application/json')],
  ['no request id', 'ValidationFailed', { without: 'x-request-id' }, LIST],
  ['a request id that is no UUID', 'ValidationFailed', withHeader('x-request-id', '42'), LIST],
  ['a query', 'ValidationFailed', {}, `${LIST}?page=2`],
  ['no API key', 'Unauthorized', { without: 'x-api-key' }, LIST, 401],
  ['a wrong API key', 'Unauthorized', withHeader('x-api-key', 'x'), LIST, 401],
  ['no user key', 'Unauthorized', { without: 'x-user-key' }, LIST, 401],
  ['a wrong user key', 'Unauthorized', { ...v1({}), ...withHeader('x-user-key', 'x') }, CREATE, 401],
  ['a portfolio id that is no UUID', 'ValidationFailed', v1({}), 'POST /api/v1/agent-portfolios/mine/user-tokens'],
  ['an unknown route', 'NotFound', {}, 'GET /api/v1/agent-portfolio', 404],
  ['a slash too many', 'NotFound', {}, `${LIST}/`, 404],
  ['a method that the route has not', 'NotFound', v1({}), `PUT ${TOKENS}`, 404],
];

test.each(cases)('refuses %s', async (_title, errorCode, options, what = CREATE, status = 400) => {
  const sandbox = await open({ now });
  const [method = '', path = ''] = what.split(' ');
  const json = { errorCode, errorMessage: expect.any(String) };
  expect(await call(sandbox, method, path, options)).toMatchObject({ status, json });
  expect(sandbox.tokens()).toEqual([]);
});

test.each([
  ["Python's own User-Agent", withHeader('user-agent', 'Python-urllib/3.13'), 403, 'error code: 1010'],
  ['an empty User-Agent', withHeader('user-agent', ''), 403, 'error code: 1010'],
  ['a bearer token beside the keys', withHeader('authorization', 'Bearer x'), 422, ''],
  [
    'a user key without its last character',
    withHeader('x-user-key', SANDBOX_USER_KEY.slice(0, -1)),
    401,
    '{"errorCode":"Unauthorized","errorMessage":"malformed x-user-key container"}',
  ],
])('refuses %s as users report it', async (_title, options, status, text) => {
  const sandbox = await open();
  expect(await call(sandbox, 'GET', PORTFOLIOS, options)).toMatchObject({ status, text });
});

test('refuses a request id that was used before, also by a request that got no answer', async () => {
  const sandbox = await open();
  const headers = { 'x-request-id': randomUUID() };
  sandbox.failNext('createUserToken', { before: { kind: 'reset' } });
  await expect(call(sandbox, 'POST', TOKENS, { headers, body: order() })).rejects.toThrow();
  const again = await call(sandbox, 'POST', TOKENS, { headers, body: order() });
  expect(again).toMatchObject({ status: 400, errorCode: 'ValidationFailed' });
});

test('refuses a token too many without saying when to retry, and counts expired ones until they are revoked', async () => {
  const sandbox = await open({ now, tokenLimit: 1 });
  const old = sandbox.addToken({ expiresAt: '2020-01-01T00:00:00Z' });
  const full = await call(sandbox, 'POST', TOKENS, { body: order() });
  expect(full).toMatchObject({ status: 429, errorCode: 'MaxUserTokensExceeded' });
  expect(full.headers.has('retry-after')).toBe(false);
  expect(await call(sandbox, 'DELETE', `${TOKENS}/${old.id}`)).toMatchObject({ status: 204 });
  expect(await call(sandbox, 'POST', TOKENS, { body: order() })).toMatchObject({ status: 201 });
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

/** The operations that a user key with one permission may call. */
const permitted = {
  'agent-portfolio:write': ['createUserToken', 'createUserTokenV2', 'listAgentPortfolios', 'deleteUserToken'],
  'real:write': ['createUserToken', 'listAgentPortfolios', 'deleteUserToken'],
  'agent-portfolio:read': ['listAgentPortfolios'],
  'real:read': ['listAgentPortfolios'],
  'demo:write': [],
} as const;

test.each(Object.entries(permitted))('a user key with %s alone may call %j', async (permission, operations) => {
  const userKeyPermissions = [permission] as Permission[];
  const sandbox = await open({ userKeyPermissions });
  const outcomes = Object.entries(await manage(sandbox, SANDBOX_USER_KEY));
  const refused = outcomes.filter(([, { status }]) => status >= 400);
  const errorMessage = 'UserToken does not have permission to access';
  const json = { errorCode: 'InsufficientPermissions', errorMessage };
  for (const [, outcome] of refused) expect(outcome).toMatchObject({ status: 403, json });
  const allowed = outcomes.filter((outcome) => !refused.includes(outcome));
  expect(allowed.map(([operation]) => operation)).toEqual(operations);
});

const [unauthorized, forbidden] = ['401 Unauthorized', '403 Forbidden'];

test.each([
  ['that has expired is refused', { expiresAt: '2026-06-01T12:00:00Z' }, unauthorized, unauthorized],
  ['from another address is refused', { ips: ['1.1.1.1'] }, unauthorized, unauthorized],
  ['without the scope cannot read', { scopes: [200, 202] }, '403 InsufficientPermissions', forbidden],
  ['with all scopes can read, and makes no tokens', { scopes: [200, 201, 202, 203] }, '200 undefined', forbidden],
])('a user token %s', async (_title, token, whenReading, whenManaging) => {
  const sandbox = await open({ now });
  const { secret } = sandbox.addToken(token);
  const { status, errorCode } = await call(sandbox, 'GET', DEMO_PNL, { headers: { 'x-user-key': secret } });
  expect(`${status} ${String(errorCode)}`).toBe(whenReading);
  for (const managed of Object.values(await manage(sandbox, secret))) {
    expect(`${managed.status} ${String(managed.errorCode)}`).toBe(whenManaging);
  }
});

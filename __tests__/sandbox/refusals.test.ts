import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
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
  type CallOptions,
} from './calls.ts';

const now = () => Date.parse('2026-06-01T12:00:00Z');

/** What is asked, and the status and the code that it is refused with. */
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
  create('scope names in v1', { scopeNames: [] }, 'ValidationFailed'),
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

test('refuses user tokens where tokens are made, listed and revoked', async () => {
  await withSandbox({}, async (sandbox) => {
    const { id, secret } = sandbox.addToken({ scopes: [200, 201, 202, 203] });
    const headers = { 'x-user-key': secret };
    for (const outcome of [
      await call(sandbox, 'POST', TOKENS, { headers, body: order() }),
      await call(sandbox, 'GET', PORTFOLIOS, { headers }),
      await call(sandbox, 'DELETE', `${TOKENS}/${id}`, { headers }),
    ]) {
      expect(outcome).toMatchObject({ status: 401, errorCode: 'Unauthorized' });
    }
  });
});

test.each([
  ['has expired', { expiresAt: '2026-06-01T12:00:00Z' }, 401, 'Unauthorized'],
  ['is for another address', { ips: ['1.1.1.1'] }, 401, 'Unauthorized'],
  ['lacks the scope', { scopes: [200, 203] }, 403, 'Forbidden'],
])('refuses a user token that %s', async (_title, token, status, errorCode) => {
  await withSandbox({ now }, async (sandbox) => {
    const { secret } = sandbox.addToken(token);
    const outcome = await call(sandbox, 'GET', DEMO_PNL, { headers: { 'x-user-key': secret } });
    expect({ status: outcome.status, errorCode: outcome.errorCode }).toEqual({ status, errorCode });
  });
});

import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { connectEtoro, type Etoro, type UserTokenOrder } from '../../src/etoro/client.ts';
import { startEtoroClock } from '../../src/etoro/clock.ts';
import { EtoroError, verdictOf } from '../../src/etoro/errors.ts';
import { send } from '../../src/http/send.ts';
import { openKnownSecrets } from '../../src/secrets/known-secrets.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { API_KEY, fakeClock, noSignal, rejectionOf, SECOND, USER_KEY, USER_TOKEN, uuid } from '../fakes.ts';
import { forgetProxies } from '../servers.ts';

const BASE = 'https://public-api.etoro.com';
const PORTFOLIO = uuid(1);
const TOKEN = uuid(2);
const PORTFOLIOS = '/api/v1/agent-portfolios';
const TOKENS = `${PORTFOLIOS}/${PORTFOLIO}/user-tokens`;

const limits = { timeout: 5 * SECOND, signal: noSignal };
const clock = fakeClock();
let masked: string[];
let requestIds: number;

beforeAll(() => {
  nock.disableNetConnect();
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});
beforeEach(() => {
  forgetProxies();
  masked = [];
  requestIds = 0;
});
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});

function connect(apiUrl = BASE): Etoro {
  return connectEtoro(PORTFOLIO, {
    apiUrl: new URL(apiUrl),
    keys: { apiKey: new Secret(API_KEY), userKey: new Secret(USER_KEY) },
    send,
    randomUuid: () => uuid(0x1000 + ++requestIds),
    etoroClock: startEtoroClock(clock, () => undefined),
    clock,
    secrets: openKnownSecrets((value) => masked.push(value)),
  });
}

const order: UserTokenOrder = {
  userTokenName: 'gha-acme-bot-1-1-0123456789ab',
  scopes: { apiVersion: 'v1', scopeIds: [200, 203] },
  ipsWhitelist: ['20.102.38.7', '20.102.38.8'],
  expiresAt: Date.parse('2026-12-31T23:59:59.999Z'),
};
const scopeNames = ['etoro-public:trade.real:read', 'etoro-public:trade.demo:write'];
const orderV2: UserTokenOrder = { ...order, scopes: { apiVersion: 'v2', scopeNames } };
const made = { userTokenId: TOKEN, userToken: USER_TOKEN };
const empty = { agentPortfolios: [{ agentPortfolioId: PORTFOLIO, userTokens: [] }] };

const create = (etoro = connect()) => etoro.createUserToken(order, limits);
const creating = () => nock(BASE).post(TOKENS);
const revoking = () => nock(BASE).delete(`${TOKENS}/${TOKEN}`, '');
const listing = () => nock(BASE).get(PORTFOLIOS);

describe('every call', () => {
  interface EveryCall {
    readonly name: string;
    readonly operation: string;
    /** What eToro expects. */
    readonly expected: () => nock.Interceptor;
    readonly status: number;
    readonly run: (etoro: Etoro, limits: Parameters<Etoro['listUserTokens']>[0]) => Promise<unknown>;
  }
  const calls: readonly EveryCall[] = [
    {
      ...{ name: 'createUserToken', operation: 'create', expected: creating, status: 201 },
      run: (etoro, limits) => etoro.createUserToken(order, limits),
    },
    {
      ...{ name: 'revokeUserToken', operation: 'revoke', expected: revoking, status: 204 },
      run: (etoro, limits) => etoro.revokeUserToken(TOKEN, limits),
    },
    {
      ...{ name: 'listUserTokens', operation: 'list', expected: listing, status: 200 },
      run: (etoro, limits) => etoro.listUserTokens(limits),
    },
  ];

  test.each(calls)('carries the three headers, with an x-request-id of its own: $name', async (call) => {
    const etoro = connect();
    for (const requestId of [uuid(0x1001), uuid(0x1002)]) {
      call
        .expected()
        .matchHeader('x-api-key', API_KEY)
        .matchHeader('x-user-key', USER_KEY)
        .matchHeader('x-request-id', requestId)
        .reply(call.status, { ...made, ...empty });
      await call.run(etoro, limits);
    }
  });

  test.each(calls)('takes another 2xx for a broken promise, and tells what failed: $name', async (call) => {
    call.expected().reply(202, { ...made, ...empty });
    expect(await rejectionOf(EtoroError, call.run(connect(), limits))).toMatchObject({
      message: `eToro answered HTTP 202 instead of ${call.status}`,
      call: { operation: call.operation, requestId: uuid(0x1001) },
    });
  });
});

const portfolio = (n: number) => ({ agentPortfolioId: uuid(n), agentPortfolioName: 'Bot' });

describe('create', () => {
  const { userTokenName, ipsWhitelist } = order;
  const expiresAt = '2026-12-31T23:59:59Z';

  const v1 = { userTokenName, scopeIds: [200, 203], expiresAt };
  test.each<[string, string, UserTokenOrder, object]>([
    ['what v1 takes', TOKENS, order, { ...v1, ipsWhitelist }],
    ['what v2 takes', TOKENS.replace('v1', 'v2'), orderV2, { userTokenName, scopeNames, expiresAt, ipsWhitelist }],
    ['no ipsWhitelist for a token that anyone may use', TOKENS, { ...order, ipsWhitelist: [] }, v1],
  ])('sends %s', async (_what, path, order, body) => {
    nock(BASE)
      .post(path, { ...body })
      .matchHeader('content-type', 'application/json')
      .reply(201, made);
    await connect().createUserToken(order, limits);
  });

  test('gives the token, which is masked, its id, what it may do, and the request id', async () => {
    creating().reply(201, { ...made, expiresAt: null, ipsWhitelist: null });
    const { userToken, ...created } = await create();
    expect([masked, userToken.reveal()]).toEqual([[USER_TOKEN], USER_TOKEN]);
    expect(created).toMatchObject({
      userTokenId: TOKEN,
      granted: { expiresAt: 'never', ipsWhitelist: [] },
      call: { operation: 'create', requestId: uuid(0x1001) },
    });
  });

  test.each<[string, string | object, Record<string, string>, RegExp]>([
    ['nothing', '', {}, /^eToro answered HTTP 201 without a userTokenId$/],
    ['its own name as the token', { ...made, userToken: order.userTokenName }, {}, /^.* 201 without a userToken$/],
    [
      'a compressed body',
      gzipSync(JSON.stringify(made)),
      { 'content-encoding': 'gzip' },
      /^No answer from public-api\.etoro\.com: .*HTTP 201.*compressed/,
    ],
  ])('does not take a 201 with %s for a success, nor tries it again', async (_what, body, headers, message) => {
    creating().reply(201, body, headers);
    const error = await rejectionOf(EtoroError, create());
    expect(error.message).toMatch(message);
    expect(verdictOf(error)).toMatchObject({ mayHaveWorked: true, next: 'stop' });
  });

  const notFound = { errorCode: 'NotFound', errorMessage: 'Agent-portfolio not found' };

  test.each([
    [
      'names those that the user key has, ten at the most',
      [200, { agentPortfolios: Array.from({ length: 12 }, (_, n) => portfolio(n + 10)) }],
      /^The agent-portfolios of this user key are:\n- 00000000-0000-4000-8000-00000000000a Bot\n(?:- .*\n){9}- and 2 more$/,
    ],
    [
      'says that the user key has none',
      [200, { agentPortfolios: [] }],
      /^This user key has no agent-portfolio\. How to make one: https:/,
    ],
    ['says no more where they cannot be listed', [503, ''], /^$/],
    ['says no more where it is listed after all', [200, empty], /^$/],
  ] as const)('a 404 for the portfolio %s', async (_what, [status, body], finding) => {
    creating().reply(404, notFound);
    listing().reply(status, body);
    const error = await rejectionOf(EtoroError, create());
    expect(error.failure).toMatchObject({ status: 404, errorCode: 'NotFound' });
    expect(error.finding).toMatch(finding);
    expect(verdictOf(error)).toMatchObject({ mayHaveWorked: false, next: 'stop' });
  });
});

describe('revoke', () => {
  const revoke = () => connect().revokeUserToken(TOKEN, limits);

  test('a 204 is a success', async () => {
    revoking().reply(204);
    expect(await revoke()).toBe('revoked');
  });

  test.each([
    ['as eToro says it', { errorCode: 'NotFound', errorMessage: 'User token not found' }],
    ['as a sentence', { errorCode: 'NotFound', errorMessage: 'User token not found.' }],
    ['in lower case', { errorCode: 'NotFound', errorMessage: 'user token not found' }],
  ])('a 404 for the token is as good, because it is gone: %s', async (_what, body) => {
    revoking().reply(404, body);
    expect(await revoke()).toBe('gone');
  });

  const stops = { mayHaveWorked: false, next: 'stop' };
  const mayPass = { mayHaveWorked: true, next: 'wait' };
  test.each<[string, string | object, object]>([
    ['the portfolio', { errorCode: 'NotFound', errorMessage: 'Agent-portfolio not found' }, stops],
    ['something that is not named', { errorCode: 'NotFound' }, stops],
    ['more than the token', { errorCode: 'NotFound', errorMessage: 'Not: User token not found' }, stops],
    ['a gateway, in HTML', '<html>User token not found</html>', mayPass],
    ['a gateway, with nothing', '', mayPass],
    ['a gateway, in JSON of its own', { message: 'User token not found' }, mayPass],
    ['a gateway, without a code', { errorMessage: 'User token not found' }, mayPass],
  ])('a 404 of %s is an error, because the token may be alive', async (_what, body, verdict) => {
    revoking().reply(404, body);
    expect(verdictOf(await rejectionOf(EtoroError, revoke()))).toMatchObject(verdict);
  });

  test.each([401, 403, 410, 429, 500])('a %i is an error, whatever it says', async (status) => {
    revoking().reply(status, { errorCode: 'NotFound', errorMessage: 'User token not found' });
    expect((await rejectionOf(EtoroError, revoke())).failure).toMatchObject({ status });
  });

  test('goes by the path of v1 for a token of v2 too', async () => {
    nock(BASE).post(TOKENS.replace('v1', 'v2')).reply(201, made);
    const etoro = connect();
    const { userTokenId } = await etoro.createUserToken(orderV2, limits);
    revoking().reply(204);
    expect(await etoro.revokeUserToken(userTokenId, limits)).toBe('revoked');
  });
});

describe('list', () => {
  const listed = { userTokenId: TOKEN, userTokenName: 'one' };
  const others = { agentPortfolioId: uuid(9), userTokens: [{ ...listed, userTokenName: 'other' }] };
  const mine = { agentPortfolioId: PORTFOLIO.toUpperCase(), userTokens: [listed] };

  test('gives the tokens of this portfolio alone', async () => {
    listing().reply(200, { agentPortfolios: [others, mine] });
    expect(await connect().listUserTokens(limits)).toMatchObject([listed]);
  });

  test.each([
    ['other portfolios alone', [others]],
    ['no portfolio', []],
    ['no ids', [{ userTokens: [listed] }]],
  ])('with %s proves nothing about the tokens of this one', async (_what, agentPortfolios) => {
    listing().reply(200, { agentPortfolios });
    const error = await rejectionOf(EtoroError, connect().listUserTokens(limits));
    expect(error).toMatchObject({
      message: 'eToro answered a list without this agent-portfolio',
      call: { operation: 'list', requestId: uuid(0x1001) },
    });
  });

  test('may be long', async () => {
    const userTokens = Array.from({ length: 5000 }, () => listed);
    listing().reply(200, { agentPortfolios: [{ ...mine, userTokens }] });
    expect(await connect().listUserTokens(limits)).toHaveLength(5000);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { connectEtoro, type Etoro, type UserTokenOrder } from '../../src/etoro/client.ts';
import { EtoroError, LostCall, RefusedCall, UnexpectedAnswer } from '../../src/etoro/errors.ts';
import { outcomeOf } from '../../src/etoro/outcome.ts';
import { apiVersions } from '../../src/etoro/versions.ts';
import { send } from '../../src/http/send.ts';
import { Secret } from '../../src/secret.ts';
import {
  API_KEY,
  fakeClock,
  ipv4,
  noSignal,
  rejection,
  rejectionOf,
  SECOND,
  USER_KEY,
  USER_TOKEN,
  uuid,
  valueOf,
} from '../fakes.ts';
import { forgetProxies } from '../servers.ts';

const BASE = 'https://public-api.etoro.com';
const PORTFOLIO = uuid(1);
const TOKEN = uuid(2);
const PORTFOLIOS = '/api/v1/agent-portfolios';
const TOKENS = `${PORTFOLIOS}/${PORTFOLIO}/user-tokens`;

const limits = { timeout: 5 * SECOND, signal: noSignal };
const clock = fakeClock();
let secrets: string[];
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
  secrets = [];
  requestIds = 0;
});
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});

function connect(apiUrl = BASE): Etoro {
  return connectEtoro({
    apiUrl: new URL(apiUrl),
    agentPortfolioId: PORTFOLIO,
    keys: { apiKey: new Secret(API_KEY), userKey: new Secret(USER_KEY) },
    send,
    randomUuid: () => uuid(0x1000 + ++requestIds),
    now: clock.now,
    onSecret: (secret) => secrets.push(secret.reveal()),
  });
}

function orderOf(version: 'v1' | 'v2', changes: Partial<UserTokenOrder> = {}): UserTokenOrder {
  return {
    version: apiVersions[version],
    userTokenName: 'gha-acme-bot-1-1-0123456789ab',
    scopes: valueOf(apiVersions[version].parseScopes('real:read demo:write')),
    ipsWhitelist: [ipv4('20.102.38.7'), ipv4('20.102.38.8')],
    expiresAt: '2026-12-31T23:59:59Z',
    ...changes,
  };
}
const order = orderOf('v1');
const made = { userTokenId: TOKEN, userToken: USER_TOKEN };

const create = (etoro = connect()) => etoro.createUserToken(order, limits);
const creating = () => nock(BASE).post(TOKENS);

describe('every call', () => {
  const calls: [string, () => nock.Interceptor, number, (etoro: Etoro) => Promise<unknown>][] = [
    ['create', () => nock(BASE).post(TOKENS), 201, create],
    [
      'revoke',
      () => nock(BASE).delete(`${TOKENS}/${TOKEN}`),
      204,
      (etoro) => etoro.revokeUserToken(TOKEN, limits),
    ],
    ['list', () => nock(BASE).get(PORTFOLIOS), 200, (etoro) => etoro.listUserTokens(limits)],
  ];

  test.each(calls)('carries the three headers: %s', async (_name, expected, status, run) => {
    expected()
      .matchHeader('x-api-key', API_KEY)
      .matchHeader('x-user-key', USER_KEY)
      .matchHeader('x-request-id', uuid(0x1001))
      .matchHeader('accept', 'application/json')
      .reply(status, { ...made, agentPortfolios: [] });
    await run(connect());
  });

  test.each(calls)('has an x-request-id of its own: %s', async (_name, expected, status, run) => {
    for (const requestId of [uuid(0x1001), uuid(0x1002)]) {
      expected()
        .matchHeader('x-request-id', requestId)
        .reply(status, { ...made, agentPortfolios: [] });
    }
    const etoro = connect();
    await run(etoro);
    await run(etoro);
    expect(requestIds).toBe(2);
  });

  test.each(calls)(
    'tells the request id with a failure: %s',
    async (name, expected, _status, run) => {
      expected().reply(503);
      const error = await rejectionOf(EtoroError, run(connect()));
      expect(error.call).toMatchObject({ purpose: name, requestId: uuid(0x1001) });
    },
  );

  test.each(calls)("tells the server's time: %s", async (_name, expected, _status, run) => {
    expected().reply(503, '', { date: 'Mon, 01 Jun 2026 10:00:00 GMT' });
    const error = await rejectionOf(EtoroError, run(connect()));
    expect(error.call.serverTime).toBe(Date.parse('2026-06-01T10:00:00Z'));
  });

  test.each(calls)('follows no redirect: %s', async (_name, expected, _status, run) => {
    expected().reply(302, '', { location: 'https://evil.example/' });
    const error = await rejectionOf(RefusedCall, run(connect()));
    expect(error.refusal.status).toBe(302);
  });

  test.each(calls)(
    'takes another 2xx for a broken promise: %s',
    async (_name, expected, _status, run) => {
      expected().reply(202, made);
      const error = await rejectionOf(UnexpectedAnswer, run(connect()));
      expect(error.message).toContain('HTTP 202 instead of');
    },
  );

  test.each(calls)(
    'tells what is known of a lost answer: %s',
    async (_name, expected, _status, run) => {
      expected().replyWithError(
        Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' }),
      );
      const error = await rejectionOf(LostCall, run(connect()));
      expect(error).toMatchObject({ mayHaveArrived: false, mayPass: true });
    },
  );

  test.each(calls)(
    'passes the reason of an abort on as it is: %s',
    async (_name, _expected, _status, run) => {
      const reason = new Error('stopped');
      const etoro = connect();
      const stopped: Etoro = {
        createUserToken: (order, limits) => etoro.createUserToken(order, aborted(limits)),
        revokeUserToken: (id, limits) => etoro.revokeUserToken(id, aborted(limits)),
        listUserTokens: (limits) => etoro.listUserTokens(aborted(limits)),
      };
      const aborted = <T extends object>(limits: T) => ({
        timeout: 1000,
        ...limits,
        signal: AbortSignal.abort(reason),
      });
      expect(await rejection(run(stopped))).toBe(reason);
    },
  );

  test.each(['/gateway/etoro', '/gateway/etoro/', '/gateway/etoro//'])(
    'goes below the path of api-url: %s',
    async (path) => {
      nock('https://gateway.example:8443')
        .get(`/gateway/etoro${PORTFOLIOS}`)
        .reply(200, { agentPortfolios: [] });
      await connect(`https://gateway.example:8443${path}`).listUserTokens(limits);
    },
  );
});

describe('create', () => {
  test('sends what v1 takes', async () => {
    nock(BASE)
      .post(TOKENS, {
        userTokenName: order.userTokenName,
        scopeIds: [200, 203],
        ipsWhitelist: ['20.102.38.7', '20.102.38.8'],
        expiresAt: '2026-12-31T23:59:59Z',
      })
      .matchHeader('content-type', 'application/json')
      .reply(201, made);
    await create();
  });

  test('sends what v2 takes', async () => {
    nock(BASE)
      .post(TOKENS.replace('v1', 'v2'), {
        userTokenName: order.userTokenName,
        scopeNames: ['etoro-public:trade.real:read', 'etoro-public:trade.demo:write'],
        ipsWhitelist: ['20.102.38.7', '20.102.38.8'],
        expiresAt: '2026-12-31T23:59:59Z',
      })
      .reply(201, made);
    await connect().createUserToken(orderOf('v2'), limits);
  });

  test('leaves ipsWhitelist out for a token that anyone may use', async () => {
    const { userTokenName, expiresAt } = order;
    nock(BASE)
      .post(TOKENS, { userTokenName, scopeIds: [200, 203], expiresAt })
      .reply(201, made);
    await connect().createUserToken(orderOf('v1', { ipsWhitelist: [] }), limits);
  });

  test('gives the token, its id and the request id', async () => {
    creating().reply(201, { ...made, userTokenId: TOKEN.toUpperCase() });
    const { userTokenId, userToken, call } = await create();
    expect({ userTokenId, userToken: userToken.reveal(), requestId: call.requestId }).toEqual({
      userTokenId: TOKEN,
      userToken: USER_TOKEN,
      requestId: uuid(0x1001),
    });
  });

  test('has the token masked', async () => {
    creating().reply(201, made);
    await create();
    expect(secrets).toEqual([USER_TOKEN]);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '<html>'],
    ['null', 'null'],
    ['an array', '[]'],
    ['no members', {}],
    ['an id alone', { userTokenId: TOKEN }],
    ['an id that is no UUID', { ...made, userTokenId: '../1' }],
    ['a token without an id', { userToken: USER_TOKEN }],
    ['a token that is null', { ...made, userToken: null }],
    ['a token that is empty', { ...made, userToken: '' }],
    ['a token that is a number', { ...made, userToken: 1234567890 }],
    ['a token that no header can carry', { ...made, userToken: `${USER_TOKEN}\r\nx: y` }],
    ['a token with a space', { ...made, userToken: `${USER_TOKEN} x` }],
    ['a token of 8 KB and more', { ...made, userToken: 'x'.repeat(8193) }],
  ])('does not take a 201 with %s for a success', async (_what, body) => {
    creating().reply(201, body);
    const error = await rejectionOf(UnexpectedAnswer, create());
    expect(outcomeOf(error)).toBe('broken');
    expect(error.message).not.toContain(USER_TOKEN);
  });

  test('has a token masked also when the rest of the answer is broken', async () => {
    creating().reply(201, { userToken: `${USER_TOKEN} x` });
    await rejectionOf(UnexpectedAnswer, create());
    expect(secrets).toEqual([`${USER_TOKEN} x`]);
  });

  test('a 404 is an error: there is no such portfolio', async () => {
    creating().reply(404, { errorCode: 'NotFound', errorMessage: 'Agent-portfolio not found' });
    const error = await rejectionOf(RefusedCall, create());
    expect(error.refusal).toMatchObject({ status: 404, errorCode: 'NotFound' });
  });
});

describe('revoke', () => {
  const revoke = () => connect().revokeUserToken(TOKEN, limits);
  const revoking = () => nock(BASE).delete(`${TOKENS}/${TOKEN}`, '');

  test('a 204 is a success', async () => {
    revoking().reply(204);
    expect(await revoke()).toBe('revoked');
  });

  test('a 404 is as good: the token is gone', async () => {
    revoking().reply(404, { errorCode: 'NotFound' });
    expect(await revoke()).toBe('gone');
  });

  test.each([401, 403, 429, 500])('a %i is an error', async (status) => {
    revoking().reply(status);
    expect((await rejectionOf(RefusedCall, revoke())).refusal.status).toBe(status);
  });

  test('goes by the path of v1 for a token of v2 too', async () => {
    nock(BASE).post(TOKENS.replace('v1', 'v2')).reply(201, made);
    const etoro = connect();
    const { userTokenId } = await etoro.createUserToken(orderOf('v2'), limits);
    revoking().reply(204);
    expect(await etoro.revokeUserToken(userTokenId, limits)).toBe('revoked');
  });
});

describe('list', () => {
  const list = (body: nock.Body, headers = {}) => {
    nock(BASE).get(PORTFOLIOS).reply(200, body, headers);
    return connect().listUserTokens(limits);
  };
  const portfolio = (userTokens: unknown, agentPortfolioId: unknown = PORTFOLIO) => ({
    agentPortfolios: [{ agentPortfolioId, userTokens }],
  });
  const listed = { userTokenId: TOKEN, userTokenName: 'one' };

  test('gives the tokens of this portfolio alone', async () => {
    const { userTokens } = await list({
      agentPortfolios: [
        { agentPortfolioId: uuid(9), userTokens: [{ ...listed, userTokenName: 'other' }] },
        { agentPortfolioId: PORTFOLIO.toUpperCase(), userTokens: [listed] },
      ],
    });
    expect(userTokens.map(({ userTokenName }) => userTokenName)).toEqual(['one']);
  });

  test.each([
    ['2026-12-31T23:59:59Z', '2026-12-31T23:59:59Z'],
    ['2026-12-31T23:59:59.1234567Z', '2026-12-31T23:59:59.123Z'],
    ['2026-12-31T23:59:59', '2026-12-31T23:59:59Z'],
    ['2026-12-31T23:59:59.123', '2026-12-31T23:59:59.123Z'],
    ['2026-12-31T23:59:59+02:00', '2026-12-31T21:59:59Z'],
    ['2026-12-31T23:59:59-0200', '2027-01-01T01:59:59Z'],
  ])('reads the time %s as UTC, where it does not say otherwise', async (text, expected) => {
    const { userTokens } = await list(portfolio([{ ...listed, expiresAt: text }]));
    expect(userTokens).toMatchObject([{ expiresAt: Date.parse(expected) }]);
  });

  test.each([null, 'never', 0, undefined])('an expiry of %j is none', async (expiresAt) => {
    const { userTokens } = await list(portfolio([{ ...listed, expiresAt }]));
    expect(userTokens).toMatchObject([{ expiresAt: undefined }]);
  });

  test('leaves out what is no token', async () => {
    const noTokens = [
      null,
      1,
      'x',
      {},
      { userTokenId: 'x', userTokenName: 'x' },
      { userTokenId: TOKEN },
    ];
    const { userTokens } = await list(portfolio([...noTokens, listed]));
    expect(userTokens).toHaveLength(1);
  });

  test('a portfolio without a list has no tokens', async () => {
    expect((await list(portfolio(null))).userTokens).toEqual([]);
  });

  test("tells the server's time", async () => {
    const { serverTime } = await list(portfolio([]), { date: 'Mon, 01 Jun 2026 10:00:00 GMT' });
    expect(serverTime).toBe(Date.parse('2026-06-01T10:00:00Z'));
  });

  test('may be long', async () => {
    const tokens = Array.from({ length: 5000 }, () => listed);
    expect((await list(portfolio(tokens))).userTokens).toHaveLength(5000);
  });

  test.each(['', '<html>', 'null', '[]', '{}', '{"agentPortfolios":{}}'])(
    'does not take a 200 with %j for an empty list',
    async (body) => {
      const error = await rejectionOf(UnexpectedAnswer, list(body));
      expect(error.message).toContain('HTTP 200 without agentPortfolios');
    },
  );
});

describe('a refusal', () => {
  test('tells status, errorCode and errorMessage', async () => {
    creating().reply(400, { errorCode: 'ScopeIdInvalid', errorMessage: 'No such scope' });
    const error = await rejectionOf(RefusedCall, create());
    expect(error.message).toBe('eToro answered HTTP 400 ScopeIdInvalid: No such scope');
  });

  test('tells how long to wait', async () => {
    creating().reply(429, {}, { 'retry-after': '17' });
    expect((await rejectionOf(RefusedCall, create())).refusal.retryAfter).toBe(17 * SECOND);
  });

  test.each([
    ['an HTML page', '<html><body>502 Bad Gateway</body></html>'],
    ['nothing', ''],
    ['an array', '["secret"]'],
    ['a text', '"secret"'],
    ['members that are no texts', '{"errorCode":{"a":1},"errorMessage":["secret"]}'],
  ])('with %s is told by its status alone, and never quoted', async (_what, body) => {
    creating().reply(502, body, { 'content-type': 'text/html' });
    const error = await rejectionOf(RefusedCall, create());
    expect(error.message).toBe('eToro answered HTTP 502');
  });

  test('that echoes the keys does not show them', async () => {
    const echo = `x-api-key: ${API_KEY}, x-user-key: ${USER_KEY}, ${btoa(USER_KEY)}, ${USER_KEY.slice(3)}`;
    creating().reply(401, { errorCode: echo, errorMessage: echo });
    const error = await rejectionOf(RefusedCall, create());
    for (const text of [error.message, JSON.stringify(error), String(error.stack)]) {
      for (const key of [API_KEY, USER_KEY]) expect(text).not.toContain(key.slice(3, 20));
      expect(text).not.toContain(btoa(USER_KEY).slice(0, 20));
    }
  });

  test('is told on one line', async () => {
    creating().reply(400, {
      errorCode: 'A\n::set-output name=x::y',
      errorMessage: 'B\r\n::error::z',
    });
    const error = await rejectionOf(RefusedCall, create());
    expect(error.message).toBe('eToro answered HTTP 400 A ::set-output name=x::y: B ::error::z');
  });

  test('that is long is cut', async () => {
    creating().reply(400, { errorCode: 'A'.repeat(1000), errorMessage: 'B'.repeat(10_000) });
    expect((await rejectionOf(RefusedCall, create())).message.length).toBeLessThan(450);
  });
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import { createdUserToken, listedPortfolios, retirementOf } from '../../src/etoro/answers.ts';
import { EtoroError, type Call } from '../../src/etoro/errors.ts';
import { openKnownSecrets } from '../../src/secrets/known-secrets.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { API_KEY, USER_KEY, USER_TOKEN, uuid } from '../fakes.ts';

const PORTFOLIO = uuid(1);
const TOKEN = uuid(0xabc);
/** Keys may be UUIDs, as ids are. */
const UUID_KEY = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const NAME = 'gha-acme-bot-1-1-k3v09q7c1x0z8d4t001';
const call: Call = { operation: 'create', requestId: uuid(3) };
const sent = `https://public-api.etoro.com/${PORTFOLIO} ${API_KEY} ${USER_KEY} ${call.requestId} ${NAME}`.toLowerCase();
const isSent = (text: string) => sent.includes(text.toLowerCase());

let masked: string[];
beforeEach(() => {
  masked = [];
});

const made = { userTokenId: TOKEN, userToken: USER_TOKEN };

function created(json: unknown, ...earlier: string[]) {
  const secrets = openKnownSecrets((value) => masked.push(value));
  for (const value of [API_KEY, USER_KEY, UUID_KEY, ...earlier]) secrets.add(new Secret(value));
  masked = [];
  return createdUserToken({ json, call, headers: {}, isSent }, secrets);
}

/** Why an answer is not taken. */
function problemOf(read: () => unknown): EtoroError {
  try {
    read();
  } catch (error) {
    if (error instanceof EtoroError) return error;
    throw error;
  }
  throw new Error('it was taken');
}
const problem = (what: string) => ({ message: `eToro answered ${what}`, call });

describe('the 201 of a create call', () => {
  test('gives the token, which is masked, its id in lower case, and the call', () => {
    const { userTokenId, userToken, call: known } = created({ ...made, userTokenId: TOKEN.toUpperCase() });
    expect([userTokenId, userToken.reveal(), known]).toEqual([TOKEN, USER_TOKEN, call]);
    expect(masked).toEqual([USER_TOKEN]);
  });

  test.each(['sk_live_a1b2c3d4e5f6', uuid(0xdef), `eyJ${'aB1_'.repeat(64)}_`, 'x'.repeat(8192), USER_TOKEN])(
    'may have any token that a header can carry and nobody can know: %s',
    (userToken) => {
      expect(created({ ...made, userToken }).userToken.reveal()).toBe(userToken);
    },
  );

  test('may have a token that is known from an earlier answer', () => {
    expect(created(made, USER_TOKEN).userToken.reveal()).toBe(USER_TOKEN);
  });

  test.each([
    ...[undefined, null, 'text', [], {}, { userToken: USER_TOKEN }],
    ...['../1', 1, UUID_KEY, UUID_KEY.toUpperCase()].map((id) => ({ ...made, userTokenId: id })),
  ])('is broken without an id, or with a key as its id: %j', (json) => {
    expect(problemOf(() => created(json))).toMatchObject(problem('HTTP 201 without a userTokenId'));
  });

  test.each([
    ...[undefined, null, '', 1234567890, 'aB3dE5g'],
    // What was sent, and the id.
    ...[USER_KEY.slice(9), API_KEY, USER_KEY.toUpperCase(), PORTFOLIO, call.requestId],
    ...[NAME, NAME.slice(-19), TOKEN, TOKEN.slice(9).toUpperCase()],
    // What could be shown is no secret, wherever it is from.
    ...['demo:read', 'etoro-public:demo:read', '20.102.38.7', '2026-12-31T23:59:59.000Z'],
    ...['public-api.etoro.com', 'etoro-user-token-action', 'Bearer', '[REDACTED]', '********'],
  ])('has no token that anybody can know, and masks nothing: %j', (userToken) => {
    const error = problemOf(() => created({ ...made, userToken }));
    expect(error).toMatchObject(problem('HTTP 201 without a userToken'));
    expect(masked).toEqual([]);
  });

  test.each([
    ...[`${USER_TOKEN}\r\nx: y`, `${USER_TOKEN} x`, `${USER_TOKEN}é`, 'x'.repeat(8193)],
    ...[`Bearer:${USER_KEY}`, btoa(`12${USER_KEY}`)],
  ])('has no token that a header cannot carry, or that holds a key, and masks it: %j', (userToken) => {
    const error = problemOf(() => created({ ...made, userToken }));
    expect(error).toMatchObject(problem('HTTP 201 without a userToken'));
    expect(masked).toEqual([userToken]);
  });

  test('without an id has its token masked', () => {
    problemOf(() => created({ userToken: USER_TOKEN }));
    expect(masked).toEqual([USER_TOKEN]);
  });
});

describe('what a token may do', () => {
  const EXPIRY = '2026-12-31T23:59:59Z';
  const grantOf = (members: object) => created({ ...made, ...members }).granted;
  const nothing = { scopes: undefined, ipsWhitelist: undefined, expiresAt: undefined, unread: [] };

  test.each([{}, { scopeIds: null, scopeNames: null }])('is not told by %j', (members) => {
    expect(grantOf(members)).toEqual(nothing);
  });

  test('is told by all members', () => {
    const members = {
      scopeIds: [200, 211],
      scopeNames: ['etoro-public:trade.real:read'],
      ipsWhitelist: ['20.102.38.7', '0.0.0.0/0', '::1'],
      expiresAt: EXPIRY,
    };
    expect(grantOf(members)).toEqual({
      scopes: [200, 211, 'etoro-public:trade.real:read'],
      ipsWhitelist: ['20.102.38.7', '0.0.0.0/0', '::1'],
      expiresAt: Date.parse(EXPIRY),
      unread: [],
    });
  });

  test.each([
    [{ ipsWhitelist: null }, { ipsWhitelist: [] }],
    [{ ipsWhitelist: [] }, { ipsWhitelist: [] }],
    [{ expiresAt: null }, { expiresAt: 'never' }],
    [{ scopeNames: [] }, { scopes: [] }],
  ])('is without a limit, or nothing, where the answer says so: %j', (members, told) => {
    expect(grantOf(members)).toEqual({ ...nothing, ...told });
  });

  test.each<[object, object]>([
    ...['20.102.38.7', '*', 0, {}, [null], [['20.102.38.7']]].map((value): [object, object] => [
      { ipsWhitelist: value },
      { unread: ['ipsWhitelist'] },
    ]),
    ...['never', '', 0, 4102444800, '5', '0001-01-01T00:00:00', {}, [EXPIRY]].map((value): [object, object] => [
      { expiresAt: value },
      { unread: ['expiresAt'] },
    ]),
    ...[200, 'real:read', '201,202', {}, [{ id: 202 }], [1.5]].map((value): [object, object] => [
      { scopeIds: value },
      { unread: ['scopes'] },
    ]),
    [
      { ipsWhitelist: ['20.55.13.7', '0.0.0.0/0', 0] },
      { ipsWhitelist: ['20.55.13.7', '0.0.0.0/0'], unread: ['ipsWhitelist'] },
    ],
    [{ scopeIds: [201, { id: 202 }] }, { scopes: [201], unread: ['scopes'] }],
    [
      { scopeIds: [201], scopeNames: 'x' },
      { scopes: [201], unread: ['scopes'] },
    ],
  ])('is told as far as it can be read: %j', (members, told) => {
    expect(grantOf(members)).toEqual({ ...nothing, ...told });
  });
});

const listed = { userTokenId: TOKEN, userTokenName: 'one' };
const listedTokens = (...userTokens: unknown[]) =>
  listedPortfolios({ agentPortfolios: [{ agentPortfolioId: PORTFOLIO, userTokens }] }, call)[0]?.userTokens;

describe('the list of agent-portfolios', () => {
  test('gives each portfolio with its name and tokens', () => {
    const agentPortfolios = [
      { agentPortfolioId: PORTFOLIO, agentPortfolioName: 'Mine', userTokens: [listed] },
      { agentPortfolioId: uuid(9).toUpperCase(), userTokens: null },
    ];
    expect(listedPortfolios({ agentPortfolios }, call)).toMatchObject([
      { id: PORTFOLIO, name: 'Mine', userTokens: [listed] },
      { id: uuid(9), name: '', userTokens: [] },
    ]);
  });

  test('leaves out what has no id', () => {
    const noPortfolios = [null, 1, 'x', {}, { agentPortfolioId: 'x' }];
    const agentPortfolios = [...noPortfolios, { agentPortfolioId: PORTFOLIO }];
    const portfolios = listedPortfolios({ agentPortfolios }, call);
    expect(portfolios.map(({ id }) => id)).toEqual([PORTFOLIO]);
  });

  test('leaves out what is no token', () => {
    const noTokens = [
      ...[null, 1, 'x', {}],
      { userTokenId: 'x', userTokenName: 'x' },
      { userTokenId: TOKEN },
      { userTokenId: TOKEN, userTokenName: 1 },
      { userTokenName: 'x' },
    ];
    expect(listedTokens(...noTokens, listed)).toMatchObject([listed]);
  });

  test.each([
    ['2026-06-01T12:00:00.5', Date.parse('2026-06-01T12:00:00.5Z')],
    [null, undefined],
    [undefined, undefined],
    ['yesterday', undefined],
  ])('gives the id of a token in lower case, and tells when it expires: %j', (expiresAt, expected) => {
    const tokens = listedTokens({ ...listed, userTokenId: TOKEN.toUpperCase(), expiresAt });
    expect(tokens).toMatchObject([{ userTokenId: TOKEN, expiresAt: expected }]);
  });

  test('is empty where there are no portfolios', () => {
    expect(listedPortfolios({ agentPortfolios: [] }, call)).toEqual([]);
  });

  test.each([undefined, null, [], {}, { agentPortfolios: {} }, { agentPortfolios: null }])(
    'is not taken for an empty one when it is %j',
    (json) => {
      const error = problemOf(() => listedPortfolios(json, call));
      expect(error).toMatchObject(problem('HTTP 200 without agentPortfolios'));
    },
  );
});

const sunset = 'Wed, 30 Jun 2027 23:59:59 GMT';
const end = Date.UTC(2027, 5, 30, 23, 59, 59);

test.each([
  [{}, undefined],
  [{ deprecation: '@1798761600' }, { deprecated: Date.UTC(2027, 0, 1) }],
  [
    { deprecation: '@1798761600;note="x"', sunset },
    { deprecated: Date.UTC(2027, 0, 1), sunset: end },
  ],
  [{ sunset }, { sunset: end }],
  // The drafts had a word or an HTTP date in the place of the moment.
  [{ deprecation: 'true' }, {}],
  [{ deprecation: sunset, sunset: 'soon' }, {}],
  [{ deprecation: '@1e9', sunset: '@1798761600' }, {}],
])('%j says %j about the end of a call', (headers, retirement) => {
  expect(retirementOf(headers)).toEqual(retirement);
});

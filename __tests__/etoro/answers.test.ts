import { beforeEach, describe, expect, test } from '@jest/globals';
import { createdUserToken, listedPortfolios } from '../../src/etoro/answers.ts';
import { EtoroError, type Call } from '../../src/etoro/errors.ts';
import { openKnownSecrets } from '../../src/secrets/known-secrets.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { API_KEY, USER_KEY, USER_TOKEN, uuid } from '../fakes.ts';

const PORTFOLIO = uuid(1);
const TOKEN = uuid(0xabc);
/** Keys may be UUIDs, as ids are. */
const UUID_KEY = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const NAME = 'gha-acme-bot-1-1-0123456789ab';
const call: Call = { operation: 'create', requestId: uuid(3) };

let masked: string[];
beforeEach(() => {
  masked = [];
});

const made = { userTokenId: TOKEN, userToken: USER_TOKEN };

function created(json: unknown) {
  const secrets = openKnownSecrets((value) => masked.push(value));
  secrets.add(new Secret(UUID_KEY));
  masked = [];
  const keys = { apiKey: new Secret(API_KEY), userKey: new Secret(USER_KEY) };
  return createdUserToken(json, call, NAME, { keys, secrets });
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
  test('gives the token, its id and the call', () => {
    const { userTokenId, userToken, call: known } = created(made);
    expect({ userTokenId, userToken: userToken.reveal(), known }).toEqual({
      userTokenId: TOKEN,
      userToken: USER_TOKEN,
      known: call,
    });
  });

  test('may have an id in upper case', () => {
    expect(created({ ...made, userTokenId: TOKEN.toUpperCase() }).userTokenId).toBe(TOKEN);
  });

  test('has its token masked', () => {
    created(made);
    expect(masked).toEqual([USER_TOKEN]);
  });

  test.each(['x'.repeat(8), 'x'.repeat(8192), '!~;|"\'<>&%'])(
    'may have any token that a header can carry',
    (userToken) => {
      expect(created({ ...made, userToken }).userToken.reveal()).toBe(userToken);
    },
  );

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'text'],
    ['an array', []],
    ['no members', {}],
    ['a token without an id', { userToken: USER_TOKEN }],
    ['an id that is no UUID', { ...made, userTokenId: '../1' }],
    ['an id that is a number', { ...made, userTokenId: 1 }],
    ['a key as its id', { ...made, userTokenId: UUID_KEY }],
    ['a key in upper case as its id', { ...made, userTokenId: UUID_KEY.toUpperCase() }],
  ])('is broken with %s', (_what, json) => {
    expect(problemOf(() => created(json))).toMatchObject(problem('HTTP 201 without a userTokenId'));
  });

  test.each([
    ['no token', { userTokenId: TOKEN }],
    ['a token that is null', { ...made, userToken: null }],
    ['a token that is empty', { ...made, userToken: '' }],
    ['a token that is a number', { ...made, userToken: 1234567890 }],
    ['a token of 7 characters', { ...made, userToken: 'abcdefg' }],
    ['a token that no header can carry', { ...made, userToken: `${USER_TOKEN}\r\nx: y` }],
    ['a token with a space', { ...made, userToken: `${USER_TOKEN} x` }],
    ['a token with a letter beyond ASCII', { ...made, userToken: `${USER_TOKEN}é` }],
    ['a token of more than 8 KiB', { ...made, userToken: 'x'.repeat(8193) }],
    ['the id as its token', { ...made, userToken: TOKEN }],
    ['the id in upper case as its token', { ...made, userToken: TOKEN.toUpperCase() }],
    ['the name as its token', { ...made, userToken: NAME }],
    ['the name in upper case as its token', { ...made, userToken: NAME.toUpperCase() }],
    ['a part of the name as its token', { ...made, userToken: NAME.slice(4) }],
    ['the request id as its token', { ...made, userToken: call.requestId }],
    ['the user key as its token', { ...made, userToken: USER_KEY }],
    ['the user key in upper case as its token', { ...made, userToken: USER_KEY.toUpperCase() }],
    ['the API key as its token', { ...made, userToken: API_KEY }],
    ['the API key in upper case as its token', { ...made, userToken: API_KEY.toUpperCase() }],
  ])('is broken with %s', (_what, json) => {
    expect(problemOf(() => created(json))).toMatchObject(problem('HTTP 201 without a userToken'));
  });

  test.each([
    ['no id', { userToken: USER_TOKEN }, USER_TOKEN],
    [
      'a token that no header can carry',
      { ...made, userToken: `${USER_TOKEN} x` },
      `${USER_TOKEN} x`,
    ],
  ])('has its token masked also when it is broken: %s', (_what, json, token) => {
    problemOf(() => created(json));
    expect(masked).toEqual([token]);
  });
});

const listed = { userTokenId: TOKEN, userTokenName: 'one' };
const listedTokens = (...userTokens: unknown[]) =>
  listedPortfolios({ agentPortfolios: [{ agentPortfolioId: PORTFOLIO, userTokens }] }, call)[0]
    ?.userTokens;

/** The two places that tell what a token may do. */
const places = [
  ['the 201', (members: object) => created({ ...made, ...members }).granted],
  ['the list', (members: object) => listedTokens({ ...listed, ...members })?.[0]],
] as const;

const EXPIRY = '2026-12-31T23:59:59Z';

describe.each(places)('what a token may do, in %s', (_where, grantOf) => {
  test('is not told where the answer says nothing', () => {
    expect(grantOf({})).toMatchObject({
      scopes: undefined,
      ipsWhitelist: undefined,
      expiresAt: undefined,
    });
  });

  test('is told by all members', () => {
    const members = {
      scopeIds: [200, 211],
      scopeNames: ['etoro-public:trade.real:read'],
      ipsWhitelist: ['20.102.38.7', '20.102.38.8'],
      expiresAt: EXPIRY,
    };
    expect(grantOf(members)).toMatchObject({
      scopes: [200, 211, 'etoro-public:trade.real:read'],
      ipsWhitelist: ['20.102.38.7', '20.102.38.8'],
      expiresAt: Date.parse(EXPIRY),
    });
  });

  test.each([[null], [[]]])(
    'is use from any address with an ipsWhitelist of %j',
    (ipsWhitelist) => {
      expect(grantOf({ ipsWhitelist })).toMatchObject({ ipsWhitelist: [] });
    },
  );

  test.each(['20.102.38.7', 0, {}, [['20.102.38.7']], [null]])(
    'does not tell the addresses with an ipsWhitelist of %j',
    (ipsWhitelist) => {
      expect(grantOf({ ipsWhitelist })).toMatchObject({ ipsWhitelist: undefined });
    },
  );

  test.each([[['::1']], [['20.102.38.7', '0.0.0.0/0']]])(
    'tells of all that is no IPv4 address in an ipsWhitelist: %j',
    (ipsWhitelist) => {
      expect(grantOf({ ipsWhitelist })).toMatchObject({ ipsWhitelist });
    },
  );

  test('has no end with an expiresAt of null', () => {
    expect(grantOf({ expiresAt: null })).toMatchObject({ expiresAt: 'never' });
  });

  test.each(['never', '', 0, 1798761599, {}, [EXPIRY]])(
    'does not tell the end with an expiresAt of %j',
    (expiresAt) => {
      expect(grantOf({ expiresAt })).toMatchObject({ expiresAt: undefined });
    },
  );

  test.each([null, [], 200, 'real:read', {}, [null, { id: 200 }]])(
    'does not tell the scopes with scopeIds of %j',
    (scopeIds) => {
      expect(grantOf({ scopeIds })).toMatchObject({ scopes: undefined });
    },
  );

  test('is told by the scopes that can be read', () => {
    const members = { scopeIds: [null, 200], scopeNames: [{}, 'other:read'] };
    expect(grantOf(members)).toMatchObject({ scopes: [200, 'other:read'] });
  });

  test.each([
    ['2026-12-31T23:59:59Z', '2026-12-31T23:59:59Z'],
    ['2026-12-31T23:59:59.1234567Z', '2026-12-31T23:59:59.123Z'],
    ['2026-12-31T23:59:59', '2026-12-31T23:59:59Z'],
    ['2026-12-31T23:59:59.123', '2026-12-31T23:59:59.123Z'],
    ['2026-12-31T23:59:59+02:00', '2026-12-31T21:59:59Z'],
    ['2026-12-31T23:59:59-0200', '2027-01-01T01:59:59Z'],
  ])('ends at %s, in UTC where it does not say otherwise', (expiresAt, expected) => {
    expect(grantOf({ expiresAt })).toMatchObject({ expiresAt: Date.parse(expected) });
  });
});

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

  test('gives the id of a token in lower case', () => {
    const tokens = listedTokens({ ...listed, userTokenId: TOKEN.toUpperCase() });
    expect(tokens).toMatchObject([{ userTokenId: TOKEN }]);
  });

  test.each([
    ['2026-06-01T12:00:00.5', Date.parse('2026-06-01T12:00:00.5Z')],
    [null, undefined],
    [undefined, undefined],
    ['yesterday', undefined],
  ])('tells when a token was created: %j', (createdAt, expected) => {
    expect(listedTokens({ ...listed, createdAt })).toMatchObject([{ createdAt: expected }]);
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

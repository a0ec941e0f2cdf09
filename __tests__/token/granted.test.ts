import { describe, expect, test } from '@jest/globals';
import type { Grant } from '../../src/etoro/answers.ts';
import type { Scopes } from '../../src/etoro/scopes.ts';
import { compareGrant } from '../../src/token/granted.ts';

const expiresAt = Date.parse('2026-12-31T23:59:59Z');
const HOUR = 3_600_000;
const ip = '20.102.38.7';

/** Compares with an order for demo:read and demo:write from one address, unless it says otherwise. */
function compare(told: Grant, scopeIds = [201, 203], ipsWhitelist = [ip]) {
  const scopes: Scopes = { apiVersion: 'v1', scopeIds };
  return compareGrant(told, { userTokenName: 'x', scopes, ipsWhitelist, expiresAt });
}

const asAsked = {
  scopes: ['etoro-public:demo:read', 'etoro-public:demo:write'],
  ipsWhitelist: [ip],
  expiresAt,
  more: [],
  less: [],
};

test.each<[string, Grant]>([
  ['nothing is told', {}],
  ['ids are told', { scopes: [203, 201] }],
  ['ids are told as texts', { scopes: ['201', '203'] }],
  ['names are told', { scopes: ['etoro-public:demo:read', 'ETORO-PUBLIC:TRADE.DEMO:WRITE'] }],
  ['all is told', { scopes: [201, 203], ipsWhitelist: [ip], expiresAt, unread: [] }],
])('what was asked for is granted where %s', (_what, told) => {
  expect(compare(told)).toEqual(asAsked);
});

test.each<[Grant, string[]]>([
  [{ scopes: [201, 203, 202] }, ['the scope 202']],
  [{ scopes: [201, 203, 'etoro-public:funds:withdraw'] }, ['the scope etoro-public:funds:withdraw']],
  [{ ipsWhitelist: [ip, '8.8.8.8'] }, ['use from the address 8.8.8.8']],
  [{ ipsWhitelist: [ip, '0.0.0.0/0'] }, ['use from the address 0.0.0.0/0']],
  [{ ipsWhitelist: [] }, ['use from any address']],
  [{ expiresAt: 'never' }, ['no expiry']],
  [{ expiresAt: expiresAt + 1000 }, ['expiry at 2027-01-01T00:00:00Z instead of 2026-12-31T23:59:59Z']],
  // What can be read is judged, whatever stands beside it.
  [{ ipsWhitelist: [ip, '0.0.0.0/0'], unread: ['ipsWhitelist'] }, ['use from the address 0.0.0.0/0']],
])('%j is more', (told, more) => {
  expect(compare(told)).toMatchObject({ more });
});

test.each<[Grant, object]>([
  [{ scopes: [201] }, { scopes: ['etoro-public:demo:read'], less: ['without the scope etoro-public:demo:write'] }],
  [
    { expiresAt: expiresAt - HOUR },
    {
      expiresAt: expiresAt - HOUR,
      less: ['expiry at 2026-12-31T22:59:59Z instead of 2026-12-31T23:59:59Z'],
    },
  ],
  [{ expiresAt: expiresAt + 999 }, { expiresAt: expiresAt + 999, less: [] }],
])('%j is less, or no difference, and is what is granted', (told, granted) => {
  expect(compare(told)).toEqual({ ...asAsked, ...granted });
});

test('fewer addresses are less, and so are some where any were asked for', () => {
  expect(compare({ ipsWhitelist: [ip] }, [201], [ip, '8.8.8.8']).less).toContain('without the address 8.8.8.8');
  // What is no address is not passed on as one.
  expect(compare({ ipsWhitelist: [ip, '10.0.0.0/8'] }, [201, 203], [])).toEqual({
    ...asAsked,
    less: [`for use from ${ip}, 10.0.0.0/8 only`],
  });
});

test.each<[Grant, object]>([
  [{ unread: ['ipsWhitelist'] }, { ipsWhitelist: undefined }],
  [{ unread: ['expiresAt'] }, { expiresAt: undefined }],
  [{ ipsWhitelist: [ip], unread: ['ipsWhitelist'] }, { ipsWhitelist: [ip] }],
  [{ unread: ['scopes'] }, { scopes: [] }],
  [{ scopes: [201], unread: ['scopes'] }, { scopes: ['etoro-public:demo:read'] }],
])('what cannot be read is not told as granted: %j', (told, granted) => {
  const { less, ...rest } = compare(told);
  expect(rest).toMatchObject(granted);
  expect(less.at(-1)).toBe(`${String(told.unread)} in a form that cannot be read`);
});

describe('an id that the action does not know', () => {
  test.each([
    ['itself', [201, 211]],
    ['itself and a name', [201, 211, 'etoro-public:social:read']],
    ['a name that is not known', [201, 'etoro-public:social:read']],
    ["a known one's name in v2", [201, 'etoro-public:trade.real:read']],
  ])('may come back as %s', (_what, scopes) => {
    const granted = ['etoro-public:demo:read', '211'];
    expect(compare({ scopes }, [201, 211])).toMatchObject({ scopes: granted, more: [], less: [] });
  });

  test.each<[string, (number | string)[], string[]]>([
    [
      'more names than ids',
      [211, 'etoro-public:a:b', 'etoro-public:c:d'],
      ['the scope etoro-public:a:b', 'the scope etoro-public:c:d'],
    ],
    ["a known one's name in v1", ['etoro-public:real:read'], ['the scope etoro-public:real:read']],
    ['another id', [212], ['the scope 212']],
  ])('is not %s', (_what, scopes, more) => {
    expect(compare({ scopes }, [211])).toMatchObject({ more });
  });

  test('is not granted where fewer names came back than there are ids', () => {
    const { scopes, more } = compare({ scopes: ['etoro-public:social:read'] }, [211, 212]);
    expect({ scopes, more }).toEqual({ scopes: [], more: [] });
  });
});

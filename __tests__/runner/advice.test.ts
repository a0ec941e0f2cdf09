import { describe, expect, test } from '@jest/globals';
import { adviceByCode, adviceFor } from '../../src/runner/advice.ts';
import { broken, lost, refused } from '../fakes.ts';

describe('a refusal with a code', () => {
  const byCode: [status: number, errorCode: string, advice: string][] = [
    [403, 'Forbidden', 'Use the user key of the account that owns the agent-portfolio.'],
    [403, 'InsufficientPermissions', 'To create a token it needs agent-portfolio:write or real:'],
    [400, 'ScopeIdsRequired', 'Name at least one scope in the input scopes.'],
    [400, 'ScopeIdInvalid', 'check the input scopes for ids'],
    [400, 'ScopeIdsDuplicateItems', 'Name each scope once in the input scopes.'],
    [403, 'ScopeNameNotAllowed', 'Ask for fewer in the input scopes, or use a user key that has'],
    [400, 'IpsWhitelistInvalidIp', 'check the input runner-ip'],
    [400, 'ValidationFailed', 'inputs expires-in and scopes, and that the clock'],
    [429, 'MaxUserTokensExceeded', 'Revoke tokens on the portfolio that nobody needs any more.'],
    [429, 'TooManyRequests', '(strategy.max-parallel), or raise the input timeout'],
  ];

  test.each(byCode)('%i %s comes with what to do about it', (status, errorCode, advice) => {
    expect(adviceFor(refused(status, errorCode))).toContain(advice);
  });

  test('is here for every code that has an advice', () => {
    expect(byCode.map(([, code]) => code).toSorted()).toEqual(Object.keys(adviceByCode).toSorted());
  });

  test.each(['Unauthorized', 'SomethingNew', 'toString', '__proto__'])(
    '%s that has no advice of its own gets that of its status',
    (errorCode) => {
      expect(adviceFor(refused(401, errorCode))).toBe(adviceFor(refused(401)));
    },
  );
});

describe('a refusal without a code', () => {
  test.each([
    [300, 'does not follow redirects'],
    [302, 'does not follow redirects'],
    [399, 'does not follow redirects'],
    [400, 'Check the inputs of this step.'],
    [401, 'Check the secrets behind api-key and user-key'],
    [402, 'Check the input api-url, and any proxy on the way.'],
    [403, 'The user key may not do this. Check its permissions in eToro.'],
    [404, 'not what the API of eToro promises. Check the input api-url'],
    [407, 'The proxy wants other credentials. Check https_proxy in the environment.'],
    [418, 'Check the input api-url, and any proxy on the way.'],
    [429, '(strategy.max-parallel), or raise the input timeout'],
    [500, 'Try again later'],
    [502, 'Try again later'],
    [503, 'Try again later'],
    [504, 'Try again later'],
    [599, 'Try again later'],
    [600, 'Check the input api-url, and any proxy on the way.'],
  ])('%i comes with what to do about it', (status, advice) => {
    expect(adviceFor(refused(status))).toContain(advice);
  });
});

test("eToro's own 404 is about the agent-portfolio", () => {
  expect(adviceFor(refused(404, 'NotFound'))).toBe(
    'This user key has no agent-portfolio of this id. Check the inputs portfolio-id and api-url.',
  );
});

describe('no answer', () => {
  const network = 'the network of this runner and its proxy (https_proxy), or try again later';
  test.each([
    [true, true, network],
    [false, true, network],
    [true, false, 'not what the API of eToro promises'],
    [false, false, 'check https_proxy and NODE_EXTRA_CA_CERTS'],
  ])('may have arrived: %s, may pass: %s', (mayHaveArrived, mayPass, advice) => {
    expect(adviceFor(lost(mayHaveArrived, mayPass))).toContain(advice);
  });
});

test('an answer that is not what the API promises points to what is on the way', () => {
  const advice = adviceFor(broken());
  expect(advice).toBe(
    'This is not what the API of eToro promises. Check the input api-url, and any proxy on the way.',
  );
});

import { describe, expect, test } from '@jest/globals';
import { startBudget } from '../src/clock.ts';
import { UnexpectedAnswer } from '../src/etoro/errors.ts';
import { explain } from '../src/explain.ts';
import { OutOfTime } from '../src/patience.ts';
import { NoAgreement } from '../src/public-address.ts';
import { PortfolioFull } from '../src/user-token.ts';
import { fakeClock, lost, MINUTE, refused, SECOND, uuid } from './fakes.ts';

describe('a refusal', () => {
  test.each([
    [400, 'ScopeIdsRequired', 'input scopes'],
    [400, 'ScopeIdInvalid', 'input scopes'],
    [400, 'ScopeIdsDuplicateItems', 'input scopes'],
    [400, 'IpsWhitelistInvalidIp', 'input runner-ip'],
    [400, 'ValidationFailed', 'inputs token-name, expires-in and scopes'],
    [401, 'Unauthorized', 'behind api-key and user-key'],
    [403, 'ScopeNameNotAllowed', 'input scopes'],
    [404, 'NotFound', 'inputs portfolio-id and api-url'],
    [409, 'UserKeyNameAlreadyExists', 'input token-name'],
    [429, 'TooManyRequests', 'input timeout'],
    [429, 'MaxUserTokensExceeded', 'Revoke tokens'],
    [500, 'UnhandledException', 'Try again later'],
  ])('%i %s comes with what to do about it', (status, errorCode, advice) => {
    const text = explain(refused(status, errorCode));
    expect(text).toContain(advice);
    expect(text).toContain(`HTTP ${status} ${errorCode}`);
  });

  test.each([
    [302, 'input api-url'],
    [400, 'inputs of this step'],
    [401, 'api-key and user-key'],
    [403, 'permissions'],
    [404, 'portfolio-id'],
    [407, 'https_proxy'],
    [418, 'input api-url'],
    [502, 'Try again later'],
    [503, 'Try again later'],
    [504, 'Try again later'],
  ])('%i without a code comes with what to do about it', (status, advice) => {
    expect(explain(refused(status))).toContain(advice);
  });

  test('tells the code, the message, the status and the request id', () => {
    const error = refused(400, 'ScopeIdInvalid', { errorMessage: 'No such scope' });
    expect(explain(error)).toMatch(
      new RegExp(
        `HTTP 400 ScopeIdInvalid: No such scope \\(request id ${error.call.requestId}\\)\\.`,
      ),
    );
  });

  test('is one line', () => {
    expect(explain(refused(400, 'ScopeIdInvalid'))).not.toContain('\n');
  });
});

describe('no answer', () => {
  test.each([
    [true, true, 'network and its proxy'],
    [false, true, 'network and its proxy'],
    [true, false, 'not what eToro'],
    [false, false, 'NODE_EXTRA_CA_CERTS'],
  ])('may have arrived: %s, may pass: %s', (mayHaveArrived, mayPass, advice) => {
    const text = explain(lost(mayHaveArrived, mayPass));
    expect(text).toContain(advice);
    expect(text).toContain('the connection broke off (ECONNRESET)');
  });
});

test('an answer that is not what the API promises points to what stands in between', () => {
  const call = { purpose: 'create', requestId: uuid(5) } as const;
  const text = explain(new UnexpectedAnswer('HTTP 201 without a userToken', call));
  expect(text).toContain('HTTP 201 without a userToken');
  expect(text).toContain(uuid(5));
  expect(text).toContain('input api-url');
});

describe('no time left', () => {
  const outOfTime = (asked: number) => {
    const clock = fakeClock();
    const budget = startBudget(5 * MINUTE, clock);
    clock.advance(4 * MINUTE + 15 * SECOND);
    return explain(new OutOfTime(refused(429, 'TooManyRequests'), asked, budget));
  };

  test('tells the last failure, what eToro asks and what is left', () => {
    expect(outOfTime(90 * SECOND)).toMatch(
      /TooManyRequests.*input timeout.*eToro asks to wait 1m30s, and 45s of 5m are left/,
    );
  });

  test('does not say that eToro asks when it does not', () => {
    expect(outOfTime(0)).toMatch(/There was no further try: the 5m for it are used up/);
  });
});

test('a full portfolio is told with its tokens and the expired ones', () => {
  const text = explain(new PortfolioFull(refused(429, 'MaxUserTokensExceeded'), 50, 7));
  expect(text).toMatch(/MaxUserTokensExceeded.*Revoke.*50 tokens, 7 of them expired/);
});

test('no agreement on the address is told with who said what, and how to set it by hand', () => {
  const text = explain(new NoAgreement(['one.example: 20.102.38.7', 'two.example: HTTP 503']));
  expect(text).toMatch(/^- one\.example: 20\.102\.38\.7$/m);
  expect(text).toMatch(/^- two\.example: HTTP 503$/m);
  expect(text).toContain('input runner-ip');
});

test('any other error is told by its message, without a stack trace', () => {
  expect(explain(new Error('out of disk'))).toBe('out of disk');
});

test('what is no error at all is told as unknown', () => {
  expect(explain('thrown')).toBe('An unknown error.');
});

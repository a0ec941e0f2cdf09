import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  describe as rowsOf,
  exportToEnvironment,
  logIssued,
  setOutputs,
  warnOfClock,
} from '../../src/runner/outputs.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { MINUTE, SECOND } from '../../src/time/duration.ts';
import type { IssuedUserToken } from '../../src/token/issue.ts';
import { API_KEY, fakeLog, USER_KEY, USER_TOKEN, uuid } from '../fakes.ts';
import { startRunner, valuesIn, type Runner } from '../runner.ts';

let runner: Runner;
beforeEach(() => {
  runner = startRunner();
});
afterEach(() => {
  runner.close();
});

function issued(ipsWhitelist: readonly string[] = ['20.102.38.7', '20.102.38.8']): IssuedUserToken {
  return {
    userTokenId: uuid(2),
    userToken: new Secret(USER_TOKEN),
    userTokenName: 'gha-acme-bot-1-1-abc',
    call: { operation: 'create', requestId: uuid(3) },
    granted: {
      scopes: ['etoro-public:demo:read', '211'],
      ipsWhitelist,
      expiresAt: Date.UTC(2026, 11, 31, 23, 59, 59, 700),
      more: [],
      less: [],
    },
  };
}

describe('the outputs', () => {
  test('are those of the contract', () => {
    setOutputs(issued());
    expect(valuesIn(runner.read('GITHUB_OUTPUT'))).toEqual({
      token: USER_TOKEN,
      'token-id': uuid(2),
      'token-name': 'gha-acme-bot-1-1-abc',
      'expires-at': '2026-12-31T23:59:59Z',
      scopes: 'etoro-public:demo:read,211',
      'runner-ip': '20.102.38.7,20.102.38.8',
      'request-id': uuid(3),
    });
  });

  test('have no address for a token that anyone may use', () => {
    setOutputs(issued([]));
    expect(valuesIn(runner.read('GITHUB_OUTPUT'))['runner-ip']).toBe('');
  });

  test('are not printed', () => {
    setOutputs(issued());
    expect(runner.printed()).toEqual([]);
  });
});

describe('the environment', () => {
  test('has the token in the place of the user key', () => {
    const keys = { apiKey: new Secret(API_KEY), userKey: new Secret(USER_KEY) };
    exportToEnvironment(keys, issued());
    expect(valuesIn(runner.read('GITHUB_ENV'))).toEqual({
      ETORO_API_KEY: API_KEY,
      ETORO_USER_KEY: USER_TOKEN,
    });
    expect(runner.printed()).toEqual([]);
  });
});

describe('the log', () => {
  test('says what the token is, and not the token', () => {
    const log = fakeLog();
    logIssued(rowsOf(issued(), true), log);
    expect(log.lines).toEqual([
      'info: Created the user token gha-acme-bot-1-1-abc',
      'info:   Scopes: etoro-public:demo:read, 211',
      'info:   Usable from: 20.102.38.7, 20.102.38.8',
      'info:   Expires: 2026-12-31T23:59:59Z, or when this job ends',
      `info:   Token id: ${uuid(2)}`,
      `info:   Request id: ${uuid(3)}`,
    ]);
  });

  test('says that anyone may use the token', () => {
    const log = fakeLog();
    logIssued(rowsOf(issued([]), true), log);
    expect(log.lines).toContain('info:   Usable from: anywhere');
  });

  test('does not promise a revocation that does not come', () => {
    const log = fakeLog();
    logIssued(rowsOf(issued(), false), log);
    expect(log.lines).toContain('info:   Expires: 2026-12-31T23:59:59Z (revoke is false)');
  });
});

describe('a clock that is off', () => {
  test.each([
    [10 * MINUTE, "10m behind eToro's"],
    [-45 * SECOND, "45s ahead of eToro's"],
  ])('by %i ms is told', (milliseconds, where) => {
    const log = fakeLog();
    warnOfClock(milliseconds, log);
    expect(log.lines).toEqual([
      `warning: The clock of this runner is ${where}. The expiry of the token follows eToro's clock.`,
    ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import {
  describe as rowsOf,
  exportToEnvironment,
  logIssued,
  setOutputs,
  tellRetirement,
  warnOfClock,
} from '../../src/runner/outputs.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { DAY, MINUTE, SECOND } from '../../src/time/clock.ts';
import type { IssuedUserToken } from '../../src/token/issue.ts';
import { API_KEY, fakeLog, USER_KEY, USER_TOKEN, uuid } from '../fakes.ts';
import { startRunner, valuesIn } from '../runner.ts';

const runner = startRunner();

const unnamed = ['etoro-public:demo:read', '211'];

function issued(
  ipsWhitelist: readonly string[] = ['20.102.38.7', '20.102.38.8'],
  scopes: readonly string[] = unnamed,
): IssuedUserToken {
  return {
    userTokenId: uuid(2),
    userToken: new Secret(USER_TOKEN),
    userTokenName: 'gha-acme-bot-1-1-abc',
    call: { operation: 'create', requestId: uuid(3) },
    granted: { scopes, ipsWhitelist, expiresAt: Date.UTC(2026, 11, 31, 23, 59, 59, 700), more: [], less: [] },
  };
}

test('the outputs are those of the contract, and are not printed', () => {
  setOutputs(issued());
  expect(valuesIn(runner.read('GITHUB_OUTPUT'))).toEqual({
    token: USER_TOKEN,
    'token-id': uuid(2),
    'token-name': 'gha-acme-bot-1-1-abc',
    'expires-at': '2026-12-31T23:59:59Z',
    scopes: 'etoro-public:demo:read,211',
    environment: '',
    'runner-ip': '20.102.38.7,20.102.38.8',
    'request-id': uuid(3),
  });
  expect(runner.printed()).toEqual([]);
});

describe('the environment', () => {
  const real = ['etoro-public:real:read', 'etoro-public:trade.real:write'];
  const demo = ['etoro-public:demo:write'];
  const keys = { apiKey: new Secret(API_KEY), userKey: new Secret(USER_KEY) };
  const both = 'ETORO_API_KEY, ETORO_USER_KEY';

  test.each([
    [real, 'real'],
    [demo, 'demo'],
    [[...real, ...demo], ''],
    [unnamed, ''],
    [[], ''],
  ])('that %j belong to is an output: "%s"; anyone may use the token', (scopes, environment) => {
    setOutputs(issued([], scopes));
    expect(valuesIn(runner.read('GITHUB_OUTPUT'))).toMatchObject({ environment, 'runner-ip': '' });
  });

  test.each([
    [real, {}, ['real', 'real'], `${both}, ETORO_ENVIRONMENT=real, ETORO_MODE=real.`],
    [demo, {}, ['demo', 'demo'], `${both}, ETORO_ENVIRONMENT=demo, ETORO_MODE=demo.`],
    [
      real,
      { ETORO_MODE: 'demo', ETORO_ENVIRONMENT: '' },
      ['real', undefined],
      `${both}, ETORO_ENVIRONMENT=real. Left as the job sets it: ETORO_MODE.`,
    ],
    [
      demo,
      { ETORO_MODE: 'demo', ETORO_ENVIRONMENT: 'real' },
      [undefined, undefined],
      `${both}. Left as the job sets it: ETORO_ENVIRONMENT, ETORO_MODE.`,
    ],
    [unnamed, { ETORO_MODE: 'demo' }, [undefined, undefined], `${both}.`],
  ])('of later steps has the token and where %j belong, in a job with %j', (scopes, job, [environment, mode], told) => {
    const log = fakeLog();
    Object.assign(process.env, job);
    exportToEnvironment(keys, issued([], scopes), log);
    expect(valuesIn(runner.read('GITHUB_ENV'))).toEqual({
      ETORO_API_KEY: API_KEY,
      ETORO_USER_KEY: USER_TOKEN,
      ...(environment && { ETORO_ENVIRONMENT: environment }),
      ...(mode && { ETORO_MODE: mode }),
    });
    expect(runner.printed()).toEqual([]);
    expect(log.lines).toEqual([`info: Set for all later steps: ${told}`]);
  });
});

test.each([
  [{ deprecated: 0 }, 'v1', 'notice', ' as of 2026-06-01. Try api-version: v2.'],
  [{}, 'v1', 'notice', '. Try api-version: v2.'],
  [{}, 'v2', 'notice', '. Look for a newer version of this action.'],
  [{ sunset: 61 }, 'v1', 'notice', '. It may stop to work on 2026-08-01. Try api-version: v2.'],
  [{ sunset: 60 }, 'v1', 'warning', '. It may stop to work on 2026-07-31. Try api-version: v2.'],
  [{ sunset: -1 }, 'v1', 'warning', '. It may stop to work on 2026-05-31. Try api-version: v2.'],
] as const)('the end of a call, in days %j, is told for %s as a %s', (days, version, level, end) => {
  const log = fakeLog();
  const now = Date.UTC(2026, 5, 1);
  const { deprecated, sunset }: { deprecated?: number; sunset?: number } = days;
  const at = (day?: number) => (day === undefined ? undefined : now + day * DAY);
  tellRetirement({ deprecated: at(deprecated), sunset: at(sunset) }, version, now, log);
  const call = `eToro deprecates the call that made this token (api-version ${version})`;
  expect(log.lines).toEqual([`${level}: ${call}${end}`]);
});

test.each([
  ['20.102.38.7, 20.102.38.8', issued(), true, ', or when this job ends'],
  ['anywhere', issued([]), true, ', or when this job ends'],
  ['anywhere', issued([]), false, ' (revoke is false)'],
])('the log says what the token is, and not the token: %s', (addresses, token, isRevokedAtEnd, end) => {
  const log = fakeLog();
  logIssued(rowsOf(token, isRevokedAtEnd), log);
  expect(log.lines).toEqual([
    'info: Created the user token gha-acme-bot-1-1-abc',
    'info:   Scopes: etoro-public:demo:read, 211',
    `info:   Usable from: ${addresses}`,
    `info:   Expires: 2026-12-31T23:59:59Z${end}`,
    `info:   Token id: ${uuid(2)}`,
    `info:   Request id: ${uuid(3)}`,
  ]);
});

test.each([
  [10 * MINUTE, "10m behind eToro's"],
  [-45 * SECOND, "45s ahead of eToro's"],
])('a clock that is off by %i ms is told', (milliseconds, where) => {
  const log = fakeLog();
  warnOfClock(milliseconds, log);
  expect(log.lines).toEqual([
    `warning: The clock of this runner is ${where}. The expiry of the token follows eToro's clock.`,
  ]);
});

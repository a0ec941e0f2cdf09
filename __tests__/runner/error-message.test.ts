import { describe, expect, test } from '@jest/globals';
import { NoAgreement } from '../../src/address/find-address.ts';
import { RefusedCall, UnexpectedAnswer, type Operation } from '../../src/etoro/errors.ts';
import { OutOfTime } from '../../src/etoro/retries.ts';
import { adviceFor, notAsPromised } from '../../src/runner/advice.ts';
import { errorMessage, leftTokenMessage } from '../../src/runner/error-message.ts';
import { startBudget } from '../../src/time/budget.ts';
import { MINUTE, SECOND } from '../../src/time/duration.ts';
import { GrantedMore } from '../../src/token/granted.ts';
import type { OpenToken } from '../../src/token/ledger.ts';
import { PortfolioFull } from '../../src/token/make-room.ts';
import { PortfolioNotFound } from '../../src/token/portfolio-not-found.ts';
import { CouldNotRecover } from '../../src/token/recover.ts';
import { fakeClock, lost, refused, uuid } from '../fakes.ts';

const callOf = (operation: Operation) => ({ operation, requestId: uuid(5) });
const refusedTo = (operation: Operation) => new RefusedCall({ status: 503 }, callOf(operation));

describe('a refusal', () => {
  test('tells the code, the message, the status, the request id and what to do', () => {
    const error = refused(400, 'ScopeIdInvalid', { errorMessage: 'No such scope' });
    expect(errorMessage(error)).toBe(
      `eToro answered HTTP 400 ScopeIdInvalid: No such scope (request id ${error.call.requestId}). ${adviceFor(error)}`,
    );
  });

  test('tells a message that is the code once', () => {
    const error = refused(401, 'Unauthorized', { errorMessage: 'Unauthorized' });
    expect(errorMessage(error)).toMatch(/^eToro answered HTTP 401 Unauthorized \(request id /);
  });

  test('without a reason has no trailing space', () => {
    expect(errorMessage(refused(503))).toMatch(/^eToro answered HTTP 503 \(request id /);
  });

  test('is one line', () => {
    expect(errorMessage(refused(400, 'ScopeIdInvalid'))).not.toContain('\n');
  });

  test.each<[Operation, string]>([
    ['create', `(request id ${uuid(5)})`],
    ['revoke', `(revoking a token, request id ${uuid(5)})`],
    ['list', `(listing the tokens, request id ${uuid(5)})`],
  ])('tells what the call was for, unless it was to create: %s', (operation, reference) => {
    expect(errorMessage(refusedTo(operation))).toContain(` HTTP 503 ${reference}. `);
  });
});

test('a lost call tells the host, the cause and what to do', () => {
  const error = lost(true);
  expect(errorMessage(error)).toBe(
    `No answer from public-api.etoro.com: the connection broke off (ECONNRESET) (request id ${error.call.requestId}). ${adviceFor(error)}`,
  );
});

test('an answer that is not what the API promises tells what it lacks', () => {
  const error = new UnexpectedAnswer('HTTP 201 without a userToken', callOf('create'));
  expect(errorMessage(error)).toBe(
    `eToro answered HTTP 201 without a userToken (request id ${uuid(5)}). ${notAsPromised}`,
  );
});

describe('no time left', () => {
  const failure = refused(429, 'TooManyRequests');
  const outOfTime = (asked: number) => {
    const clock = fakeClock();
    const budget = startBudget(5 * MINUTE, clock);
    clock.advance(4 * MINUTE + 15 * SECOND);
    return errorMessage(new OutOfTime(failure, asked, budget));
  };

  test('tells the last failure, what eToro asks and what is left', () => {
    expect(outOfTime(90 * SECOND)).toBe(
      `${errorMessage(failure)} There was no further try: eToro asks to wait 1m30s, and 45s of 5m are left.`,
    );
  });

  test('does not say that eToro asks when it does not', () => {
    expect(outOfTime(0)).toBe(
      `${errorMessage(failure)} There was no further try because the time of 5m is used up.`,
    );
  });
});

describe('a recovery that failed', () => {
  test('does not hide the cause', () => {
    const cause = refused(500, 'UnhandledException');
    const recovery = new RefusedCall({ status: 404 }, callOf('list'));
    expect(errorMessage(new CouldNotRecover(cause, recovery))).toBe(
      `${errorMessage(cause)} What this step did about it failed as well: ${errorMessage(recovery)}`,
    );
  });

  test('for want of time says so', () => {
    const cause = lost(true);
    const recovery = new OutOfTime(refusedTo('list'), 0, startBudget(5 * MINUTE, fakeClock()));
    expect(errorMessage(new CouldNotRecover(cause, recovery))).toMatch(
      /^No answer from .* failed as well: .* HTTP 503 .* time of 5m is used up\.$/,
    );
  });
});

test('a full portfolio is told with its tokens and the expired ones', () => {
  const cause = refused(429, 'MaxUserTokensExceeded');
  expect(errorMessage(new PortfolioFull(cause, 50, 7))).toBe(
    `${errorMessage(cause)} It has 50 tokens, 7 of them expired, and none that this action may revoke by itself (expired and named gha-…).`,
  );
});

describe('a portfolio that is not found', () => {
  const cause = refused(404, 'NotFound');

  test('is told with those that there are', () => {
    const portfolios = [`${uuid(1)} One`, `${uuid(2)} Two`];
    expect(errorMessage(new PortfolioNotFound(cause, portfolios, 2))).toBe(
      `${errorMessage(cause)} The agent-portfolios of this user key are:\n- ${uuid(1)} One\n- ${uuid(2)} Two`,
    );
  });

  test('is told with some of many, and how many more there are', () => {
    expect(errorMessage(new PortfolioNotFound(cause, [uuid(1)], 12))).toMatch(
      new RegExp(`:\n- ${uuid(1)}\n- and 11 more$`),
    );
  });

  test('where there is none, says how to make one', () => {
    expect(errorMessage(new PortfolioNotFound(cause, [], 0))).toMatch(
      / This user key has no agent-portfolio\. How to make one: https:\/\/api-portal\.etoro\.com\//,
    );
  });
});

test('a token that may do more than was asked for is told, and that it is not used', () => {
  const error = new GrantedMore('the scope real:write', callOf('create'));
  expect(errorMessage(error)).toBe(
    `eToro granted more than was asked for: the scope real:write (request id ${uuid(5)}). The token is not used. ${notAsPromised}`,
  );
});

test('no agreement on the address is told with who said what, and how to set it by hand', () => {
  const answers = ['one.example: 20.102.38.7', 'two.example: HTTP 503'];
  expect(errorMessage(new NoAgreement(answers, 1, ['network'])).split('\n')).toEqual([
    "This runner's public IPv4 address cannot be found because too few services agree:",
    '- one.example: 20.102.38.7',
    '- two.example: HTTP 503',
    expect.stringMatching(/^Write the public addresses of the runner in the input runner-ip/),
  ]);
});

test('any other error is told by its message, without a stack trace', () => {
  expect(errorMessage(new Error('out of disk'))).toBe('out of disk');
});

test('what is no error at all is told as unknown', () => {
  expect(errorMessage('thrown')).toBe('An unknown error.');
});

describe('a token that may be alive when the job is over', () => {
  const token: OpenToken = {
    userTokenName: 'gha-"1"',
    isGenerated: true,
    expiresAt: Date.UTC(2026, 11, 31, 23, 59, 59),
    ipsWhitelist: [],
    sentAt: 0,
  };
  const error = refusedTo('revoke');

  test('and whose id is known is told to be there, with why and until when', () => {
    expect(leftTokenMessage({ ...token, userTokenId: uuid(2) }, error)).toBe(
      `The user token "gha-\\"1\\"" is not revoked: ${errorMessage(error)} It expires by itself at 2026-12-31T23:59:59Z.`,
    );
  });

  test('and whose id is not known is told as possible', () => {
    expect(leftTokenMessage(token, error)).toBe(
      `There may be a user token "gha-\\"1\\"" that nobody holds: ${errorMessage(error)} If there is one, it expires by itself at 2026-12-31T23:59:59Z.`,
    );
  });

  test('and that was not found is not told to be none: eToro may make it late', () => {
    expect(leftTokenMessage(token, undefined)).toBe(
      'The user token "gha-\\"1\\"", whose create call got no answer, was not found so far. If eToro makes it after all, it expires by itself at 2026-12-31T23:59:59Z.',
    );
  });
});

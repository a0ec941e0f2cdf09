import { describe, expect, test } from '@jest/globals';
import { NoAgreement } from '../../src/address/find-address.ts';
import type { Operation } from '../../src/etoro/errors.ts';
import { OutOfTime } from '../../src/etoro/retries.ts';
import { adviceFor, notAsPromised } from '../../src/runner/advice.ts';
import { errorMessage, leftTokensMessage } from '../../src/runner/error-message.ts';
import { startBudget } from '../../src/time/budget.ts';
import { repositoryIdOf, startFamily } from '../../src/names/family.ts';
import { HOUR, MINUTE, SECOND } from '../../src/time/duration.ts';
import { broken, fakeClock, lost, refused, uuid } from '../fakes.ts';

const callOf = (operation: Operation) => ({ operation, requestId: uuid(5) });
const refusedTo = (operation: Operation) => refused(503, undefined, {}, callOf(operation));

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
  const error = broken(callOf('create'));
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

test('what was found out about a failure follows the advice', () => {
  const cause = refused(429, 'MaxUserTokensExceeded');
  expect(errorMessage(cause.with('It has 3 tokens.'))).toBe(
    `${errorMessage(cause)} It has 3 tokens.`,
  );
});

test('no agreement on the address is told with who said what, and how to set it by hand', () => {
  const answers = ['one.example: 20.102.38.7', 'two.example: HTTP 503'];
  expect(errorMessage(new NoAgreement(answers)).split('\n')).toEqual([
    "This runner's public IPv4 address cannot be found because too few services agree:",
    '- one.example: 20.102.38.7',
    '- two.example: HTTP 503',
    expect.stringMatching(
      /^Write the public addresses of the runner in the input runner-ip .*none/,
    ),
  ]);
});

test('any other error is told by its message, without a stack trace', () => {
  expect(errorMessage(new Error('out of disk'))).toBe('out of disk');
});

test('what is no error at all is told as unknown', () => {
  expect(errorMessage('thrown')).toBe('An unknown error.');
});

describe('what may be alive when the job is over', () => {
  const error = refusedTo('revoke');
  const expiresAt = Date.UTC(2026, 11, 31, 23, 59, 59);
  const family = startFamily(
    { repository: repositoryIdOf('', ''), runId: 1, runAttempt: 1 },
    'bot',
    false,
  );
  const note = { family, expiresIn: HOUR, made: { expiresAt } };
  const tokens = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      userTokenId: uuid(index),
      userTokenName: `gha-${index}`,
      expiresAt,
    }));

  test.each([
    [
      'one token',
      tokens(1),
      note,
      `The user token "gha-0" is not revoked: ${errorMessage(error)} It expires by itself at 2026-12-31T23:59:59Z.`,
    ],
    [
      'many tokens, by number and by the first ten names',
      tokens(12),
      note,
      `12 user tokens are not revoked, "gha-0", "gha-1", "gha-2", "gha-3", "gha-4", "gha-5", "gha-6", "gha-7", "gha-8", "gha-9" and 2 more: ${errorMessage(error)} The last of them expires by itself at 2026-12-31T23:59:59Z.`,
    ],
    [
      'what could not be looked for',
      [],
      note,
      `There may be a user token "${family}…" that nobody holds: ${errorMessage(error)} If there is one, it expires by itself at 2026-12-31T23:59:59Z.`,
    ],
    [
      'what a killed step may have made',
      [],
      { ...note, made: {} },
      `There may be a user token "${family}…" that nobody holds: ${errorMessage(error)} If there is one, it expires by itself 1h after it was made.`,
    ],
  ])('is told: %s', (_what, left, about, message) => {
    expect(leftTokensMessage(error, left, about)).toBe(message);
  });
});

import { describe, expect, test } from '@jest/globals';
import { EtoroError, verdictOf, type Call, type Failure, type Verdict } from '../../src/etoro/errors.ts';
import { broken, lost, refused, uuid } from '../fakes.ts';
import fc from 'fast-check';

const call: Call = { operation: 'create', requestId: uuid(1) };
const way = { host: 'gateway.example:8443', problem: 'the connection broke off (EPIPE)' };

test.each<[Failure, string]>([
  [{ kind: 'refused', status: 502 }, 'The answer was HTTP 502'],
  [{ kind: 'refused', status: 404, errorCode: 'NotFound' }, 'eToro answered HTTP 404 NotFound'],
  [{ kind: 'refused', status: 404, errorMessage: 'No' }, 'The answer was HTTP 404 No'],
  [
    { kind: 'refused', status: 400, errorCode: 'ScopeIdInvalid', errorMessage: 'No such scope' },
    'eToro answered HTTP 400 ScopeIdInvalid: No such scope',
  ],
  [{ kind: 'refused', status: 400, errorCode: 'Same', errorMessage: 'Same' }, 'eToro answered HTTP 400 Same'],
  [{ kind: 'unexpected', what: 'HTTP 201 without a userToken' }, 'eToro answered HTTP 201 without a userToken'],
  [{ kind: 'unlisted' }, 'eToro answered a list without this agent-portfolio'],
  [
    { kind: 'lost', ...way, mayHaveArrived: true, mayPass: true },
    'No answer from gateway.example:8443: the connection broke off (EPIPE)',
  ],
])('the error of %j tells what came, once', (failure, message) => {
  const error = new EtoroError(failure, call);
  expect(error).toMatchObject({ message, failure, call, finding: '' });
  expect(error.with('And more.')).toMatchObject({ message, failure, call, finding: 'And more.' });
});

const operations = ['create', 'revoke', 'list'] as const;

/** `CAUSE: maybe|no, NEXT`: why a call failed, whether it may have worked, and what may help. */
type Words = `${Verdict['cause']}: ${'maybe' | 'no'}, ${Verdict['next']}`;
type Row = readonly [what: string, fail: (call: Call) => EtoroError, words: readonly Words[]];

/** @param words one verdict where it is the same for all, or one for create, revoke and list each */
function row(status: number, code: string | undefined, ...words: Words[]): Row {
  const what = `HTTP ${status} ${code ?? 'without a code'}`;
  return [what, (call) => refused(status, code, {}, call), words];
}

/** To list or revoke again does no harm. To create again may make another token each time. */
function breach(cause: 'unexpected'): Words[] {
  return [`${cause}: maybe, stop`, `${cause}: maybe, wait`, `${cause}: maybe, wait`];
}

/** What the reference tells, what gateways answer, and what the network does. */
const table: readonly Row[] = [
  ...[
    [400, 'ScopeIdsRequired'],
    [400, 'ScopeIdInvalid'],
    [400, 'ScopeIdsDuplicateItems'],
    [400, 'IpsWhitelistInvalidIp'],
    [400, 'ValidationFailed'],
    [401, 'Unauthorized'],
    [403, 'ScopeNameNotAllowed'],
    [403, 'Forbidden'],
    [403, 'InsufficientPermissions'],
    [409, 'MaxUserTokensExceeded'],
    [410, 'Gone'],
    [499, 'X'],
  ].map(([status, code]) => row(Number(status), String(code), 'refused: no, stop')),
  row(404, 'NotFound', 'portfolio-not-found: no, stop'),
  // A refusal without eToro's code is not eToro's, whatever its status.
  ...[400, 401, 403, 404, 405, 407, 409, 410, 422, 499].map((status) =>
    row(status, undefined, 'not-etoro: maybe, stop', 'not-etoro: maybe, wait', 'not-etoro: maybe, wait'),
  ),
  // Redirects are not followed.
  ...[300, 301, 302, 307, 308, 399].map((status) => row(status, 'X', 'not-etoro: maybe, stop')),
  row(409, 'UserKeyNameAlreadyExists', 'name-taken: maybe, wait'),
  row(429, 'TooManyRequests', 'rate-limit: no, wait'),
  row(429, 'UserKeyNameAlreadyExists', 'rate-limit: no, wait'),
  row(429, undefined, 'rate-limit: no, wait'),
  row(429, 'MaxUserTokensExceeded', 'full: no, make-room'),
  row(408, undefined, 'outage: maybe, wait'),
  row(500, 'UnhandledException', 'outage: maybe, wait'),
  row(500, 'MaxUserTokensExceeded', 'outage: maybe, wait'),
  ...[500, 502, 503, 504, 599].map((status) => row(status, undefined, 'outage: maybe, wait')),
  ...[0, 100, 199, 600, 999].map((status) => row(status, undefined, ...breach('unexpected'))),
  [
    'a token that is not found',
    (call) => refused(404, 'NotFound', { errorMessage: 'User token not found' }, call),
    ['portfolio-not-found: no, stop', 'token-gone: no, stop', 'portfolio-not-found: no, stop'],
  ],
  [
    'a list without the portfolio',
    (call) => new EtoroError({ kind: 'unlisted' }, call),
    ['portfolio-not-found: no, wait'],
  ],
  ['an answer that breaks the promise', (call) => broken(call), breach('unexpected')],
  ['never sent, and may be later', (call) => lost(false, true, call), ['no-answer: no, wait']],
  ['never sent, nor later', (call) => lost(false, false, call), ['no-answer: no, stop']],
  ['may have arrived, and pass', (call) => lost(true, true, call), ['no-answer: maybe, wait']],
  ['may have arrived, and not pass', (call) => lost(true, false, call), ['no-answer: maybe, stop']],
];

const cases = table.flatMap(([what, fail, words]) =>
  operations.map((operation, index) => {
    const expected = words.length === 1 ? words[0] : words[index];
    return { what, operation, fail, expected };
  }),
);

const wordsOf = ({ cause, mayHaveWorked, next }: Verdict): string =>
  `${cause}: ${mayHaveWorked ? 'maybe' : 'no'}, ${next}`;

describe('the verdict', () => {
  test.each(cases)('of $what, $operation: $expected', ({ operation, fail, expected }) => {
    expect(wordsOf(verdictOf(fail({ operation, requestId: uuid(1) })))).toBe(expected);
  });

  test('of a 5xx is never certain, whatever its code', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 500, max: 599 }),
        fc.option(fc.string(), { nil: undefined }),
        fc.constantFrom(...operations),
        (status, errorCode, operation) => {
          const error = refused(status, errorCode, {}, { operation, requestId: uuid(1) });
          expect(wordsOf(verdictOf(error))).toBe('outage: maybe, wait');
        },
      ),
    );
  });
});

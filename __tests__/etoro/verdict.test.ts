import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  LostCall,
  RefusedCall,
  UnexpectedAnswer,
  type Call,
  type EtoroError,
  type Operation,
} from '../../src/etoro/errors.ts';
import { verdictOf, type Verdict } from '../../src/etoro/verdict.ts';
import { TransportError } from '../../src/http/transport-error.ts';
import { uuid } from '../fakes.ts';

const operations = ['create', 'revoke', 'list'] as const;
const callOf = (operation: Operation): Call => ({ operation, requestId: uuid(1) });

/** Makes the error of an operation. */
type Failure = (operation: Operation) => EtoroError;

const refusal =
  (status: number, errorCode?: string): Failure =>
  (operation) =>
    new RefusedCall({ status, errorCode }, callOf(operation));
const lost =
  (mayHaveArrived: boolean, mayPass: boolean): Failure =>
  (operation) =>
    new LostCall(
      new TransportError('x', { mayHaveArrived, mayPass }),
      'etoro.test',
      callOf(operation),
    );
const unexpected: Failure = (operation) => new UnexpectedAnswer('x', callOf(operation));

/** Whether the call may have worked, and what may help. */
type Words = `${'maybe' | 'no'}, ${Verdict['next']}`;
type WordsByOperation = Readonly<Record<Operation, Words>>;

/** What the reference tells, what gateways answer, and what the network does. One verdict where it is the same for all. */
const table: readonly (readonly [what: string, Failure, Words | WordsByOperation])[] = [
  ...[
    [400, 'ScopeIdsRequired'],
    [400, 'ScopeIdInvalid'],
    [400, 'ScopeIdsDuplicateItems'],
    [400, 'IpsWhitelistInvalidIp'],
    [400, 'ValidationFailed'],
    [400, undefined],
    [401, 'Unauthorized'],
    [403, 'ScopeNameNotAllowed'],
    [403, 'Forbidden'],
    [403, 'InsufficientPermissions'],
    [404, 'NotFound'],
    [405, undefined],
    [407, undefined],
    [409, undefined],
    [409, 'MaxUserTokensExceeded'],
    [410, undefined],
    [499, undefined],
    // Redirects are not followed.
    [300, undefined],
    [301, undefined],
    [302, undefined],
    [307, undefined],
    [308, undefined],
    [399, undefined],
  ].map(([status, code]) => row(Number(status), code, 'no, stop')),
  row(404, undefined, { create: 'no, stop', revoke: 'maybe, wait', list: 'no, stop' }),
  row(409, 'UserKeyNameAlreadyExists', 'no, other-name'),
  row(429, 'TooManyRequests', 'no, wait'),
  row(429, 'UserKeyNameAlreadyExists', 'no, wait'),
  row(429, undefined, 'no, wait'),
  row(429, 'MaxUserTokensExceeded', 'no, make-room'),
  row(408, undefined, 'maybe, wait'),
  row(500, 'UnhandledException', 'maybe, wait'),
  row(500, 'MaxUserTokensExceeded', 'maybe, wait'),
  row(500, 'UserKeyNameAlreadyExists', 'maybe, wait'),
  ...[500, 502, 503, 504, 599].map((status) => row(status, undefined, 'maybe, wait')),
  ...[0, 100, 199, 600, 999].map((status) => row(status, undefined, broken())),
  ['an answer that is not what the API promises', unexpected, broken()],
  ['no answer; it was never sent, and may be later', lost(false, true), 'no, wait'],
  ['no answer; it was never sent, and never will be', lost(false, false), 'no, stop'],
  ['no answer; it may have arrived, and may pass', lost(true, true), 'maybe, wait'],
  ['no answer; it may have arrived, and will not pass', lost(true, false), broken()],
];

function row(
  status: number,
  code: number | string | undefined,
  words: Words | WordsByOperation,
): readonly [string, Failure, Words | WordsByOperation] {
  const errorCode = code === undefined ? undefined : String(code);
  return [`HTTP ${status} ${errorCode ?? 'without a code'}`, refusal(status, errorCode), words];
}

/** To list or revoke again does no harm. To create again may make another token each time. */
function broken(): WordsByOperation {
  return { create: 'maybe, stop', revoke: 'maybe, wait', list: 'maybe, wait' };
}

const cases = table.flatMap(([what, failure, words]) =>
  operations.map((operation) => {
    const expected = typeof words === 'string' ? words : words[operation];
    return { what, operation, failure, expected };
  }),
);

const wordsOf = ({ mayHaveWorked, next }: Verdict): Words =>
  `${mayHaveWorked ? 'maybe' : 'no'}, ${next}`;

describe('the verdict of an error: whether the call may have worked, and what may help', () => {
  test.each(cases)('$what, $operation: $expected', ({ operation, failure, expected }) => {
    expect(wordsOf(verdictOf(failure(operation)))).toBe(expected);
  });

  test('no 5xx is ever taken for certain, whatever its code', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 500, max: 599 }),
        fc.option(fc.string(), { nil: undefined }),
        fc.constantFrom(...operations),
        (status, errorCode, operation) => {
          const verdict = verdictOf(refusal(status, errorCode)(operation));
          expect(wordsOf(verdict)).toBe('maybe, wait');
        },
      ),
    );
  });
});

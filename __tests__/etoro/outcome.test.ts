import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UnexpectedAnswer } from '../../src/etoro/errors.ts';
import { outcomeOf } from '../../src/etoro/outcome.ts';
import { lost, refused, uuid } from '../fakes.ts';

test.each([
  [400, 'ScopeIdsRequired', 'refused'],
  [400, 'ScopeIdInvalid', 'refused'],
  [400, 'ScopeIdsDuplicateItems', 'refused'],
  [400, 'IpsWhitelistInvalidIp', 'refused'],
  [400, 'ValidationFailed', 'refused'],
  [400, undefined, 'refused'],
  [401, 'Unauthorized', 'refused'],
  [403, 'ScopeNameNotAllowed', 'refused'],
  [404, 'NotFound', 'refused'],
  [407, undefined, 'refused'],
  [408, undefined, 'unknown'],
  [409, 'UserKeyNameAlreadyExists', 'name-taken'],
  [409, undefined, 'refused'],
  [410, undefined, 'refused'],
  [429, 'TooManyRequests', 'limited'],
  [429, 'MaxUserTokensExceeded', 'full'],
  [429, undefined, 'limited'],
  [500, 'UnhandledException', 'unknown'],
  [500, undefined, 'unknown'],
  [502, undefined, 'unknown'],
  [503, undefined, 'unknown'],
  [504, undefined, 'unknown'],
  [301, undefined, 'refused'],
  [302, undefined, 'refused'],
  [307, undefined, 'refused'],
  [308, undefined, 'refused'],
])('HTTP %i with the code %s is %s', (status, errorCode, outcome) => {
  expect(outcomeOf(refused(status, errorCode))).toBe(outcome);
});

test('a code that belongs to another status says nothing', () => {
  expect(outcomeOf(refused(500, 'MaxUserTokensExceeded'))).toBe('unknown');
});

test('nothing of 5xx is ever taken for certain', () => {
  fc.assert(
    fc.property(fc.integer({ min: 500, max: 599 }), fc.string(), (status, errorCode) => {
      expect(outcomeOf(refused(status, errorCode))).toBe('unknown');
    }),
  );
});

test.each([0, 100, 199, 600, 999])('HTTP %i tells nothing', (status) => {
  expect(outcomeOf(refused(status))).toBe('broken');
});

test.each([
  [true, true, 'unknown'],
  [true, false, 'broken'],
  [false, true, 'not-sent'],
  [false, false, 'unreachable'],
])('no answer; may have arrived: %s, may pass: %s; is %s', (mayHaveArrived, mayPass, outcome) => {
  expect(outcomeOf(lost(mayHaveArrived, mayPass))).toBe(outcome);
});

test('an answer that is not what the API promises is broken', () => {
  const call = { purpose: 'create', requestId: uuid(1) } as const;
  expect(outcomeOf(new UnexpectedAnswer('HTTP 201 without a userToken', call))).toBe('broken');
});

import { expect, test } from '@jest/globals';
import { LostCall, RefusedCall, UnexpectedAnswer, type Call } from '../../src/etoro/errors.ts';
import { TransportError } from '../../src/http/transport-error.ts';
import { uuid } from '../fakes.ts';

const call: Call = { operation: 'create', requestId: uuid(1) };

test.each([
  [{ status: 502 }, 'eToro answered HTTP 502'],
  [{ status: 404, errorCode: 'NotFound' }, 'eToro answered HTTP 404 NotFound'],
  [{ status: 404, errorMessage: 'Not here' }, 'eToro answered HTTP 404 Not here'],
  [
    { status: 400, errorCode: 'ScopeIdInvalid', errorMessage: 'No such scope' },
    'eToro answered HTTP 400 ScopeIdInvalid: No such scope',
  ],
  [{ status: 400, errorCode: 'Same', errorMessage: 'Same' }, 'eToro answered HTTP 400 Same'],
])('a refusal of %j tells all that it says, once', (refusal, message) => {
  expect(new RefusedCall(refusal, call)).toMatchObject({ message, refusal, call });
});

test('an answer that breaks the promise of the API tells what came', () => {
  const error = new UnexpectedAnswer('HTTP 201 without a userToken', call);
  expect(error).toMatchObject({ message: 'eToro answered HTTP 201 without a userToken', call });
});

test.each([
  [true, false],
  [false, true],
])('a lost call names the host, its cause, and what the cause knows', (mayHaveArrived, mayPass) => {
  const cause = new TransportError('the connection broke off (EPIPE)', { mayHaveArrived, mayPass });
  expect(new LostCall(cause, 'gateway.example:8443', call)).toMatchObject({
    message: 'No answer from gateway.example:8443: the connection broke off (EPIPE)',
    ...{ mayHaveArrived, mayPass, cause, call },
  });
});

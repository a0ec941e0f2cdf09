import { expect, test } from '@jest/globals';
import { EtoroError, type Call, type Failure } from '../../src/etoro/errors.ts';
import { uuid } from '../fakes.ts';

const call: Call = { operation: 'create', requestId: uuid(1) };
const lost = { host: 'gateway.example:8443', problem: 'the connection broke off (EPIPE)' };

test.each<[Failure, string]>([
  [{ kind: 'refused', status: 502 }, 'eToro answered HTTP 502'],
  [{ kind: 'refused', status: 404, errorCode: 'NotFound' }, 'eToro answered HTTP 404 NotFound'],
  [{ kind: 'refused', status: 404, errorMessage: 'No' }, 'eToro answered HTTP 404 No'],
  [
    { kind: 'refused', status: 400, errorCode: 'ScopeIdInvalid', errorMessage: 'No such scope' },
    'eToro answered HTTP 400 ScopeIdInvalid: No such scope',
  ],
  [{ kind: 'refused', status: 400, errorCode: 'Same', errorMessage: 'Same' }, 'eToro answered HTTP 400 Same'],
  [{ kind: 'unexpected', what: 'HTTP 201 without a userToken' }, 'eToro answered HTTP 201 without a userToken'],
  [{ kind: 'unlisted' }, 'eToro answered a list without this agent-portfolio'],
  [
    { kind: 'lost', ...lost, mayHaveArrived: true, mayPass: true },
    'No answer from gateway.example:8443: the connection broke off (EPIPE)',
  ],
])('the error of %j tells what came, once', (failure, message) => {
  const error = new EtoroError(failure, call);
  expect(error).toMatchObject({ message, failure, call, finding: '' });
  expect(error.with('And more.')).toMatchObject({ message, failure, call, finding: 'And more.' });
});

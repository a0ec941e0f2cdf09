import { describe, expect, test } from '@jest/globals';
import { transportErrorOf } from '../../src/http/transport-error.ts';
import { USER_KEY } from '../fakes.ts';

/** An error of Node. Its message may quote the other side. */
const nodeError = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code} ${USER_KEY}`), { code, ...more });

const untrusted = (code: string) => `the certificate of the server is not trusted (${code})`;
const noTls = (code: string) => `the server does not speak TLS as expected (${code})`;
const tunnel = (why: string) =>
  Object.assign(new Error(`tunneling socket could not be established, ${why}`), {
    code: 'ECONNRESET',
  });
const openSslMessage = Object.assign(
  new Error('write EPROTO 80:error:0A00010B:SSL routines:wrong version number:ssl/record.c:354:'),
  { code: 'EPROTO', syscall: 'write' },
);

const table: readonly (readonly [message: string, error: unknown, mayPass: boolean])[] = [
  ...['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL'].map(
    (code) =>
      [
        `the host name cannot be resolved (${code})`,
        nodeError(code, { syscall: 'getaddrinfo' }),
        true,
      ] as const,
  ),
  ...['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EACCES'].map(
    (code) =>
      [
        `the connection cannot be made (${code})`,
        nodeError(code, { syscall: 'connect' }),
        true,
      ] as const,
  ),
  [
    'the connection cannot be made (ECONNREFUSED)',
    new AggregateError([
      nodeError('ECONNREFUSED', { syscall: 'connect' }),
      nodeError('ENETUNREACH', { syscall: 'connect' }),
    ]),
    true,
  ],
  ['the connection broke off (ECONNRESET)', nodeError('ECONNRESET', { syscall: 'read' }), true],
  ['the connection broke off (EPIPE)', nodeError('EPIPE', { syscall: 'write' }), true],
  ['the connection broke off (HPE_INVALID_CONSTANT)', nodeError('HPE_INVALID_CONSTANT'), true],
  ['the connection broke off (HPE_HEADER_OVERFLOW)', nodeError('HPE_HEADER_OVERFLOW'), true],
  ['the connection broke off (TypeError)', new TypeError(USER_KEY), true],
  ['the connection failed', USER_KEY, true],
  ['the connection failed', new AggregateError([]), true],
  ...[
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'HOSTNAME_MISMATCH',
  ].map((code) => [untrusted(code), nodeError(code), false] as const),
  ...[
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_SSL_PACKET_LENGTH_TOO_LONG',
    'ERR_SSL_UNSUPPORTED_PROTOCOL',
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  ].map((code) => [noTls(code), nodeError(code), false] as const),
  [noTls('EPROTO'), openSslMessage, false],
  ['the proxy refused to connect (HTTP 407)', tunnel('statusCode=407'), false],
  ['the proxy refused to connect (HTTP 403)', tunnel('statusCode=403'), false],
  ['the proxy refused to connect (HTTP 502)', tunnel('statusCode=502'), true],
  ['the proxy cannot be reached', tunnel(`cause=connect ECONNREFUSED ${USER_KEY}`), true],
  ['the proxy cannot be reached', tunnel('cause=getaddrinfo ENOTFOUND proxy.example'), true],
];

describe('an error of Node or of the proxy tunnel', () => {
  test.each(table)('%s', (message, error, mayPass) => {
    expect(transportErrorOf(error, false)).toMatchObject({ message, mayPass });
  });

  test.each([true, false])('tells what is known of the request: may have arrived: %s', (known) => {
    for (const [, error] of table) {
      expect(transportErrorOf(error, known).mayHaveArrived).toBe(known);
    }
  });
});

import { expect, test } from '@jest/globals';
import { transportErrorOf } from '../../src/http/transport-error.ts';
import { USER_KEY } from '../fakes.ts';

/** An error of Node. Its message may quote the other side. */
const nodeError = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code} ${USER_KEY}`), { code, ...more });

const noTls = (code: string) => `the server does not speak TLS as expected (${code})`;
const openSslMessage = Object.assign(
  new Error('write EPROTO 80:error:0A00010B:SSL routines:wrong version number:ssl/record.c:354:'),
  { code: 'EPROTO', syscall: 'write' },
);

const never = { mayPass: false, obstacle: 'network' };
/** The server has read no request. */
const untrusted = { mayHaveArrived: false, mayPass: false, obstacle: 'certificate' };
const unreadable = { mayPass: false, obstacle: 'answer' };
const passing = { mayPass: true, obstacle: 'network' };

/** What each of some codes is told as. */
const each = (codes: string, what: string, nature: object, more: object = {}) =>
  codes.split(' ').map((code) => [`${what} (${code})`, nodeError(code, more), nature] as const);
const lookUp = { syscall: 'getaddrinfo' };
const connect = { syscall: 'connect' };

const table: readonly (readonly [message: string, error: unknown, nature: object])[] = [
  ...each('ENOTFOUND EAI_AGAIN', 'the host name cannot be resolved', passing, lookUp),
  ...each('ECONNREFUSED ENETUNREACH', 'the connection cannot be made', passing, connect),
  [
    'the connection cannot be made (ECONNREFUSED)',
    new AggregateError([nodeError('ECONNREFUSED', connect), nodeError('ENETUNREACH', connect)]),
    passing,
  ],
  ...each('ECONNRESET EPIPE', 'the connection broke off', passing, { syscall: 'read' }),
  ['the connection broke off (TypeError)', new TypeError(USER_KEY), passing],
  ['the connection broke off (AggregateError)', new AggregateError([]), passing],
  ['the connection failed', USER_KEY, passing],
  ...each('HPE_INVALID_CONSTANT HPE_HEADER_OVERFLOW', 'the answer is not HTTP that can be read', unreadable),
  ...each(
    'CERT_HAS_EXPIRED CERT_NOT_YET_VALID',
    'the certificate of the server has expired or is not valid yet, or the clock of this runner is wrong',
    untrusted,
  ),
  ...each(
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    'the server wants a certificate of this client, which cannot have one',
    { ...untrusted, obstacle: 'client' },
  ),
  ...each(
    'DEPTH_ZERO_SELF_SIGNED_CERT UNABLE_TO_VERIFY_LEAF_SIGNATURE ERR_TLS_CERT_ALTNAME_INVALID HOSTNAME_MISMATCH INVALID_PURPOSE INVALID_CA PATH_LENGTH_EXCEEDED UNSPECIFIED CRL_SIGNATURE_FAILURE',
    'the certificate of the server is not trusted',
    untrusted,
  ),
  ...each(
    'ERR_SSL_WRONG_VERSION_NUMBER ERR_SSL_PACKET_LENGTH_TOO_LONG ERR_SSL_UNSUPPORTED_PROTOCOL',
    'the server does not speak TLS as expected',
    never,
  ),
  ...each(
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE ERR_SSL_TLSV1_ALERT_HANDSHAKE_FAILURE',
    'the server does not speak TLS as expected, or wants a certificate of this client',
    never,
  ),
  [noTls('EPROTO'), openSslMessage, never],
];

test.each(table)('an error of Node: %s', (message, error, nature) => {
  for (const mayHaveArrived of [true, false]) {
    const told = transportErrorOf(error, mayHaveArrived);
    expect(told).toMatchObject({ mayHaveArrived, ...nature, message });
  }
});

/** What stood in the way of an answer. */
export type Obstacle = 'network' | 'proxy' | 'certificate' | 'client' | 'answer' | 'size';

interface Nature {
  readonly mayHaveArrived: boolean;
  readonly mayPass?: boolean;
  readonly obstacle?: Obstacle | undefined;
}

/** There was no whole answer. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  /** Whether the server may have received the request, and so may have acted on it. */
  readonly mayHaveArrived: boolean;
  /** Whether the same request may succeed later. */
  readonly mayPass: boolean;
  readonly obstacle: Obstacle;

  constructor(message: string, { mayHaveArrived, mayPass = true, obstacle = 'network' }: Nature) {
    super(message);
    this.mayHaveArrived = mayHaveArrived;
    this.mayPass = mayPass;
    this.obstacle = obstacle;
  }
}

const untrusted = 'the certificate of the server is not trusted';

/** What never passes. OpenSSL's reason is in the code of some errors, and in the message of others. */
const lasting: readonly (readonly [reason: RegExp, what: string, obstacle?: Obstacle])[] = [
  [/^HPE_/, 'the answer is not HTTP that can be read', 'answer'],
  [/ALERT_.*CERT/i, 'the server wants a certificate of this client, which cannot have one', 'client'],
  [
    /HAS_EXPIRED|NOT_YET_VALID/,
    'the certificate of the server has expired or is not valid yet, or the clock of this runner is wrong',
    'certificate',
  ],
  [/CERT|CRL_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE)|PATH_LENGTH|^UNSPECIFIED /, untrusted, 'certificate'],
  // Up to TLS 1.2, it says no more when it wants a certificate.
  [/HANDSHAKE_FAILURE/i, 'the server does not speak TLS as expected, or wants a certificate of this client'],
  [/WRONG_VERSION|PACKET_LENGTH|UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION/i, 'the server does not speak TLS as expected'],
];

/** What an error of Node says about a request. Only its code is shown, because its message may quote the server. */
export function transportErrorOf(error: unknown, mayHaveArrived: boolean): TransportError {
  // Node tries each address of a host, and reports all failures together.
  const cause = isError(error) ? (error.errors?.[0] ?? error) : undefined;
  if (!isError(cause)) return new TransportError('the connection failed', { mayHaveArrived });
  const { code = cause.name, message, syscall } = cause;
  const failed = (what: string, nature: Nature) => new TransportError(`${what} (${code})`, nature);
  if (syscall === 'getaddrinfo') return failed('the host name cannot be resolved', { mayHaveArrived });
  if (syscall === 'connect') return failed('the connection cannot be made', { mayHaveArrived });
  const reason = `${code} ${message.replaceAll(' ', '_')}`;
  const [, what, obstacle] = lasting.find(([pattern]) => pattern.test(reason)) ?? [];
  if (what === undefined) return failed('the connection broke off', { mayHaveArrived });
  // The server reads no request before both sides have accepted a certificate, even if this side ends its handshake first.
  const isRead = mayHaveArrived && obstacle !== 'certificate' && obstacle !== 'client';
  return failed(what, { mayHaveArrived: isRead, mayPass: false, obstacle });
}

interface NodeError extends NodeJS.ErrnoException {
  readonly errors?: readonly unknown[];
}

/** Whether it is an error, of whatever realm: `instanceof` knows one realm alone. */
function isError(value: unknown): value is NodeError {
  return Object.prototype.toString.call(value) === '[object Error]';
}

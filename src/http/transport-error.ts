/** What stood in the way of an answer. */
export type Obstacle = 'network' | 'proxy' | 'certificate' | 'answer';

interface Nature {
  readonly mayHaveArrived: boolean;
  readonly mayPass?: boolean;
  readonly obstacle?: Obstacle;
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

const certificate = { mayPass: false, obstacle: 'certificate' } as const;

/** What never passes, by its code. OpenSSL's reason is in the code of some of these errors and in the message of others. */
const lasting: readonly (readonly [reason: RegExp, what: string, nature: Partial<Nature>])[] = [
  [/^HPE_/, 'the answer is not HTTP that can be read', { mayPass: false, obstacle: 'answer' }],
  // With TLS 1.3 it comes after the handshake of the client. The server has read no request.
  [
    /ALERT_.*CERT/i,
    'the server wants a certificate of this client, which has none',
    { ...certificate, mayHaveArrived: false },
  ],
  [/HAS_EXPIRED/, 'the certificate of the server has expired, or the clock of this runner is wrong', certificate],
  [
    /NOT_YET_VALID/,
    'the certificate of the server is not valid yet, or the clock of this runner is wrong',
    certificate,
  ],
  [/CERT|UNABLE_TO_|HOSTNAME_MISMATCH/, 'the certificate of the server is not trusted', certificate],
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNSUPPORTED_PROTOCOL|HANDSHAKE_FAILURE/i,
    'the server does not speak TLS as expected',
    { mayPass: false },
  ],
];

/** What an error of Node tells about a request. Only its code is passed on, because a message may quote the other side. */
export function transportErrorOf(error: unknown, mayHaveArrived: boolean): TransportError {
  // Node tries each address of a host, and reports the failures together.
  const cause = isError(error) ? (error.errors?.[0] ?? error) : undefined;
  if (!isError(cause)) return new TransportError('the connection failed', { mayHaveArrived });
  const { code = cause.name, message, syscall } = cause;
  const failed = (what: string, nature: Partial<Nature> = {}) =>
    new TransportError(`${what} (${code})`, { mayHaveArrived, ...nature });

  if (syscall === 'getaddrinfo') return failed('the host name cannot be resolved');
  if (syscall === 'connect') return failed('the connection cannot be made');
  const reason = `${code} ${message.replaceAll(' ', '_')}`;
  const [, what, nature] = lasting.find(([pattern]) => pattern.test(reason)) ?? [];
  return failed(what ?? 'the connection broke off', nature);
}

interface NodeError extends NodeJS.ErrnoException {
  readonly errors?: readonly unknown[];
}

/** Whether it is an error, of whatever realm: `instanceof` knows one realm alone. */
function isError(value: unknown): value is NodeError {
  return Object.prototype.toString.call(value) === '[object Error]';
}

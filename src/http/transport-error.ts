/** There was no whole answer. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  /** Whether the server may have received the request, and so may have acted on it. */
  readonly mayHaveArrived: boolean;
  /** Whether the same request may succeed later. */
  readonly mayPass: boolean;

  constructor(
    message: string,
    { mayHaveArrived, mayPass = true }: { mayHaveArrived: boolean; mayPass?: boolean },
  ) {
    super(message);
    this.mayHaveArrived = mayHaveArrived;
    this.mayPass = mayPass;
  }
}

/**
 * What an error of Node or of the proxy tunnel tells about a request. Only its code is passed on, because a message may
 * quote the other side.
 */
export function transportErrorOf(error: unknown, mayHaveArrived: boolean): TransportError {
  const failed = (message: string, mayPass = true) =>
    new TransportError(message, { mayHaveArrived, mayPass });
  const [cause] = isAggregate(error) ? error.errors : [error];
  if (!Error.isError(cause)) return failed('the connection failed');

  const [, proxyStatus] = /^tunneling socket .*statusCode=(\d+)/.exec(cause.message) ?? [];
  if (proxyStatus !== undefined) {
    return failed(`the proxy refused to connect (HTTP ${proxyStatus})`, Number(proxyStatus) >= 500);
  }
  if (cause.message.startsWith('tunneling socket')) return failed('the proxy cannot be reached');

  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  const call = 'syscall' in cause ? cause.syscall : undefined;
  if (call === 'getaddrinfo') return failed(`the host name cannot be resolved (${code})`);
  if (call === 'connect') return failed(`the connection cannot be made (${code})`);
  if (/CERT|UNABLE_TO_|HOSTNAME_MISMATCH/.test(code)) {
    return failed(`the certificate of the server is not trusted (${code})`, false);
  }
  // OpenSSL's reason is in the code of some of these errors and in the message of others.
  const reason = `${code} ${cause.message}`.replaceAll(' ', '_');
  if (
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNSUPPORTED_PROTOCOL|HANDSHAKE_FAILURE/i.test(
      reason,
    )
  ) {
    return failed(`the server does not speak TLS as expected (${code})`, false);
  }
  return failed(`the connection broke off (${code})`);
}

/** Node tries each address of a host, and reports the failures together. */
function isAggregate(error: unknown): error is { readonly errors: readonly unknown[] } {
  return Error.isError(error) && 'errors' in error && Array.isArray(error.errors);
}

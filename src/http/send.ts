import http, {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { agentFor } from './proxy.ts';
import { TransportError, transportErrorOf } from './transport-error.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds for everything, from looking up the host to the last byte of the answer. */
  readonly timeout: number;
  /** The most bytes that the body of the answer may have. */
  readonly maxBytes: number;
  /** 4: over IPv4 only. */
  readonly family?: 4;
  /** Where the connection comes from; by default a new one, through the proxy of the environment. */
  readonly agent?: http.Agent;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends one request. Rejects with a `TransportError`, or with the signal's reason when the signal is aborted. */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;

/**
 * One request by Node's own client over the proxy-aware agent of `@actions/http-client`. The client of that package
 * sends the keys to where a redirect leads, has no deadline once the headers are there, never settles when a body breaks
 * off, and reads a body of any size.
 */
export const send: Send = async (request, signal) => {
  const deadline = new AbortController();
  const stop = AbortSignal.any([signal, deadline.signal]);
  const exchange = startExchange(request, stop);
  const timer = setTimeout(() => {
    const seconds = (request.timeout / 1000).toFixed(1);
    const { mayHaveArrived } = exchange;
    deadline.abort(
      new TransportError(
        mayHaveArrived()
          ? `no whole answer came within ${seconds} s`
          : `no connection was made within ${seconds} s`,
        { mayHaveArrived: mayHaveArrived() },
      ),
    );
  }, request.timeout);
  try {
    // The race ends the wait for a look-up or a proxy that hangs: a request without a socket does not hear its signal.
    return await Promise.race([aborted(stop), exchange.answer()]);
  } finally {
    clearTimeout(timer);
    // Closes what is still open.
    deadline.abort();
  }
};

/** Rejects with the signal's reason when the signal is aborted. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => {
      reject(Error.isError(signal.reason) ? signal.reason : new Error('aborted'));
    };
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail);
  });
}

function startExchange(request: HttpRequest, signal: AbortSignal) {
  let hasLeft = false;
  const mayHaveArrived = () => hasLeft;
  return {
    mayHaveArrived,
    async answer(): Promise<HttpAnswer> {
      signal.throwIfAborted();
      try {
        const sent = startRequest(request, signal);
        onceConnected(sent, () => {
          hasLeft = true;
        });
        const message = await answerTo(sent, request.body);
        const body = await readBody(message, request.maxBytes);
        const answer = { status: message.statusCode ?? 0, headers: message.headers, body };
        refuseEncoded(answer);
        return answer;
      } catch (error) {
        throw error instanceof TransportError ? error : transportErrorOf(error, hasLeft);
      }
    },
  };
}

function startRequest(request: HttpRequest, signal: AbortSignal): ClientRequest {
  const { url, method, headers, family, agent } = request;
  return (url.protocol === 'https:' ? https : http).request(url, {
    method,
    headers: {
      'user-agent': 'etoro-user-token-action',
      // Without it, a server may choose any encoding.
      'accept-encoding': 'identity',
      ...headers,
      ...(request.body !== undefined && { 'content-length': Buffer.byteLength(request.body) }),
    },
    agent: agent ?? agentFor(url),
    signal,
    ...(family && { family }),
  });
}

/** Calls back when bytes of the request can leave: not before it is connected nor, over TLS, before the handshake. */
function onceConnected(request: ClientRequest, connected: () => void): void {
  request.on('socket', (socket: Socket) => {
    const overTls = socket instanceof TLSSocket;
    if (overTls ? socket.authorized : !socket.pending) connected();
    else socket.once(overTls ? 'secureConnect' : 'connect', connected);
  });
}

function answerTo(request: ClientRequest, body?: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('response', resolve).on('error', reject).end(body);
  });
}

async function readBody(message: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const arrived = { mayHaveArrived: true };
  try {
    for await (const chunk of message) {
      bytes += chunk.length;
      if (bytes > maxBytes) break;
      chunks.push(chunk);
    }
  } catch {
    throw new TransportError('the connection broke off inside the answer', arrived);
  }
  if (bytes > maxBytes) {
    throw new TransportError(`the answer is larger than ${maxBytes} bytes`, {
      ...arrived,
      mayPass: false,
    });
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A success is told by its body, which nobody can read here when it is compressed. A failure is told by its status too. */
function refuseEncoded({ status, headers, body }: HttpAnswer): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (status >= 300 || body === '' || encoding.toLowerCase() === 'identity') return;
  throw new TransportError(
    `the answer (HTTP ${status}) is compressed, although the request does not allow it`,
    {
      mayHaveArrived: true,
      mayPass: false,
    },
  );
}

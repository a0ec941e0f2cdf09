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
  signal.throwIfAborted();
  const exchange = startExchange(request);
  const { promise: stopped, reject: stop } = Promise.withResolvers<never>();
  const stopBySignal = () => {
    stop(Error.isError(signal.reason) ? signal.reason : new Error('aborted'));
  };
  const timer = setTimeout(() => {
    const seconds = (request.timeout / 1000).toFixed(1);
    const mayHaveArrived = exchange.mayHaveArrived();
    const what = mayHaveArrived ? 'no whole answer came' : 'no connection was made';
    stop(new TransportError(`${what} within ${seconds} s`, { mayHaveArrived }));
  }, request.timeout);
  signal.addEventListener('abort', stopBySignal);
  try {
    // The race ends the wait for a look-up or a proxy that hangs, which nothing can stop.
    return await Promise.race([stopped, exchange.answer()]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stopBySignal);
    exchange.close();
  }
};

function startExchange(request: HttpRequest) {
  let hasLeft = false;
  let isClosed = false;
  let sent: ClientRequest | undefined;
  return {
    mayHaveArrived: () => hasLeft,
    async answer(): Promise<HttpAnswer> {
      try {
        const agent = request.agent ?? (await agentFor(request.url));
        if (isClosed) throw new Error('closed before it was sent');
        sent = startRequest(request, agent);
        onceConnected(sent, () => {
          hasLeft = true;
        });
        const message = await answerTo(sent, request.body);
        if (!message) {
          const mayHaveArrived = hasLeft;
          throw new TransportError('the connection broke off before the answer', {
            mayHaveArrived,
          });
        }
        const body = await readBody(message, request.maxBytes);
        const answer = { status: message.statusCode ?? 0, headers: message.headers, body };
        refuseEncoded(answer);
        return answer;
      } catch (error) {
        throw error instanceof TransportError ? error : transportErrorOf(error, hasLeft);
      }
    },
    /** Closes the connection where it is still open. */
    close() {
      isClosed = true;
      sent?.destroy();
    },
  };
}

function startRequest(request: HttpRequest, agent: http.Agent): ClientRequest {
  const { url, method, headers, family } = request;
  return (url.protocol === 'https:' ? https : http).request(url, {
    method,
    headers: {
      'user-agent': 'etoro-user-token-action',
      // Without it, a server may choose any encoding.
      'accept-encoding': 'identity',
      ...headers,
      ...(request.body !== undefined && { 'content-length': Buffer.byteLength(request.body) }),
    },
    agent,
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

/** The head of the answer; nothing where the connection closes without one, as Node does after a 101. */
function answerTo(request: ClientRequest, body?: string): Promise<IncomingMessage | undefined> {
  return new Promise((resolve, reject) => {
    request
      .on('response', resolve)
      .on('error', reject)
      .on('close', () => {
        resolve(undefined);
      })
      .end(body);
  });
}

function readBody(message: IncomingMessage, maxBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (problem: string, mayPass: boolean) => {
      reject(new TransportError(problem, { mayHaveArrived: true, mayPass }));
    };
    const brokeOff = () => {
      fail('the connection broke off inside the answer', true);
    };
    const chunks: Buffer[] = [];
    let bytes = 0;
    message
      .on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= maxBytes) chunks.push(chunk);
        else fail(`the answer is larger than ${maxBytes} bytes`, false);
      })
      .on('end', () => {
        resolve(Buffer.concat(chunks).toString('utf8'));
      })
      .on('error', brokeOff)
      .on('close', () => {
        if (!message.complete) brokeOff();
      });
  });
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

import { isUtf8 } from 'node:buffer';
import http, { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { SECOND } from '../time/clock.ts';
import { agentFor, connecting, hasProxy } from './proxy.ts';
import { TransportError, transportErrorOf, type Obstacle } from './transport-error.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Milliseconds for everything, from looking up the host to the last byte of the answer. */
  readonly timeout: number;
  /** The most bytes that the body of the answer may have. */
  readonly maxBytes: number;
  /** 4: over IPv4 only. */
  readonly family?: 4 | undefined;
  /** Where the connection comes from; by default a new one, through the proxy of the environment. */
  readonly agent?: http.Agent | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends one request. Rejects with a `TransportError`, or with the signal's reason when the signal is aborted. */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;

/** What was answered, or why nothing was. Rejects with any other error. */
export async function outcomeOf(sent: ReturnType<Send>): Promise<HttpAnswer | TransportError> {
  return sent.catch((error: unknown) => {
    if (error instanceof TransportError) return error;
    throw error;
  });
}

/**
 * One request by Node's own client. The client of `@actions/http-client` sends the keys to where a redirect leads, has no
 * deadline once the headers are there, never settles when a body breaks off, and reads a body of any size.
 */
export const send: Send = async (request, signal) => {
  signal.throwIfAborted();
  const { agent = agentFor(request.url, request.timeout) } = request;
  const open: { sent?: ClientRequest; timer?: NodeJS.Timeout; stop?: () => void } = {};
  let mayHaveArrived = false;
  const exchange = async () => {
    let failure: unknown;
    try {
      const sent = startRequest(request, agent);
      open.sent = sent;
      onceConnected(sent, () => {
        mayHaveArrived = true;
      });
      sent.on('error', (error) => (failure ??= error));
      const message = await answerTo(sent.end(request.body));
      const body = await readBody(message, request.maxBytes);
      const { statusCode: status = 0, headers } = message;
      return { status, headers, body: body.toString('utf8') };
    } catch (error) {
      // The request's own error says more, such as what is not HTTP inside a body. After a whole answer, it does not matter.
      const cause = failure ?? error;
      throw cause instanceof TransportError ? cause : transportErrorOf(cause, mayHaveArrived);
    }
  };
  try {
    // Nothing can stop a look-up that hangs, so the wait for it ends here.
    return await new Promise<HttpAnswer>((resolve, reject) => {
      open.stop = () => {
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      };
      signal.addEventListener('abort', open.stop);
      open.timer = setTimeout(() => {
        const obstacle = !mayHaveArrived && hasProxy(request.url) ? 'proxy' : 'network';
        const by = obstacle === 'proxy' ? ' through the proxy' : '';
        const what = mayHaveArrived ? 'no whole answer came' : `no connection was made${by}`;
        const seconds = (request.timeout / SECOND).toFixed(1);
        reject(new TransportError(`${what} within ${seconds} s`, { mayHaveArrived, obstacle }));
      }, request.timeout);
      exchange().then(resolve, reject);
    });
  } finally {
    clearTimeout(open.timer);
    if (open.stop) signal.removeEventListener('abort', open.stop);
    // Closes the connection where it is still open, and the tunnel to it.
    open.sent?.destroy();
    if (!request.agent) agent.destroy();
  }
};

function startRequest(request: HttpRequest, agent: http.Agent): ClientRequest {
  const { url, method, body, family, timeout } = request;
  const headers = {
    'user-agent': 'etoro-user-token-action',
    // Without it, a server may choose any encoding.
    'accept-encoding': 'identity',
    ...request.headers,
    ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
  };
  const options = { ...connecting(timeout), method, headers, agent, family };
  return (url.protocol === 'https:' ? https : http).request(url, options);
}

/** Calls back when bytes of the request can leave: not before it is connected nor, over TLS, before the handshake. */
function onceConnected(request: ClientRequest, connected: () => void): void {
  request.on('socket', (socket: Socket) => {
    const overTls = socket instanceof TLSSocket;
    if (overTls ? socket.authorized : !socket.pending) connected();
    else socket.once(overTls ? 'secureConnect' : 'connect', connected);
  });
}

/** The head of the answer. After a 101, Node closes the connection without one. */
function answerTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('response', resolve).on('close', () => {
      reject(new TransportError('the connection broke off before the answer', { mayHaveArrived: true }));
    });
  });
}

function readBody(message: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // One buffer, because a piece of a single byte takes hundreds.
    const all = Buffer.alloc(maxBytes);
    let bytes = 0;
    const body = () => all.subarray(0, bytes);
    /** A success has to be read as a whole. Of a failure, the status is enough, and what came of the body may say more. */
    const fail = (problem: string, mayPass: boolean, obstacle: Obstacle = 'answer') => {
      const { statusCode = 0 } = message;
      if (statusCode < 300) reject(new TransportError(problem, { mayHaveArrived: true, mayPass, obstacle }));
      else resolve(body());
    };
    const brokeOff = () => {
      fail('the connection broke off inside the answer', true);
    };
    message
      .on('data', (chunk: Buffer) => {
        if (chunk.length <= maxBytes - bytes) bytes += chunk.copy(all, bytes);
        else fail(`the answer is larger than ${maxBytes} bytes`, false, 'size');
      })
      .on('end', () => {
        if (isCompressed(message, body())) {
          fail(`the answer (HTTP ${message.statusCode}) is compressed, although the request does not allow it`, false);
        } else resolve(body());
      })
      .on('error', brokeOff)
      .on('close', () => {
        if (!message.complete) brokeOff();
      });
  });
}

/** The header alone says little, because some servers write `none` or `utf-8` for a plain text. */
function isCompressed({ headers }: IncomingMessage, body: Buffer): boolean {
  const encoding = headers['content-encoding'] ?? 'identity';
  return encoding.toLowerCase() !== 'identity' && !isUtf8(body);
}

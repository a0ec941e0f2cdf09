import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { HttpClient, type HttpClientResponse } from '@actions/http-client';
import type { RequestInfo } from '@actions/http-client/lib/interfaces';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds for everything, from looking up the host to the last byte of the answer. */
  readonly timeout: number;
  /** The most bytes that the answer's body may have. */
  readonly maxBytes: number;
  /** 4: over IPv4 only. */
  readonly family?: 4;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends one request; rejects with a `TransportError`, or with the signal's reason when it is aborted. */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;

/** There was no whole answer. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  /** Whether the server may have got the request, and so may have acted on it. */
  readonly mayHaveArrived: boolean;
  /** Whether the same request may go through later. */
  readonly mayPass: boolean;

  constructor(
    message: string,
    { mayHaveArrived, mayPass }: { mayHaveArrived: boolean; mayPass: boolean },
  ) {
    super(message);
    this.mayHaveArrived = mayHaveArrived;
    this.mayPass = mayPass;
  }
}

/** The part of `HttpClient` that is used here. Its own types leave out the `null` that it passes on for no body. */
interface RawClient {
  getAgent(url: string): http.Agent;
  requestRaw(
    info: RequestInfo,
    data: string | NodeJS.ReadableStream | null,
  ): Promise<HttpClientResponse>;
}

/**
 * One request over `@actions/http-client`, for its agent knows proxies, by its raw call, for what is built on that
 * follows redirects with the keys in hand, has no deadline once the headers are there, never settles when a body breaks
 * off, and reads a body of any size.
 */
export const send: Send = async (request, signal) => {
  const end = new AbortController();
  const stop = AbortSignal.any([signal, end.signal]);
  const deadline = setTimeout(() => {
    end.abort(maybeArrived(`no whole answer came within ${(request.timeout / 1000).toFixed(1)} s`));
  }, request.timeout);
  try {
    stop.throwIfAborted();
    // The race is what ends the wait for a proxy that hangs: a request without a socket does not hear its signal.
    return await Promise.race([aborted(stop), exchange(request, stop)]);
  } finally {
    clearTimeout(deadline);
    // Closes what is still open.
    end.abort();
  }
};

/** Rejects with the signal's reason when it is aborted. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    });
  });
}

async function exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  const { url, method, headers, maxBytes, family } = request;
  let message: IncomingMessage;
  try {
    const client: RawClient = new HttpClient();
    const response = await client.requestRaw(
      {
        parsedUrl: url,
        httpModule: url.protocol === 'https:' ? https : http,
        options: {
          protocol: url.protocol,
          // A URL writes IPv6 hosts in brackets, a socket without.
          host: url.hostname.replace(/^\[|\]$/g, ''),
          port: url.port || (url.protocol === 'https:' ? 443 : 80),
          path: url.pathname + url.search,
          method,
          headers: { 'user-agent': 'etoro-user-token-action', ...headers },
          agent: client.getAgent(url.href),
          signal,
          ...(family && { family }),
        },
      },
      request.body ?? null,
    );
    message = response.message;
  } catch (error) {
    throw transportError(error);
  }

  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    const body: AsyncIterable<Buffer> = message;
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > maxBytes) break;
      chunks.push(chunk);
    }
  } catch {
    throw maybeArrived('the connection broke off inside the answer');
  }
  if (bytes > maxBytes) {
    throw maybeArrived(`the answer is larger than ${maxBytes} bytes`, { mayPass: false });
  }
  return {
    status: message.statusCode ?? 0,
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

const maybeArrived = (message: string, { mayPass } = { mayPass: true }) =>
  new TransportError(message, { mayHaveArrived: true, mayPass });

const neverArrived = (message: string, { mayPass } = { mayPass: true }) =>
  new TransportError(message, { mayHaveArrived: false, mayPass });

/**
 * What an error of Node's or of the proxy tunnel's tells of the request. Only its code is passed on: messages may quote
 * the other side. What is not known for sure counts as having arrived.
 */
function transportError(error: unknown): TransportError {
  const [cause] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  if (!(cause instanceof Error)) return maybeArrived('the connection failed');
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  const syscall = 'syscall' in cause ? cause.syscall : undefined;

  const proxyStatus = /^tunneling socket could not be established, statusCode=(\d+)/.exec(
    cause.message,
  );
  if (proxyStatus) {
    const status = Number(proxyStatus[1]);
    return neverArrived(`the proxy refused to connect (HTTP ${status})`, {
      mayPass: status >= 500,
    });
  }
  if (cause.message.startsWith('tunneling socket could not be established')) {
    return neverArrived('the proxy could not be reached');
  }
  if (code === 'ERR_INVALID_URL') {
    return neverArrived('the proxy variable in the environment is not a URL', { mayPass: false });
  }
  if (syscall === 'getaddrinfo')
    return neverArrived(`the host name could not be resolved (${code})`);
  if (syscall === 'connect') return neverArrived(`the connection could not be made (${code})`);
  if (/CERT|UNABLE_TO_|HOSTNAME_MISMATCH/.test(code)) {
    return neverArrived(`the server's certificate was not accepted (${code})`, { mayPass: false });
  }
  // OpenSSL's reason is in the code of some of these errors and in the message of others.
  const reason = `${code} ${cause.message}`.replaceAll(' ', '_');
  if (/WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|HANDSHAKE_FAILURE/i.test(reason)) {
    return neverArrived(`the server does not speak TLS as expected (${code})`, { mayPass: false });
  }
  return maybeArrived(`the connection broke off (${code})`);
}

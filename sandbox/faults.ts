import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Grant } from './etoro.ts';

/** A way in which an answer goes wrong. */
export type Breakage =
  /** The connection ends with a TCP reset. */
  | { readonly kind: 'reset' }
  /** The connection is closed without a byte. */
  | { readonly kind: 'empty' }
  /** The connection stays open, and nothing comes. */
  | { readonly kind: 'hang' }
  /** The head announces the whole body, `bytes` of it are sent (by default half), and the connection breaks. */
  | { readonly kind: 'cut'; readonly bytes?: number }
  /** The body comes one byte at a time. With `endless`, white space follows and never ends. */
  | { readonly kind: 'trickle'; readonly everyMs: number; readonly endless?: boolean }
  /** The body is followed by white space until it has so many bytes. */
  | { readonly kind: 'huge'; readonly bytes: number }
  /** Another answer, such as a gateway's. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** The default for `content-type` is `application/json`. */
      readonly headers?: Readonly<Record<string, string>>;
      /** An object is sent as JSON. */
      readonly body?: string | Readonly<Record<string, unknown>> | ((request: FaultyRequest) => string);
    };

/** What goes wrong with one request. */
export interface Fault {
  /** How long the server waits before it acts, in milliseconds. It also acts when the client has gone. */
  readonly delayBeforeMs?: number;
  /** How long the server waits between acting and answering, in milliseconds. */
  readonly delayAfterMs?: number;
  /** Happens instead of acting. */
  readonly before?: Breakage;
  /** Happens instead of the answer, after the server has acted. */
  readonly after?: Breakage;
  /** Changes what a create call is granted. The token, the answer and the list all say it. */
  readonly grant?: (asked: Grant) => Grant;
}

/** What a fault may look at. */
export interface FaultyRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** It is the n-th request of its operation, from 1. */
  readonly n: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where an answer goes. */
export interface Line {
  readonly response: ServerResponse;
  /** The TCP connection, also below TLS. */
  readonly socket: Socket;
  /** Waits. Rejects when the server closes before. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Called when the head of an answer goes out. */
  readonly onStatus: (status: number) => void;
}

/** Sends a whole answer. */
export function sendWhole({ response, onStatus }: Line, { status, headers, body }: Answer): void {
  if (response.destroyed) return;
  onStatus(status);
  response.writeHead(status, {
    ...headers,
    ...(status !== 204 && { 'content-length': Buffer.byteLength(body) }),
  });
  response.end(body);
}

/** Sends an answer that is broken in this way. */
export async function sendBroken(
  line: Line,
  breakage: Breakage,
  answer: Answer,
  request: FaultyRequest,
): Promise<void> {
  const { response, socket } = line;
  if (response.destroyed) return;
  switch (breakage.kind) {
    case 'hang':
      return;
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'empty':
      socket.destroySoon();
      return;
    case 'cut':
      cut(line, answer, breakage.bytes);
      return;
    case 'trickle':
      await trickle(line, answer, breakage);
      return;
    case 'huge':
      await pad(line, answer, breakage.bytes);
      return;
    case 'answer':
      sendWhole(line, otherAnswer(breakage, request));
      return;
  }
}

function cut({ response, socket, onStatus }: Line, answer: Answer, bytes?: number): void {
  const breakOff = () => {
    socket.destroySoon();
  };
  const body = Buffer.from(answer.body);
  if (body.length === 0) {
    // There is no body to break, so the head breaks.
    socket.write(`HTTP/1.1 ${answer.status} `, breakOff);
    return;
  }
  onStatus(answer.status);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
  response.flushHeaders();
  response.write(body.subarray(0, bytes ?? Math.floor(body.length / 2)), breakOff);
}

async function trickle(
  { response, sleep, onStatus }: Line,
  { status, headers, body }: Answer,
  { everyMs, endless = false }: { everyMs: number; endless?: boolean },
): Promise<void> {
  const bytes = Buffer.from(body);
  onStatus(status);
  response.writeHead(status, { ...headers, ...(!endless && { 'content-length': bytes.length }) });
  response.flushHeaders();
  for (let at = 0; (endless || at < bytes.length) && !response.destroyed; at++) {
    await sleep(everyMs);
    response.write(at < bytes.length ? bytes.subarray(at, at + 1) : ' ');
  }
  response.end();
}

async function pad({ response, onStatus }: Line, { status, headers, body }: Answer, bytes: number): Promise<void> {
  onStatus(status);
  response.writeHead(status, headers);
  response.write(body);
  const block = Buffer.alloc(64 * 1024, ' ');
  for (let left = bytes - Buffer.byteLength(body); left > 0; left -= block.length) {
    if (response.destroyed) return;
    if (!response.write(block.subarray(0, left))) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
  });
}

function otherAnswer(
  { status, headers = {}, body = '' }: Extract<Breakage, { kind: 'answer' }>,
  request: FaultyRequest,
): Answer {
  const text = typeof body === 'function' ? body(request) : typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: text };
}

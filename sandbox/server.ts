import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { startEtoro, type Call, type Operation, type Rules, type SandboxToken } from './etoro.ts';
import { sendBroken, sendWhole, type Fault, type FaultyRequest, type Line } from './faults.ts';
import { makeKey } from './key.ts';
import { listen } from './listen.ts';
import { realTime, type Timekeeper } from './timekeeper.ts';

/** The keys and the portfolio that the sandbox accepts by default. They are of no use anywhere else. */
export const SANDBOX_API_KEY = 'sandbox-api-key-4f1d8a26c07be93557d2a84e6b9013cf';
export const SANDBOX_USER_KEY = makeKey('the user key of the sandbox');
export const SANDBOX_PORTFOLIO_ID = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';

export interface SandboxOptions extends Rules {
  /** 0 for any free port. */
  readonly port: number;
  /** PEM; with it the sandbox speaks `https`. */
  readonly tls: https.ServerOptions | undefined;
  /** The time in which delays pass. It has nothing to do with `now`, the time that the sandbox tells. */
  readonly time: Timekeeper;
  /** What goes wrong with a request, if `failNext` has no fault for it. */
  readonly fault: (operation: Operation, request: FaultyRequest) => Fault | undefined;
}

/** A request as it arrived. */
interface RecordedRequest extends FaultyRequest {
  readonly operation: Operation;
  /** Milliseconds since 1970, by the sandbox's clock. */
  readonly at: number;
  /** `undefined` until an answer is given. */
  readonly status: number | undefined;
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** The tokens that exist now, including expired ones. */
  tokens(): readonly SandboxToken[];
  /** The secrets of all tokens, including those that are gone. */
  readonly issuedSecrets: readonly string[];
  /** Puts a token on the portfolio. By default it has `demo:read`, works from anywhere, and never expires. */
  addToken(token?: Partial<SandboxToken>): SandboxToken;
  /** Makes the next request of an operation go wrong. Faults wait in a queue. */
  failNext(operation: Operation | '*', fault: Fault, times?: number): void;
  /** Breaks all connections and cancels all delays. */
  close(): Promise<void>;
}

const defaults: SandboxOptions = {
  port: 0,
  apiKey: SANDBOX_API_KEY,
  userKey: SANDBOX_USER_KEY,
  userKeyPermissions: ['agent-portfolio:write', 'real:write'],
  answers: 'today',
  portfolios: [{ id: SANDBOX_PORTFOLIO_ID, name: 'Sandbox portfolio' }],
  tokenLimit: 50,
  rateLimit: 'separate',
  writesPerWindow: 20,
  readsPerWindow: 60,
  callsPerWindow: 60,
  accountCallsPerWindow: 60,
  windowMs: 60_000,
  rateLimitHeaders: 'both',
  createHeaders: {},
  clientIp: '20.102.38.7',
  allowedScopeNames: [
    'etoro-public:trade.real:read',
    'etoro-public:trade.demo:read',
    'etoro-public:trade.real:write',
    'etoro-public:trade.demo:write',
  ],
  now: () => Date.now(),
  tls: undefined,
  time: realTime,
  fault: () => undefined,
};

/** What is sent in a broken answer when the sandbox has not acted. */
const unhandled = {
  status: 500,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify({ errorCode: 'UnhandledException', errorMessage: 'Global Error' }),
};

/** Starts a local eToro on the loopback address that refuses what the real one refuses. */
export async function startSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const settings = { ...defaults, ...options };
  const etoro = await startEtoro(settings);
  const requests: (RecordedRequest & { status: number | undefined })[] = [];
  const requestIds = new Set<unknown>();
  const queue: { operation: Operation | '*'; fault: Fault }[] = [];
  const closing = new AbortController();

  function faultFor(request: RecordedRequest): Fault {
    const at = queue.findIndex(({ operation }) => operation === '*' || operation === request.operation);
    const [queued] = at < 0 ? [] : queue.splice(at, 1);
    return queued?.fault ?? settings.fault(request.operation, request) ?? {};
  }

  async function handle(
    message: IncomingMessage,
    response: ServerResponse,
    sleep: (milliseconds: number) => Promise<void>,
  ): Promise<void> {
    const body = await readBody(message);
    const { method = '', url: path = '' } = message;
    const requestId = message.headers['x-request-id'];
    const call: Call = {
      method,
      path,
      headers: definedHeaders(message),
      body,
      repeatsRequestId: requestId !== undefined && requestIds.has(requestId),
    };
    requestIds.add(requestId);
    const operation = etoro.operationOf(call);
    const request = {
      operation,
      method,
      path,
      headers: message.headers,
      body: parsed(body),
      n: requests.filter((other) => other.operation === operation).length + 1,
      at: settings.now(),
      status: undefined as number | undefined,
    };
    requests.push(request);

    const line: Line = {
      response,
      socket: tcpSocket(message.socket),
      sleep,
      onStatus: (status) => {
        request.status = status;
      },
    };
    // The client reckons with the server's clock, which a test may have set.
    response.sendDate = false;
    response.setHeader('date', new Date(settings.now()).toUTCString());

    const { delayBeforeMs, delayAfterMs, before, after, grant } = faultFor(request);
    if (delayBeforeMs !== undefined) await sleep(delayBeforeMs);
    if (before) {
      await sendBroken(line, before, unhandled, request);
      return;
    }
    const answer = await etoro.answer(call, grant);
    if (delayAfterMs !== undefined) await sleep(delayAfterMs);
    if (after) await sendBroken(line, after, answer, request);
    else sendWhole(line, answer);
  }

  /** With TLS, the socket that can be reset is the one below. */
  function tcpSocket(socket: Socket): Socket {
    for (const other of listening.sockets) {
      if (other.remotePort === socket.remotePort) return other;
    }
    return socket;
  }

  const listener = (message: IncomingMessage, response: ServerResponse) => {
    const work = settings.time.beginWork();
    handle(message, response, (milliseconds) => work.pause(milliseconds, closing.signal))
      .catch((error: unknown) => {
        // A client that hangs up while it is still sending is no fault of the sandbox.
        if (message.complete && !closing.signal.aborted) console.error('sandbox:', error);
        message.socket.destroy();
      })
      .finally(() => {
        work.end();
      });
  };
  const server = settings.tls ? https.createServer(settings.tls, listener) : http.createServer(listener);
  const listening = await listen(server, settings.port);

  return {
    url: `${settings.tls ? 'https' : 'http'}://127.0.0.1:${listening.port}`,
    requests,
    tokens: () => etoro.tokens(),
    issuedSecrets: etoro.issuedSecrets,
    addToken: (token = {}) => etoro.addToken(token),
    failNext(operation, fault, times = 1) {
      for (let n = 0; n < times; n++) queue.push({ operation, fault });
    },
    async close() {
      closing.abort();
      await listening.close();
    },
  };
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) if (chunk instanceof Buffer) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function definedHeaders({ headers }: IncomingMessage): Call['headers'] {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** JSON as its value, other text as it is, an empty body as `undefined`. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body === '' ? undefined : body;
  }
}

import { retryAfter, serverTime } from '../http/retry-after.ts';
import { outcomeOf, type HttpAnswer, type HttpRequest, type Send } from '../http/send.ts';
import { TransportError } from '../http/transport-error.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import type { Secret } from '../secrets/secret.ts';
import { asObject } from '../text/unknown-value.ts';
import type { Clock } from '../time/clock.ts';
import type { EtoroClock } from './clock.ts';
import { EtoroError, type Call, type Operation } from './errors.ts';
import type { components } from './openapi.d.ts';

export type Schemas = components['schemas'];

/** An answer by the API's description, in which every member may be missing or anything else. */
export type Unchecked<Name extends keyof Schemas> = {
  readonly [Member in keyof Schemas[Name]]?: unknown;
};

export interface EtoroKeys {
  readonly apiKey: Secret;
  readonly userKey: Secret;
}

/** How long one call may take, in milliseconds, and what stops it earlier. */
export interface CallLimits {
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** What a call is. Its operation tells the method, and the one status that means that it worked. */
export interface CallRequest {
  readonly operation: Operation;
  /** Below the base URL. */
  readonly path: string;
  readonly body?: object;
  /** The most bytes that the answer may have; 64 KiB by default. */
  readonly maxBytes?: number;
}

export interface CallTools {
  readonly apiUrl: URL;
  readonly keys: EtoroKeys;
  readonly send: Send;
  /** The connections to eToro; without it, each call makes its own. */
  readonly agent?: HttpRequest['agent'];
  /** A fresh UUID for each call. */
  readonly randomUuid: () => string;
  readonly etoroClock: EtoroClock;
  readonly clock: Clock;
  readonly secrets: KnownSecrets;
}

export interface CallAnswer {
  readonly call: Call;
  readonly json: unknown;
  readonly headers: HttpAnswer['headers'];
  /** Whether a text, in any case, was sent: in the URL, the headers with the keys, or the body. */
  readonly isSent: (text: string) => boolean;
}

const exchanges = {
  create: { method: 'POST', wantedStatus: 201 },
  list: { method: 'GET', wantedStatus: 200 },
  revoke: { method: 'DELETE', wantedStatus: 204 },
} as const;

/** The most objects, lists and members that are read, 20,000 tokens: 3 bytes of text can take 100 bytes of memory. */
const MOST_PARTS = 400_000;

/** Sends one call and gives its answer. Rejects with an `EtoroError`. */
export async function callEtoro(request: CallRequest, limits: CallLimits, tools: CallTools): Promise<CallAnswer> {
  const { operation, path, maxBytes = 64 * 1024 } = request;
  const { apiUrl, keys, send, agent, etoroClock, secrets } = tools;
  const { method, wantedStatus } = exchanges[operation];
  const call = { operation, requestId: tools.randomUuid() };
  const url = new URL(apiUrl);
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  const headers = {
    accept: 'application/json',
    'x-request-id': call.requestId,
    'x-api-key': keys.apiKey.reveal(),
    'x-user-key': keys.userKey.reveal(),
    ...(request.body && { 'content-type': 'application/json' }),
  };
  const body = request.body && JSON.stringify(request.body);
  const { timeout, signal } = limits;
  const answer = await outcomeOf(send({ method, url, headers, body, timeout, maxBytes, agent }, signal));
  if (answer instanceof TransportError) {
    const { message: problem, mayHaveArrived, mayPass, obstacle } = answer;
    // A list that was too large once may be right the next time.
    if (obstacle === 'size') throw new EtoroError({ kind: 'unexpected', what: `more than ${maxBytes} bytes` }, call);
    throw new EtoroError({ kind: 'lost', host: url.host, problem, mayHaveArrived, mayPass }, call);
  }
  const { status } = answer;
  const reason = status === wantedStatus ? undefined : reasonOf(answer.body, secrets);
  // The clock of a gateway is another one.
  if (!reason || reason.errorCode !== undefined) etoroClock.learn(serverTime(answer.headers));
  if (!reason) {
    const sent = [url.href, ...Object.entries(headers).flat(), body].join('\n').toLowerCase();
    const isSent = (text: string) => sent.includes(text.toLowerCase());
    return { call, json: parseJson(answer.body), headers: answer.headers, isSent };
  }
  if (status >= 200 && status < 300) {
    throw new EtoroError({ kind: 'unexpected', what: `HTTP ${status} instead of ${wantedStatus}` }, call);
  }
  const wait = retryAfter(answer.headers, tools.clock.now(), status === 429);
  throw new EtoroError({ kind: 'refused', status, ...reason, retryAfter: wait }, call);
}

/** What eToro says about a refusal; an empty text says nothing. */
function reasonOf(body: string, { foreignText }: KnownSecrets) {
  const { errorCode, errorMessage }: Unchecked<'ErrorResponse'> = asObject(parseJson(body));
  const textOf = (value: unknown) => (typeof value === 'string' && foreignText(value)) || undefined;
  return { errorCode: textOf(errorCode), errorMessage: textOf(errorMessage) ?? cloudflareCode(body) };
}

/** What Cloudflare says about itself at the start of a text or a page, where it turns a call away. */
function cloudflareCode(body: string): string | undefined {
  const text = body.slice(0, 10_000).replace(/<[^<>]*>/g, ' ');
  const [, code] = /\berror(?: code)?[:\s]+(1\d{3})\b/i.exec(text) ?? [];
  return code === undefined ? undefined : `error code: ${code}`;
}

/** The JSON in a text, or nothing. The reader of the answer says which part is missing. */
function parseJson(text: string): unknown {
  if (text.replace(/[^[{:]+/g, '').length > MOST_PARTS) return undefined;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

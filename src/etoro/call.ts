import { retryAfter, serverTime } from '../http/retry-after.ts';
import type { HttpAnswer, HttpRequest, Send } from '../http/send.ts';
import { TransportError } from '../http/transport-error.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import type { Secret } from '../secrets/secret.ts';
import type { Time } from '../time/clock.ts';
import type { EtoroClock } from './clock.ts';
import { EtoroError, type Call, type Operation } from './errors.ts';
import type { components } from './openapi.d.ts';

export type Schemas = components['schemas'];

/** An answer by the API's description, in which every member may be missing or anything else. */
export type Unchecked<Name extends keyof Schemas> = {
  readonly [Member in keyof Schemas[Name]]?: unknown;
};

/** The keys that every call carries. */
export interface EtoroKeys {
  readonly apiKey: Secret;
  readonly userKey: Secret;
}

/** How long one call may take, in milliseconds, and what stops it earlier. */
export interface CallLimits {
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** What a call is: one request, and the one status that means that it worked. */
export interface CallRequest {
  readonly operation: Operation;
  readonly method: HttpRequest['method'];
  /** Below the base URL. */
  readonly path: string;
  readonly body?: object;
  readonly wantedStatus: number;
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
  /** The runner's clock. */
  readonly now: () => Time;
  readonly secrets: KnownSecrets;
}

/** An answer with the wanted status. */
export interface CallAnswer {
  readonly call: Call;
  readonly json: unknown;
  readonly headers: HttpAnswer['headers'];
  /** Whether a text is a part of what was sent, in any case: of the URL, the headers with the keys, or the body. */
  readonly wasSent: (text: string) => boolean;
}

const LONGEST_ANSWER = 64 * 1024;

/** The most objects, lists and members that are read, twenty thousand tokens: 3 bytes of text can take 100 of memory. */
const MOST_PARTS = 400_000;

/** Sends one call and gives its answer. Rejects with an `EtoroError`. */
export async function callEtoro(request: CallRequest, limits: CallLimits, tools: CallTools): Promise<CallAnswer> {
  const call = { operation: request.operation, requestId: tools.randomUuid() };
  const { answer, wasSent } = await exchange(call, request, limits, tools);
  const { status, headers } = answer;
  tools.etoroClock.learn(serverTime(answer));
  if (status === request.wantedStatus) {
    return { call, json: parseJson(answer.body), headers, wasSent };
  }
  if (status >= 200 && status < 300) {
    const what = `HTTP ${status} instead of ${request.wantedStatus}`;
    throw new EtoroError({ kind: 'unexpected', what }, call);
  }
  throw new EtoroError(
    {
      kind: 'refused',
      status,
      ...reasonOf(answer.body, tools.secrets),
      retryAfter: retryAfter(answer, tools.now()),
    },
    call,
  );
}

async function exchange(
  call: Call,
  { method, path, body: json, maxBytes = LONGEST_ANSWER }: CallRequest,
  { timeout, signal }: CallLimits,
  { apiUrl, keys, send, agent }: CallTools,
): Promise<{ answer: HttpAnswer; wasSent: CallAnswer['wasSent'] }> {
  const url = new URL(apiUrl);
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  const headers = {
    accept: 'application/json',
    'x-request-id': call.requestId,
    'x-api-key': keys.apiKey.reveal(),
    'x-user-key': keys.userKey.reveal(),
    ...(json && { 'content-type': 'application/json' }),
  };
  const body = json && { body: JSON.stringify(json) };
  const request = { method, url, headers, timeout, maxBytes, ...body, ...(agent && { agent }) };
  const sent = [url.href, ...Object.entries(headers).flat(), body?.body].join('\n').toLowerCase();
  try {
    const answer = await send(request, signal);
    return { answer, wasSent: (text) => sent.includes(text.toLowerCase()) };
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    const { message: problem, mayHaveArrived, mayPass } = error;
    throw new EtoroError({ kind: 'lost', host: url.host, problem, mayHaveArrived, mayPass }, call);
  }
}

/** What eToro says about a refusal; an empty text says nothing. */
function reasonOf(body: string, { foreignText }: KnownSecrets) {
  const { errorCode, errorMessage }: Unchecked<'ErrorResponse'> = asObject(parseJson(body));
  const textOf = (value: unknown) => (typeof value === 'string' && foreignText(value)) || undefined;
  return {
    errorCode: textOf(errorCode),
    errorMessage: textOf(errorMessage) ?? cloudflareCode(body),
  };
}

/** The most characters of a page that are read. */
const LONGEST_PAGE = 10_000;

/** What Cloudflare says about itself, in text or HTML, where it turns a call away. */
function cloudflareCode(body: string): string | undefined {
  const text = body.slice(0, LONGEST_PAGE).replace(/<[^<>]*>/g, ' ');
  const [, code] = /\berror(?: code)?[:\s]+(1\d{3})\b/i.exec(text) ?? [];
  return code === undefined ? undefined : `error code: ${code}`;
}

/** The JSON in a text, or nothing when there is none. Whoever looks for a part of it tells what is missing. */
function parseJson(text: string): unknown {
  if (text.replace(/[^[{:]+/g, '').length > MOST_PARTS) return undefined;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** A value that should be an object of the API. */
export function asObject(json: unknown): object {
  return typeof json === 'object' && json !== null ? json : {};
}

import { retryAfter, serverTime } from '../http/retry-after.ts';
import type { HttpAnswer, HttpRequest, Send } from '../http/send.ts';
import { TransportError } from '../http/transport-error.ts';
import { LONGEST_READ, WITHHELD, type KnownSecrets } from '../secrets/known-secrets.ts';
import type { Secret } from '../secrets/secret.ts';
import type { Time } from '../time/clock.ts';
import type { EtoroClock } from './clock.ts';
import { LostCall, RefusedCall, UnexpectedAnswer, type Call, type Operation } from './errors.ts';
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

const LONGEST_ANSWER = 64 * 1024;

/** The most objects and lists that an answer may have: in memory, each takes dozens of bytes. A token has four of them. */
const MOST_PARTS = 100_000;

/** Sends one call and gives the JSON of its answer. Rejects with an `EtoroError`. */
export async function callEtoro(
  request: CallRequest,
  limits: CallLimits,
  tools: CallTools,
): Promise<{ call: Call; json: unknown }> {
  const call = { operation: request.operation, requestId: tools.randomUuid() };
  const answer = await exchange(call, request, limits, tools);
  const { status } = answer;
  tools.etoroClock.learn(serverTime(answer));
  if (status === request.wantedStatus) return { call, json: parseJson(answer.body) };
  if (status >= 200 && status < 300) {
    throw new UnexpectedAnswer(`HTTP ${status} instead of ${request.wantedStatus}`, call);
  }
  throw new RefusedCall(
    {
      status,
      ...reasonOf(answer.body, tools.secrets),
      retryAfter: retryAfter(answer, tools.now()),
    },
    call,
  );
}

async function exchange(
  call: Call,
  { method, path, body, maxBytes = LONGEST_ANSWER }: CallRequest,
  { timeout, signal }: CallLimits,
  { apiUrl, keys, send, agent }: CallTools,
): Promise<HttpAnswer> {
  const url = new URL(apiUrl);
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  const headers = {
    accept: 'application/json',
    'x-request-id': call.requestId,
    'x-api-key': keys.apiKey.reveal(),
    'x-user-key': keys.userKey.reveal(),
    ...(body && { 'content-type': 'application/json' }),
  };
  try {
    return await send(
      {
        method,
        url,
        headers,
        timeout,
        maxBytes,
        ...(body && { body: JSON.stringify(body) }),
        ...(agent && { agent }),
      },
      signal,
    );
  } catch (error) {
    throw error instanceof TransportError ? new LostCall(error, url.host, call) : error;
  }
}

/**
 * What eToro says about a refusal; an empty text says nothing. A secret may be split over the two texts, so they are
 * checked together.
 */
function reasonOf(body: string, secrets: KnownSecrets) {
  const { errorCode, errorMessage }: Unchecked<'ErrorResponse'> = asObject(parseJson(body));
  const textOf = (value: unknown) =>
    typeof value === 'string' ? value.slice(0, LONGEST_READ) : '';
  const code = textOf(errorCode);
  const message = textOf(errorMessage);
  const isEcho = secrets.areRepeatedIn(code + message);
  return {
    errorCode: secrets.foreignText(code, 64) || undefined,
    errorMessage: isEcho ? WITHHELD : secrets.foreignText(message) || undefined,
  };
}

/** The JSON in a text, or nothing when there is none. Whoever looks for a part of it tells what is missing. */
function parseJson(text: string): unknown {
  if (text.replace(/[^[{]+/g, '').length > MOST_PARTS) return undefined;
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

import { randomUUID } from 'node:crypto';

/** An eToro, or what plays one, and a user's keys to it. */
export interface World {
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly userKey: string;
  readonly portfolioId: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits for so many milliseconds, or until the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** An answer, as far as it is looked at. No text of it is passed on. */
export interface Outcome {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Readonly<Record<string, unknown>>;
  /** The status and eToro's code, such as `404 NotFound`; the status alone where the code is none that eToro has. */
  readonly said: string;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** The user key by default. */
  readonly key?: string;
  readonly body?: object;
}

/** Where the answers say that fewer calls are left than this, the next one waits: other jobs may use the same key. */
const RESERVE = 5;
const PAUSE = 3500;
const LONGEST_CALL = 20_000;
const LONGEST_WAIT = 90_000;

/** Calls at the pace that the answers allow, and once more after a rate limit. */
export function startCalls({ apiUrl, apiKey, userKey, sleep }: World) {
  let count = 0;
  let pause = 0;

  async function send({ method, path, key = userKey, body }: Request): Promise<Outcome> {
    count++;
    const response = await fetch(apiUrl + path, {
      method,
      headers: {
        'user-agent': 'etoro-user-token-probe',
        'x-request-id': randomUUID(),
        'x-api-key': apiKey,
        'x-user-key': key,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      // A redirect would take the keys to another place.
      redirect: 'manual',
      signal: AbortSignal.timeout(LONGEST_CALL),
    });
    const { status, headers } = response;
    const json = asRecord(parsed(await response.text()));
    const { errorCode } = json;
    const code = typeof errorCode === 'string' && /^[A-Za-z]{1,40}$/.test(errorCode) ? errorCode : '';
    const left = headers.get('ratelimit-remaining') ?? headers.get('x-ratelimit-remaining');
    pause = left === null || Number(left) < RESERVE ? PAUSE : 0;
    return { status, headers, json, said: `${status} ${code}`.trim() };
  }

  return {
    count: () => count,
    async call(request: Request, signal: AbortSignal): Promise<Outcome> {
      signal.throwIfAborted();
      if (pause > 0) await sleep(pause, signal);
      const outcome = await send(request);
      if (outcome.status !== 429 || outcome.said.endsWith('MaxUserTokensExceeded')) return outcome;
      const seconds = Number(outcome.headers.get('retry-after') ?? 60);
      await sleep(Math.min(seconds * 1000 || 60_000, LONGEST_WAIT), signal);
      return await send(request);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

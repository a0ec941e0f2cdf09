// What one run of the chaos is: everything that is random about it comes from its seed.
import type { Operation, SandboxToken } from '../sandbox/etoro.ts';
import type { Breakage, Fault, FaultyRequest } from '../sandbox/faults.ts';
import { dice, type Dice } from './random.ts';

export interface PlannedFault {
  /** What the table counts it as. */
  readonly kind: string;
  readonly fault: Fault;
}

type Faults = Readonly<Partial<Record<Operation, readonly PlannedFault[]>>>;

/** How the step ends before its time. */
export interface Stop {
  readonly signal: 'SIGKILL' | 'SIGINT' | 'SIGTERM';
  /** What the time is counted from: the process's start, its first output, or the arrival of a call. */
  readonly since: 'spawn' | 'output' | { readonly operation: Operation; readonly n: number };
  readonly afterMs: number;
}

export interface Plan {
  readonly seed: string;
  readonly apiKey: string;
  readonly userKey: string;
  /** The step's inputs but for what only the running sandbox knows. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Whether the address is asked for. */
  readonly auto: boolean;
  readonly debug: boolean;
  readonly timeoutMs: number;
  readonly tokenLimit: number;
  readonly writesPerWindow: number;
  readonly windowMs: number;
  /** How far the server's clock is ahead of the runner's. */
  readonly clockErrorMs: number;
  /** Tokens that are on the portfolio already, and not the job's. */
  readonly foreignTokens: readonly Partial<SandboxToken>[];
  /** The faults that meet the calls of the step and of the post step, in this order. */
  readonly faults: { readonly step: Faults; readonly post: Faults };
  readonly stop: Stop | undefined;
}

/** From so many calls of the post step on, the API is well again. */
export const FAULTY_POST_CALLS = 4;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const HEX = '0123456789abcdef';
const MINUTE = 60_000;

export function planRun(seed: string): Plan {
  const die = dice(Number.parseInt(seed, 16));
  const timeout = die.pick([4, 10, 20]);
  const exactName = die.happens(0.25) ? `chaos ${die.text(8, HEX)}` : '';
  const auto = die.happens(0.15);
  const version = die.happens(0.15) ? 'v2' : 'v1';
  const clockErrorMs = die.happens(0.1) ? die.between(-30, 30) * MINUTE : 0;
  const now = Date.now() + clockErrorMs;
  const foreignTokens = Array.from({ length: die.between(0, 5) }, () => foreignToken(die, now));
  if (exactName !== '' && die.happens(0.2)) {
    foreignTokens.push({ ...foreignToken(die, now), name: exactName });
  }
  const isFull = foreignTokens.length > 0 && die.happens(0.25);
  const isCalm = die.happens(0.25);
  const limitsWrites = die.happens(0.15);
  return {
    seed,
    // Some of it changes when it is put into a URI.
    apiKey: die.text(44, `${LETTERS}0123456789+/=~_-`),
    userKey: die.text(72, `${LETTERS}0123456789+/=~_-`),
    inputs: {
      scopes: die.pick(['demo:read', 'real:read real:write', 'demo:read,demo:write']),
      'api-version': version,
      'token-name': exactName,
      timeout: `${timeout}s`,
      'expires-in': die.pick(['15m', '1h', '1d']),
      revoke: die.happens(0.25) ? 'false' : 'true',
      'export-env': die.happens(0.2) ? 'true' : 'false',
      summary: die.happens(0.1) ? 'false' : 'true',
      'runner-ip': auto ? 'auto' : die.pick(['20.102.38.7', '20.102.38.7 20.102.38.8', 'none']),
    },
    auto,
    debug: die.happens(0.25),
    timeoutMs: timeout * 1000,
    tokenLimit: isFull ? foreignTokens.length : 50,
    writesPerWindow: limitsWrites ? 1 : 20,
    windowMs: limitsWrites ? die.between(500, 2000) : MINUTE,
    clockErrorMs,
    foreignTokens,
    faults: {
      step: isCalm
        ? {}
        : {
            createUserToken: several(die, 4, 0.6, () => createFault(die, now, exactName === '')),
            createUserTokenV2: several(die, 4, 0.6, () => createFault(die, now, exactName === '')),
            listAgentPortfolios: several(die, 3, 0.4, () => listFault(die, now)),
            deleteUserToken: several(die, 3, 0.4, () => deleteFault(die, now)),
            getIp: several(die, 3, 0.3, () => addressFault(die, now)),
          },
      post: die.happens(0.4)
        ? {}
        : {
            listAgentPortfolios: several(die, FAULTY_POST_CALLS, 0.5, () => listFault(die, now)),
            deleteUserToken: several(die, FAULTY_POST_CALLS, 0.5, () => deleteFault(die, now)),
          },
    },
    stop: die.happens(0.55) ? stop(die, version) : undefined,
  };
}

/** At least `probability` of one, then of one more, up to `most`. */
function several(
  die: Dice,
  most: number,
  probability: number,
  make: () => PlannedFault,
): PlannedFault[] {
  const faults: PlannedFault[] = [];
  while (faults.length < most && die.happens(probability)) faults.push(make());
  return faults;
}

function stop(die: Dice, version: string): Stop {
  const signal = die.pick<Stop['signal']>([
    ...(['SIGKILL', 'SIGKILL', 'SIGKILL', 'SIGINT', 'SIGINT', 'SIGTERM'] as const),
  ]);
  const create = version === 'v2' ? 'createUserTokenV2' : 'createUserToken';
  const call = (operation: Operation, n: number) => ({
    signal,
    since: { operation, n },
    afterMs: die.between(0, die.pick([0, 5, 20, 60, 300, 2000])),
  });
  switch (die.between(0, 9)) {
    case 0:
    case 1:
      return { signal, since: 'spawn', afterMs: die.between(0, 400) };
    case 2:
    case 3:
      return { signal, since: 'output', afterMs: die.between(0, 60) };
    case 4:
      return call('listAgentPortfolios', 1);
    case 5:
      return call('deleteUserToken', 1);
    case 6:
      return call(create, 2);
    default:
      return call(create, 1);
  }
}

function foreignToken(die: Dice, now: number): Partial<SandboxToken> {
  const time = (milliseconds: number) =>
    new Date(now + milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
  const generated = `gha-octo-org-trading-bot-1234567890-1-${die.text(12, HEX)}`;
  const another = die.pick([`GHA-${die.text(8, HEX)}`, `bot-gha-${die.text(8, HEX)}`]);
  return {
    name: die.happens(0.6) ? generated : another,
    createdAt: time(-die.between(60, 600) * MINUTE),
    expiresAt: die.pick([time(-5 * MINUTE), time(-5 * MINUTE), time(60 * MINUTE), undefined]),
  };
}

const json = { 'content-type': 'application/json; charset=utf-8' };
const html = { 'content-type': 'text/html' };

function answer(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | ((request: FaultyRequest) => string) = '',
): Breakage {
  return { kind: 'answer', status, headers, body };
}

function errorBody(errorCode: string, errorMessage: string): string {
  return JSON.stringify({ errorCode, errorMessage });
}

/** A server that says too much: the keys in its message, whole, in part and encoded. */
function echo(status: number, how: 'whole' | 'part' | 'base64' | 'uri'): Breakage {
  return answer(status, json, ({ headers }) => {
    const shown = ['x-api-key', 'x-user-key'].map((name) => {
      const value = String(headers[name] ?? '');
      if (how === 'part') return value.slice(3, 30);
      if (how === 'base64') return Buffer.from(value).toString('base64');
      return how === 'uri' ? encodeURIComponent(value) : value;
    });
    return errorBody('UnhandledException', `bad headers\n::debug::${shown.join(' and ')}`);
  });
}

/** What goes wrong on the way or in the server, whatever the call is for; never after having acted when it says so. */
function commonBreakage(die: Dice): { kind: string; breakage: Breakage } {
  const status = die.pick([500, 500, 502, 503, 503, 504]);
  switch (die.between(0, 13)) {
    case 0:
    case 1:
      return { kind: 'reset', breakage: { kind: 'reset' } };
    case 2:
      return { kind: 'closed without a byte', breakage: { kind: 'empty' } };
    case 3:
    case 4:
      return { kind: 'body cut short', breakage: { kind: 'cut', bytes: die.between(0, 40) } };
    case 5:
      return { kind: 'trickle', breakage: { kind: 'trickle', everyMs: die.between(1, 8) } };
    case 6:
      return die.happens(0.3)
        ? { kind: 'endless trickle', breakage: { kind: 'trickle', everyMs: 50, endless: true } }
        : { kind: 'oversized body', breakage: { kind: 'huge', bytes: 10_000_000 } };
    case 7:
      return die.happens(0.3)
        ? { kind: 'hang', breakage: { kind: 'hang' } }
        : { kind: 'reset', breakage: { kind: 'reset' } };
    case 8:
    case 9:
      return {
        kind: '5xx, JSON',
        breakage: answer(status, json, errorBody('UnhandledException', 'Global Error')),
      };
    case 10:
      return {
        kind: '5xx, HTML',
        breakage: answer(status, html, '<html><h1>Bad gateway</h1></html>'),
      };
    case 11:
      return { kind: '5xx, empty', breakage: answer(status, {}) };
    case 12:
      return {
        kind: '5xx, echo of the keys',
        breakage: echo(status, die.pick(['whole', 'part', 'base64', 'uri'])),
      };
    default:
      return { kind: '408', breakage: answer(408, html, 'Request Timeout') };
  }
}

function commonFault(die: Dice, now: number): PlannedFault {
  if (die.happens(0.2)) {
    const delay = die.between(50, 2000);
    return die.happens(0.5)
      ? { kind: 'slow before acting', fault: { delayBeforeMs: delay } }
      : { kind: 'slow after acting', fault: { delayAfterMs: delay } };
  }
  if (die.happens(0.2)) return rateLimit(die, now);
  const { kind, breakage } = commonBreakage(die);
  const delayBeforeMs = die.happens(0.2) ? die.between(0, 2000) : 0;
  return die.happens(0.5)
    ? { kind: `${kind}, not acted`, fault: { delayBeforeMs, before: breakage } }
    : { kind: `${kind}, acted`, fault: { delayBeforeMs, after: breakage } };
}

function rateLimit(die: Dice, now: number): PlannedFault {
  const body = errorBody('TooManyRequests', 'Too many requests');
  const [kind, headers] = die.pick<readonly [string, Readonly<Record<string, string>>]>([
    ['429, Retry-After 1', { 'retry-after': '1' }],
    ['429, Retry-After 0', { 'retry-after': '0' }],
    ['429, Retry-After as a date', { 'retry-after': new Date(now + 3000).toUTCString() }],
    ['429, nonsense in Retry-After', { 'retry-after': 'soon' }],
    ['429 without Retry-After', {}],
  ]);
  return { kind, fault: { before: answer(429, { ...json, ...headers }, body) } };
}

function createFault(die: Dice, now: number, isNameGenerated: boolean): PlannedFault {
  const made = answer(201, json, die.pick(['', '{}', '[]', 'null', '{"userToken":"', '<html>']));
  const id = '{"userTokenId":"f9e8d7c6-b5a4-3210-fedc-ba9876543210"}';
  const taken = answer(
    409,
    json,
    errorBody('UserKeyNameAlreadyExists', 'A user key with this name already exists'),
  );
  const full = errorBody('MaxUserTokensExceeded', 'Too many user tokens');
  switch (die.between(0, 19)) {
    case 0:
      return { kind: '201 of garbage, not acted', fault: { before: made } };
    case 1:
    case 2:
      return { kind: '201 of garbage, acted', fault: { after: made } };
    case 3:
      return { kind: '201 with a wrong id, acted', fault: { after: answer(201, json, id) } };
    case 4:
      return { kind: '200 or 202, acted', fault: { after: answer(die.pick([200, 202]), json) } };
    case 5:
      // With an exact name, the step could not tell its own token from another job's of the same second.
      if (!isNameGenerated) return commonFault(die, now);
      return { kind: 'sent twice by a gateway', fault: { after: taken } };
    case 6:
      return { kind: '429, full for a moment', fault: { before: answer(429, json, full) } };
    case 7:
      return refusal(die);
    default:
      return commonFault(die, now);
  }
}

function refusal(die: Dice): PlannedFault {
  const status = die.pick([302, 400, 401, 403, 404]);
  if (status === 302) {
    const elsewhere = { location: 'http://127.0.0.1:9/elsewhere' };
    return { kind: '302', fault: { before: answer(302, elsewhere) } };
  }
  return die.happens(0.5)
    ? {
        kind: '4xx, echo of the keys',
        fault: { before: echo(status, die.pick(['whole', 'part'])) },
      }
    : {
        kind: '4xx',
        fault: { before: answer(status, json, errorBody('Refused', 'Not today')) },
      };
}

function listFault(die: Dice, now: number): PlannedFault {
  if (!die.happens(0.15)) return commonFault(die, now);
  const body = die.pick(['', '{}', '[]', '<html>', '{"agentPortfolios":null}']);
  return { kind: '200 of garbage', fault: { after: answer(200, json, body) } };
}

function deleteFault(die: Dice, now: number): PlannedFault {
  if (!die.happens(0.1)) return commonFault(die, now);
  return { kind: '200 or 202, acted', fault: { after: answer(die.pick([200, 202]), html, 'OK') } };
}

function addressFault(die: Dice, now: number): PlannedFault {
  if (!die.happens(0.3)) return commonFault(die, now);
  const text = die.pick(['10.1.2.3', '8.8.8.8', '::1', '<html>', '']);
  return { kind: 'another address', fault: { after: answer(200, html, text) } };
}

// What one run of the chaos is: everything that is random about it comes from its seed.
import type { Grant, Operation, Rules, SandboxToken } from '../sandbox/etoro.ts';
import type { Breakage, Fault, FaultyRequest } from '../sandbox/faults.ts';
import { repositoryIdOf } from '../src/names/family.ts';
import { dice, type Dice } from './random.ts';

export interface PlannedFault {
  /** What the table counts it as. */
  readonly kind: string;
  readonly fault: Fault;
  /** Whether it answers a revoke as if the token were gone, and is not eToro. */
  readonly claimsGone?: boolean;
}

type Faults = Readonly<Partial<Record<Operation, readonly PlannedFault[]>>>;

/** What ends the step early. */
interface Stop {
  readonly signal: 'SIGKILL' | 'SIGINT' | 'SIGTERM';
  /** What the time counts from: the process's start, its first output, or the arrival of a call. */
  readonly since: 'spawn' | 'output' | { readonly operation: Operation; readonly n: number };
  readonly afterMs: number;
}

/**
 * What follows the step.
 *
 * - `post`: the post step.
 * - `no post`: the runner is shut down, and the action `revoke` cleans up later.
 * - `lost state`: the post step, which knows nothing when the step has failed.
 * - `lives on`: the post step, while the step goes on in its container: the runner has given it up.
 */
export type Ending = 'post' | 'no post' | 'lost state' | 'lives on';

/** What one run of the chaos is. The sandbox takes its rules from it. */
export interface Plan extends Pick<
  Rules,
  'answers' | 'rateLimit' | 'rateLimitHeaders' | 'writesPerWindow' | 'callsPerWindow' | 'windowMs' | 'tokenLimit'
> {
  readonly seed: string;
  readonly apiKey: string;
  readonly userKey: string;
  /** The step's inputs, without those that only the running sandbox knows. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Whether the step asks for its address. */
  readonly auto: boolean;
  readonly debug: boolean;
  readonly timeoutMs: number;
  /** How far the server's clock is ahead of the runner's. */
  readonly clockErrorMs: number;
  /** Tokens of others, which are on the portfolio before the job starts. */
  readonly foreignTokens: readonly Partial<SandboxToken>[];
  /** The faults that meet the calls of the step and of the post step, in this order. */
  readonly faults: { readonly step: Faults; readonly post: Faults };
  readonly stop: Stop | undefined;
  readonly ending: Ending;
  /** What the action `revoke` is asked for: `run: this`, or `run: finished` where GitHub says this of the run's second attempt. */
  readonly sweep: 'this' | 'completed' | 'in_progress';
  /** Whether creating works often enough that the step has to get its token. */
  readonly mustSucceed: boolean;
}

/** After so many calls of the post step, the API works again. */
export const FAULTY_POST_CALLS = 4;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const HEX = '0123456789abcdef';
const BASE_36 = '0123456789abcdefghijklmnopqrstuvwxyz';
const MINUTE = 60_000;

export function planRun(seed: string): Plan {
  const die = dice(Number.parseInt(seed, 16) | 0);
  const lostAnswers = die.happens(0.15) ? die.pick<'few' | 'many'>(['few', 'many']) : undefined;
  return lostAnswers === undefined ? planAny(seed, die) : planLostAnswers(seed, die, lostAnswers);
}

/** Anything may go wrong. */
function planAny(seed: string, die: Dice): Plan {
  const timeout = die.pick([4, 10, 20]);
  const auto = die.happens(0.15);
  const version = die.happens(0.15) ? 'v2' : 'v1';
  const clockErrorMs = die.happens(0.1) ? die.between(-30, 30) * MINUTE : 0;
  const now = Date.now() + clockErrorMs;
  const foreignTokens = Array.from({ length: die.between(0, 5) }, () => foreignToken(die, now));
  const isFull = foreignTokens.length > 0 && die.happens(0.25);
  const isCalm = die.happens(0.25);
  const ending = die.pick<Ending>([
    ...(['no post', 'no post', 'lost state', 'lives on', 'lives on'] as const),
    ...Array<Ending>(5).fill('post'),
  ]);
  const isOnItsOwn = ending === 'no post' || ending === 'lost state';
  const limitsCalls = !isOnItsOwn && die.happens(0.2);
  const create = () => createFault(die, now);
  return {
    seed,
    // Some of it changes when it is put into a URI.
    apiKey: die.text(44, `${LETTERS}0123456789+/=~_-`),
    userKey: die.text(72, `${LETTERS}0123456789+/=~_-`),
    inputs: {
      scopes: die.pick(['demo:read', 'real:read real:write', 'demo:read,demo:write']),
      'api-version': version,
      label: die.pick(['', '', 'bot', 'a label: of 40 characters and ÜNICODE ☃']),
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
    answers: die.happens(0.3) ? 'v1.206.0' : 'today',
    rateLimit: die.happens(0.4) ? 'pool' : 'separate',
    rateLimitHeaders: die.pick(['ratelimit', 'x-ratelimit', 'both', 'none']),
    tokenLimit: isFull ? foreignTokens.length : 50,
    writesPerWindow: limitsCalls ? 1 : 20,
    callsPerWindow: limitsCalls ? 2 : 60,
    windowMs: limitsCalls ? die.between(500, 2000) : MINUTE,
    clockErrorMs,
    foreignTokens,
    faults: {
      step: isCalm
        ? {}
        : {
            createUserToken: several(die, 4, 0.6, create),
            createUserTokenV2: several(die, 4, 0.6, create),
            // What a step leaves is checked where nobody comes after it, and the API could be reached.
            ...(!isOnItsOwn && {
              listAgentPortfolios: several(die, 3, 0.4, () => listFault(die, now)),
              deleteUserToken: several(die, 3, 0.4, () => deleteFault(die, now)),
            }),
            getIp: several(die, 3, 0.3, () => addressFault(die, now)),
          },
      post: postFaults(die, now),
    },
    stop: ending === 'lives on' || die.happens(0.5) ? stop(die, version, ending) : undefined,
    ending,
    sweep: die.pick(['this', 'completed', 'in_progress']),
    mustSucceed: false,
  };
}

/**
 * Creating works, but answers get lost, and so do all lists and revokes of the step. With few lost answers the step must
 * get its token; with many it must stop before too many lost tokens are there.
 */
function planLostAnswers(seed: string, die: Dice, lost: 'few' | 'many'): Plan {
  const plan = planAny(seed, die);
  const now = Date.now();
  const creates = Array.from({ length: lost === 'few' ? die.between(1, 2) : 8 }, () => lostAnswer(die));
  const gatewayFails = Array.from({ length: 40 }, () => ({
    kind: '503 to a list or a revoke of the step',
    fault: { before: answer(503, html, '<html><h1>Service Unavailable</h1></html>') },
  }));
  return {
    ...plan,
    inputs: { ...plan.inputs, timeout: '20s', 'runner-ip': '20.102.38.7' },
    auto: false,
    timeoutMs: 20_000,
    tokenLimit: 50,
    writesPerWindow: 20,
    callsPerWindow: 60,
    windowMs: MINUTE,
    clockErrorMs: 0,
    foreignTokens: Array.from({ length: die.between(0, 3) }, () => foreignToken(die, now)),
    faults: {
      step: {
        createUserToken: creates,
        createUserTokenV2: creates,
        listAgentPortfolios: gatewayFails,
        deleteUserToken: gatewayFails,
      },
      post: postFaults(die, now),
    },
    stop: undefined,
    ending: 'post',
    mustSucceed: lost === 'few',
  };
}

/** eToro acts, and its answer never comes. */
function lostAnswer(die: Dice): PlannedFault {
  const after = die.pick<Breakage>([{ kind: 'reset' }, { kind: 'empty' }, { kind: 'cut' }]);
  return { kind: `lost answer, ${after.kind}`, fault: { after } };
}

function postFaults(die: Dice, now: number): Faults {
  if (die.happens(0.4)) return {};
  return {
    listAgentPortfolios: several(die, FAULTY_POST_CALLS, 0.5, () => listFault(die, now)),
    deleteUserToken: several(die, FAULTY_POST_CALLS, 0.5, () => deleteFault(die, now)),
  };
}

/** Makes one with this probability, then one more with the same probability, and so on, up to `most`. */
function several(die: Dice, most: number, probability: number, make: () => PlannedFault): PlannedFault[] {
  const faults: PlannedFault[] = [];
  while (faults.length < most && die.happens(probability)) faults.push(make());
  return faults;
}

function stop(die: Dice, version: string, ending: Ending): Stop {
  // A step without a chance to clean up leaves what it made where nobody knows of it.
  const signal =
    ending === 'lost state'
      ? 'SIGINT'
      : die.pick<Stop['signal']>([...(['SIGKILL', 'SIGKILL', 'SIGKILL', 'SIGINT', 'SIGINT', 'SIGTERM'] as const)]);
  const create = version === 'v2' ? 'createUserTokenV2' : 'createUserToken';
  const call = (operation: Operation, n: number) => ({
    signal,
    since: { operation, n },
    afterMs: die.between(0, die.pick([0, 5, 20, 60, 300, 2000])),
  });
  // A step that lives on has saved its note by then.
  switch (ending === 'lives on' ? 9 - die.between(0, 4) : die.between(0, 9)) {
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

/** The repository of the played runner. */
const repository = repositoryIdOf('https://github.com', '87654321');
const anotherRepository = repositoryIdOf('https://github.com', '1');

function foreignToken(die: Dice, now: number): Partial<SandboxToken> {
  const time = (milliseconds: number) => new Date(now + milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
  const unique = (of: string) => `${of}${die.text(10, BASE_36)}001`;
  // Of another job of this run, of another attempt, run or repository, kept after its job, and by hand.
  const name = die.pick([
    `ghk-octo-org-trading-bot-1234567890-1-${unique(repository)}`,
    `gha-octo-org-trading-bot-1234567890-1-${unique(repository)}`,
    `gha-octo-org-trading-bot-1234567890-2-${unique(repository)}`,
    `gha-octo-org-trading-bot-12345678901-1-${unique(repository)}`,
    `gha-octo-org-trading-bot-1234567890-1-${unique(anotherRepository)}`,
    `gha-octo-org-trading-bot-1234567890-${die.text(12, HEX)}`,
    `GHA-${die.text(12, HEX)}`,
    `bot-gha-${die.text(12, HEX)}`,
  ]);
  return {
    name,
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

/** A server that says too much: its message has the keys, whole, in part or encoded. */
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

/** What goes wrong on the way or in the server, whatever the call is for. */
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
    ['429, RateLimit-Reset', { 'ratelimit-remaining': '0', 'ratelimit-reset': '1' }],
    [
      '429, X-RateLimit-Reset',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(now / 1000) + 3) },
    ],
  ]);
  return { kind, fault: { before: answer(429, { ...json, ...headers }, body) } };
}

function createFault(die: Dice, now: number): PlannedFault {
  const made = answer(201, json, die.pick(['', '{}', '[]', 'null', '{"userToken":"', '<html>']));
  const id = '{"userTokenId":"f9e8d7c6-b5a4-3210-fedc-ba9876543210"}';
  const taken = answer(409, json, errorBody('UserKeyNameAlreadyExists', 'A user key with this name already exists'));
  const full = errorBody('MaxUserTokensExceeded', 'Too many user tokens');
  switch (die.between(0, 21)) {
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
      return { kind: 'sent twice by a gateway', fault: { after: taken } };
    case 6:
      return { kind: '429, full for a moment', fault: { before: answer(429, json, full) } };
    case 7:
      return refusal(die);
    case 8:
    case 9:
      return grantsMore(die);
    default:
      return commonFault(die, now);
  }
}

/** A 201 for a token that may do more than was asked for. */
function grantsMore(die: Dice): PlannedFault {
  const more: Readonly<Record<string, (asked: Grant) => Grant>> = {
    'a scope': (asked) => ({ ...asked, scopes: [...asked.scopes, anotherScope(asked)] }),
    'an address': (asked) =>
      asked.ips.length === 0
        ? { ...asked, scopes: [...asked.scopes, anotherScope(asked)] }
        : { ...asked, ips: [...asked.ips, '20.102.38.9'] },
    'any address': (asked) => (asked.ips.length === 0 ? { ...asked, expiresAt: undefined } : { ...asked, ips: [] }),
    'a later expiry': (asked) => ({ ...asked, expiresAt: '2199-12-31T23:59:59Z' }),
    'no expiry': (asked) => ({ ...asked, expiresAt: undefined }),
  };
  const [first = '', ...others] = Object.keys(more);
  const kind = die.pick([first, ...others]);
  const grant = more[kind];
  return { kind: `201 that grants more: ${kind}`, fault: { ...(grant && { grant }) } };
}

/** A scope that was not asked for, by id or by name as the others are. */
function anotherScope({ scopes }: Grant): number | string {
  const choices = scopes.some((scope) => typeof scope === 'number')
    ? [202, 203]
    : ['etoro-public:trade.real:write', 'etoro-public:trade.demo:write'];
  return choices.find((scope) => !scopes.includes(scope)) ?? 212;
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
  switch (die.between(0, 9)) {
    case 0:
      return {
        kind: '200 or 202, acted',
        fault: { after: answer(die.pick([200, 202]), html, 'OK') },
      };
    case 1:
    case 2:
      return notFoundElsewhere(die);
    default:
      return commonFault(die, now);
  }
}

/** A 404 that does not say that the token is gone. */
function notFoundElsewhere(die: Dice): PlannedFault {
  const [what, breakage] = die.pick<readonly [string, Breakage]>([
    ["a gateway's HTML", answer(404, html, '<html><h1>Not Found</h1></html>')],
    ['empty', answer(404, {})],
    ['no portfolio', answer(404, json, errorBody('NotFound', 'Agent-portfolio not found'))],
  ]);
  return die.happens(0.7)
    ? { kind: `404, ${what}, not acted`, fault: { before: breakage }, claimsGone: true }
    : { kind: `404, ${what}, acted`, fault: { after: breakage }, claimsGone: true };
}

function addressFault(die: Dice, now: number): PlannedFault {
  if (!die.happens(0.3)) return commonFault(die, now);
  const text = die.pick(['10.1.2.3', '8.8.8.8', '::1', '<html>', '']);
  return { kind: 'another address', fault: { after: answer(200, html, text) } };
}

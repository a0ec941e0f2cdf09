import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { load } from 'js-yaml';
import { OpenAPIBackend, type Context, type Document, type Handler, type Request } from 'openapi-backend';
import type { components, operations } from '../src/etoro/openapi.d.ts';
import type { Answer } from './faults.ts';
import { isMalformed, makeKey } from './key.ts';
import { rateLimiter, rateLimitHeaders, type RateLimitHeaders } from './rate-limiter.ts';
import { isScopeId, permissionOf, scopeName, scopeNameV2, type Permission } from './scopes.ts';

/** Read once, because a process of the tests starts hundreds of sandboxes. */
const definition = load(readFileSync(new URL('openapi.yaml', import.meta.url), 'utf8')) as Document;
let checks: OpenAPIBackend['validator'] | undefined;

type Schemas = components['schemas'];

/** A call by its `operationId`, or one that eToro does not know. */
export type Operation = keyof operations | 'unknown';

export interface Rules {
  readonly apiKey: string;
  readonly userKey: string;
  /** What the user key may do with user tokens. The calls on the accounts are always allowed to it. */
  readonly userKeyPermissions: readonly Permission[];
  /**
   * Which reference the calls of v1 follow: today's takes scope names too, and its 201 says what was granted. That of
   * v1.206.0 takes ids only, and its 201 has two fields.
   */
  readonly answers: 'today' | 'v1.206.0';
  readonly portfolios: readonly { readonly id: string; readonly name: string }[];
  /** How many tokens a portfolio can have, expired ones included. */
  readonly tokenLimit: number;
  /** `separate`: writes and reads have a limit each. `pool`: creating, listing and revoking share one limit. */
  readonly rateLimit: 'separate' | 'pool';
  readonly writesPerWindow: number;
  readonly readsPerWindow: number;
  /** The limit of the pool. */
  readonly callsPerWindow: number;
  /** The limit of the calls that read an account, a pool of their own: how eToro counts them for a token is not published. */
  readonly accountCallsPerWindow: number;
  readonly windowMs: number;
  readonly rateLimitHeaders: RateLimitHeaders;
  /** More headers of each answer to a create call, such as `sunset`. eToro is not known to send that yet. */
  readonly createHeaders: Readonly<Record<string, string>>;
  /** The IPv4 address that every caller seems to come from. */
  readonly clientIp: string;
  /** The scopes that can be granted by name, as v2 spells them. */
  readonly allowedScopeNames: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A token on a portfolio. */
export interface SandboxToken {
  readonly id: string;
  readonly name: string;
  readonly portfolioId: string;
  /** What was granted: ids or names, as they were asked for. */
  readonly scopes: readonly (number | string)[];
  /** Empty: it can be used from anywhere. */
  readonly ips: readonly string[];
  /** `undefined` for a token that never expires. */
  readonly expiresAt: string | undefined;
  readonly createdAt: string;
  /** What the holder of the token sends as `x-user-key`. The API shows it once. */
  readonly secret: string;
}

/** What a create call asks for, and what eToro grants. */
export type Grant = Pick<SandboxToken, 'name' | 'scopes' | 'ips' | 'expiresAt'>;

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: Request['headers'];
  readonly body: string;
  /** Whether an earlier request had the same `x-request-id`. */
  readonly repeatsRequestId: boolean;
}

/** eToro without the HTTP: it takes calls, gives answers, and keeps the tokens. */
interface Etoro {
  operationOf(call: Call): Operation;
  /** @param grant changes what a create call is granted; without it, a token has what was asked for */
  answer(call: Call, grant?: (asked: Grant) => Grant): Promise<Answer>;
  tokens(): readonly SandboxToken[];
  /** The secrets of all tokens, including those that are gone. */
  readonly issuedSecrets: readonly string[];
  addToken(token: Partial<SandboxToken>): SandboxToken;
}

/**
 * What a key must be allowed for each call. Any one of the permissions is enough.
 *
 * The reference does not say what revoking needs. Here it is what creating needs in v1, whose path it uses.
 */
const neededPermissions: Readonly<Record<Exclude<Operation, 'getIp'>, readonly Permission[]>> = {
  // v1's page for making a portfolio names these two; v2's does not say.
  createAgentPortfolio: ['agent-portfolio:write', 'real:write'],
  listAgentPortfolios: ['agent-portfolio:read', 'agent-portfolio:write', 'real:read', 'real:write'],
  createUserToken: ['agent-portfolio:write', 'real:write'],
  createUserTokenV2: ['agent-portfolio:write'],
  deleteUserToken: ['agent-portfolio:write', 'real:write'],
  // v1.279.0 to v1.387.0: a scope that writes also reads.
  getDemoPnl: ['demo:read', 'demo:write', 'trade.demo:read', 'trade.demo:write'],
  getRealPnl: ['real:read', 'real:write', 'trade.real:read', 'trade.real:write'],
  getDemoPortfolio: ['demo:read', 'demo:write', 'trade.demo:read', 'trade.demo:write'],
  getRealPortfolio: ['real:read', 'real:write', 'trade.real:read', 'trade.real:write'],
  // A token for trading alone does not reach the person.
  getMe: ['demo:read', 'demo:write', 'real:read', 'real:write'],
  unknown: [],
};

/** The calls that a token is made for. */
const accountCalls: ReadonlySet<Operation> = new Set<Operation>([
  'getDemoPnl',
  'getRealPnl',
  'getDemoPortfolio',
  'getRealPortfolio',
  'getMe',
]);

/** What a portfolio trades with, in USD. */
const VIRTUAL_BALANCE = 10_000;

/** eToro's news; its reference does not say. */
const LEAST_INVESTMENT = 200;

/** Whoever invests this amount rehearses a `207`: the portfolio is made, and its token is not. */
const INVESTMENT_WITHOUT_TOKEN = 207;

/** A call that eToro refuses. */
class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly answer: Answer;

  constructor(status: number, errorCode: string, errorMessage: string, headers = {}) {
    super(errorMessage);
    this.answer = json(status, { errorCode, errorMessage }, headers);
  }
}

/** A call that something in front of eToro refuses, without one of eToro's codes. */
class Barred extends Refusal {
  override readonly answer: Answer;

  constructor(status: number, body: string) {
    super(status, '', '');
    this.answer = { status, headers: { 'content-type': 'text/plain' }, body };
  }
}

/** What users of the API report, and what the reference does not say. */
function assertPasses({ headers }: Call): void {
  // Cloudflare's answer to a client that does not say which one it is, Python's own library above all.
  if (/^(?:undefined|Python-urllib\/.*)?$/.test(String(headers['user-agent']))) {
    throw new Barred(403, 'error code: 1010');
  }
  if (headers['authorization'] !== undefined) throw new Barred(422, '');
}

const unauthorized = (message = 'Unauthorized') => new Refusal(401, 'Unauthorized', message);
const forbidden = () => new Refusal(403, 'Forbidden', 'Access to this resource on the server is denied');
const insufficientPermissions = () =>
  new Refusal(403, 'InsufficientPermissions', 'UserToken does not have permission to access');
const scopeIdsRequired = () => new Refusal(400, 'ScopeIdsRequired', 'ScopeIds is required');
const invalid = (why: string) => new Refusal(400, 'ValidationFailed', why);

function json(status: number, body: object, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

interface Ids {
  readonly agentPortfolioId: string;
  readonly userTokenId: string;
}

/** What a handler gets with the request, and where it puts its answer. */
interface Exchange {
  readonly call: Call;
  readonly grant: ((asked: Grant) => Grant) | undefined;
  headers: Record<string, string>;
  answer?: Answer;
}

/** Makes a handler of a function that answers. `Body` is what the description allows. */
function answering<Body = unknown>(answer: (body: Body, ids: Ids, exchange: Exchange) => Answer): Handler<Body, Ids> {
  return ({ request }: Context<Body, Ids>, exchange: Exchange) => {
    exchange.answer = answer(request.requestBody, request.params, exchange);
  };
}

/**
 * Starts an eToro with empty portfolios.
 *
 * The order of its refusals: by what stands in front of it, unknown route, wrong keys, missing permissions, rate limit, a
 * request that is not as described, and then what depends on the portfolio.
 */
export async function startEtoro(rules: Rules): Promise<Etoro> {
  const { apiKey, userKey, now } = rules;
  const portfolios = [...rules.portfolios];
  let tokens: SandboxToken[] = [];
  const issuedSecrets: string[] = [];
  const takeCall = rateLimiter(rules.callsPerWindow, rules.windowMs, now);
  const takeWrite = rateLimiter(rules.writesPerWindow, rules.windowMs, now);
  const takeRead = rateLimiter(rules.readsPerWindow, rules.windowMs, now);
  const takeAccountCall = rateLimiter(rules.accountCallsPerWindow, rules.windowMs, now);

  const tokensOf = (portfolioId: string) => tokens.filter((token) => token.portfolioId === portfolioId);

  function portfolioIdOf({ agentPortfolioId }: Pick<Ids, 'agentPortfolioId'>): string {
    const portfolio = portfolios.find(({ id }) => isSameId(id, agentPortfolioId));
    if (!portfolio) throw new Refusal(404, 'NotFound', 'Agent-portfolio not found');
    return portfolio.id;
  }

  function authorize(operation: Exclude<Operation, 'getIp'>, { headers }: Call): void {
    const key = headers['x-user-key'];
    if (isMalformed(String(key))) throw unauthorized('malformed x-user-key container');
    if (headers['x-api-key'] !== apiKey) throw unauthorized();
    const isAccountCall = accountCalls.has(operation);
    const needed = neededPermissions[operation];
    if (key === userKey) {
      if (isAccountCall || needed.some((one) => rules.userKeyPermissions.includes(one))) return;
      throw insufficientPermissions();
    }
    const token = tokens.find(({ secret }) => secret === key);
    if (!token || isExpired(token, now())) throw unauthorized();
    if (token.ips.length > 0 && !token.ips.includes(rules.clientIp)) throw unauthorized();
    // A token trades on its agent-portfolio. Only the owner's user key manages the tokens.
    if (!isAccountCall) throw forbidden();
    const allowed = token.scopes.map(permissionOf);
    if (!needed.some((one) => allowed.includes(one))) throw insufficientPermissions();
  }

  /** @returns the headers that tell the caller how many calls are left */
  function limitRate(operation: Operation, { headers: { 'x-user-key': key } }: Call) {
    const isRead = operation === 'listAgentPortfolios' || operation === 'getMe';
    const takeShared = rules.rateLimit === 'pool' ? takeCall : isRead ? takeRead : takeWrite;
    const hasOwnPool = accountCalls.has(operation) && operation !== 'getMe';
    const quota = (hasOwnPool ? takeAccountCall : takeShared)(String(key));
    const headers = rateLimitHeaders(quota, rules.rateLimitHeaders, now());
    if (quota.allowed) return headers;
    throw new Refusal(429, 'TooManyRequests', 'Too many requests', {
      ...headers,
      'retry-after': String(Math.max(1, Math.ceil((quota.freeAt - now()) / 1000))),
    });
  }

  function addToken(given: Partial<SandboxToken>): SandboxToken {
    const token: SandboxToken = {
      id: randomUUID(),
      name: `token-${randomBytes(6).toString('hex')}`,
      portfolioId: portfolios[0]?.id ?? '',
      scopes: [201],
      ips: [],
      expiresAt: undefined,
      createdAt: new Date(now()).toISOString(),
      secret: makeKey(randomUUID()),
      ...given,
    };
    tokens.push(token);
    issuedSecrets.push(token.secret);
    return token;
  }

  function createToken(
    ids: Pick<Ids, 'agentPortfolioId'>,
    scopes: readonly (number | string)[],
    {
      userTokenName,
      ipsWhitelist = [],
      expiresAt,
    }: Pick<Schemas['CreateUserTokenRequest'], 'userTokenName' | 'ipsWhitelist' | 'expiresAt'>,
    { grant = (asked) => asked }: Exchange,
  ): SandboxToken {
    const portfolioId = portfolioIdOf(ids);
    if (expiresAt !== undefined && Date.parse(expiresAt) <= now()) {
      throw invalid('ExpiresAt must be in the future');
    }
    const others = tokensOf(portfolioId);
    if (others.some(({ name }) => name === userTokenName)) {
      throw new Refusal(409, 'UserKeyNameAlreadyExists', 'A user key with this name already exists');
    }
    if (others.length >= rules.tokenLimit) {
      const message = 'The maximum number of user tokens has been exceeded';
      throw new Refusal(429, 'MaxUserTokensExceeded', message);
    }
    const asked = { name: userTokenName, scopes, ips: ipsWhitelist, expiresAt };
    return addToken({ ...grant(asked), portfolioId });
  }

  function assertAllowed(scopeNames: readonly string[]): void {
    const refused = scopeNames.find((name) => !rules.allowedScopeNames.includes(name));
    if (refused === undefined) return;
    throw new Refusal(403, 'ScopeNameNotAllowed', `The scope ${refused} is not allowed`);
  }

  const account = answering(() =>
    json(200, {
      clientPortfolio: { credit: VIRTUAL_BALANCE, positions: [], mirrors: [], orders: [] },
    }),
  );

  const api = new OpenAPIBackend({
    definition,
    strict: true,
    // Its own check of the description costs half a second; a test does it once.
    quick: true,
    ignoreTrailingSlashes: false,
    ajvOpts: { allErrors: true },
    customizeAjv(ajv) {
      ajv.addFormat('uuid', /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
      ajv.addFormat('ipv4', isIPv4);
      ajv.addFormat('date-time', isDateTime);
      return ajv;
    },
    handlers: {
      notFound: () => {
        throw new Refusal(404, 'NotFound', 'Not found');
      },

      postRoutingHandler: ({ operation }: Partial<Context>, exchange: Exchange) => {
        const id = operationIdOf(operation);
        if (!operation || id === 'getIp') return;
        const { call } = exchange;
        authorize(id, call);
        exchange.headers = limitRate(id, call);
        if (call.repeatsRequestId) throw invalid('x-request-id was used before');
        if (operation.requestBody && !/^application\/json(?:;|$)/i.test(contentType(call))) {
          throw invalid('content-type must be application/json');
        }
      },

      validationFail: ({ validation }) => {
        throw refusalOf(validation.errors ?? []);
      },

      listAgentPortfolios: answering(() =>
        json(200, {
          agentPortfolios: portfolios.map(({ id, name }) => ({
            agentPortfolioId: id,
            agentPortfolioName: name,
            userTokens: tokensOf(id).map((token) => listed(token, rules.answers)),
          })),
        } satisfies Schemas['AgentPortfolioList']),
      ),

      createAgentPortfolio: answering<Schemas['CreateAgentPortfolioRequest']>((body, _ids, exchange) => {
        const { agentPortfolioName: name, investmentAmountInUsd: amount, scopeNames } = body;
        if (amount < LEAST_INVESTMENT) {
          throw invalid('Investment amount is below the minimum threshold');
        }
        if (portfolios.some((other) => other.name === name)) {
          throw invalid('Agent-portfolio name is not unique');
        }
        assertAllowed(scopeNames);
        const id = randomUUID();
        portfolios.push({ id, name });
        const portfolio = {
          agentPortfolioId: id,
          agentPortfolioName: name,
          agentPortfolioGcid: 12_345_678,
          agentPortfolioVirtualBalance: VIRTUAL_BALANCE,
          mirrorId: portfolios.length,
        };
        if (amount === INVESTMENT_WITHOUT_TOKEN) {
          return json(207, { ...portfolio, userTokenCreated: false });
        }
        const token = createToken({ agentPortfolioId: id }, scopeNames, body, exchange);
        return json(201, {
          ...portfolio,
          userTokens: [created(token)],
        } satisfies Schemas['CreateAgentPortfolioResponse']);
      }),

      createUserToken: answering<Schemas['CreateUserTokenRequest']>((body, ids, exchange) => {
        const { scopeIds, scopeNames = [] } = body;
        if (!scopeIds && rules.answers === 'v1.206.0') throw scopeIdsRequired();
        if (!(scopeIds ?? []).every(isScopeId)) {
          throw new Refusal(400, 'ScopeIdInvalid', 'ScopeIds contains an unknown scope');
        }
        assertAllowed(scopeNames.map(scopeNameV2));
        const token = createToken(ids, scopeIds ?? scopeNames, body, exchange);
        const { userTokenId, userToken, ...granted } = created(token);
        return json(201, {
          userTokenId,
          userToken,
          ...(rules.answers === 'today' && granted),
        } satisfies Schemas['CreateUserTokenResponse']);
      }),

      createUserTokenV2: answering<Schemas['CreateUserTokenV2Request']>((body, ids, exchange) => {
        assertAllowed(body.scopeNames);
        return json(201, created(createToken(ids, body.scopeNames, body, exchange)));
      }),

      deleteUserToken: answering((_body, ids) => {
        const portfolioId = portfolioIdOf(ids);
        const token = tokensOf(portfolioId).find(({ id }) => isSameId(id, ids.userTokenId));
        if (!token) throw new Refusal(404, 'NotFound', 'User token not found');
        tokens = tokens.filter((other) => other !== token);
        return { status: 204, headers: {}, body: '' };
      }),

      getDemoPnl: account,
      getRealPnl: account,
      getDemoPortfolio: account,
      getRealPortfolio: account,

      getMe: answering((_body, _ids, { call }) => {
        const token = tokens.find(({ secret }) => secret === call.headers['x-user-key']);
        const scopes = token?.scopes ?? rules.userKeyPermissions.map((one) => `etoro-public:${one}`);
        return json(200, {
          gcid: 123_456,
          realCid: 789_012,
          demoCid: 345_678,
          username: 'sandbox',
          scopes: scopes.map(scopeName),
        });
      }),

      getIp: answering(() => ({
        status: 200,
        headers: { 'content-type': 'text/plain' },
        body: `${rules.clientIp}\n`,
      })),
    },
  });
  await api.init();
  // To compile the checks takes as long as a step. They keep nothing, so all sandboxes of a process have the same.
  api.validator = checks ??= api.validator;

  /** Callers must not learn from the sandbox what the description does not say. */
  function assertDescribed(call: Call, { status, body, headers }: Answer): void {
    const operation = api.matchOperation(call);
    if (!operation) return;
    const isJson = headers['content-type']?.startsWith('application/json') ?? false;
    const answer: unknown = isJson ? JSON.parse(body) : body;
    const { errors } = api.validateResponse(answer, operation, status);
    if (!Object.hasOwn(operation.responses ?? {}, status) || (isJson && errors)) {
      throw new Error(`openapi.yaml does not describe this answer of ${operationIdOf(operation)}: ${status} ${body}`);
    }
  }

  return {
    operationOf: (call) => operationIdOf(api.matchOperation(call)),
    tokens: () => [...tokens],
    issuedSecrets,
    addToken,
    async answer(call, grant) {
      const exchange: Exchange = { call, grant, headers: {} };
      const operation = operationIdOf(api.matchOperation(call));
      try {
        if (operation !== 'getIp') assertPasses(call);
        await api.handleRequest(call, exchange);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        exchange.answer = error.answer;
      }
      if (!exchange.answer) throw new Error(`nothing answers ${call.method} ${call.path}`);
      assertDescribed(call, exchange.answer);
      const { answer, headers } = exchange;
      const isCreate = operation === 'createUserToken' || operation === 'createUserTokenV2';
      const more = isCreate ? rules.createHeaders : {};
      return { ...answer, headers: { ...headers, ...more, ...answer.headers } };
    },
  };
}

function created(token: SandboxToken): Schemas['CreateUserTokenV2Response'] {
  return {
    ...described(token),
    scopeNames: token.scopes.map(scopeName),
    userToken: token.secret,
  };
}

function listed(token: SandboxToken, answers: Rules['answers']): Schemas['UserToken'] {
  const scopeIds = token.scopes.filter((scope) => typeof scope === 'number');
  const scopeNames =
    answers === 'today' ? token.scopes.map(scopeName) : token.scopes.filter((scope) => typeof scope === 'string');
  return {
    ...described(token),
    ...(scopeIds.length > 0 && { scopeIds }),
    ...(scopeNames.length > 0 && { scopeNames }),
  };
}

function described({ id, name, ips, expiresAt, createdAt }: SandboxToken) {
  return {
    userTokenId: id,
    userTokenName: name,
    clientId: 'sandbox-client',
    ipsWhitelist: ips.length > 0 ? [...ips] : null,
    expiresAt: expiresAt ?? null,
    createdAt,
  };
}

function isExpired({ expiresAt }: SandboxToken, now: number): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) <= now;
}

function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function contentType({ headers }: Call): string {
  const type = headers['content-type'];
  return typeof type === 'string' ? type : '';
}

function operationIdOf(operation: { operationId?: string } | undefined): Operation {
  const id = operation?.operationId;
  return isOperation(id) ? id : 'unknown';
}

const operationIds = {
  createAgentPortfolio: true,
  listAgentPortfolios: true,
  createUserToken: true,
  createUserTokenV2: true,
  deleteUserToken: true,
  getDemoPnl: true,
  getRealPnl: true,
  getDemoPortfolio: true,
  getRealPortfolio: true,
  getMe: true,
  getIp: true,
} satisfies Record<keyof operations, true>;

function isOperation(id: string | undefined): id is keyof operations {
  return id !== undefined && Object.hasOwn(operationIds, id);
}

/** Whether a text is a full date and time in UTC. JavaScript's own parser reads the 30th of February as the 1st of March. */
function isDateTime(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 19) === text.slice(0, 19);
}

interface Problem {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** The documented code for a request that the description does not allow. */
function refusalOf(problems: readonly Problem[]): Refusal {
  const has = (path: RegExp, ...keywords: string[]) =>
    problems.some(({ instancePath, keyword }) => path.test(instancePath) && keywords.includes(keyword));
  const lacksScopeIds = problems.some(
    ({ keyword, params }) => keyword === 'required' && params['missingProperty'] === 'scopeIds',
  );
  if (lacksScopeIds || has(/\/scopeIds$/, 'minItems')) {
    return scopeIdsRequired();
  }
  if (has(/\/scopeIds\/\d+$/, 'type')) {
    return new Refusal(400, 'ScopeIdInvalid', 'ScopeIds contains an unknown scope');
  }
  if (has(/\/scopeIds$/, 'uniqueItems')) {
    return new Refusal(400, 'ScopeIdsDuplicateItems', 'ScopeIds contains duplicate items');
  }
  if (has(/\/ipsWhitelist\/\d+$/, 'format', 'type')) {
    const message = 'IpsWhitelist contains an invalid IPv4 address';
    return new Refusal(400, 'IpsWhitelistInvalidIp', message);
  }
  return invalid(problems.map(({ instancePath, message = '' }) => `${instancePath} ${message}`.trim()).join(', '));
}
